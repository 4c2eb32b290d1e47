"""What each screen of the reading side needs to know: frozen dataclasses, never querysets."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import EmptyPage, Paginator
from django.core.paginator import Page as PaginatorPage
from django.db.models import Count, Exists, Q
from django.db.models.functions import ExtractMonth, ExtractYear
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from blog.content.models import (
    Author,
    HomePage,
    PostPage,
    Publication,
    SectionPage,
    Series,
    Tag,
)
from blog.content.pictures import Picture, picture_of
from blog.content.querysets import PostQuerySet, closed_to
from blog.content.rules import cache_tags
from blog.errors import NotFound
from blog.web.once import once_a_request
from blog.web.shown import shows

PAGE_SIZE = 12
RELATED = 3


class NoSuchPage(NotFound):
    """A page number beyond the end of a list, or none at all."""

    message = _("This list does not have so many pages.")


@dataclass(frozen=True)
class Link:
    """A name and where it leads."""

    name: str
    url: str


@dataclass(frozen=True)
class PostCard:
    """A post as lists show it."""

    pk: int
    title: str
    subtitle: str
    url: str
    summary: str
    section: Link | None
    authors: tuple[Link, ...]
    published_at: datetime | None
    reading_minutes: int
    picture: Picture | None
    language: str


@dataclass(frozen=True)
class CardPage:
    """One page of a list of posts. ``previous_url`` and ``next_url`` are None at the ends."""

    cards: tuple[PostCard, ...]
    number: int
    pages: int
    total: int
    previous_url: str | None
    next_url: str | None


@dataclass(frozen=True)
class Month:
    """A month of the archive, with the number of its posts."""

    first_day: date
    url: str
    posts: int


@dataclass(frozen=True)
class Year:
    """A year of the archive, its months latest first."""

    year: int
    url: str
    months: tuple[Month, ...]

    @property
    def posts(self) -> int:
        """The number of posts of the year."""
        return sum(month.posts for month in self.months)


def readable_posts(user: Any = None) -> PostQuerySet:
    """Posts that this person may read, in the language of the page."""
    posts: PostQuerySet = PostPage.objects.visible_to(user).in_language(get_language() or "en")
    return posts


def as_card(post: PostPage, *, slot: str = "card") -> PostCard:
    """Shape a post that was loaded with ``for_cards``."""
    show_post(post)
    shows(*(cache_tags.author(line.author_id) for line in post.bylines.all()))
    return PostCard(
        pk=post.pk,
        title=post.title,
        subtitle=post.subtitle,
        url=post.get_url() or "",
        summary=post.summary,
        section=Link(post.section.title, post.section.get_url() or "") if post.section else None,
        authors=tuple(
            Link(line.author.name, line.author.get_absolute_url()) for line in post.bylines.all()
        ),
        published_at=post.first_published_at,
        reading_minutes=post.reading_minutes,
        picture=picture_of(post.hero_image, slot, alt=post.hero_alt) if post.hero_image else None,
        language=get_language() or "en",
    )


def get_tags_of(post: PostPage) -> tuple[Link, ...]:
    """Return the tags of a post that readers may see."""
    shows(*(cache_tags.tag(link.tag_id) for link in post.tag_links.all()))
    tags = (link.tag for link in post.tag_links.all())
    return tuple(Link(tag.name, tag.get_absolute_url()) for tag in tags if not tag.is_internal)


def show_post(post: PostPage) -> None:
    """Note that an answer shows this post, and that it may only until the post expires."""
    shows(cache_tags.post(post.pk), until=post.expire_at)


def as_cards(posts: Iterable[PostPage], *, slot: str = "card") -> tuple[PostCard, ...]:
    """Shape several posts."""
    return tuple(as_card(post, slot=slot) for post in posts)


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
    page = _nth_page(posts.for_cards(), number)
    return _card_page(page, as_cards(page.object_list), base_url)


def _nth_page(rows: Any, number: int) -> PaginatorPage[Any]:
    try:
        return Paginator(rows, PAGE_SIZE).page(number)
    except EmptyPage as beyond:
        raise NoSuchPage from beyond


def _card_page(page: PaginatorPage[Any], cards: tuple[PostCard, ...], base_url: str) -> CardPage:
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
    page = _nth_page(rest, number)
    below = list(page.object_list)
    # While everything stands at the top, shelves would only say it again.
    sections, series = _shelved(readable) if number == 1 and below else ({}, {})
    shelved = [pk for pks in (*sections.values(), *series.values()) for pk in pks]
    wanted = {*below, *(top if number == 1 else ()), *shelved}
    posts = {post.pk: post for post in PostPage.objects.filter(pk__in=wanted).for_cards()}
    river = _card_page(page, _cards_of(below, posts), base_url)
    if number > 1:
        return FrontPage(None, (), river, (), ())
    shown = [posts[pk] for pk in top if pk in posts]
    return FrontPage(
        lead=as_card(shown[0], slot="lead") if shown else None,
        seconds=as_cards(shown[1:]),
        river=river,
        section_shelves=tuple(
            Shelf(page.title, page.get_url() or "", page.summary, _cards_of(pks, posts))
            for page in SectionPage.objects.child_of(home).live().order_by("path")
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


def get_archive(user: Any = None) -> tuple[Year, ...]:
    """Return the years and months in which posts came out (UTC), latest first."""
    shows(cache_tags.ALL_POSTS)
    rows = (
        readable_posts(user)
        .order_by()
        .annotate(year=ExtractYear("first_published_at"), month=ExtractMonth("first_published_at"))
        .values("year", "month")
        .annotate(posts=Count("pk"))
        .order_by("-year", "-month")
    )
    years: dict[int, list[Month]] = {}
    for row in rows:
        year, month = row["year"], row["month"]
        url = reverse("content:archive_month", args=[year, month])
        years.setdefault(year, []).append(Month(date(year, month, 1), url, row["posts"]))
    return tuple(
        Year(year, reverse("content:archive_year", args=[year]), tuple(months))
        for year, months in years.items()
    )


def get_tag(slug: str) -> Tag:
    """Return a public tag.

    :raises NotFound: there is none, or it is internal
    """
    found: Tag = _one(Tag.objects.public().filter(slug=slug))
    shows(cache_tags.tag(found.pk), cache_tags.posts_of("tag", found.pk))
    return found


def get_author(slug: str) -> Author:
    """Return an author.

    :raises NotFound: there is none
    """
    found: Author = _one(Author.objects.select_related("picture").filter(slug=slug))
    shows(cache_tags.author(found.pk), cache_tags.posts_of("author", found.pk))
    return found


def get_series(slug: str) -> Series:
    """Return a series.

    :raises NotFound: there is none
    """
    found: Series = _one(Series.objects.filter(slug=slug))
    shows(cache_tags.series(found.pk), cache_tags.posts_of("series", found.pk))
    return found


def get_section(slug: str) -> SectionPage:
    """Return a section of the page's language that strangers may see.

    :raises NotFound: there is none
    """
    found: SectionPage = _one(
        open_pages(SectionPage).filter(locale__language_code=get_language(), slug=slug)
    )
    shows(cache_tags.page(found.pk), cache_tags.posts_of("section", found.pk))
    return found


def open_pages(model: type[Page]) -> Any:
    """Return the pages of a type, not posts, that strangers may see."""
    pages = model.objects.live().filter(~Exists(closed_to(None)))
    return pages.filter(Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now()))


@once_a_request
def get_home() -> HomePage | None:
    """Return the front page in the language that is active, or None where there is none."""
    home: HomePage | None = (
        open_pages(HomePage).filter(locale__language_code=get_language()).first()
    )
    return home


@once_a_request
def get_publication() -> Publication:
    """Return the publication's own words, or the words it has before anybody gave it some."""
    shows(cache_tags.FRAME)
    return Publication.objects.filter(site__is_default_site=True).first() or Publication()


