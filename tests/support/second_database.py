"""Which tests the second database is for: those that use one.

``bin/test`` runs all on SQLite, and these again on PostgreSQL. A test that takes no database is
refused one by pytest-django: on SQLite it has proved all that it proves.
"""

# What opens the database for a test, other than the marks; what takes one of these takes it too.
OPENED_BY = frozenset({"db", "shared_database", "world"})


def is_for_both(item):
    """Return whether a test uses a database, or says by a mark that it depends on which there is."""
    marks = ("django_db", "both_databases")
    return any(map(item.get_closest_marker, marks)) or not OPENED_BY.isdisjoint(item.fixturenames)


def leave_out_the_rest(config, items):
    """Take the tests from a list that are not for the second database."""
    rest = [item for item in items if not is_for_both(item)]
    config.hook.pytest_deselected(items=rest)
    items[:] = [item for item in items if is_for_both(item)]
