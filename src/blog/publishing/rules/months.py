"""A month as a calendar shows it: whole weeks, as the clocks of a zone have them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WRITTEN = re.compile(r"(\d{4})-(\d{1,2})")
# Before and after these years nothing was or will be published here.
YEARS = range(1990, 2101)
A_DAY = timedelta(days=1)
A_WEEK = timedelta(days=7)


@dataclass(frozen=True, order=True)
class Month:
    """A month of a year."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def next(self) -> "Month":
        """The month after it."""
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def previous(self) -> "Month":
        """The month before it."""
        return Month(self.year - (self.number == 1), (self.number - 2) % 12 + 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.next.first - A_DAY


def month_of(text: str) -> Month | None:
    """Return the month that is written as 2026-11, or None: it is written in no way known here."""
    found = WRITTEN.fullmatch(text.strip())
    if not found:
        return None
    month = Month(int(found[1]), int(found[2]))
    return month if month.year in YEARS and 1 <= month.number <= 12 else None


def weeks_of(month: Month) -> tuple[tuple[date, ...], ...]:
    """Return the weeks that a month is in, from Monday to Sunday."""
    monday = month.first - timedelta(days=month.first.weekday())
    weeks = []
    while monday <= month.last:
        weeks.append(tuple(monday + timedelta(days=number) for number in range(7)))
        monday += A_WEEK
    return tuple(weeks)


def begin_of(day: date, zone: str) -> datetime:
    """Return the instant at which a day begins in a zone, in UTC."""
    return datetime.combine(day, time.min, ZoneInfo(zone)).astimezone(UTC)


def offsets_in(month: Month, zone: str) -> tuple[tuple[date, str], ...]:
    """Return how far a zone is from UTC at the end of the first day, and of days that change it."""
    found: list[tuple[date, str]] = []
    for day in _days(month):
        offset = _written(begin_of(day + A_DAY, zone).astimezone(ZoneInfo(zone)).utcoffset())
        if not found or found[-1][1] != offset:
            found.append((day, offset))
    return tuple(found)


def _days(month: Month) -> Iterator[date]:
    day = month.first
    while day <= month.last:
        yield day
        day += A_DAY


def _written(offset: timedelta | None) -> str:
    minutes = int((offset or timedelta()).total_seconds()) // 60
    sign = "−" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")
