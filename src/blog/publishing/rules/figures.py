"""The arithmetic of the reports. No database, no Django."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from statistics import median

A_WEEK = timedelta(days=7)
# How long ago a text under way was changed last, in days: up to each, and beyond the last.
AGES = (7, 14, 30)


def median_hours(times: Iterable[timedelta]) -> int | None:
    """Return the median of some times in whole hours, or None: there are none."""
    hours = [time.total_seconds() / 3600 for time in times]
    return round(median(hours)) if hours else None


def median_seconds(times: Iterable[timedelta]) -> int | None:
    """Return the median of some times in whole seconds, or None: there are none."""
    seconds = [time.total_seconds() for time in times]
    return round(median(seconds)) if seconds else None


def mondays(today: date, number: int) -> tuple[date, ...]:
    """Return the first days of the last weeks, the present one included, earliest first."""
    monday = today - timedelta(days=today.weekday())
    return tuple(monday - A_WEEK * back for back in range(number - 1, -1, -1))


def shares(values: Sequence[int]) -> tuple[int, ...]:
    """Return how long the bars of some values are, of 100; what is there at all can be seen."""
    most = max(values, default=0)
    return tuple(max(2, round(100 * value / most)) if value > 0 else 0 for value in values)


def age_of(days: int) -> int:
    """Return which of the ages a number of days is in, by its place."""
    return next((place for place, most in enumerate(AGES) if days < most), len(AGES))
