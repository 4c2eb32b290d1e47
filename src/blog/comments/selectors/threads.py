"""The conversation as readers see it: one page of a thread in one query, whatever its length."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Count

from blog.comments.models import Comment
from blog.comments.querysets import ORDERS, CommentQuerySet
from blog.comments.rules import threads
from blog.comments.rules.policy import Closed
from blog.comments.selectors.cards import Card, get_cards
from blog.comments.selectors.standing import get_conversation, get_policy
from blog.content.models import PostPage
from blog.content.rules import cache_tags
from blog.errors import NotFound
from blog.web.memory import Kept, remember_each
from blog.web.prepared import Later, Prepared
from blog.web.shown import shows

PAGE_SIZE = 40
NEAR = 30  # a comment this close to the first of its thread is shown below it


@dataclass(frozen=True)
class Thread:
    """One page of the conversation on a post."""

    post_id: int
    post_title: str
    post_url: str
    number: int  # of comments that can be read
    order: str
    cards: tuple[Card, ...]
    next_after: int | None  # the comment after which the next page begins
    is_beginning: bool
    closed: Closed | None
    closes_at: datetime | None
    kept: Kept = field(default_factory=Kept, compare=False, repr=False)

    @property
    def weight(self) -> int:
        """How much of a memory it takes: ten for each card."""
        return 10 * (1 + len(self.cards))

    @property
    def is_open(self) -> bool:
        """Whether anybody can comment now."""
        return self.closed is None


def get_thread(
    post: PostPage,
    *,
    at: datetime,
    order: str = "oldest",
    after: int | None = None,
    around: int | None = None,
) -> Thread:
    """Return a page of the conversation: the first, the one after a comment, or the one around it.

    Seven queries at most, however long it is. The first page is remembered: most readers see no
    other, and the others are as many as there are comments.

    :raises NotFound: the page would begin after a comment that is not in this conversation
    """
    order = order if order in ORDERS else "oldest"
    if after is not None or around is not None:
        return _find_thread(post, at, order, after, around)
    key = ("thread", post.pk, order)
    return remember_each([key], lambda _: {key: post}, lambda post: _find_thread(post, at, order))[
        key
    ]


def _find_thread(
    post: PostPage,
    at: datetime,
    order: str,
    after: int | None = None,
    around: int | None = None,
) -> Thread:
    shows(threads.tag_of(post.pk), cache_tags.post(post.pk))
    if post.section_id:
        shows(cache_tags.page(post.section_id))  # its word on comments
    is_beginning = after is None and around is None
    rows = _beginning[order](post=post.pk) if is_beginning else _part(post, order, after, around)
    conversation = get_conversation()
    policy = get_policy(post, conversation)
    if policy.closes_at and not policy.closed(at):
        shows(until=policy.closes_at)  # then it says that it is closed
    return Thread(
        post_id=post.pk,
        post_title=post.title,
        post_url=post.get_url() or "",
        number=_number.first(post=post.pk) or 0,
        order=order,
        cards=get_cards(rows[:PAGE_SIZE]),
        next_after=rows[PAGE_SIZE - 1].pk if len(rows) > PAGE_SIZE else None,
        is_beginning=is_beginning,
        closed=policy.closed(at),
        closes_at=policy.closes_at,
    )


@Prepared
def _number() -> Any:
    """How many comments can be read; no row where there are none."""
    shown = Comment.objects.on(Later.number("post")).shown().order_by()
    return shown.values("post").annotate(number=Count("pk")).values_list("number", flat=True)


def _begin(order: str) -> CommentQuerySet:
    found = Comment.objects.on(Later.number("post")).in_thread().in_order(order)
    return found.for_cards()[: PAGE_SIZE + 1]


_beginning: dict[str, Prepared[Comment]] = {
    order: Prepared(partial(_begin, order)) for order in ORDERS
}


def _part(post: PostPage, order: str, after: int | None, around: int | None) -> list[Comment]:
    all_here = Comment.objects.on(post.pk)
    found = all_here.in_thread().in_order(order)
    if around is not None:
        found = _beginning_near(found, around)
    elif after is not None:
        found = found.after(_place(all_here, after), order)
    return list(found.for_cards()[: PAGE_SIZE + 1])


def _place(comments: CommentQuerySet, comment_id: int) -> Comment:
    comment = comments.with_root_score().filter(pk=comment_id).first()
    if comment is None:
        raise NotFound
    return comment


def _beginning_near(found: CommentQuerySet, comment_id: int) -> CommentQuerySet:
    """Begin with the first of the comment's thread if that is near, else with the comment."""
    comment = found.order_by().filter(pk=comment_id).first()
    if comment is None:
        raise NotFound
    root = threads.root_of(comment.path)
    between = found.order_by().filter(path__gte=root, path__lt=comment.path).count()
    begin = root if between <= NEAR else comment.path
    return found.filter(path__gte=begin, path__lt=threads.end_of(root))
