"""What came out, comes out and ends between two moments."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q

from blog.accounts import permissions
from blog.accounts.rules.roles import Act
from blog.content.models import Author, PostPage, SectionPage
from blog.publishing.models import Due, Schedule, ScheduleState
from blog.publishing.selectors import lists, states
from blog.publishing.selectors.lines import authors_of, name_of

# More than anybody reads in a month; what is left out is said.
MOST = 500


class Kind(StrEnum):
    """What happens at a moment of the calendar."""

    PUBLISHED = "published"
    COMES_OUT = "comes out"
    ENDS = "ends"
    FAILED = "failed"
    END_FAILED = "end failed"


@dataclass(frozen=True)
class Entry:
    """Something at one moment. ``moves`` is what this person may set another moment for.

    ``url`` is the post as readers have it, where this person may see no more of it.
    """

    kind: Kind
    at: datetime
    post_id: int
    title: str
    section: str
    authors: str
    moves: Due | None = None
    reason: str = ""
    url: str = ""


@dataclass(frozen=True)
class Happening:
    """What happens in a while, in its order. ``is_cut``: there is more."""

    entries: tuple[Entry, ...]
    is_cut: bool


@dataclass(frozen=True)
class Choices:
    """What a calendar or a board can be narrowed to, as pairs of id and name."""

    sections: tuple[tuple[int, str], ...]
    authors: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Set:
    """Something that is set for a moment, as whoever moves it reads it."""

    post_id: int
    revision_id: int | None
    title: str
    due: Due
    due_at: datetime
    zone: str
    set_by: str
    reason: str


def get_happening(
    *,
    user: Any,
    since: datetime,
    until: datetime,
    section_id: int | None = None,
    author_id: int | None = None,
) -> Happening:
    """Return what came out, and what is set for a moment, as far as somebody may see it.

    Six questions, however much it is.
    """
    narrow = Q()
    if section_id:
        narrow &= Q(section=section_id)
    if author_id:
        narrow &= Q(bylines__author=author_id)
    posts = (
        PostPage.objects.visible_to(user)
        .filter(narrow, first_published_at__gte=since, first_published_at__lt=until)
        .for_lines()
        .oldest_first()[: MOST + 1]
    )
    sees_all = permissions.may(user, Act.SEE_DRAFT)
    within = lists.within_reach(user, True, one_by_one=True).filter(narrow, trashed__isnull=True)
    rows = (
        Schedule.objects.filter(state__in=states.STANDING, due_at__gte=since, due_at__lt=until)
        .filter(Exists(within.filter(pk=OuterRef("post"))))
        .prefetch_related(Prefetch("post", PostPage.objects.for_lines()))
        .order_by("due_at", "pk")[: MOST + 1]
    )
    found_ids = {*(post.pk for post in posts), *(row.post_id for row in rows)}
    of_them = PostPage.objects.of(user, one_by_one=True).filter(pk__in=found_ids)
    own = set(of_them.values_list("pk", flat=True))
    came = [
        _entry(
            post,
            Kind.PUBLISHED,
            post.first_published_at,
            url="" if sees_all or post.pk in own else post.get_url() or "",
        )
        for post in posts
    ]
    found = sorted([*came, *_set_times(rows, user, own)], key=lambda entry: entry.at)
    return Happening(tuple(found[:MOST]), is_cut=len(found) > MOST)


def get_choices() -> Choices:
    """Return every section and author."""
    return Choices(
        tuple(SectionPage.objects.order_by("title", "pk").values_list("pk", "title")),
        tuple(Author.objects.order_by("name", "pk").values_list("pk", "name")),
    )


def get_set(*, post: PostPage, due: str) -> Set | None:
    """Return what is set for a post, or None: nothing is, or not any more."""
    row = Schedule.objects.filter(post=post, due=due, state__in=states.STANDING)
    found = row.select_related("set_by").first()
    if found is None:
        return None
    return Set(
        post.pk,
        found.revision_id,
        post.draft_title or post.title,
        Due(found.due),
        found.due_at,
        found.zone,
        name_of(found.set_by),
        found.reason,
    )


def _set_times(rows: Any, user: Any, own: set[int]) -> Iterator[Entry]:
    for row in rows:
        comes_out = row.due == Due.PUBLISH
        act = Act.PUBLISH if comes_out else Act.UNPUBLISH
        failed = row.state == ScheduleState.FAILED
        if comes_out:
            kind = Kind.FAILED if failed else Kind.COMES_OUT
        else:
            kind = Kind.END_FAILED if failed else Kind.ENDS
        may_move = permissions.may(user, act, owns=row.post_id in own)
        yield _entry(row.post, kind, row.due_at, Due(row.due) if may_move else None, row.reason)


def _entry(
    post: PostPage,
    kind: Kind,
    at: Any,
    moves: Due | None = None,
    reason: str = "",
    url: str = "",
) -> Entry:
    title = post.title if kind is Kind.PUBLISHED else post.draft_title or post.title
    section = post.section.title if post.section else ""
    return Entry(kind, at, post.pk, title, section, authors_of(post), moves, reason, url)
