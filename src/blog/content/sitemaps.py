"""The sitemap: every address a stranger may read, when it changed, its picture and translations."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from operator import attrgetter, itemgetter
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe
from wagtail.models import Page

from blog.content import selectors
from blog.content.models import (
    HomePage,
    PostIndexPage,
    PostPage,
    SectionPage,
    SiteImage,
    SiteRendition,
    StandardPage,
)
from blog.content.models.base import site_roots
from blog.content.pictures import plain, source_of
from blog.content.rules import cache_tags
from blog.content.selectors import changed
from blog.content.selectors.totals import under_one_name
from blog.errors import NotFound
from blog.web.addresses import absolute
from blog.web.caching import public_page
from blog.web.shown import Shown, noting, shows

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"
XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True)
class Entry:
    """An address of the sitemap. ``alternates`` pairs a language with the translation's address."""

    url: str
    changed_at: datetime | None = None
    image: str = ""
    alternates: tuple[tuple[str, str], ...] = ()


@require_safe
@public_page
def index(request: HttpRequest) -> HttpResponse:
    """List the parts of the sitemap."""
    shows(cache_tags.FRAME)
    with under_one_name(cache_tags.ALL_POSTS):
        parts = [part for part in changed.get_parts() if part.posts or not part.after]
    moments = [("posts", number, part.changed_at) for number, part in enumerate(parts, start=1)]
    moments += [(name, 1, None) for name in PARTS if name != "posts"]
    entries = (
        _element(
            "sitemap",
            _element("loc", escape(absolute(reverse("sitemap_part", args=[name, number])))),
            _moment(changed_at),
        )
        for name, number, changed_at in moments
    )
    return _document(_element("sitemapindex", *entries, xmlns=SITEMAP))