def _one(found: Any) -> Any:
    thing = found.first()
    if thing is None:
        raise NotFound
    return thing


@dataclass(frozen=True)
class AuthorCard:
    """An author as the end of a post shows them."""

    name: str
    url: str
    bio: str
    portrait: Picture | None


def as_author_card(author: Author) -> AuthorCard:
    """Shape an author."""
    shows(cache_tags.author(author.pk))
    return AuthorCard(author.name, author.get_absolute_url(), author.bio, portrait_of(author))


def portrait_of(author: Author) -> Picture | None:
    """Return an author's picture for the place of portraits, if there is one."""
    return picture_of(author.picture, "portrait", alt=author.name) if author.picture else None


@dataclass(frozen=True)
class Subject:
    """What a list of posts is about: a ``kind`` (section, series, tag, author), name and slug."""

    kind: str
    name: str
    slug: str


def get_subjects() -> tuple[Subject, ...]:
    """Return everything that has a list of its own and a readable post in the page's language."""
    shows(cache_tags.ALL_POSTS)
    posts = readable_posts().order_by()
    rows = {
        "section": open_pages(SectionPage)
        .filter(posts__in=posts)
        .order_by("path")
        .values_list("title", "slug"),
        "series": Series.objects.filter(posts__in=posts).values_list("name", "slug"),
        "tag": Tag.objects.public()
        .filter(post_links__content_object__in=posts)
        .values_list("name", "slug"),
        "author": Author.objects.filter(bylines__post__in=posts).values_list("name", "slug"),
    }
    return tuple(
        Subject(kind, name, slug)
        for kind, found in rows.items()
        for name, slug in dict.fromkeys(found)
    )


