"""What a conversation is to one person: their comments, what they follow, recommend and hide."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from blog.comments.models import Appeal, Comment, Decision, Follow, Reaction
from blog.comments.rules.states import WAITING, State
from blog.comments.selectors.cards import Card, get_card
from blog.comments.selectors.standing import get_conversation
from blog.comments.words import TO_AUTHORS
from blog.content.models import PostPage


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
        recommended=tuple(
            Reaction.objects.filter(by=person, comment__post=post)
            .order_by("comment")
            .values_list("comment", flat=True)
        ),
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
