"""When a text under way has been left alone for too long. No database, no Django."""

from datetime import datetime, timedelta

from blog.publishing.rules.workflow import State

STALE_AFTER = timedelta(days=30)

# Somebody should do something next. What is scheduled runs by itself, what is live is at rest.
WAITS_FOR_SOMEBODY = frozenset(
    {
        State.DRAFT,
        State.SUBMITTED,
        State.RETURNED,
        State.APPROVED,
        State.SCHEDULE_FAILED,
        State.LIVE_CHANGED,
    }
)


def stale_since(at: datetime) -> datetime:
    """Return the moment before which a text must have been changed last to be stale now."""
    return at - STALE_AFTER
