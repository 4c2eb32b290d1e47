"""The sitemap: every address a stranger may read, when it changed, its picture and translations."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe
from wagtail.models import Page

from blog.content import selectors
from blog.content.models import HomePage, PostIndexPage, PostPage, SectionPage, StandardPage
from blog.content.pictures import picture_of
from blog.content.querysets import PostQuerySet
from blog.content.rules import cache_tags
from blog.errors import NotFound
from blog.web.addresses import absolute
from blog.web.caching import public_page
from blog.web.shown import Shown, noting, shows

SHOWN = (cache_tags.ALL_POSTS, cache_tags.FRAME, cache_tags.PICTURES)
POSTS_IN_A_PART = 5000  # of the 50 000 that are allowed, so that a part stays small

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"
XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True)
class Entry:
    """An address of the sitemap. ``alternates`` pairs a language with the translation's address."""

    url: str
    changed_at: datetime | None = None
    images: tuple[str, ...] = ()
    alternates: tuple[tuple[str, str], ...] = ()


@require_safe
@public_page
def index(request: HttpRequest) -> HttpResponse:
    """List the parts of the sitemap."""
    shows(*SHOWN)
    parts = [("posts", number) for number in range(1, _number_of_post_parts() + 1)]
    parts += [(name, 1) for name in PARTS if name != "posts"]
    response, xml = _document()
    xml.startElement("sitemapindex", {"xmlns": SITEMAP})
    for name, number in parts:
        xml.startElement("sitemap", {})
        xml.addQuickElement("loc", absolute(reverse("sitemap_part", args=[name, number])))
        if name == "posts" and (changed_at := _last_change_of_part(number)):
            xml.addQuickElement("lastmod", _moment(changed_at))
        xml.endElement("sitemap")
    xml.endElement("sitemapindex")
    return response


