"""Comments on somebody's posts that wait for an answer of theirs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from blog.comments.models import Comment, Reaction
from blog.comments.rules.asking import asks, opening
from blog.content.models import PostPage

# What nobody answered in this time needs no answer any more.
DAYS = 30
SHOWN = 5
MOST = 200


@dataclass(frozen=True)
class Waiting:
    """A comment that nobody has answered."""

    pk: int
    who: str
    post: str
    url: str
    text: str
    at: datetime
    asks: bool


@dataclass(frozen=True)
class Replies:
    """The comments that wait, questions first, then what waits longest; and how many there are."""

    lines: tuple[Waiting, ...]
    total: int


def get_replies_waiting(*, user: Any, at: datetime) -> Replies:
    """Return what readers said of somebody's posts, or to them there, and nobody has answered.

    Who recommends a comment has answered it in their way. Two questions.
    """
    own = PostPage.objects.of(user, one_by_one=True).filter(pk=OuterRef("post"), live=True)
    answers = Comment.objects.shown().filter(parent=OuterRef("pk"))
    rows = (
        Comment.objects.shown()
        .filter(Exists(own), written_at__gte=at - timedelta(days=DAYS))
        .filter(Q(parent__isnull=True) | Q(parent__author=user))
        .exclude(author=user)
        .exclude(author__in=user.comment_blocks.values("of"))
        .filter(~Exists(answers), ~Exists(Reaction.objects.filter(comment=OuterRef("pk"), by=user)))
        .select_related("post")
        .order_by("written_at", "pk")[:MOST]
    )
    found = sorted(map(_line, rows), key=lambda line: not line.asks)
    return Replies(tuple(found[:SHOWN]), len(found))


def _line(comment: Comment) -> Waiting:
    return Waiting(
        comment.pk,
        comment.author_name,
        comment.post.title,
        comment.get_absolute_url(),
        opening(comment.source),
        comment.written_at,
        asks(comment.source),
    )
