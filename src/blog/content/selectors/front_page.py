"""The front page: what stands at the top, the river below it, and the shelves."""

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from blog.content.models import FrontPagePick, HomePage, SectionPage, Series
from blog.content.rules import cache_tags
from blog.content.selectors.cards import (
    PostCard,
    cards_of,
    readable_later,
    readable_now,
    readable_posts,
)
from blog.content.selectors.paging import ALL, CardPage, page_of
from blog.content.selectors.sections import open_pages, open_sections
from blog.web.memory import remember_each, remembered
from blog.web.prepared import Later, Prepared
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


def get_front_page(*, home: HomePage, number: int, base_url: str) -> FrontPage:
    """Return the front page as edited; places that the editor left empty hold the newest posts."""
    shows(cache_tags.ALL_POSTS)
    newest = [_Newest(*row) for row in _newest(**readable_now())]
    top = _top_posts(home, newest)
    river = page_of(
        lambda _many: readable_posts().exclude(pk__in=top).newest_first(),
        number=number,
        base_url=base_url,
        named=(cache_tags.ALL_POSTS,),
        beginning=[post.pk for post in newest if post.pk not in top],
        of=ALL,
        without=top,
    )
    if number > 1:
        return FrontPage(None, (), river, (), ())
    lead = cards_of(top[:1], slot="lead")
    # While everything stands at the top, shelves would only say it again.
    shelved = newest if river.cards else []
    return FrontPage(
        lead=lead[0] if lead else None,
        seconds=cards_of(top[1:]),
        river=river,
        section_shelves=_section_shelves(home, shelved),
        series_shelves=_series_shelves(shelved),
    )


@Prepared
def _newest() -> Any:
    """The newest posts; in which sections and series they are fills the shelves."""
    columns = ("pk", "section_id", "series_id", "series_position")
    return readable_later().newest_first().values_list(*columns)[:SHELVED]


class _Newest(NamedTuple):
    """One of the newest posts, and where it belongs."""

    pk: int
    section: int | None
    series: int | None
    position: int | None


def _top_posts(home: HomePage, newest: list[_Newest]) -> list[int]:
    """Return the numbers of the lead and the seconds: the editor's picks, then the newest."""
    picks = _picks_of(home.pk)
    known = {post.pk for post in newest}
    if not known.issuperset(picks):
        known |= set(_readable_picks(home=home.pk, **readable_now()))
    picked = [pk for pk in picks if pk in known]
    others = [post.pk for post in newest if post.pk not in picked]
    return [*picked, *others[: max(0, 1 + SECONDS - len(picked))]]


@Prepared
def _readable_picks() -> Any:
    """What the editor put at the top and readers may see."""
    picked = FrontPagePick.objects.filter(page=Later.number("home")).order_by().values("post")
    return readable_later().filter(pk__in=picked).order_by().values_list("pk", flat=True)


@remembered
def _picks_of(home_id: int) -> tuple[int, ...]:
    """Return what the editor put at the top, whether or not readers may see it."""
    shows(cache_tags.page(home_id))
    picks = FrontPagePick.objects.filter(page=home_id).order_by("sort_order")
    return tuple(dict.fromkeys(picks.values_list("post", flat=True)))


def _section_shelves(home: HomePage, newest: list[_Newest]) -> tuple[Shelf, ...]:
    """Return a shelf for each section below the front page, its newest posts first."""
    found: dict[int, list[int]] = {}
    for post in newest:
        if post.section and len(found.setdefault(post.section, [])) < SHELF:
            found[post.section].append(post.pk)
    shown = {
        ("section", pk): section.link
        for pk, section in open_sections().items()
        if pk in found and section.tree_path.startswith(home.path)
    }
    summaries = remember_each(
        shown,
        lambda missing: {
            ("section", one.pk): one
            for one in open_pages(SectionPage).filter(pk__in=[pk for _, pk in missing])
        },
        _summary_of,
    )
    return tuple(
        Shelf(link.name, link.url, summaries.get(key, ""), cards_of(found[key[1]]))
        for key, link in shown.items()
    )


def _series_shelves(newest: list[_Newest]) -> tuple[Shelf, ...]:
    """Return a shelf for each series, its posts in its order."""
    found: dict[int, list[tuple[int, int]]] = {}
    for post in newest:
        if post.series:
            found.setdefault(post.series, []).append((post.position or 0, post.pk))
    named = remember_each(
        [("series", pk) for pk in found],
        lambda missing: {
            ("series", one.pk): one
            for one in Series.objects.filter(pk__in=[pk for _, pk in missing])
        },
        _as_shelf,
    )
    return tuple(
        replace(shelf, cards=cards_of(pk for _, pk in sorted(found[key])[:SHELF]))
        for (_, key), shelf in sorted(named.items(), key=lambda item: item[1].name)
    )


def _summary_of(section: SectionPage) -> str:
    shows(cache_tags.page(section.pk))
    return section.summary


def _as_shelf(series: Series) -> Shelf:
    shows(cache_tags.series(series.pk))
    return Shelf(series.name, series.get_absolute_url(), series.summary, ())
