"""What a conversation is to one person: their comments, what they follow, recommend and hide."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from blog.comments.models import Appeal, Comment, Decision, Follow, Reaction
from blog.comments.querysets import CommentQuerySet
from blog.comments.rules.states import WAITING, State
from blog.comments.selectors.cards import Card, get_card, get_cards
from blog.comments.selectors.standing import get_conversation
from blog.comments.words import TO_AUTHORS
from blog.content.models import PostPage
from blog.web.prepared import Later, Prepared


@dataclass(frozen=True)
class OwnLine:
    """One of somebody's own comments, and what they can do with it."""

    card: Card
    is_editable: bool
    why: str = ""  # it waits
    reason: str = ""  # why a moderator rejected it
    words: str = ""  # and what they wrote to that
    can_appeal: bool = False
    due_at: datetime | None = None  # an appeal is open, and decided by then
    is_late: bool = False
    was_upheld: bool = False  # an appeal was decided, and the rejection stands


@dataclass(frozen=True)
class Own:
    """What a conversation is to one person."""

    cards: tuple[OwnLine, ...] = ()
    follows: bool = False
    threads: tuple[Card, ...] = ()  # the first comments of those that they follow by themselves
    recommended: tuple[int, ...] = ()  # comments of others
    unwanted: tuple[int, ...] = ()  # comments by people they do not want to read

    @property
    def followed(self) -> tuple[int, ...]:
        """The numbers of the comments that begin the threads they follow."""
        return tuple(card.pk for card in self.threads)

    @property
    def hidden(self) -> bool:
        """Whether some of it can be seen by them alone."""
        return any(line.card.waits or line.card.is_rejected for line in self.cards)


def get_own(post: PostPage, person: Any, *, at: datetime) -> Own:
    """Return what is one person's own in a conversation: seven queries."""
    here: dict[str, int] = {"post": post.pk, "person": person.pk}
    rows = _comments(**here)
    decisions: defaultdict[int, list[Decision]] = defaultdict(list)
    appeals: defaultdict[int, list[Appeal]] = defaultdict(list)
    if not all(row.is_visible for row in rows):
        for decision in _decisions(**here):
            decisions[decision.comment_id].append(decision)
        for appeal in _appeals(**here):
            appeals[appeal.comment_id].append(appeal)
    over = at - timedelta(minutes=get_conversation().edit_minutes)
    followed = _follows(**here)
    return Own(
        cards=tuple(
            _own_line(row, card, decisions[row.pk], appeals[row.pk], over, at)
            for row, card in zip(rows, get_cards(rows, for_author=True), strict=True)
        ),
        follows=any(one.thread is None for one in followed),
        threads=tuple(get_card(one.thread) for one in followed if one.thread is not None),
        recommended=tuple(_recommended(**here)),
        unwanted=tuple(_unwanted(**here)),
    )


# What is asked of one post and one person, built once.
POST, PERSON = Later.number("post"), Later.number("person")


def _standing() -> CommentQuerySet:
    return Comment.objects.on(POST).by(PERSON).standing()


@Prepared
def _comments() -> CommentQuerySet:
    return _standing().for_cards().order_by("pk")


@Prepared
def _decisions() -> Any:
    """Of the comments that not everybody sees."""
    decisions = Decision.objects.filter(comment__in=_standing().not_shown())
    return decisions.select_related("undone_by").order_by("pk")


@Prepared
def _appeals() -> Any:
    """Of the comments that not everybody sees."""
    return Appeal.objects.filter(comment__in=_standing().not_shown())


@Prepared
def _follows() -> Any:
    followed = Follow.objects.filter(post=POST, by=PERSON)
    return followed.select_related("thread__author").order_by("pk")


@Prepared
def _recommended() -> Any:
    reactions = Reaction.objects.filter(by=PERSON, comment__post=POST)
    return reactions.order_by("comment").values_list("comment", flat=True)


@Prepared
def _unwanted() -> Any:
    return Comment.objects.on(POST).shown().hidden_from(PERSON).values_list("pk", flat=True)


def follows_thread(comment: Comment, person: Any) -> bool:
    """Return whether somebody follows the thread of a comment by itself."""
    return Follow.objects.filter(thread=comment.root_id, by=person).exists()


def _own_line(
    row: Comment,
    card: Card,
    decisions: list[Decision],
    appeals: list[Appeal],
    over: datetime,
    at: datetime,
) -> OwnLine:
    is_rejected = row.state == State.REJECTED
    last = decisions[-1] if decisions and is_rejected else None
    appeal = next((one for one in appeals if one.outcome_id is None), None)
    rejections = [one for one in decisions if one.after == State.REJECTED and one.is_in_force]
    standing = rejections[-1].pk if rejections else None
    settled = {one.outcome_id for one in appeals}
    asked = settled | {one.rejection_id for one in appeals}
    return OwnLine(
        card=card,
        is_editable=row.written_at > over and not is_rejected,
        why=_why(decisions) if row.state in WAITING else "",
        reason=last.get_code_display() if last else "",
        words=last.text if last else "",
        can_appeal=is_rejected and standing is not None and standing not in asked,
        due_at=appeal.due_at if appeal else None,
        is_late=bool(appeal and appeal.due_at < at),
        was_upheld=is_rejected and standing in settled,
    )


def get_why_it_waits(comment: Comment) -> str:
    """Return to its author why a comment waits for a moderator: a sentence, or nothing."""
    return "" if comment.is_visible else _why(comment.decisions.order_by("pk"))


def _why(decisions: Iterable[Decision]) -> str:
    rules = [one.rule for one in decisions if one.rule]  # what a moderator took back has none
    return str(TO_AUTHORS.get(rules[-1], "")) if rules else ""
