"""What has come into a conversation since somebody looked."""

from typing import Any

from blog.comments.models import Comment
from blog.comments.querysets import CommentQuerySet
from blog.comments.selectors.cards import Card, get_cards
from blog.comments.selectors.threads import PAGE_SIZE
from blog.web.prepared import Later, Prepared


def get_newest(post_id: int) -> int:
    """Return the number of the newest comment that can be read, or 0."""
    return _newest.first(post=post_id) or 0


@Prepared
def _newest() -> Any:
    shown = Comment.objects.on(Later.number("post")).shown()
    return shown.order_by("-pk").values_list("pk", flat=True)[:1]


def count_new(post_id: int, *, since: int, person: Any = None) -> int:
    """Return how many comments of others came into the conversation after a comment."""
    return _new(post_id, since, person).count()


def get_new(post_id: int, *, since: int, person: Any = None) -> tuple[Card, ...]:
    """Return the comments of others that came after a comment, oldest first."""
    rows = _new(post_id, since, person).for_cards().order_by("pk")
    return get_cards(rows[:PAGE_SIZE])


def _new(post_id: int, since: int, person: Any) -> CommentQuerySet:
    found = Comment.objects.on(post_id).shown().filter(pk__gt=since)
    if person is None or not person.is_authenticated:
        return found
    return found.exclude(author=person).exclude(pk__in=found.hidden_from(person).values("pk"))
