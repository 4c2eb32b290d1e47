"""A comment as readers see it, wherever it stands."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils.safestring import SafeString, mark_safe

from blog.comments.models import Comment
from blog.comments.rules import threads
from blog.comments.rules.states import WAITING, State
from blog.comments.rules.text import render
from blog.web.memory import Kept, remember_each


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
    kept: Kept = field(default_factory=Kept, compare=False, repr=False)

    @property
    def waits(self) -> bool:
        """Whether a moderator has yet to look."""
        return self.state in WAITING

    @property
    def is_rejected(self) -> bool:
        """Whether a moderator said no."""
        return self.state == State.REJECTED


def get_cards(comments: Iterable[Comment], *, for_author: bool = False) -> tuple[Card, ...]:
    """Return comments as the page shows them. Authors and parents have to be loaded.

    The HTML of a comment rests on nothing but its card, so it is remembered by that.
    """
    cards = [get_card(comment, for_author=for_author) for comment in comments]
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
