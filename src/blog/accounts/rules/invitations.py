"""How long an invitation is good, and what has become of it. No database, no Django."""

from datetime import datetime, timedelta
from enum import StrEnum

GOOD_FOR = timedelta(days=7)


class State(StrEnum):
    """What has become of an invitation."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REVOKED = "revoked"
    EXPIRED = "expired"


def state_of(
    *,
    accepted_at: datetime | None,
    revoked_at: datetime | None,
    expires_at: datetime,
    at: datetime,
) -> State:
    """Return what an invitation is at a moment; it can be accepted while it is open."""
    if accepted_at is not None:
        return State.ACCEPTED
    if revoked_at is not None:
        return State.REVOKED
    return State.OPEN if at < expires_at else State.EXPIRED
