"""A post as a list of the desk shows it: many at once, in a handful of questions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from blog.content.models import PostPage
from blog.publishing.models import Due, Schedule, Submission, TrashedPost
from blog.publishing.rules import workflow
from blog.publishing.rules.workflow import State
from blog.publishing.selectors import drafts, states

A_WHILE = timedelta(minutes=1)


@dataclass(frozen=True)
class Remark:
    """What a reviewer said of one place of a text."""

    place: str
    name: str
    text: str


@dataclass(frozen=True)
class Sent:
    """A submission: by whom and when, and what came of it."""

    by: str
    at: datetime
    note: str
    remark: str
    decided_by: str
    decided_at: datetime | None
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Timed:
    """What is set for a moment, and why it failed."""

    due: Due
    due_at: datetime
    zone: str
    reason: str
    next_try_at: datetime

    @property
    def pauses(self) -> bool:
        """Whether it failed, and the next try is still to come."""
        return bool(self.reason) and self.next_try_at > timezone.now()

    @property
    def is_late(self) -> bool:
        """Whether the time of the next try passed a while ago: the worker stands or is busy."""
        return self.next_try_at <= timezone.now() - A_WHILE


@dataclass(frozen=True)
class Line:
    """A post as a list shows it."""

    post_id: int
    title: str
    authors: str
    section: str
    state: State
    is_public: bool
    changed_at: datetime | None
    sent: Sent | None
    timed: Timed | None
    end: Timed | None
    trashed_until: datetime | None = None


def some_of(
    posts: QuerySet[Any], order: Iterable[Any], *, start: int = 0, end: int, **words: Any
) -> QuerySet[Any]:
    """Return some posts in an order. Their keys are found first, so that no others are loaded.

    ``words`` are what the order says that no post has of itself.
    """
    keys = posts.alias(**words).order_by(*order).values("pk")[start:end]
    return PostPage.objects.filter(pk__in=keys).alias(**words).order_by(*order)


def lines_of(posts: Any) -> tuple[Line, ...]:
    """Return posts as a list shows them: at most seven questions, however many they are."""
    found: list[Any] = list(posts.for_lines())
    ids = [post.pk for post in found]
    newest = drafts.get_belongings(posts=found)
    submissions = {
        row.post_id: row
        for row in Submission.objects.filter(
            post__in=ids, decision__in=states.VERDICTS, release=None
        )
        .select_related("by", "decided_by")
        .order_by("pk")
    }
    timings = {
        (row.post_id, row.due): row
        for row in Schedule.objects.filter(post__in=ids, state__in=states.STANDING)
    }
    trashed = dict(
        TrashedPost.objects.filter(post__in=ids).values_list("post_id", "purge_at"),
    )
    return tuple(
        _line(
            post,
            submissions.get(post.pk),
            timings.get((post.pk, Due.PUBLISH)),
            timings.get((post.pk, Due.UNPUBLISH)),
            trashed.get(post.pk),
            newest.get(post.pk) or drafts.Belonging(section_of(post), authors_of(post)),
        )
        for post in found
    )


def _line(
    post: PostPage,
    submission: Submission | None,
    timing: Schedule | None,
    end: Schedule | None,
    trashed_until: datetime | None,
    newest: drafts.Belonging,
) -> Line:
    facts = states.facts_from(
        post=post,
        submission=submission,
        timing=timing,
        is_trashed=trashed_until is not None,
    )
    return Line(
        post_id=post.pk,
        title=post.draft_title or post.title,
        authors=newest.authors,
        section=newest.section,
        state=workflow.state_of(facts),
        is_public=bool(post.live),
        changed_at=post.latest_revision_created_at,
        sent=sent_of(submission),
        timed=timed_of(timing),
        end=timed_of(end),
        trashed_until=trashed_until,
    )


def sent_of(row: Submission | None) -> Sent | None:
    """Return a submission as screens show it."""
    if row is None:
        return None
    return Sent(
        by=name_of(row.by),
        at=row.at,
        note=row.note,
        remark=row.remark,
        decided_by=name_of(row.decided_by),
        decided_at=row.decided_at,
        remarks=tuple(Remark(**remark) for remark in row.remarks),
    )


def timed_of(row: Schedule | None) -> Timed | None:
    """Return a schedule as screens show it."""
    if row is None:
        return None
    return Timed(Due(row.due), row.due_at, row.zone, row.reason, row.next_try_at)


def section_of(post: PostPage) -> str:
    """Return the title of a post's section."""
    return post.section.title if post.section else ""


def authors_of(post: PostPage) -> str:
    """Return the names over a post."""
    return ", ".join(line.author.name for line in post.bylines.all())


def name_of(person: Any) -> str:
    """Return a person's name, or nothing where nobody is meant or the account is gone."""
    return str(person) if person is not None else ""
