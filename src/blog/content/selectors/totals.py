"""How many posts a list has that holds a section's, a tag's or an author's.

A publication changes what came out this month, and nothing older. So both are counted apart and
remembered by names of their own: a tag with 15,000 posts took 30 ms to count after each of its
publications, and takes 1.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import Q
from django.utils import timezone

from blog.content.querysets import PostQuerySet
from blog.content.rules import cache_tags
from blog.content.rules.months import begin_of_month
from blog.content.selectors.cards import readable_later, readable_now
from blog.web.memory import remember_each
from blog.web.prepared import Later, Prepared
from blog.web.shown import Shown, noting, shows

NARROWED: dict[str, Callable[..., PostQuerySet]] = {
    "all": lambda posts, _of, many: posts,
    "section": PostQuerySet.in_section,
    "tag": PostQuerySet.tagged,
    "author": PostQuerySet.by,
}


MANY = 500  # posts of a list that are no longer sorted for each page of it


class Number(int):
    """How many posts there are, as it is remembered."""

    weight = 1  # small beside a card


def count_listed(kind: str, pk: int) -> int:
    """Return how many posts readers have of a section, a tag or an author.

    Two queries, and none of what is remembered.
    """
    begin = begin_of_month(timezone.now())
    with under_one_name(cache_tags.posts_of(kind, pk)):
        older = _remembered(_older, kind, pk, begin, cache_tags.older_posts_of(kind, pk))
        newer = _remembered(_newer, kind, pk, begin, cache_tags.posts_of(kind, pk))
    return older + newer


def has_many(kind: str, pk: int) -> bool:
    """Return whether so many that they are found one by one, the newest of all first."""
    return count_listed(kind, pk) > MANY


@contextmanager
def under_one_name(name: str) -> Iterator[None]:
    """Note one name for all that is shown: a page's header has no room for those of all months."""
    with noting(Shown()) as shown:
        yield
    shows(name, until=shown.until_moment)


def sum_of(totals: Iterable[tuple[int, datetime | None]]) -> Number:
    """Return the sum of what ``PostQuerySet.totals`` found, and note when it stops being true."""
    number = 0
    for posts, until in totals:
        shows(until=until)
        number += posts
    return Number(number)


def _remembered(
    count: Callable[[str], Prepared[Any]], kind: str, pk: int, begin: datetime, named: str
) -> Number:
    def look(_key: Hashable) -> Number:
        shows(named)
        return sum_of(count(kind)(of=pk, begin=begin, **readable_now()))

    key = (count.__name__, kind, pk, begin)
    return remember_each([key], lambda _: {key: key}, look)[key]


@cache
def _older(kind: str) -> Prepared[Any]:
    def build() -> Any:
        return older_totals(
            NARROWED[kind](readable_later(), Later.number("of"), many=False), Later.moment("begin")
        )

    return Prepared(build)


def older_totals(posts: PostQuerySet, begin: Any) -> Any:
    """Return what finds how many of a list's posts are older than a moment.

    The posts of the list are found, not all that are so old: SQLite would take the list for the
    longer way of the two, however short it is.
    """
    return posts.totals(Q(first_published_at__lt=begin))


@cache
def _newer(kind: str) -> Prepared[Any]:
    """What came out since, found by going through all that did; and what has no date."""

    def build() -> Any:
        posts = NARROWED[kind](readable_later(), Later.number("of"), many=True)
        since = posts.filter(first_published_at__gte=Later.moment("begin"))
        never = posts.filter(first_published_at__isnull=True)
        return since.totals().union(never.totals(), all=True)

    return Prepared(build)
