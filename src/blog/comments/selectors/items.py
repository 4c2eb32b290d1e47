"""A comment as a moderator sees it: what it says, why it is here, and all around it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe

from blog.comments.models import Appeal, Comment, Decision, Lease, Report
from blog.comments.querysets import CommentQuerySet
from blog.comments.rules.checks import SpamScore
from blog.comments.rules.excerpts import Excerpt, excerpt
from blog.comments.rules.states import WAITING
from blog.comments.selectors.records import AuthorRecord, get_records
from blog.comments.selectors.spam import get_scores
from blog.comments.words import RULES, STATES
from blog.errors import NotFound

LEASE_LASTS = timedelta(minutes=2)
LIKELY_FROM = 0.5  # a score that a moderator wants to see


@dataclass(frozen=True)
class DecisionLine:
    """One decision, in words. Nobody's name: the site decided."""

    pk: int
    who: str
    at: datetime
    before: str
    after: str
    state: str | Promise
    rule: str | Promise
    detail: str
    reason: str
    text: str
    is_undo: bool
    can_undo: bool = False


@dataclass(frozen=True)
class ReportLine:
    """What a reader has against a comment."""

    complaint: str
    text: str
    who: str
    at: datetime
    is_open: bool
    of_earlier_text: bool


@dataclass(frozen=True)
class AppealLine:
    """Why an author wants a second look, and until when they get it."""

    text: str
    at: datetime
    due_at: datetime
    is_late: bool
    rejected_by: str
    is_mine: bool  # whoever looks rejected it, so another decides


@dataclass(frozen=True)
class Parent:
    """What a comment answers."""

    name: str
    html: SafeString


@dataclass(frozen=True)
class Item:
    """A comment as a moderator sees it."""

    pk: int
    state: str
    state_in_words: str | Promise
    is_visible: bool
    is_deleted: bool
    name: str
    author_id: int | None
    html: SafeString
    written_at: datetime
    edited_at: datetime | None
    post_id: int
    post_title: str
    post_url: str
    url: str
    revision_id: int
    last_id: int
    record: AuthorRecord
    parent: Parent | None = None
    rule: str | Promise = ""
    detail: str = ""
    caught: Excerpt | None = None
    reports: tuple[ReportLine, ...] = ()
    appeal: AppealLine | None = None
    last: DecisionLine | None = None
    history: tuple[DecisionLine, ...] = ()
    held_by: str = ""
    spam: SpamScore | None = None

    @property
    def waits(self) -> bool:
        """Whether readers do not see it until somebody has looked."""
        return self.state in WAITING

    @property
    def spam_percent(self) -> int:
        """How likely it is spam, where that is likelier than not; else 0."""
        likely = self.spam is not None and self.spam.probability >= LIKELY_FROM
        return round(100 * self.spam.probability) if self.spam and likely else 0


def get_item(comment_id: int, *, person: Any, at: datetime) -> Item:
    """Return one comment as a moderator sees it, with its whole history.

    :raises NotFound: there is no such comment
    """
    rows = list(with_context(Comment.objects.filter(pk=comment_id)))
    if not rows:
        raise NotFound
    return get_items(rows, person=person, at=at)[0]


def get_items(rows: Iterable[Comment], *, person: Any, at: datetime) -> tuple[Item, ...]:
    """Return comments with all around them: four queries for any number."""
    rows = list(rows)
    ids = [row.pk for row in rows]
    decisions = _grouped(
        Decision.objects.filter(comment__in=ids).select_related("actor", "appeal").order_by("pk")
    )
    reports = _grouped(Report.objects.filter(comment__in=ids).select_related("by").order_by("pk"))
    records = get_records({row.author_id for row in rows if row.author_id}, at=at)
    scores = get_scores(row.source for row in rows)
    return tuple(
        replace(
            _item(row, decisions[row.pk]),
            reports=tuple(_report(one, row) for one in reports[row.pk]),
            appeal=_appeal(decisions[row.pk], person, at),
            record=records.get(row.author_id or 0, AuthorRecord()),
            held_by=_holder(row, person, at),
            spam=score,
        )
        for row, score in zip(rows, scores, strict=True)
    )


