"""When a text has been left alone for too long."""

from datetime import UTC, datetime, timedelta

from blog.publishing.rules.staleness import STALE_AFTER, WAITS_FOR_SOMEBODY, stale_since
from blog.publishing.rules.workflow import State


def test_what_was_changed_before_that_moment_is_stale():
    now = datetime(2026, 11, 1, tzinfo=UTC)

    assert stale_since(now) == now - STALE_AFTER == now - timedelta(days=30)


def test_nothing_is_asked_of_people_when_a_text_is_at_rest_or_runs_by_itself():
    at_rest = {State.LIVE, State.SCHEDULED}

    assert not WAITS_FOR_SOMEBODY & at_rest
    assert {State.DRAFT, State.SUBMITTED, State.RETURNED} <= WAITS_FOR_SOMEBODY