@require_safe
@public_page
def part(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """List the addresses of one part.

    :raises NotFound: there is no such part
    """
    if name not in PARTS or number < 1:
        raise NotFound
    shows(cache_tags.FRAME)
    spaces = {"xmlns": SITEMAP, "xmlns:image": IMAGE, "xmlns:xhtml": XHTML}
    return _document(_element("urlset", *map(_written, PARTS[name](number)), **spaces))


# --- what is in it ---------------------------------------------------------------------------


def _posts(number: int) -> Iterator[Entry]:
    """Posts, by their keys. What changes behind a part that is full is no change of it."""
    with noting(Shown()) as shown:
        found = next(islice(changed.get_parts(), number - 1, number), None)
    if found is None or not (found.posts or number == 1):
        raise NotFound
    shows(*_few(shown.tags, or_else=cache_tags.ALL_POSTS), until=shown.until_moment)
    posts = changed.posts_at_home(after=found.after)
    rows = list(posts.values_list("pk", "url_path", "last_published_at", "hero_image"))
    address = _addresses()
    translated = _translations_of_posts(rows, address)
    pictures = _pictures({image for *_, image in rows if image})
    for pk, url_path, changed_at, image in rows:
        yield Entry(address(url_path), changed_at, pictures.get(image, ""), translated.get(pk, ()))


def _few(names: Iterable[str], *, or_else: str) -> list[str]:
    """Return the names of blocks, or the one name for all where a header has no room for them."""
    few = list(dict.fromkeys(names))
    return few if len(few) <= cache_tags.MOST_BLOCKS else [or_else]


def _pictures(pks: set[int]) -> dict[int, str]:
    """Return the addresses of many pictures, by their keys."""
    blocks = [cache_tags.picture_block(pk) for pk in sorted(pks)]
    shows(*_few(blocks, or_else=cache_tags.PICTURES))
    renditions = Prefetch("renditions", SiteRendition.objects.filter(plain()))
    images = SiteImage.objects.filter(pk__in=pks).prefetch_related(renditions)
    return {image.pk: absolute(source_of(image, "hero")) for image in images}


def _translations_of_posts(
    rows: list[Any], address: Callable[[str], str]
) -> dict[int, tuple[tuple[str, str], ...]]:
    """Return the addresses of each post that readers have in several languages, by its key."""
    if not rows:
        return {}
    open_posts = PostPage.objects.visible_to(None)
    of_same_text = open_posts.filter(translation_key=OuterRef("translation_key"))
    others = of_same_text.exclude(pk=OuterRef("pk"))
    several = open_posts.filter(
        Exists(others), pk__gte=rows[0][0], pk__lte=rows[-1][0], canonical_url=""
    )
    texts = (
        open_posts.filter(translation_key__in=several.order_by().values("translation_key"))
        .order_by()
        .values_list("pk", "translation_key", "locale__language_code", "url_path")
    )
    found = [(pk, key, language, address(url_path)) for pk, key, language, url_path in texts]
    translated = _translations((key, language, url) for _, key, language, url in found)
    return {pk: translated[key] for pk, key, *_ in found if key in translated}


def _pages(number: int) -> Iterator[Entry]:
    _only_one(number)
    shows(cache_tags.PICTURES)
    in_language, in_section = dict[int, datetime](), dict[int, datetime]()
    with under_one_name(cache_tags.ALL_POSTS):
        for posts in changed.get_parts():
            changed.keep_latest(in_language, posts.in_language)
            changed.keep_latest(in_section, posts.in_section)
    for model in (HomePage, PostIndexPage, SectionPage, StandardPage):
        found = selectors.open_pages(model).filter(canonical_url="").select_related("locale")
        pages = sorted(found.defer_streamfields(), key=attrgetter("path"))
        urls = {page.pk: _address_of(page) for page in pages}
        translated = _translations(
            (page.translation_key, page.locale.language_code, urls[page.pk]) for page in pages
        )
        for page in pages:
            shown = {
                HomePage: in_language.get(page.locale_id),
                PostIndexPage: in_language.get(page.locale_id),
                SectionPage: in_section.get(page.pk),
            }.get(model)
            moments = [moment for moment in (page.last_published_at, shown) if moment]
            yield Entry(
                urls[page.pk],
                max(moments, default=None),
                alternates=translated.get(page.translation_key, ()),
            )


def _lists(number: int) -> Iterator[Entry]:
    """Tags, authors and series, in each language in which they have a post."""
    _only_one(number)
    with under_one_name(cache_tags.ALL_POSTS):
        changes = changed.get_list_changes()
    for one in changes:
        with translation.override(one.language):
            yield Entry(absolute(reverse(f"content:{one.kind}", args=[one.slug])), one.changed_at)


def _only_one(number: int) -> None:
    if number != 1:
        raise NotFound


def _translations(
    texts: Iterable[tuple[Any, str, str]],
) -> dict[Any, tuple[tuple[str, str], ...]]:
    """Return the addresses of each text that is there in several languages, by its key."""
    by_key: defaultdict[Any, list[tuple[str, str]]] = defaultdict(list)
    for key, language, url in sorted(texts, key=itemgetter(1)):
        by_key[key].append((language, url))
    found = {}
    for key, languages in by_key.items():
        if len(languages) > 1:
            default = dict(languages).get(settings.LANGUAGE_CODE)
            found[key] = (*languages, *((("x-default", default),) if default else ()))
    return found


PARTS: dict[str, Callable[[int], Iterator[Entry]]] = {
    "posts": _posts,
    "pages": _pages,
    "lists": _lists,
}


# --- where it is -----------------------------------------------------------------------------

PLAIN = re.compile(r"(?:[\w-]+/)*", re.ASCII)  # what stands in an address as it is


def _addresses() -> Callable[[str], str]:
    """Return what tells the address of a page by its place in the tree.

    Wagtail is asked where each language begins, and where a place has letters that it encodes: to
    ask it for each of thousands takes a fifth of a second.
    """
    roots = [(root.root_path, _address_at(root.root_path)) for root in site_roots()]

    def address(url_path: str) -> str:
        for place, begin in roots:
            if url_path.startswith(place):
                below = url_path[len(place) :]
                plain = begin and PLAIN.fullmatch(below)
                return begin + below if plain else _address_at(url_path)
        return ""

    return address


def _address_at(url_path: str) -> str:
    return _address_of(HomePage(url_path=url_path))


def _address_of(page: Page) -> str:
    """Return a page's address, empty if it has none."""
    parts = page.get_url_parts()
    return absolute(parts[2]) if parts and parts[2] else ""


# --- how it is written -----------------------------------------------------------------------


def _document(root: str) -> HttpResponse:
    text = f'<?xml version="1.0" encoding="utf-8"?>\n{root}'
    response = HttpResponse(text, content_type="application/xml; charset=utf-8")
    response["X-Robots-Tag"] = "noindex"  # the list itself is nothing to find
    return response


def _written(entry: Entry) -> str:
    alternates = [
        _element("xhtml:link", href=url, hreflang=language, rel="alternate")
        for language, url in entry.alternates
    ]
    image = _element("image:image", _element("image:loc", escape(entry.image)))
    return _element(
        "url",
        _element("loc", escape(entry.url)),
        _moment(entry.changed_at),
        *alternates,
        image if entry.image else "",
    )


def _moment(at: datetime | None) -> str:
    return _element("lastmod", at.isoformat(timespec="seconds")) if at else ""


def _element(name: str, *pieces: str, **said: str) -> str:
    """Return an element with what is in it, which is XML already."""
    inside = "".join(pieces)
    begin = "".join([name, *(f" {key}={quoteattr(value)}" for key, value in said.items())])
    return f"<{begin}>{inside}</{name}>" if inside else f"<{begin}/>"
