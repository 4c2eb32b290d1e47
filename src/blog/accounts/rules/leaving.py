"""How an account ends: asked for, thought over for a week, done. No database, no Django."""

from datetime import datetime, timedelta
from enum import StrEnum

GRACE = timedelta(days=7)
REMINDER = timedelta(days=1)  # before the end


class Comments(StrEnum):
    """What becomes of the comments of somebody who leaves."""

    ANONYMISE = "anonymise"
    ERASE = "erase"


def ends_at(asked_at: datetime) -> datetime:
    """Return when an account ends whose owner asked for it then."""
    return asked_at + GRACE


def is_over(due_at: datetime, *, at: datetime) -> bool:
    """Return whether the time to think it over has passed."""
    return at >= due_at


def wants_reminder(due_at: datetime, reminded_at: datetime | None, *, at: datetime) -> bool:
    """Return whether it is time to remind somebody, once, that their account ends."""
    return reminded_at is None and due_at - REMINDER <= at < due_at
