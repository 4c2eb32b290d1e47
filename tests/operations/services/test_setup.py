"""Bringing the database to where the code is."""

import pytest
from wagtail.models import Site

from blog.operations.services import setup

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
    monkeypatch.setattr(setup.indexing, "rebuild", lambda: rebuilt.append(True))
    said = []

    setup.prepare_database(say=said.append)
    setup.prepare_database(say=said.append)

    assert said == []
    assert rebuilt == []
