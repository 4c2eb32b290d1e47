"""The month that lists still grow in, and those before it. All of it in UTC."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

SLACK = timedelta(hours=1)  # by which the clocks of two machines may differ


def begin_of_month(at: datetime) -> datetime:
    """Return the first moment of the month of ``at``."""
    return at.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def any_before_this_month(moments: Iterable[datetime | None], *, now: datetime) -> bool:
    """Return whether one of these moments may count as older than this month.

    At the turn of a month, whoever counts may be in the next one already.
    """
    begin = begin_of_month(now + SLACK)
    return any(moment is not None and moment < begin for moment in moments)
