"""All posts, by what is asked for: a page of them, how many stand where, and what is saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from blog.content.models import Byline, PostPage, PostTag, Tag
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
    found = _found(search, at)
    posts = lists.within_reach(user, True, among=found)
    moving = found.filter(pk__in=states.on_their_way())
    counts = _counts(posts, lists.within_reach(user, True, among=moving, one_by_one=True))
    if search.state:
        posts = _standing_in(posts, State(search.state))
    elif State.TRASHED in counts:
        posts = posts.filter(trashed__isnull=True)
    total = (
        counts.get(State(search.state), 0)
        if search.state
        else sum(counts.values()) - counts.get(State.TRASHED, 0)
    )
    pages = min(max(1, -(-total // PAGE_SIZE)), LAST_PAGE)
    page = min(max(page, 1), pages)
    if search.text:  # the table is read as it lies: in another order it takes half as long again
        posts = PostPage.objects.filter(pk__in=posts.order_by().values("pk"))
    start = (page - 1) * PAGE_SIZE
    order, due_next = ORDERS[search.sort], _set_for(OuterRef("pk")).values("due_at")[:1]
    shown = lines.some_of(
        posts, order, start=start, end=start + PAGE_SIZE, due_next=Subquery(due_next)
    )
    return Board(lines.lines_of(shown), counts, total, page, pages)


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


def _found(search: Search, at: datetime) -> QuerySet[Any]:
    posts: QuerySet[Any] = PostPage.objects.all()
    if search.section:
        posts = posts.filter(drafts.in_section(search.section))
    if search.author:
        by_them = Byline.objects.filter(post=OuterRef("pk"), author=search.author)
        own = Q(~drafts.CHANGED, Exists(by_them))
        posts = posts.filter(own | Q(pk__in=drafts.changed_by(search.author)))
    if search.tag:
        tags = Tag.objects.filter(name__iexact=search.tag)
        posts = posts.filter(pk__in=PostTag.objects.filter(tag__in=tags).values("content_object"))
    if search.text:
        here = Q(draft_title__icontains=search.text) | Q(title__icontains=search.text)
        posts = posts.filter(here | Q(summary__icontains=search.text))
    if search.stale:
        left = posts.filter(latest_revision_created_at__lt=staleness.stale_since(at))
        posts = _standing_in(left, *staleness.WAITS_FOR_SOMEBODY)
    if search.timed:
        standing = Schedule.objects.filter(state__in=states.STANDING)
        posts = posts.filter(pk__in=standing.order_by().values("post"))
    return posts


def _counts(posts: QuerySet[Any], moving: QuerySet[Any]) -> dict[State, int]:
    """Return how many stand where: of those on their way it is asked, all others are live."""
    rows = states.with_state(posts=moving).order_by("stands").values_list("stands")
    counts = {State(state): number for state, number in rows.annotate(Count("pk"))}
    if (resting := posts.count() - sum(counts.values())) > 0:  # asked a moment later
        counts[State.LIVE] = counts.get(State.LIVE, 0) + resting
    return counts


def _standing_in(posts: QuerySet[Any], *wanted: State) -> QuerySet[Any]:
    told, asked = states.with_state(posts=posts), Q(stands__in=[one.value for one in wanted])
    moving = Q(pk__in=states.on_their_way())
    return told.filter(~moving | asked) if State.LIVE in wanted else told.filter(moving, asked)


def _set_for(post: Any) -> QuerySet[Schedule]:
    return Schedule.objects.filter(post=post, state__in=states.STANDING).order_by("due_at")
