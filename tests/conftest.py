"""A small fixed world: Rosa reads, Ed edits, Ada writes, the post is about rye."""

import gc
from datetime import UTC, datetime

import pytest
from django.core.cache import cache, caches
from django.db import connection, connections
from hypothesis import HealthCheck, settings

from blog.web.memory import memory
from tests import factories
from tests.support.database import copy_to
from tests.support.second_database import leave_out_the_rest
from tests.support.two_workers import shared_database

# However busy the machine is: how long something takes is measured by bin/bench, not by a test.
settings.register_profile(
    "any machine",
    settings.default,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("any machine")

__all__ = ["shared_database"]  # a fixture, for tests in which processes meet


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL only what uses a database proves something more."""
    if connection.vendor != "sqlite":
        leave_out_the_rest(config, items)


def pytest_collection_finish():
    """What is loaded now stays: looking through it for rubbish again and again takes a twentieth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(scope="session")
def django_db_setup(request, tmp_path_factory, django_db_blocker):
    """Use a copy of the migrated SQLite file; on PostgreSQL let Django make its test database."""
    if connection.vendor == "sqlite":
        copy = copy_to(tmp_path_factory.mktemp("database") / "test.sqlite3")
        connection.close()
        connection.settings_dict["NAME"] = str(copy)
        yield
        connections.close_all()
        return
    request.getfixturevalue("django_db_modify_db_settings")
    from django.test.utils import setup_databases, teardown_databases

    # Opened for no longer than this: a test that takes no database is refused one.
    with django_db_blocker.unblock():
        config = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        teardown_databases(config, verbosity=0)


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()
    memory.forget()
    caches["limits"].clear()
    caches["here"].clear()


@pytest.fixture
def noon():
    return datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def rosa(db):
    """A reader."""
    return factories.make_user("rosa@example.com", first_name="Rosa")


@pytest.fixture
def ada(db):
    """An author."""
    return factories.make_user("ada@example.com", first_name="Ada", roles=["Author"])


@pytest.fixture
def ed(db):
    """An editor."""
    return factories.make_user("ed@example.com", first_name="Ed", roles=["Editor"])


@pytest.fixture
def rye(db, noon):
    """A published post about rye bread."""
    return factories.make_post(title="Rye, slowly", summary="A loaf in three days.", published=noon)


@pytest.fixture
def page_cache(db, tmp_path):
    """A page cache in front of Django, which hears of this test's changes when they are told."""
    from tests.web.page_cache import support

    cache = support.Cache(tmp_path / "pages")
    support.without_connection_handling()
    support.hears(cache)
    yield cache
    support.hears(None)
    support.with_connection_handling()
