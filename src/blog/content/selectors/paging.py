"""One page of a list of posts, and the way to the next."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import Min
from django.utils.translation import gettext_lazy as _

from blog.content.querysets import PostQuerySet
from blog.content.selectors.archive import count_posts
from blog.content.selectors.cards import PostCard, cards_of, readable_later, readable_now
from blog.content.selectors.totals import MANY, NARROWED, count_listed, sum_of
from blog.errors import NotFound
from blog.web.memory import remember_each
from blog.web.prepared import Later, Prepared
from blog.web.shown import shows

PAGE_SIZE = 12
EVERY = 10  # pages between two places that are remembered
NEAR = 50  # pages that are reached from the beginning: a publication moves all remembered places

# What tells a list of posts apart; the first is the cache tag that is purged when it changes.
type ListName = tuple[str, *tuple[Hashable, ...]]


class NoSuchPage(NotFound):
    """A page number beyond the end of a list, or none at all."""

    message = _("This list does not have so many pages.")


@dataclass(frozen=True)
class CardPage[Card = PostCard]:
    """One page of a list of posts. ``previous_url`` and ``next_url`` are None at the ends."""

    cards: tuple[Card, ...]
    number: int
    pages: int
    total: int
    previous_url: str | None
    next_url: str | None


def page_number(raw: str | None) -> int:
    """Return the number that ``?page=`` asks for.

    :raises NoSuchPage: it is not a number from 1
    """
    if raw is None:
        return 1
    if not (raw.isascii() and raw.isdigit() and len(raw) < 7 and int(raw) >= 1):
        raise NoSuchPage
    return int(raw)


def page_of(
    find: Callable[[bool], PostQuerySet],
    *,
    number: int,
    base_url: str,
    named: ListName,
    is_newest_first: bool = True,
    beginning: Sequence[int] = (),
    of: tuple[str, int] | None = None,
    without: Sequence[int] = (),
) -> CardPage:
    """Return one page of a list of posts, as quickly as the first.

    ``find`` returns the posts in their order; it is told whether they are many, for they may be
    found in another way then. ``base_url`` is the list's own address; it may have a query. What a
    list holds is asked anew; how many posts it has, and where its later pages begin, is remembered
    by its name, until one of its posts expires. ``beginning``: the first posts, where they have
    just been found; ``of``: a kind of ``NARROWED`` and a key, where the list holds nothing else,
    so that built queries may ask; ``without``: readable posts that stand elsewhere.

    :raises NoSuchPage: the list ends before
    """
    total = _total_of(find, named, of) - len(without)
    pages = max(1, -(-total // PAGE_SIZE))
    if number > pages:
        raise NoSuchPage
    first = (number - 1) * PAGE_SIZE
    pks = beginning[first : first + PAGE_SIZE]
    if len(pks) < min(PAGE_SIZE, total - first):
        if of and number == 1 and not without:
            kind, key = of
            pks = _first_page(kind, total > MANY)(of=key, **readable_now())
        else:
            marked: ListName = (named[0], named, tuple(without))
            pks = _found(find(total > MANY), marked, first, is_newest_first=is_newest_first)
    return CardPage(
        cards=cards_of(pks),
        number=number,
        pages=pages,
        total=total,
        previous_url=page_url(base_url, number - 1) if number > 1 else None,
        next_url=page_url(base_url, number + 1) if number < pages else None,
    )


ALL = ("all", 0)  # every post that readers have


@cache
def _first_page(kind: str, many: bool) -> Prepared[int]:
    def build() -> Any:
        posts = NARROWED[kind](readable_later(), Later.number("of"), many=many)
        return posts.newest_first().values_list("pk", flat=True)[:PAGE_SIZE]

    return Prepared(build)


def _found(
    posts: PostQuerySet, named: ListName, first: int, *, is_newest_first: bool
) -> Sequence[int]:
    """Return the posts of a list from the one at that place on, as many as a page has."""
    is_far = is_newest_first and first >= NEAR * PAGE_SIZE
    skipped, rest = divmod(first, EVERY * PAGE_SIZE) if is_far else (0, first)
    marks = _marks_of(posts, named) if skipped else _Marks()
    found: list[int] = []
    if skipped <= len(marks):
        left = posts.after(*marks[skipped - 1]) if skipped else posts
        found = list(left.values_list("pk", flat=True)[rest : rest + PAGE_SIZE])
    if first and not found:  # posts have expired since they were counted
        raise NoSuchPage
    return found


def _total_of(
    find: Callable[[bool], PostQuerySet], named: ListName, of: tuple[str, int] | None
) -> int:
    def count(_key: Hashable) -> int:
        if of == ALL:
            return count_posts()
        shows(named[0])
        return sum_of(find(False).totals())

    if of and of != ALL:
        return count_listed(*of)
    key = ("total", *named)
    return remember_each([key], lambda _: {key: key}, count)[key]


class _Marks(tuple[tuple[datetime, int], ...]):
    """The posts after which every tenth page of a list begins."""

    @property
    def weight(self) -> int:
        return 10 + len(self) // 4


def _marks_of(posts: PostQuerySet, named: ListName) -> _Marks:
    def mark(_key: Hashable) -> _Marks:
        shows(named[0], until=posts.order_by().aggregate(until=Min("expire_at"))["until"])
        return _Marks(posts.every(EVERY * PAGE_SIZE))

    key = ("marks", *named)
    return remember_each([key], lambda _: {key: key}, mark)[key]


def page_url(base_url: str, number: int) -> str:
    """Return the address of a page of a list; the first has no number."""
    if number == 1:
        return base_url
    return f"{base_url}{'&' if '?' in base_url else '?'}page={number}"
