"""What the newsroom's reports are made of, each in a fixed number of questions."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from blog.content.models import PostPage
from blog.publishing.models import (
    Change,
    Decision,
    Due,
    MissingAddress,
    PublicAddress,
    Release,
    Schedule,
    ScheduleState,
    Submission,
)
from blog.publishing.rules import figures, months, staleness
from blog.publishing.selectors import lines, states
from blog.publishing.selectors.lines import Line

DAYS = 90
WEEKS = 12
MOST = 200
MOST_ASKED_FOR = 30


@dataclass(frozen=True)
class ReviewTime:
    """How long texts of a section waited for their decision. No section is all of them."""

    section: str
    decided: int
    median_hours: int
    longest_hours: int


@dataclass(frozen=True)
class Week:
    """What readers got in a week."""

    monday: date
    new: int
    changed: int


@dataclass(frozen=True)
class Kept:
    """How late what was set for a time was done."""

    due: Due
    number: int
    median_seconds: int
    longest_seconds: int


@dataclass(frozen=True)
class AskedFor:
    """An address without a page, and how often it was asked for."""

    path: str
    hits: int
    last_at: datetime | None
    leads_to: str = ""  # the title of the page that readers get instead
    is_gone: bool = False


def get_old_addresses() -> tuple[AskedFor, ...]:
    """Return the addresses that pages have left and readers still ask for, the most asked first."""
    rows = (
        PublicAddress.objects.filter(hits__gt=0)
        .select_related("page", "moved_to")
        .order_by("-hits", "path")[:MOST_ASKED_FOR]
    )
    return tuple(
        AskedFor(row.path, row.hits, row.last_hit_at, _title_of(row), row.is_gone) for row in rows
    )


def get_missing_addresses() -> tuple[AskedFor, ...]:
    """Return where readers looked for a page and never was one, the most asked first."""
    rows = MissingAddress.objects.order_by("-hits", "path")[:MOST_ASKED_FOR]
    return tuple(AskedFor(row.path, row.hits, row.last_hit_at) for row in rows)


def _title_of(row: PublicAddress) -> str:
    target = row.page if row.page and row.page.live else row.moved_to
    return target.title if target and target.live else ""


def get_review_times(*, at: datetime) -> tuple[ReviewTime, ...]:
    """Return how long decisions took in the last ninety days: of all texts, then by section."""
    rows = Submission.objects.filter(
        decided_at__gte=at - timedelta(days=DAYS),
        decision__in=[Decision.APPROVED, Decision.RETURNED, Decision.SUPERSEDED],
    ).values_list("post__section__title", "at", "decided_at")
    took: defaultdict[str, list[timedelta]] = defaultdict(list)
    for section, sent, decided in rows:
        if decided is not None:
            took[section or ""].append(decided - sent)
    everything = [time for times in took.values() for time in times]
    if not everything:
        return ()
    named = sorted((name, times) for name, times in took.items() if name)
    return (_review_time("", everything), *(_review_time(name, times) for name, times in named))


def get_kept_times(*, at: datetime) -> tuple[Kept, ...]:
    """Return how late set times of the last ninety days were kept."""
    rows = Schedule.objects.filter(
        state=ScheduleState.DONE, lag__isnull=False, finished_at__gte=at - timedelta(days=DAYS)
    ).values_list("due", "lag")
    late: defaultdict[Due, list[timedelta]] = defaultdict(list)
    for due, lag in rows:
        late[Due(due)].append(lag or timedelta(0))
    return tuple(
        Kept(
            due,
            len(late[due]),
            figures.median_seconds(late[due]) or 0,
            round(max(late[due]).total_seconds()),
        )
        for due in Due
        if late[due]
    )


def get_weeks(*, user: Any, at: datetime, zone: str) -> tuple[Week, ...]:
    """Return what readers got in each of the last twelve weeks, as the clocks of a zone have it."""
    place = ZoneInfo(zone)
    mondays = figures.mondays(at.astimezone(place).date(), WEEKS)
    begin = months.begin_of(mondays[0], zone)

    def by_week(moments: Any) -> Counter[date]:
        days = (moment.astimezone(place).date() for moment in moments)
        return Counter(day - timedelta(days=day.weekday()) for day in days)

    new = by_week(
        PostPage.objects.visible_to(user)
        .filter(first_published_at__gte=begin)
        .values_list("first_published_at", flat=True)
    )
    changed = by_week(
        Release.objects.filter(at__gte=begin, undone_at=None)
        .exclude(change=Change.FIRST)
        .values_list("at", flat=True)
    )
    return tuple(Week(monday, new[monday], changed[monday]) for monday in mondays)


def get_under_way() -> tuple[Line, ...]:
    """Return the texts that wait for somebody, what was left alone longest first; 200 at most."""
    waits = [state.value for state in staleness.WAITS_FOR_SOMEBODY]
    posts = states.with_state(posts=PostPage.objects.filter(trashed__isnull=True))
    found = posts.filter(stands__in=waits).order_by("latest_revision_created_at", "pk")
    return lines.lines_of(found[:MOST])


def _review_time(section: str, times: list[timedelta]) -> ReviewTime:
    longest = round(max(times).total_seconds() / 3600)
    return ReviewTime(section, len(times), figures.median_hours(times) or 0, longest)
