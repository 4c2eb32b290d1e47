"""All posts, by what is asked for: a page of them, how many stand where, and what is saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from blog.content.models import PostPage
from blog.publishing.models import SavedFilter, Schedule
from blog.publishing.rules import staleness
from blog.publishing.rules.workflow import State
from blog.publishing.selectors import drafts, lines, lists, states
from blog.publishing.selectors.lines import Line

PAGE_SIZE = 30
# Whoever looks further narrows the board instead.
LAST_PAGE = 200

ORDERS: dict[str, tuple[Any, ...]] = {
    "changed": (F("latest_revision_created_at").desc(nulls_last=True), "-pk"),
    "oldest": (F("latest_revision_created_at").asc(nulls_first=True), "pk"),
    "title": ("draft_title", "pk"),
    "published": (F("first_published_at").desc(nulls_last=True), "-pk"),
    "due": (F("due_next").asc(nulls_last=True), "-pk"),
}


@dataclass(frozen=True)
class Search:
    """What is looked for among all posts; empty fields leave it open."""

    state: str = ""
    section: int | None = None
    author: int | None = None
    tag: str = ""
    text: str = ""
    stale: bool = False
    timed: bool = False
    sort: str = "changed"


@dataclass(frozen=True)
class Board:
    """A page of the posts that fit. ``counts``: how many of them stand where, whatever state."""

    lines: tuple[Line, ...]
    counts: Mapping[State, int]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class Saved:
    """A filter that somebody saved."""

    pk: int
    name: str
    words: Mapping[str, str]
    is_default: bool


def get_board(*, user: Any, search: Search, at: datetime, page: int = 1) -> Board:
    """Return posts as far as somebody may see their drafts: few questions, however many."""
    posts = _found(user, search, at)
    rows = posts.order_by("stands").values_list("stands").annotate(Count("pk"))
    counts = {State(state): number for state, number in rows}
    if search.state:
        posts = posts.filter(stands=search.state)
    elif State.TRASHED in counts:
        posts = posts.exclude(stands=State.TRASHED.value)
    total = (
        counts.get(State(search.state), 0)
        if search.state
        else sum(counts.values()) - counts.get(State.TRASHED, 0)
    )
    pages = min(max(1, -(-total // PAGE_SIZE)), LAST_PAGE)
    page = min(max(page, 1), pages)
    start = (page - 1) * PAGE_SIZE
    found = posts.order_by(*ORDERS[search.sort])[start : start + PAGE_SIZE]
    return Board(lines.lines_of(found), counts, total, page, pages)


def get_saved(*, user: Any) -> tuple[Saved, ...]:
    """Return what somebody saved, by name."""
    return tuple(
        Saved(row.pk, row.name, row.words, row.is_default)
        for row in SavedFilter.objects.filter(owner=user)
    )


def saved_filter_records(user_id: int) -> list[dict[str, Any]]:
    """Return somebody's saved filters for their copy of what is kept of them."""
    rows = SavedFilter.objects.filter(owner_id=user_id)
    return [{"name": row.name, "words": row.words, "saved": row.at} for row in rows]


def _found(user: Any, search: Search, at: datetime) -> QuerySet[Any]:
    posts = states.with_state(posts=lists.within_reach(user, True))
    if search.section:
        posts = posts.filter(drafts.in_section(search.section))
    if search.author:
        own = Q(~drafts.CHANGED, Exists(_line_of("bylines", author=search.author)))
        posts = posts.filter(own | Q(pk__in=drafts.changed_by(search.author)))
    if search.tag:
        posts = posts.filter(Exists(_line_of("tag_links", tag__name__iexact=search.tag)))
    if search.text:
        here = Q(draft_title__icontains=search.text) | Q(title__icontains=search.text)
        posts = posts.filter(here | Q(summary__icontains=search.text))
    if search.stale:
        waits = [state.value for state in staleness.WAITS_FOR_SOMEBODY]
        since = staleness.stale_since(at)
        posts = posts.filter(stands__in=waits, latest_revision_created_at__lt=since)
    standing = Schedule.objects.filter(post=OuterRef("pk"), state__in=states.STANDING)
    if search.timed:
        posts = posts.filter(Exists(standing))
    if search.sort == "due":
        posts = posts.annotate(due_next=Subquery(standing.order_by("due_at").values("due_at")[:1]))
    return posts


def _line_of(relation: str, **asked: Any) -> QuerySet[Any]:
    model: Any = PostPage._meta.get_field(relation).related_model
    field: Any = PostPage._meta.get_field(relation).remote_field
    return model.objects.filter(**{field.name: OuterRef("pk")}, **asked)
