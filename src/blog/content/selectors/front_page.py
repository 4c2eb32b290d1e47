"""The front page: what stands at the top, the river below it, and the shelves."""

from dataclasses import dataclass
from typing import Any

from blog.content.models import (
    HomePage,
    PostPage,
    SectionPage,
    Series,
)
from blog.content.querysets import PostQuerySet
from blog.content.rules import cache_tags
from blog.content.selectors.cards import PostCard, as_card, as_cards, readable_posts
from blog.content.selectors.paging import CardPage, card_page, nth_page
from blog.content.selectors.sections import open_pages
from blog.web.shown import shows


@dataclass(frozen=True)
class Shelf:
    """A section or a series with some of its posts."""

    name: str
    url: str
    summary: str
    cards: tuple[PostCard, ...]


@dataclass(frozen=True)
class FrontPage:
    """The front page: a lead, up to three seconds, the river without them, and shelves."""

    lead: PostCard | None
    seconds: tuple[PostCard, ...]
    river: CardPage
    section_shelves: tuple[Shelf, ...]
    series_shelves: tuple[Shelf, ...]


SECONDS = 3
SHELF = 4  # posts on a shelf
SHELVED = 80  # of the newest posts, those that shelves are filled from


def get_front_page(*, home: HomePage, number: int, base_url: str, user: Any = None) -> FrontPage:
    """Return the front page as edited; places that the editor left empty hold the newest posts."""
    shows(cache_tags.ALL_POSTS)
    readable = readable_posts(user)
    top = _top_posts(home, readable)
    rest = readable.exclude(pk__in=top).newest_first().values_list("pk", flat=True)
    page = nth_page(rest, number)
    below = list(page.object_list)
    # While everything stands at the top, shelves would only say it again.
    sections, series = _shelved(readable) if number == 1 and below else ({}, {})
    shelved = [pk for pks in (*sections.values(), *series.values()) for pk in pks]
    wanted = {*below, *(top if number == 1 else ()), *shelved}
    posts = {post.pk: post for post in PostPage.objects.found_before(wanted).for_cards()}
    river = card_page(page, _cards_of(below, posts), base_url)
    if number > 1:
        return FrontPage(None, (), river, (), ())
    shown = [posts[pk] for pk in top if pk in posts]
    return FrontPage(
        lead=as_card(shown[0], slot="lead") if shown else None,
        seconds=as_cards(shown[1:]),
        river=river,
        section_shelves=tuple(
            Shelf(page.title, page.get_url() or "", page.summary, _cards_of(pks, posts))
            for page in open_pages(SectionPage).child_of(home).order_by("path")
            if (pks := sections.get(page.pk))
        ),
        series_shelves=tuple(
            Shelf(one.name, one.get_absolute_url(), one.summary, _cards_of(pks, posts))
            for one in Series.objects.filter(pk__in=series).order_by("name")
            if (pks := series[one.pk])
        ),
    )


def _top_posts(home: HomePage, readable: PostQuerySet) -> list[int]:
    """Return the numbers of the lead and the seconds: the editor's picks, then the newest."""
    picked = list(home.picks.values_list("post_id", flat=True))
    top = sorted(readable.filter(pk__in=picked).values_list("pk", flat=True), key=picked.index)
    if len(top) < 1 + SECONDS:
        newest = readable.exclude(pk__in=top).newest_first().values_list("pk", flat=True)
        top += list(newest[: 1 + SECONDS - len(top)])
    return top


def _shelved(readable: PostQuerySet) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """Return the posts of each section, newest first, and of each series, in its order.

    Only the newest posts are looked at, however many there are.
    """
    newest = readable.newest_first().values_list("pk", "section_id", "series_id", "series_position")
    sections: dict[int, list[int]] = {}
    parts: dict[int, list[tuple[int, int]]] = {}
    for pk, section, series, position in newest[:SHELVED]:
        if section and len(sections.setdefault(section, [])) < SHELF:
            sections[section].append(pk)
        if series:
            parts.setdefault(series, []).append((position or 0, pk))
    return sections, {
        series: [pk for _, pk in sorted(found)[:SHELF]] for series, found in parts.items()
    }


def _cards_of(pks: list[int], posts: dict[int, PostPage]) -> tuple[PostCard, ...]:
    return as_cards(posts[pk] for pk in pks if pk in posts)