@dataclass(frozen=True)
class Translation:
    """The same text in a language."""

    language: str
    url: str


def get_translations(page: Page) -> tuple[Translation, ...]:
    """Return a page in every language that strangers may read it in; none if there is only one."""
    shows(cache_tags.text(page.translation_key))
    model = type(page)
    open_to_all = PostPage.objects.visible_to(None) if model is PostPage else open_pages(model)
    same = open_to_all.filter(translation_key=page.translation_key).select_related("locale")
    same = same.only("url_path", "expire_at", "locale__language_code")
    readable = list(same.order_by("locale__language_code"))
    for one in readable:
        shows(until=one.expire_at)
    found = tuple(Translation(one.locale.language_code, one.get_url() or "") for one in readable)
    return found if len(found) > 1 else ()


@dataclass(frozen=True)
class Neighbours:
    """The posts before and after a post, in its series where it has one, else by date."""

    previous: Link | None
    next: Link | None


def get_neighbours(post: PostPage, user: Any = None) -> Neighbours:
    """Return the posts beside a post by date of first publication."""
    if post.first_published_at is None:
        return Neighbours(None, None)
    others = readable_posts(user).exclude(pk=post.pk).only("title", "url_path", "expire_at")
    before = others.filter(first_published_at__lte=post.first_published_at).newest_first().first()
    after = others.filter(first_published_at__gt=post.first_published_at).oldest_first().first()
    for other in filter(None, (before, after)):
        show_post(other)
    return Neighbours(*(Link(p.title, p.get_url() or "") if p else None for p in (before, after)))


@dataclass(frozen=True)
class SeriesShelf:
    """A post's place in its series."""

    name: str
    url: str
    parts: tuple[Link, ...]
    place: int  # of this post, from 1

    @property
    def previous(self) -> Link | None:
        """The part before this one."""
        return self.parts[self.place - 2] if self.place > 1 else None

    @property
    def next(self) -> Link | None:
        """The part after this one."""
        return self.parts[self.place] if self.place < len(self.parts) else None

    @property
    def leads_on(self) -> bool:
        """Whether there is a part before or after this one."""
        return len(self.parts) > 1


def get_series_shelf(post: PostPage, user: Any = None) -> SeriesShelf | None:
    """Return the series of a post with all its readable parts, or None."""
    if post.series is None:
        return None
    shows(cache_tags.series(post.series.pk), cache_tags.posts_of("series", post.series.pk))
    parts = list(readable_posts(user).in_series(post.series).only("title", "url_path", "expire_at"))
    for part in parts:
        show_post(part)
    place = next((number for number, part in enumerate(parts, 1) if part.pk == post.pk), 0)
    if not place:
        return None
    return SeriesShelf(
        name=post.series.name,
        url=post.series.get_absolute_url(),
        parts=tuple(Link(part.title, part.get_url() or "") for part in parts),
        place=place,
    )


def get_related(post: PostPage, user: Any = None) -> tuple[PostCard, ...]:
    """Return the posts that share most tags with a post, then the newest of its section."""
    tags = [link.tag_id for link in post.tag_links.all()]
    shows(*(cache_tags.posts_of("tag", pk) for pk in tags))
    if post.section_id:
        shows(cache_tags.posts_of("section", post.section_id))
    others = readable_posts(user).exclude(pk=post.pk)
    alike = (
        others.filter(tag_links__tag__in=tags, tag_links__tag__is_internal=False)
        .annotate(shared=Count("tag_links"))
        .order_by("-shared", "-first_published_at", "-pk")
    )
    pks = list(alike.values_list("pk", flat=True)[:RELATED])
    if len(pks) < RELATED and post.section_id:
        same = others.filter(section_id=post.section_id).exclude(pk__in=pks).newest_first()
        pks += list(same.values_list("pk", flat=True)[: RELATED - len(pks)])
    found = {card.pk: card for card in as_cards(PostPage.objects.filter(pk__in=pks).for_cards())}
    return tuple(found[pk] for pk in pks if pk in found)
