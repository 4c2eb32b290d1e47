"""Bringing the database to where the code is."""

import pytest
from django.core.management import call_command
from django.db import ConnectionHandler, connection
from wagtail.models import Site

from blog.config.settings.database import sqlite
from blog.operations.services import setup
from blog.publishing.models import TypedLink
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "host", "port"),
    [
        ("https://galley.example", "galley.example", 443),
        ("http://galley.example", "galley.example", 80),
        ("http://127.0.0.1:8000", "127.0.0.1", 8000),
    ],
)
def test_absolute_links_have_the_address_of_the_settings(settings, address, host, port):
    settings.WAGTAILADMIN_BASE_URL = address

    setup.align_site_address()

    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port) == (host, port)
    assert site.root_url == address


def test_a_database_that_is_up_to_date_is_left_alone(monkeypatch):
    rebuilt = []
    setup.align_site_address()
    monkeypatch.setattr(setup.indexing, "rebuild", lambda: rebuilt.append(True))
    monkeypatch.setattr(setup.links, "rebuild", lambda: rebuilt.append(True))
    said = []

    setup.prepare_database(say=said.append)
    setup.prepare_database(say=said.append)

    assert said == []
    assert rebuilt == []


def test_statistics_that_mislead_sqlite_are_removed(monkeypatch, tmp_path):
    of_its_own = ConnectionHandler({"default": sqlite(str(tmp_path / "site.sqlite3"))})["default"]
    monkeypatch.setattr(setup, "connection", of_its_own)
    assert not setup.forget_statistics()
    with of_its_own.cursor() as cursor:
        cursor.execute("CREATE TABLE loaves (name TEXT PRIMARY KEY)")
        cursor.execute("INSERT INTO loaves VALUES ('rye'), ('spelt')")
        cursor.execute("ANALYZE")
        assert cursor.execute("SELECT * FROM sqlite_stat1").fetchall()

        assert setup.forget_statistics()

        assert not cursor.execute("SELECT * FROM sqlite_stat1").fetchall()
    assert not setup.forget_statistics()
    of_its_own.close()


def test_links_written_as_whole_addresses_follow_the_site_to_its_new_address(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://old.example"
    setup.prepare_database()
    there = {"text": "[Oats](https://new.example/posts/oats/)"}
    here = {"text": "[Oats](https://old.example/posts/oats/)"}
    there, here = (
        factories.make_post(f"Post {number}", body=[("markdown", value)])
        for number, value in enumerate((there, here))
    )
    assert [link.page_id for link in TypedLink.objects.all()] == [here.pk]

    settings.WAGTAILADMIN_BASE_URL = "https://new.example"
    setup.prepare_database()

    assert [link.page_id for link in TypedLink.objects.all()] == [there.pk]


def test_before_a_release_every_cache_in_the_database_gets_its_table(settings):
    tables = {
        name: {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": name}
        for name in ("default", "limits")
    }
    settings.CACHES = {**settings.CACHES, **tables}

    call_command("prepare")

    assert tables.keys() <= set(connection.introspection.table_names())
