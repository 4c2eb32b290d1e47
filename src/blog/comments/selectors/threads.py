"""The conversation as readers see it: one page of a thread in one query, whatever its length."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from blog.accounts import permissions
from blog.accounts.rules.roles import Act
from blog.comments.models import Appeal, Comment, Decision, Follow
from blog.comments.querysets import ORDERS, CommentQuerySet
from blog.comments.rules import threads
from blog.comments.rules.policy import Closed
from blog.comments.rules.states import WAITING, State
from blog.comments.rules.text import render
from blog.comments.selectors.standing import get_conversation, get_policy
from blog.comments.words import TO_AUTHORS
from blog.content.models import PostPage
from blog.content.rules import cache_tags
from blog.errors import NotFound
from blog.web.memory import Kept, remember_each
from blog.web.shown import shows

PAGE_SIZE = 40
NEAR = 30  # a comment this close to the first of its thread is shown below it


@dataclass(frozen=True)
class Card:
    """A comment as the page shows it. ``gone`` says in a word why there is no text."""

    pk: int
    post_id: int
    anchor: str
    url: str
    name: str
    author_id: int | None
    html: SafeString | str
    source: str
    written_at: datetime
    edited_at: datetime | None
    depth: int
    parent_id: int | None
    parent_name: str
    recommendations: int
    state: str
    gone: str = ""
    is_team: bool = False
    kept: Kept = field(default_factory=Kept, compare=False, repr=False)

    @property
    def waits(self) -> bool:
        """Whether a moderator has yet to look."""
        return self.state in WAITING

    @property
    def is_rejected(self) -> bool:
        """Whether a moderator said no."""
        return self.state == State.REJECTED


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


@dataclass(frozen=True)
class OwnLine:
    """One of somebody's own comments, and what they can do with it."""

    card: Card
    is_editable: bool
    why: str = ""  # it waits
    reason: str = ""  # why a moderator rejected it
    words: str = ""  # and what they wrote to that
    can_appeal: bool = False
    appealed: bool = False


@dataclass(frozen=True)
class Own:
    """What a conversation is to one person."""

    cards: tuple[OwnLine, ...] = ()
    follows: bool = False
    threads: tuple[Card, ...] = ()  # the first comments of those that they follow by themselves
    unwanted: tuple[int, ...] = ()  # comments by people they do not want to read

    @property
    def hidden(self) -> bool:
        """Whether some of it can be seen by them alone."""
        return any(line.card.waits or line.card.is_rejected for line in self.cards)


def get_readable(comment_id: int, person: Any = None) -> Comment:
    """Return a comment that a person may see: a shown one, or their own, on a post they may read.

    :raises NotFound: there is none, or not for them
    """
    comment = (
        Comment.objects.standing()
        .select_related("post__section", "author", "parent__author", "revision")
        .filter(pk=comment_id, post__in=PostPage.objects.visible_to(person))
        .first()
    )
    if comment is None or not (comment.is_visible or comment.is_by(person)):
        raise NotFound
    return comment


def get_for_author(comment_id: int, person: Any, act: Act) -> Comment:
    """Return a comment for something that nobody but its author may do with it.

    :raises NotFound: there is none, or not for them
    :raises RoleRefused: it is somebody else's
    """
    comment = get_readable(comment_id, person)
    permissions.ensure(person, act, owns=comment.is_by(person))
    return comment


def get_taken_back(comment_id: int, person: Any) -> Comment:
    """Return a comment that its author took back, for them alone.

    :raises NotFound: they wrote none of this number, or may not read its post any more
    """
    theirs = Comment.objects.by(person).filter(post__in=PostPage.objects.visible_to(person))
    comment = theirs.filter(pk=comment_id).first()
    if comment is None:
        raise NotFound
    return comment


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
    all_here = Comment.objects.on(post.pk)
    number = all_here.shown().count()
    found = all_here.in_thread().in_order(order)
    if around is not None:
        found = _beginning_near(found, around)
    elif after is not None:
        found = found.after(_place(all_here, after), order)
    rows = list(found.for_cards()[: PAGE_SIZE + 1])
    conversation = get_conversation()
    policy = get_policy(post, conversation)
    if policy.closes_at and not policy.closed(at):
        shows(until=policy.closes_at)  # then it says that it is closed
    return Thread(
        post_id=post.pk,
        post_title=post.title,
        post_url=post.get_url() or "",
        number=number,
        order=order,
        cards=get_cards(rows[:PAGE_SIZE]),
        next_after=rows[PAGE_SIZE - 1].pk if len(rows) > PAGE_SIZE else None,
        is_beginning=after is None and around is None,
        closed=policy.closed(at),
        closes_at=policy.closes_at,
    )


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


