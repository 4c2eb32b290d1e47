"""A small fixed world: Rosa reads, Ed edits, Ada writes, the post is about rye."""

import gc

import pytest
from django.core.cache import cache, caches
from django.db import connection, connections
from hypothesis import HealthCheck, settings

from blog.web.memory import memory
from tests import factories
from tests.support.database import copy_to
from tests.support.kept import Kept, kept, makers_of, side_by_side
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
    """On PostgreSQL only what uses a database proves something more. What begins alike runs together."""
    if connection.vendor != "sqlite":
        leave_out_the_rest(config, items)
    side_by_side(items)


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


def forget_everything():
    cache.clear()
    memory.forget()
    caches["limits"].clear()
    caches["here"].clear()


@pytest.fixture(autouse=True)
def _fresh_cache():
    forget_everything()


KEPT = Kept()
NEXT = pytest.StashKey()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item, nextitem):
    item.stash[NEXT] = makers_of(nextitem) if nextitem else ()


@pytest.fixture
def _what_is_kept(request, django_db_setup, django_db_blocker):
    """What the test begins from: in the database before the test's own transaction begins."""
    item = request.node
    with KEPT.for_test(
        makers_of(item), django_db_blocker, lambda: item.stash.get(NEXT, ())
    ) as made:
        forget_everything()
        yield made


@pytest.fixture
def _django_db_helper(_what_is_kept, _django_db_helper):
    """Let the transaction of a test, which is pytest-django's, begin within what is kept."""


@pytest.fixture
def noon():
    return factories.NOON


@pytest.fixture
def rosa(db):
    """A reader."""
    return factories.make_user("rosa@example.com", first_name="Rosa")


@pytest.fixture
def ada(db):
    """An author."""
    return factories.get_ada()


@pytest.fixture
def ed(db):
    """An editor."""
    return factories.make_user("ed@example.com", first_name="Ed", roles=["Editor"])


@kept
def rye():
    """A published post about rye bread."""
    return factories.make_post(
        title="Rye, slowly", summary="A loaf in three days.", published=factories.NOON
    )


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
