"""What many tests begin from is made once for those of them that follow one another.

``@kept`` makes a fixture of a function. What the function makes is written in a transaction around
these tests; each test has its savepoint in it and is rolled back to it. A test is given what was made
as the database has it, never an object that another test has had in its hands.
"""

from contextlib import contextmanager
from functools import cache

import pytest
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

from blog.web.models import PageChange


def kept(make):
    """Make a fixture of a function that takes nothing."""

    def given(_what_is_kept, db):
        return fresh(_what_is_kept[make])

    given.makes, given.__doc__ = make, make.__doc__
    return pytest.fixture(name=make.__name__)(given)


def fresh(made):
    """Return a row, or a list of them, anew from the database; whatever else as it is."""
    if isinstance(made, list):
        return [fresh(one) for one in made]
    return type(made)._default_manager.get(pk=made.pk) if isinstance(made, Model) else made


@cache
def makers_of(item):
    """Return the functions that make what a test begins from, in an order that is always the same."""
    given = [named[-1].func for named in item._fixtureinfo.name2fixturedefs.values() if named]
    makers = [function.makes for function in given if hasattr(function, "makes")]
    return tuple(sorted(makers, key=name_of))


def name_of(make):
    """Return what a function is known by among all."""
    return f"{make.__module__}.{make.__qualname__}"


def side_by_side(items):
    """Put the tests that begin from the same beside one another; the rest stays in its order."""
    items.sort(key=lambda item: [name_of(make) for make in makers_of(item)])


def count_changes_from_here(blocker):
    """Let a change of pages have the number after the last one that is kept.

    PostgreSQL does not take numbers back with what is rolled back, and a process that sees a gap of
    hundreds asks once more.
    """
    with blocker.unblock(), connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [PageChange]):
            cursor.execute(statement)


class Kept:
    """What is there for the test that runs, and for those after it that begin from the same."""

    def __init__(self):
        self._makers, self._made, self._around = (), {}, None

    @contextmanager
    def for_test(self, makers, blocker, next_makers):
        """Have it made where it is not; take it away when the next test begins from something else."""
        if makers != self._makers:
            self._make(makers, blocker)
        if makers:
            count_changes_from_here(blocker)
        try:
            yield self._made
        finally:
            if makers and next_makers() != makers:
                self._undo(blocker)

    def _make(self, makers, blocker):
        with blocker.unblock():
            around = transaction.atomic()
            around._from_testcase = True  # as Django's own: nothing is committed in it
            around.__enter__()
            self._makers, self._around = makers, around
            try:
                self._made = {make: make() for make in makers}
            except BaseException:
                self._undo(blocker)
                raise

    def _undo(self, blocker):
        with blocker.unblock():
            around = self._around
            self._makers, self._made, self._around = (), {}, None
            transaction.set_rollback(True)
            around.__exit__(None, None, None)
