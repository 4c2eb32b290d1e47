"""What stands on a moderator's page: a queue with its comments, thirty at a time.

A page takes the same number of queries whatever is on it.
"""

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from blog.comments.models import Comment, Decision
from blog.comments.selectors.items import Item, get_items, name_of, with_context
from blog.comments.selectors.searching import Search, find

PAGE_SIZE = 30
OLDEST_FIRST = ("reported", "pending", "unmoderated", "appeals")


@dataclass(frozen=True)
class QueuePage:
    """A page of what was asked for. ``next_after`` is the comment after which the next begins."""

    items: tuple[Item, ...]
    next_after: int | None


def get_page(
    *, search: Search, person: Any, at: datetime, after: int | None = None, leave_out: int = 0
) -> QueuePage:
    """Return a page of what was asked for: who waits longest comes first, what is done last."""
    found = find(search).exclude(pk=leave_out)
    oldest_first = search.queue in OLDEST_FIRST
    if after is not None:
        found = found.filter(pk__gt=after) if oldest_first else found.filter(pk__lt=after)
    order, most = "pk" if oldest_first else "-pk", PAGE_SIZE + 1
    parts = found.apart() if search.queue == "unmoderated" else (found,)
    rows = [row for part in parts for row in with_context(part).order_by(order)[:most]]
    rows = sorted(rows, key=attrgetter("pk"), reverse=not oldest_first)[:most]
    more = len(rows) > PAGE_SIZE
    rows = rows[:PAGE_SIZE]
    return QueuePage(get_items(rows, person=person, at=at), rows[-1].pk if more else None)


def count_at_once(*, by: Any, at: datetime) -> int:
    """Return how many comments somebody decided on together at a moment, as it still stands."""
    return Decision.objects.made_at_once(by=by, at=at).count()


def get_lines(numbers: list[int]) -> tuple[tuple[str, str], ...]:
    """Return who wrote some comments, and what, as they are listed."""
    rows = Comment.objects.filter(pk__in=numbers).select_related("author").order_by("pk")
    return tuple((name_of(row), row.source) for row in rows)