@require_safe
@public_page
def part(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """List the addresses of one part.

    :raises NotFound: there is no such part
    """
    if name not in PARTS or number < 1:
        raise NotFound
    shows(*SHOWN)
    response, xml = _document()
    xml.startElement("urlset", {"xmlns": SITEMAP, "xmlns:image": IMAGE, "xmlns:xhtml": XHTML})
    with noting(Shown()):  # of thousands of posts: too many to be named one by one
        for entry in PARTS[name](number):
            _write(xml, entry)
    xml.endElement("urlset")
    return response


# --- what is in it ---------------------------------------------------------------------------


def _posts(number: int) -> Iterable[Entry]:
    if number > _number_of_post_parts():
        raise NotFound
    shown = _post_part(number)
    translated = _translations(
        PostPage.objects.visible_to(None).filter(
            translation_key__in=shown.values("translation_key")
        ),
    )
    posts = shown.select_related("hero_image").prefetch_related("hero_image__renditions")
    for post in posts.defer_streamfields():
        picture = picture_of(post.hero_image, "hero", alt="") if post.hero_image else None
        yield Entry(
            _address_of(post),
            post.last_published_at,
            (absolute(picture.src),) if picture else (),
            translated[post.translation_key],
        )


def _sitemap_posts() -> PostQuerySet:
    """Posts that strangers may read and whose first home is here."""
    posts: PostQuerySet = PostPage.objects.visible_to(None).filter(canonical_url="").order_by("pk")
    return posts


def _post_part(number: int) -> PostQuerySet:
    return _sitemap_posts()[(number - 1) * POSTS_IN_A_PART : number * POSTS_IN_A_PART]


def _number_of_post_parts() -> int:
    return max(1, math.ceil(_sitemap_posts().count() / POSTS_IN_A_PART))


def _last_change_of_part(number: int) -> datetime | None:
    changed_at: datetime | None = _post_part(number).aggregate(at=Max("last_published_at"))["at"]
    return changed_at


def _pages(number: int) -> Iterable[Entry]:
    _only_one(number)
    newest = _newest_by("locale_id")
    newest_in_section = _newest_by("section_id")
    for model in (HomePage, PostIndexPage, SectionPage, StandardPage):
        pages = selectors.open_pages(model).filter(canonical_url="").order_by("path")
        translated = _translations(pages)
        for page in pages.defer_streamfields():
            shown = {
                HomePage: newest.get(page.locale_id),
                PostIndexPage: newest.get(page.locale_id),
                SectionPage: newest_in_section.get(page.pk),
            }.get(model)
            moments = [moment for moment in (page.last_published_at, shown) if moment]
            yield Entry(
                _address_of(page),
                max(moments, default=None),
                alternates=translated[page.translation_key],
            )


def _newest_by(field_name: str) -> dict[int, datetime]:
    rows = PostPage.objects.visible_to(None).order_by().values_list(field_name)
    return dict(rows.annotate(Max("last_published_at")))


def _lists(number: int) -> Iterable[Entry]:
    """Tags, authors and series, in each language in which they have a post."""
    _only_one(number)
    posts = PostPage.objects.visible_to(None).order_by()
    slugs = {
        "tag": posts.filter(tag_links__tag__is_internal=False).values_list(
            "locale__language_code", "tag_links__tag__slug"
        ),
        "author": posts.filter(bylines__isnull=False).values_list(
            "locale__language_code", "bylines__author__slug"
        ),
        "series": posts.filter(series__isnull=False).values_list(
            "locale__language_code", "series__slug"
        ),
    }
    for kind, found in slugs.items():
        for language, slug, changed_at in sorted(found.annotate(Max("last_published_at"))):
            with translation.override(language):
                yield Entry(absolute(reverse(f"content:{kind}", args=[slug])), changed_at)


def _only_one(number: int) -> None:
    if number != 1:
        raise NotFound


def _translations(pages: Any) -> defaultdict[Any, tuple[tuple[str, str], ...]]:
    """Return the addresses of each text that is there in several languages, by its key."""
    by_key: defaultdict[Any, list[tuple[str, str]]] = defaultdict(list)
    several = pages.order_by().values("translation_key").annotate(count=Count("pk"))
    keys = several.filter(count__gt=1).values("translation_key")
    translated = pages.filter(translation_key__in=keys).defer_streamfields()
    for page in translated.select_related("locale").order_by("locale__language_code"):
        by_key[page.translation_key].append((page.locale.language_code, _address_of(page)))
    found: defaultdict[Any, tuple[tuple[str, str], ...]] = defaultdict(tuple)
    for key, languages in by_key.items():
        default = dict(languages).get(settings.LANGUAGE_CODE)
        found[key] = (*languages, *((("x-default", default),) if default else ()))
    return found


PARTS: dict[str, Callable[[int], Iterable[Entry]]] = {
    "posts": _posts,
    "pages": _pages,
    "lists": _lists,
}


def _address_of(page: Page) -> str:
    """Return a page's address, empty if it has none."""
    parts = page.get_url_parts()
    return absolute(parts[2]) if parts and parts[2] else ""


# --- how it is written -----------------------------------------------------------------------


def _document() -> tuple[HttpResponse, Any]:
    response = HttpResponse(content_type="application/xml; charset=utf-8")
    response["X-Robots-Tag"] = "noindex"  # the list itself is nothing to find
    xml = SimplerXMLGenerator(response, "utf-8", short_empty_elements=True)
    xml.startDocument()
    return response, xml


def _write(xml: Any, entry: Entry) -> None:
    xml.startElement("url", {})
    xml.addQuickElement("loc", entry.url)
    if entry.changed_at:
        xml.addQuickElement("lastmod", _moment(entry.changed_at))
    for language, url in entry.alternates:
        xml.addQuickElement(
            "xhtml:link", "", {"rel": "alternate", "hreflang": language, "href": url}
        )
    for image in entry.images:
        xml.startElement("image:image", {})
        xml.addQuickElement("image:loc", image)
        xml.endElement("image:image")
    xml.endElement("url")


def _moment(at: datetime) -> str:
    return at.replace(microsecond=0).isoformat()
