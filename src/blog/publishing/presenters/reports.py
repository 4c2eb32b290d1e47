"""The newsroom's reports: each a sentence, a table with bars, and the same table as a file."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from blog.accounts.rules.roles import Act
from blog.publishing.models import Due
from blog.publishing.presenters.board import address_of
from blog.publishing.rules import figures, staleness
from blog.publishing.rules.workflow import State
from blog.publishing.selectors import policies, reports
from blog.publishing.selectors.lines import Line
from blog.publishing.services.steps import STATE_NAMES

SHOWN = 30


@dataclass(frozen=True)
class ReportRow:
    """A line of a report. ``share`` is how long its bar is, of 100.

    ``url`` is where its first cell leads, ``about`` what tells that from the same name elsewhere.
    """

    cells: tuple[str, ...]
    share: int
    url: str = ""
    about: str = ""


@dataclass(frozen=True)
class Report:
    """A report. The last cell of a row is the number that its bar shows."""

    name: str
    title: str
    summary: str
    columns: tuple[str, ...]
    rows: tuple[ReportRow, ...]

    @property
    def csv_rows(self) -> list[tuple[str, ...]]:
        """The table as the rows of a file."""
        return [self.columns, *(row.cells for row in self.rows)]


NAMES: dict[str, Promise] = {
    "review-time": gettext_lazy("Time in review"),
    "published": gettext_lazy("Published per week"),
    "on-time": gettext_lazy("On time"),
    "left-alone": gettext_lazy("Left alone"),
    "waiting": gettext_lazy("Who waits on whom"),
    "old-addresses": gettext_lazy("Old addresses"),
    "not-found": gettext_lazy("Asked for, and not found"),
}


def present_reports(*, user: Any, at: datetime, zone: str) -> tuple[Report, ...]:
    """Return every report as it stands now: twelve questions, however many posts there are."""
    under_way = reports.get_under_way()
    return (
        _review_time(at),
        _published(user, at, zone),
        _on_time(at),
        _left_alone(under_way, at),
        _waiting(under_way, at),
        _old_addresses(),
        _not_found(),
    )


def _review_time(at: datetime) -> Report:
    found = reports.get_review_times(at=at)
    if found:
        summary = ngettext(
            "Half of the %(number)s decision in 90 days came within %(hours)s hours.",
            "Half of the %(number)s decisions in 90 days came within %(hours)s hours.",
            found[0].decided,
        ) % {"number": found[0].decided, "hours": found[0].median_hours}
    else:
        summary = _("Nothing was decided in the last 90 days.")
    rows = [
        (
            one.section or _("All sections"),
            str(one.decided),
            str(one.longest_hours),
            str(one.median_hours),
        )
        for one in found
    ]
    columns = (_("Section"), _("Decisions"), _("Longest, in hours"), _("Median, in hours"))
    return _report("review-time", summary, columns, rows, [one.median_hours for one in found])


def _published(user: Any, at: datetime, zone: str) -> Report:
    weeks = reports.get_weeks(user=user, at=at, zone=zone)
    total = sum(week.new for week in weeks)
    summary = ngettext(
        "%(number)s new post in twelve weeks, this one included.",
        "%(number)s new posts in twelve weeks, this one included.",
        total,
    ) % {"number": total}
    rows = [(date_format(w.monday, "j F Y"), str(w.changed), str(w.new)) for w in weeks]
    columns = (_("Week from"), _("Changes and corrections"), _("New posts"))
    return _report("published", summary, columns, rows, [week.new for week in weeks])


DONE: dict[Due, Promise] = {
    Due.PUBLISH: gettext_lazy("published"),
    Due.UNPUBLISH: gettext_lazy("unpublished"),
}


def _on_time(at: datetime) -> Report:
    found = reports.get_kept_times(at=at)
    number = sum(one.number for one in found)
    if found:
        summary = ngettext(
            "%(number)s set time came in the last 90 days. The longest delay was %(seconds)s "
            "seconds.",
            "%(number)s set times came in the last 90 days. The longest delay was %(seconds)s "
            "seconds.",
            number,
        ) % {"number": number, "seconds": max(one.longest_seconds for one in found)}
    else:
        summary = _("No set time came in the last 90 days.")
    rows = [
        (str(DONE[one.due]), str(one.number), str(one.longest_seconds), str(one.median_seconds))
        for one in found
    ]
    columns = (_("What was done"), _("Times"), _("Longest, in seconds"), _("Median, in seconds"))
    return _report("on-time", summary, columns, rows, [one.median_seconds for one in found])


def _left_alone(under_way: tuple[Line, ...], at: datetime) -> Report:
    stale = staleness.stale_since(at)
    found = [line for line in under_way if line.changed_at and line.changed_at < stale]
    days = [_days(at, line.changed_at) for line in found[:SHOWN]]
    ages = [0] * (len(figures.AGES) + 1)
    for line in under_way:
        ages[figures.age_of(_days(at, line.changed_at))] += 1
    summary = _(
        "Of %(all)s texts under way %(week)s were changed within a week, %(two)s within two, "
        "%(month)s within 30 days, and %(more)s not since."
    ) % {"all": len(under_way), "week": ages[0], "two": ages[1], "month": ages[2], "more": ages[3]}
    rows = [
        (line.title, str(STATE_NAMES[line.state]), line.authors, str(alone))
        for line, alone in zip(found, days, strict=False)
    ]
    columns = (_("Post"), _("State"), _("Authors"), _("Days since it was changed"))
    urls = [reverse("desk_post", args=[line.post_id]) for line in found[:SHOWN]]
    return _report("left-alone", summary, columns, rows, days, urls)


# Whose turn it is, and what for. Without an act it is the author's.
TURNS: dict[State, tuple[Promise, Act | None]] = {
    State.SUBMITTED: (gettext_lazy("a review"), Act.REVIEW),
    State.APPROVED: (gettext_lazy("publication"), Act.PUBLISH),
    State.SCHEDULE_FAILED: (gettext_lazy("a schedule that failed"), Act.PUBLISH),
    State.RETURNED: (gettext_lazy("changes that were asked for"), None),
}


def _waiting(under_way: tuple[Line, ...], at: datetime) -> Report:
    turns: defaultdict[tuple[str, str, State], list[int]] = defaultdict(list)
    for line in under_way:
        if line.state not in TURNS:
            continue
        _for, act = TURNS[line.state]
        sent = line.sent
        author = line.authors or (sent.by if sent else "")
        waits = (sent.decided_by if sent else "") if act is None else (sent.by if sent else author)
        on = author if act is None else ", ".join(policies.names_of_roles(act=act))
        since = (sent.decided_at or sent.at) if sent else line.changed_at
        turns[waits or _("nobody in particular"), on or "–", line.state].append(_days(at, since))
    found = sorted(turns.items(), key=lambda turn: (-len(turn[1]), turn[0]))
    total = sum(len(days) for _turn, days in found)
    summary = ngettext(
        "%(number)s text waits for somebody’s next step.",
        "%(number)s texts wait for somebody’s next step.",
        total,
    ) % {"number": total}
    rows = [
        (who, on, str(TURNS[state][0]), str(max(days)), str(len(days)))
        for (who, on, state), days in found
    ]
    columns = (_("Who waits"), _("On whom"), _("For what"), _("Longest, in days"), _("Texts"))
    board = reverse("desk_posts")
    urls = [address_of(board, {"state": state.value}) for (_who, _on, state), _days_ in found]
    return _report(
        "waiting",
        summary,
        columns,
        rows,
        [len(days) for _turn, days in found],
        urls,
        about=[for_what for _who, _on, for_what, *_numbers in rows],
    )


def _old_addresses() -> Report:
    found = reports.get_old_addresses()
    if found:
        summary = _("Readers still come by these addresses, which pages have left.")
    else:
        summary = _("Nobody has come by an address that a page has left.")
    rows = [
        (
            one.path,
            one.leads_to or (_("taken down for good") if one.is_gone else _("not found, for now")),
            _day(one.last_at),
            str(one.hits),
        )
        for one in found
    ]
    columns = (_("Address"), _("What readers get"), _("Last asked for"), _("Times"))
    return _report("old-addresses", summary, columns, rows, [one.hits for one in found])


def _not_found() -> Report:
    found = reports.get_missing_addresses()
    if found:
        summary = _(
            "Nothing ever stood at these addresses. A link somewhere may be wrong; a redirect can "
            "be set in the editors’ pages."
        )
    else:
        summary = _("Nobody has asked for a page that never was.")
    rows = [(one.path, _day(one.last_at), str(one.hits)) for one in found]
    columns = (_("Address"), _("Last asked for"), _("Times"))
    return _report("not-found", summary, columns, rows, [one.hits for one in found])


def _report(
    name: str,
    summary: str,
    columns: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    values: list[int],
    urls: list[str] | None = None,
    about: list[str] | None = None,
) -> Report:
    long = figures.shares(values)
    nothing = [""] * len(rows)
    shown = tuple(
        ReportRow(*line) for line in zip(rows, long, urls or nothing, about or nothing, strict=True)
    )
    return Report(name, str(NAMES[name]), summary, columns, shown)


def _day(moment: datetime | None) -> str:
    return date_format(moment, "j F Y") if moment else ""


def _days(at: datetime, moment: datetime | None) -> int:
    return max((at - moment).days, 0) if moment else 0