def with_context(found: CommentQuerySet) -> CommentQuerySet:
    """Load with comments what ``get_items`` reads of them."""
    return found.select_related("post__locale", "author", "parent__author", "lease__by")


def _grouped(rows: Iterable[Any]) -> defaultdict[int, list[Any]]:
    groups: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        groups[row.comment_id].append(row)
    return groups


def _item(row: Comment, decisions: list[Decision]) -> Item:
    of_site = [one for one in decisions if one.rule and one.revision_id == row.revision_id]
    why = of_site[-1] if of_site else None
    lines = [_decision(one) for one in decisions]
    if lines and not decisions[-1].rule and not decisions[-1].undoes_id:
        lines[-1] = replace(lines[-1], can_undo=True)
    parent = row.parent
    return Item(
        pk=row.pk,
        state=row.state,
        state_in_words=STATES[row.state],
        is_visible=row.is_visible,
        is_deleted=row.deleted_at is not None,
        name=name_of(row),
        author_id=row.author_id,
        # Cleaned when it was written, and made of cleaned source.
        html=mark_safe(row.html),  # noqa: S308
        written_at=row.written_at,
        edited_at=row.edited_at,
        post_id=row.post_id,
        post_title=row.post.title,
        post_url=row.post.get_url() or "",
        url=row.get_absolute_url(),
        revision_id=row.text_id,
        last_id=decisions[-1].pk if decisions else 0,
        record=AuthorRecord(),
        parent=Parent(name_of(parent), mark_safe(parent.html)) if parent else None,  # noqa: S308
        rule=RULES.get(why.rule, why.rule) if why else "",
        detail=why.detail if why else "",
        caught=_caught(row.source, why),
        last=lines[-1] if lines else None,
        history=tuple(reversed(lines)),
    )


def _caught(source: str, why: Decision | None) -> Excerpt | None:
    if why is None or why.span_start is None or why.span_end is None:
        return None
    return excerpt(source, why.span_start, why.span_end)


def _decision(row: Decision) -> DecisionLine:
    return DecisionLine(
        pk=row.pk,
        who="" if row.rule else (str(row.actor) if row.actor else row.actor_name),
        at=row.at,
        before=row.before,
        after=row.after,
        state=STATES[row.after],
        rule=RULES.get(row.rule, row.rule),
        detail=row.detail,
        reason=row.get_code_display(),
        text=row.text,
        is_undo=row.undoes_id is not None,
    )


def _report(row: Report, comment: Comment) -> ReportLine:
    return ReportLine(
        complaint=row.get_complaint_display(),
        text=row.text,
        who=str(row.by) if row.by else "",
        at=row.at,
        is_open=row.answer_id is None,
        of_earlier_text=row.revision_id != comment.revision_id,
    )


def _appeal(decisions: list[Decision], person: Any, at: datetime) -> AppealLine | None:
    for first in decisions:
        appeal: Appeal | None = getattr(first, "appeal", None)
        if appeal is not None and appeal.outcome_id is None:
            return AppealLine(
                text=appeal.text,
                at=appeal.at,
                due_at=appeal.due_at,
                is_late=appeal.due_at < at,
                rejected_by=str(first.actor) if first.actor else first.actor_name,
                is_mine=first.actor_id is not None and first.actor_id == person.pk,
            )
    return None


def _holder(comment: Comment, person: Any, at: datetime) -> str:
    lease: Lease | None = getattr(comment, "lease", None)
    if lease is None or lease.by_id == person.pk or lease.at <= at - LEASE_LASTS:
        return ""
    return str(lease.by)


def name_of(comment: Comment) -> str:
    """Return the author's name: the account's, or the one at the time."""
    account = comment.author
    return (account.get_full_name() if account else "") or comment.author_name