def get_cards(comments: Iterable[Comment]) -> tuple[Card, ...]:
    """Return comments as the page shows them. Authors and parents have to be loaded.

    The HTML of a comment rests on nothing but its card, so it is remembered by that.
    """
    cards = [get_card(comment) for comment in comments]
    kept = remember_each(cards, lambda new: dict(zip(new, new, strict=True)), lambda _card: Kept())
    return tuple(replace(card, kept=kept[card]) for card in cards)


def get_card(comment: Comment, *, for_author: bool = False) -> Card:
    """Return a comment as the page shows it; ``for_author`` shows them what others cannot see."""
    gone = "" if comment.is_visible or for_author else _why_gone(comment)
    parent = comment.parent
    return Card(
        pk=comment.pk,
        post_id=comment.post_id,
        anchor=comment.anchor,
        url=comment.get_absolute_url(),
        name="" if gone else _name_of(comment),
        author_id=None if gone else comment.author_id,
        # Cleaned when it was written, and made of cleaned source.
        html="" if gone else mark_safe(comment.html),  # noqa: S308
        source="" if gone else comment.source,
        written_at=comment.written_at,
        edited_at=comment.edited_at,
        depth=min(threads.depth_of(comment.path), threads.SHOWN_DEPTH),
        parent_id=comment.parent_id,
        parent_name=_name_of(parent) if parent and parent.is_visible else "",
        recommendations=comment.recommendations,
        state=comment.state,
        gone=gone,
    )


def get_preview(source: str) -> SafeString:
    """Return a text as it would look."""
    return mark_safe(render(source))  # noqa: S308 - the sanitiser's own


def _why_gone(comment: Comment) -> str:
    if comment.deleted_at:
        return "deleted"
    return "waiting" if comment.state in WAITING else "rejected"


def _name_of(comment: Comment) -> str:
    account = comment.author
    return (account.get_full_name() if account else "") or comment.author_name


def get_own(post: PostPage, person: Any, *, at: datetime) -> Own:
    """Return what is one person's own in a conversation: six queries."""
    rows = list(Comment.objects.on(post.pk).by(person).standing().for_cards().order_by("pk"))
    rejected = [row.pk for row in rows if row.state == State.REJECTED]
    not_shown = [row.pk for row in rows if not row.is_visible]
    # The last decision on each wins.
    decisions = {
        decision.comment_id: decision
        for decision in Decision.objects.filter(comment__in=not_shown).order_by("pk")
    }
    appealed = set(Appeal.objects.filter(comment__in=rejected).values_list("comment", flat=True))
    over = at - timedelta(minutes=get_conversation().edit_minutes)
    follows = Follow.objects.filter(post=post, by=person).select_related("thread__author")
    followed = list(follows.order_by("pk"))
    return Own(
        cards=tuple(
            _own_line(row, decisions.get(row.pk), row.pk in appealed, over) for row in rows
        ),
        follows=any(one.thread is None for one in followed),
        threads=tuple(get_card(one.thread) for one in followed if one.thread is not None),
        unwanted=tuple(
            Comment.objects.on(post.pk).shown().hidden_from(person).values_list("pk", flat=True)
        ),
    )


def follows_thread(comment: Comment, person: Any) -> bool:
    """Return whether somebody follows the thread of a comment by itself."""
    return Follow.objects.filter(thread=comment.root_id, by=person).exists()


def _own_line(row: Comment, decision: Decision | None, appealed: bool, over: datetime) -> OwnLine:
    is_rejected = row.state == State.REJECTED
    rejection = decision if is_rejected else None
    return OwnLine(
        card=get_card(row, for_author=True),
        is_editable=row.written_at > over and not is_rejected,
        why=_why(decision) if row.state in WAITING else "",
        reason=rejection.get_code_display() if rejection else "",
        words=rejection.text if rejection else "",
        can_appeal=is_rejected and not appealed,
        appealed=appealed,
    )


def get_why_it_waits(comment: Comment) -> str:
    """Return to its author why a comment waits for a moderator: a sentence, or nothing."""
    return "" if comment.is_visible else _why(comment.decisions.order_by("pk").last())


def _why(decision: Decision | None) -> str:
    return str(TO_AUTHORS.get(decision.rule, "")) if decision else ""


def get_newest(post_id: int) -> int:
    """Return the number of the newest comment that can be read, or 0."""
    newest = Comment.objects.on(post_id).shown().order_by("-pk").values_list("pk", flat=True)
    return newest.first() or 0


def count_new(post_id: int, *, since: int, person: Any = None) -> int:
    """Return how many comments of others came into the conversation after a comment."""
    return _new(post_id, since, person).count()


def get_new(post_id: int, *, since: int, person: Any = None) -> tuple[Card, ...]:
    """Return the comments of others that came after a comment, oldest first."""
    rows = _new(post_id, since, person).for_cards().order_by("pk")
    return get_cards(rows[:PAGE_SIZE])


def _new(post_id: int, since: int, person: Any) -> CommentQuerySet:
    found = Comment.objects.on(post_id).shown().filter(pk__gt=since)
    return found.exclude(author=person) if person and person.is_authenticated else found
