"""A month of the newsroom, as a table of weeks and as a list of days."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from blog.publishing.rules import months
from blog.publishing.rules.months import Month
from blog.publishing.selectors import calendar
from blog.publishing.selectors.calendar import Entry, Kind

# A day with more is short in the table and whole in the list.
MOST_A_CELL = 4

KIND_NAMES: dict[Kind, Promise] = {
    Kind.PUBLISHED: _("published"),
    Kind.COMES_OUT: _("comes out"),
    Kind.ENDS: _("ends"),
    Kind.FAILED: _("did not come out"),
    Kind.END_FAILED: _("did not end"),
}


@dataclass(frozen=True)
class Item:
    """An entry with its kind in words."""

    entry: Entry
    kind: str
    css: str

    @property
    def url(self) -> str:
        """Where it leads: to the post's own screen, or to what readers have of it."""
        return self.entry.url or reverse("desk_post", args=[self.entry.post_id])


@dataclass(frozen=True)
class Day:
    """A day, what happens on it, and how much of that a cell of the table leaves out."""

    date: date
    is_in_month: bool
    is_today: bool
    items: tuple[Item, ...]

    @property
    def month(self) -> Month:
        """The month that it is in: its list is there."""
        return Month(self.date.year, self.date.month)

    @property
    def in_cell(self) -> tuple[Item, ...]:
        """What a cell of the table has room for."""
        return self.items if len(self.items) <= MOST_A_CELL else self.items[: MOST_A_CELL - 1]

    @property
    def more(self) -> int:
        """How much of the day the cell leaves out."""
        return len(self.items) - len(self.in_cell)


@dataclass(frozen=True)
class Calendar:
    """A month: its weeks, its days that have something, and its clock."""

    month: Month
    weeks: tuple[tuple[Day, ...], ...]
    days: tuple[Day, ...]
    zone: str
    offsets: tuple[tuple[date, str], ...]
    is_cut: bool


def present_month(
    *,
    user: Any,
    month: Month,
    zone: str,
    at: datetime,
    section_id: int | None = None,
    author_id: int | None = None,
) -> Calendar:
    """Return a month as the clocks of a zone have it. The days around it are in its weeks only."""
    weeks = months.weeks_of(month)
    happening = calendar.get_happening(
        user=user,
        since=months.begin_of(weeks[0][0], zone),
        until=months.begin_of(weeks[-1][-1] + months.A_DAY, zone),
        section_id=section_id,
        author_id=author_id,
    )
    place = ZoneInfo(zone)
    by_day: defaultdict[date, list[Item]] = defaultdict(list)
    for entry in happening.entries:
        item = Item(entry, str(KIND_NAMES[entry.kind]), entry.kind.replace(" ", "-"))
        by_day[entry.at.astimezone(place).date()].append(item)
    today = at.astimezone(place).date()

    def day_of(day: date) -> Day:
        return Day(day, month.first <= day <= month.last, day == today, tuple(by_day[day]))

    shown = tuple(tuple(map(day_of, week)) for week in weeks)
    days = tuple(day for week in shown for day in week if day.is_in_month and day.items)
    offsets = months.offsets_in(month, zone)
    return Calendar(month, shown, days, zone, offsets, happening.is_cut)
