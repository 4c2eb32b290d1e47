"""What lists are about: sections, series, tags, authors, and the publication itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import get_language

from blog.content.models import (
    Author,
    HomePage,
    Publication,
    SectionPage,
    Series,
    Tag,
)
from blog.content.pictures import Picture, picture_of
from blog.content.rules import cache_tags
from blog.content.selectors.cards import readable_posts
from blog.content.selectors.sections import open_pages, open_sections
from blog.errors import NotFound
from blog.web.memory import remembered
from blog.web.prepared import Later, Prepared
from blog.web.shown import shows


def get_tag(slug: str) -> Tag:
    """Return a public tag.

    :raises NotFound: there is none, or it is internal
    """
    found = _tag.first(slug=slug)
    if found is None:
        raise NotFound
    shows(cache_tags.tag(found.pk), cache_tags.posts_of("tag", found.pk))
    return found


@Prepared
def _tag() -> Any:
    return Tag.objects.public().filter(slug=Later.text("slug")).order_by()[:1]


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
    called_so = [pk for pk, section in open_sections().items() if section.slug == slug]
    found: SectionPage = _one(
        open_pages(SectionPage).filter(pk__in=called_so, locale__language_code=get_language())
    )
    shows(cache_tags.page(found.pk), cache_tags.posts_of("section", found.pk))
    return found


@dataclass(frozen=True)
class Home:
    """The front page as other pages name it. Without one it is nothing but its address."""

    url: str = "/"
    tagline: str = ""
    tree_path: str = ""
    url_path: str = ""


@remembered
def get_home() -> Home:
    """Return the front page in the language that is active."""
    homes = open_pages(HomePage).select_related("locale")  # a few, one for each language
    of_language = [one for one in homes if one.locale.language_code == get_language()]
    found = min(of_language, key=attrgetter("path"), default=None)
    if found is None:
        return Home()
    shows(until=found.expire_at)
    return Home(found.get_url() or "/", found.tagline, found.path, found.url_path)


@remembered
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
    sections = set(
        _with_posts(SectionPage.objects.order_by(), "section").values_list("pk", flat=True)
    )
    rows: dict[str, Iterable[tuple[str, str]]] = {
        "section": [
            (one.link.name, one.slug) for pk, one in open_sections().items() if pk in sections
        ],
        "series": _with_posts(Series.objects.all(), "series").values_list("name", "slug"),
        "tag": _with_posts(Tag.objects.public(), "tag_links__tag").values_list("name", "slug"),
        "author": _with_posts(Author.objects.all(), "bylines__author").values_list("name", "slug"),
    }
    return tuple(Subject(kind, name, slug) for kind, found in rows.items() for name, slug in found)


def _with_posts(subjects: QuerySet[Any], of_post: str) -> QuerySet[Any]:
    """Return those that ``of_post`` leads to from a post: of each its own posts are looked at."""
    posts = readable_posts(few=True).order_by()
    return subjects.filter(Exists(posts.filter(**{of_post: OuterRef("pk")})))
