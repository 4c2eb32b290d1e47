"""How long what goes out waits, so that a publication can be undone."""

from datetime import UTC, datetime, timedelta

from blog.publishing.rules.grace import group_of, undo_until


def test_it_waits_for_the_seconds_that_are_set():
    at = datetime(2026, 3, 29, 0, 59, 30, tzinfo=UTC)

    assert undo_until(at, seconds=60) == at + timedelta(minutes=1)
    assert undo_until(at, seconds=0) == at


def test_what_one_publication_sends_is_cancelled_without_any_other():
    assert len({group_of(1, 23), group_of(12, 3), group_of(1, 2), group_of(1, 3)}) == 4
