"""One page of a list of posts, and the way to the next."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import EmptyPage, Paginator
from django.core.paginator import Page as PaginatorPage
from django.utils.translation import gettext_lazy as _

from blog.content.querysets import PostQuerySet
from blog.content.selectors.cards import PostCard, cards_of
from blog.errors import NotFound

PAGE_SIZE = 12


class NoSuchPage(NotFound):
    """A page number beyond the end of a list, or none at all."""

    message = _("This list does not have so many pages.")


@dataclass(frozen=True)
class CardPage:
    """One page of a list of posts. ``previous_url`` and ``next_url`` are None at the ends."""

    cards: tuple[PostCard, ...]
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


def page_of(posts: PostQuerySet, *, number: int, base_url: str) -> CardPage:
    """Return one page of a list of posts.

    ``base_url`` is the list's own address; it may have a query.

    :raises NoSuchPage: the list ends before
    """
    page = nth_page(posts.values_list("pk", flat=True), number)
    return card_page(page, cards_of(page.object_list), base_url)


def nth_page(rows: Any, number: int) -> PaginatorPage[Any]:
    try:
        return Paginator(rows, PAGE_SIZE).page(number)
    except EmptyPage as beyond:
        raise NoSuchPage from beyond


def card_page(page: PaginatorPage[Any], cards: tuple[PostCard, ...], base_url: str) -> CardPage:
    return CardPage(
        cards=cards,
        number=page.number,
        pages=page.paginator.num_pages,
        total=page.paginator.count,
        previous_url=page_url(base_url, page.number - 1) if page.has_previous() else None,
        next_url=page_url(base_url, page.number + 1) if page.has_next() else None,
    )


def page_url(base_url: str, number: int) -> str:
    """Return the address of a page of a list; the first has no number."""
    if number == 1:
        return base_url
    return f"{base_url}{'&' if '?' in base_url else '?'}page={number}"
