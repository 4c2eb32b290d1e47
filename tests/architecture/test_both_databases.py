"""On PostgreSQL only those tests run that use a database: is every such test among them?"""

import re
from pathlib import Path

import pytest
from django.db import connection

from tests.support.second_database import OPENED_BY, is_for_both

TESTS = Path(__file__).parents[1]


def test_a_test_without_a_database_is_refused_one(request):
    assert not is_for_both(request.node)
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        connection.ensure_connection()


@pytest.mark.django_db
def test_a_mark_opens_it(request):
    assert is_for_both(request.node)


@pytest.mark.usefixtures("rosa")
def test_what_is_made_in_it_opens_it(request):
    assert is_for_both(request.node)


@pytest.mark.both_databases
def test_a_test_can_ask_for_both(request):
    assert is_for_both(request.node)


def test_nothing_else_opens_it():
    """A fixture that opens it has a name that the choice knows."""
    opening = re.compile(r"\bunblock\(|getfixturevalue\(.db.\)|enable_db_access|\bdatabases\s*=")
    found = {
        str(file.relative_to(TESTS))
        for file in TESTS.rglob("*.py")
        if file != Path(__file__) and opening.search(file.read_text())
    }

    assert sorted(OPENED_BY) == ["db", "shared_database", "world"]
    # The first two open it for a session and around a test that takes it, not for the test.
    fixtures = {"support/two_workers.py", "authorization/world.py"}
    assert found == {"conftest.py", "support/kept.py"} | fixtures
