"""What the screen of the audit log shows. Of posts, nothing to those who may see no drafts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from blog.accounts.permissions import may
from blog.accounts.rules.roles import Act
from blog.audit.models import Entry
from blog.audit.words import act_in_words, kind_in_words, place_of

PAGE_SIZE = 50
MOST_IN_FILE = 10_000


@dataclass(frozen=True)
class Search:
    """What is looked for in the log; empty fields leave it open. Days are the site's own."""

    who: str = ""
    act: str = ""
    kind: str = ""
    subject: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Line:
    """One line of the log, in words. ``who`` is empty where the site itself acted.

    ``url`` is where whoever looks sees what it is about, and may take it back.
    """

    pk: int
    at: datetime
    who: str
    act: str
    kind: str
    subject_kind: str
    subject_id: str
    label: str
    detail: tuple[tuple[str, str], ...]
    url: str = ""


@dataclass(frozen=True)
class LogPage:
    """A page of the log, newest first. ``older`` is where the next page begins, or None."""

    lines: tuple[Line, ...]
    older: int | None


def get_log(*, user: Any, search: Search, before: int | None = None) -> LogPage:
    """Return the newest entries that fit, or those older than the entry ``before``."""
    entries = _found(user, search)
    if before is not None:
        entries = entries.filter(pk__lt=before)
    rows = list(entries[: PAGE_SIZE + 1])
    more = len(rows) > PAGE_SIZE
    rows = rows[:PAGE_SIZE]
    return LogPage(tuple(_line(row, user) for row in rows), older=rows[-1].pk if more else None)


def get_lines(*, user: Any, search: Search) -> Iterator[Line]:
    """Yield the newest entries that fit, for a file; 10,000 at most."""
    return (_line(row, user) for row in _found(user, search)[:MOST_IN_FILE].iterator())


def _found(user: Any, search: Search) -> QuerySet[Entry]:
    entries = Entry.objects.order_by("-pk")
    if not may(user, Act.SEE_DRAFT):  # an entry names its post by the title of its draft
        entries = entries.exclude(subject_kind="post")
    if search.who:
        entries = entries.filter(
            Q(actor_name__icontains=search.who) | Q(actor__email__iexact=search.who)
        )
    if search.act:
        entries = entries.filter(act=search.act)
    if search.kind:
        entries = entries.filter(subject_kind=search.kind)
    if search.subject:
        entries = entries.filter(
            Q(subject_id=search.subject) | Q(subject_label__icontains=search.subject)
        )
    if search.since:
        entries = entries.filter(at__gte=_begin(search.since))
    if search.until and search.until < date.max:
        entries = entries.filter(at__lt=_begin(search.until + timedelta(days=1)))
    return entries


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, timezone.get_default_timezone())


def _line(entry: Entry, user: Any) -> Line:
    return Line(
        pk=entry.pk,
        at=entry.at,
        who=entry.actor_name,
        act=act_in_words(entry.act),
        kind=kind_in_words(entry.subject_kind),
        subject_kind=entry.subject_kind,
        subject_id=entry.subject_id,
        label=entry.subject_label,
        detail=tuple((name, str(value)) for name, value in entry.detail.items()),
        url=place_of(entry.subject_kind, entry.subject_id, user=user),
    )
