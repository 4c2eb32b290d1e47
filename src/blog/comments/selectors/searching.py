"""Which comments a moderator asks for: a queue, or what a search finds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise

from blog.comments.models import Comment, Decision, SavedSearch
from blog.comments.querysets import CommentQuerySet
from blog.comments.words import QUEUES
from blog.web.counting import CountUpToMost
from blog.web.prepared import Prepared
from blog.web.rules.numbers import number_in

MOST_AT_ONCE = 500
WATCHED_DAYS = 7
MOST_SAVED = 12  # of one person, the team’s included


@dataclass(frozen=True)
class Search:
    """What is looked for; empty fields leave it open. Without a queue all comments are searched."""

    queue: str = ""
    who: str = ""
    post: str = ""
    text: str = ""
    rule: str = ""
    state: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, Any]) -> "Search":
        """Return a search from the fields that were asked for; what is unknown is left out."""
        names = {one.name for one in fields(cls)}
        return cls(**{name: str(value) for name, value in asked.items() if name in names})

    @property
    def asked(self) -> dict[str, str]:
        """The fields that are not empty, as they stand in an address."""
        return {name: value for name, value in vars(self).items() if value}

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


@dataclass(frozen=True)
class Saved:
    """A search that is kept, and how many of its comments of the last days wait for a decision."""

    pk: int
    name: str
    search: Search
    number: int
    is_shared: bool

    @property
    def query(self) -> str:
        """The same as a part of an address."""
        return urlencode(self.search.asked)


@dataclass(frozen=True)
class Counts:
    """The queues, and the searches that a moderator watches, with their numbers."""

    queues: tuple[QueueCount, ...]
    saved: tuple[Saved, ...] = ()


def get_counts(person: Any = None, *, at: datetime) -> Counts:
    """Return how many comments are in each queue and in what a person watches: three queries.

    They are counted as ``web/counting.py`` does.
    """
    kept = list(SavedSearch.objects.filter(watched_by(person))[:MOST_SAVED]) if person else []
    searches = [Search.of(one.asked) for one in kept]
    watched = _numbers_of([_lately(search, at) for search in searches]) if kept else []
    in_queues = next(iter(_in_queues()), (0,) * len(QUEUES))
    in_saved = next(iter(watched), (0,) * len(kept))
    return Counts(
        tuple(map(QueueCount, QUEUES, QUEUES.values(), in_queues)),
        tuple(
            Saved(one.pk, one.name, search, number, one.is_shared)
            for one, search, number in zip(kept, searches, in_saved, strict=True)
        ),
    )


@Prepared
def _in_queues() -> Any:
    return _numbers_of([_queue(name) for name in QUEUES])


def _numbers_of(counted: Sequence[CommentQuerySet]) -> Any:
    """Ask for all numbers at once, beside any comment; a site without one gives no row."""
    return Comment.objects.order_by().values_list(*map(CountUpToMost, counted))[:1]


def watched_by(person: Any) -> Q:
    """Which kept searches a person sees: their own, and the team's."""
    return Q(by=person) | Q(is_shared=True)


def _lately(search: Search, at: datetime) -> CommentQuerySet:
    """What a watched search finds in the last days; without a queue, what nobody has decided on.

    It begins at a number, not at a moment: numbers rise with time, and have an index.
    """
    older = Comment.objects.filter(written_at__lt=at - timedelta(days=WATCHED_DAYS))
    last_older = older.order_by("-pk").values("pk")[:1]
    found = find(search).filter(pk__gt=Coalesce(Subquery(last_older), 0))
    return found if search.queue else found.unmoderated()


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
    numbers = {number for one in chosen if (number := number_in(one)) is not None}
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
