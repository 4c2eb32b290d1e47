"""Which comments a moderator asks for: a queue, or what a search finds."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, Value
from django.utils.functional import Promise

from blog.comments.models import Comment, Decision
from blog.comments.querysets import CommentQuerySet
from blog.comments.words import QUEUES

MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Search:
    """What is looked for; empty fields leave it open. Without a queue all comments are searched."""

    queue: str = ""
    who: str = ""
    post: str = ""
    text: str = ""
    rule: str = ""
    state: str = ""

    @property
    def is_narrow(self) -> bool:
        """Whether it asks for more than a queue."""
        return any((self.who, self.post, self.text, self.rule, self.state))


@dataclass(frozen=True)
class QueueCount:
    """A queue's name and how many comments are in it."""

    queue: str
    name: str | Promise
    number: int


def get_counts() -> tuple[QueueCount, ...]:
    """Return how many comments are in each queue: one query."""
    parts = [
        _queue(name).order_by().annotate(queue=Value(name)).values("queue").annotate(n=Count("pk"))
        for name in QUEUES
    ]
    numbers = {row["queue"]: row["n"] for row in parts[0].union(*parts[1:], all=True).order_by()}
    return tuple(QueueCount(name, words, numbers.get(name, 0)) for name, words in QUEUES.items())


def find(search: Search) -> CommentQuerySet:
    """Return the comments that a search asks for, in no order."""
    found = _queue(search.queue) if search.queue in QUEUES else Comment.objects.standing()
    if search.who:
        found = found.filter(
            Q(author_name__icontains=search.who)
            | Q(author__first_name__icontains=search.who)
            | Q(author__last_name__icontains=search.who)
            | Q(author__email__iexact=search.who)
        )
    if search.post:
        found = found.filter(post__title__icontains=search.post)
    if search.text:
        found = found.filter(source__icontains=search.text)
    if search.rule:
        caught = Decision.objects.filter(rule=search.rule).values("comment")
        found = found.filter(pk__in=caught)
    if search.state:
        found = found.filter(state=search.state)
    return found


def find_many(search: Search, chosen: Iterable[str] = ()) -> list[int]:
    """Return the comments that were chosen, or else all that a search asks for; 500 at most."""
    numbers = {int(one) for one in chosen if one.isascii() and one.isdigit() and len(one) < 16}
    if numbers:
        found = Comment.objects.standing().filter(pk__in=numbers)
    elif search.queue or search.is_narrow:
        found = find(search)
    else:
        return []
    return list(found.order_by("pk").values_list("pk", flat=True)[:MOST_AT_ONCE])


def _queue(name: str) -> CommentQuerySet:
    questions = {
        "reported": Comment.objects.reported,
        "pending": Comment.objects.pending,
        "unmoderated": Comment.objects.unmoderated,
        "approved": Comment.objects.approved,
        "rejected": Comment.objects.rejected,
        "appeals": Comment.objects.appealed,
    }
    return questions[name]()
