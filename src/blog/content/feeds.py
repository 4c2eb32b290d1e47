"""Feeds: RSS, Atom and JSON Feed, of everything and of each section, tag, author and series."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid5

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.encoding import iri_to_uri
from django.utils.feedgenerator import (
    Atom1Feed,
    Rss201rev2Feed,
    SyndicationFeed,
    rfc3339_date,
)
from django.utils.html import format_html
from django.utils.http import http_date, quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from blog.content import selectors
from blog.content.models import PostPage
from blog.content.pictures import Picture, load_renditions
from blog.content.presenters import metadata
from blog.content.presenters.body import images_in, present_body
from blog.content.presenters.feed_links import SITE, feed_groups, feed_links, feed_url
from blog.content.querysets import PostQuerySet
from blog.content.rules import cache_tags
from blog.content.rules.syndication import html_for_feeds, text_for_xml
from blog.content.selectors import Subject
from blog.errors import NotFound
from blog.web.addresses import absolute
from blog.web.caching import public_page
from blog.web.htmx import page_or_part
from blog.web.media import PICTURE_TYPES
from blog.web.shown import shows

NEWEST = 20
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@require_safe
@public_page
def show_feeds(request: HttpRequest) -> HttpResponse:
    """Show people which feeds there are."""
    context = {
        "groups": feed_groups(selectors.get_subjects()),
        "feed_links": feed_links(),
        "meta": metadata.for_feeds(),
    }
    return page_or_part(request, "content/feeds.html", "content", context)


@require_safe
@public_page
def show_feed(
    request: HttpRequest, file: str, kind: str = SITE.kind, slug: str = ""
) -> HttpResponse:
    """Answer with a feed, or with 304 where the reader's program has this very state of it.

    :raises NotFound: no such format, no such list, or it is not for readers
    """
    if file not in GENERATORS or kind not in CHANNELS:
        raise NotFound
    channel = CHANNELS[kind](slug)
    state = _state_of(channel, file)
    response = get_conditional_response(
        request, etag=state.etag, last_modified=int(state.changed_at.timestamp())
    )
    if response is None:
        response = _write(channel, state, file)
    response["ETag"] = state.etag
    response["Last-Modified"] = http_date(state.changed_at.timestamp())
    # Other sites' scripts may read it: it is the same for everybody and no cookie counts.
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


# --- which posts -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Channel:
    """A list of posts that can be followed."""

    subject: Subject
    title: str
    description: str
    page_url: str
    publication: str
    posts: PostQuerySet


def _everything(_slug: str) -> Channel:
    shows(cache_tags.ALL_POSTS)
    publication = selectors.get_publication()
    home = selectors.get_home()
    about = (home.tagline if home else "") or publication.description or publication.tagline
    return Channel(
        SITE,
        publication.name,
        about or _("The newest posts."),
        absolute((home.get_url() if home else None) or "/"),
        publication.name,
        selectors.readable_posts(),
    )


def _section(slug: str) -> Channel:
    section = selectors.get_section(slug)
    posts = selectors.readable_posts().in_section(section)
    subject = Subject("section", section.title, section.slug)
    return _of(subject, section.get_url() or "/", posts, section.summary)


def _tag(slug: str) -> Channel:
    tag = selectors.get_tag(slug)
    posts = selectors.readable_posts().tagged(tag)
    about = _("Posts about %(name)s.") % {"name": tag.name}
    return _of(Subject("tag", tag.name, tag.slug), tag.get_absolute_url(), posts, about)


def _author(slug: str) -> Channel:
    author = selectors.get_author(slug)
    posts = selectors.readable_posts().by(author)
    subject = Subject("author", author.name, author.slug)
    return _of(subject, author.get_absolute_url(), posts, author.bio)


def _series(slug: str) -> Channel:
    series = selectors.get_series(slug)
    posts = selectors.readable_posts().in_series(series)
    subject = Subject("series", series.name, series.slug)
    return _of(subject, series.get_absolute_url(), posts, series.summary)


def _of(subject: Subject, page_url: str, posts: PostQuerySet, about: str) -> Channel:
    publication = selectors.get_publication().name
    return Channel(
        subject,
        f"{subject.name} – {publication}",
        about or _("The newest posts in %(name)s.") % {"name": subject.name},
        absolute(page_url),
        publication,
        posts,
    )


CHANNELS: dict[str, Callable[[str], Channel]] = {
    "site": _everything,
    "section": _section,
    "tag": _tag,
    "author": _author,
    "series": _series,
}


# --- which state of them ---------------------------------------------------------------------


@dataclass(frozen=True)
class State:
    """What a feed shows now, known without rendering anything: one query."""

    pks: tuple[int, ...]
    changed_at: datetime
    etag: str


def _state_of(channel: Channel, file: str) -> State:
    rows = list(channel.posts.newest_first().values_list("pk", "last_published_at")[:NEWEST])
    changed = [moment for _pk, moment in rows if moment]
    seen = (file, get_language(), channel.title, channel.description, channel.page_url, rows)
    digest = hashlib.sha256(repr(seen).encode()).hexdigest()[:32]
    return State(tuple(pk for pk, _moment in rows), max(changed, default=NEVER), quote_etag(digest))


# --- what is written -------------------------------------------------------------------------


def _write(channel: Channel, state: State, file: str) -> HttpResponse:
    generator = GENERATORS[file]
    feed = generator(
        title=text_for_xml(channel.title),
        link=channel.page_url,
        description=text_for_xml(channel.description),
        subtitle=text_for_xml(channel.description),
        language=get_language(),
        author_name=text_for_xml(channel.publication),
        author_link=absolute("/"),
        feed_url=absolute(feed_url(channel.subject, file)),
        changed_at=state.changed_at,
    )
    posts = list(PostPage.objects.filter(pk__in=state.pks).for_reading().newest_first())
    load_renditions(image for post in posts for image in (post.hero_image, *images_in(post.body)))
    for post in posts:
        _add(feed, post)
    response = HttpResponse(content_type=generator.content_type)
    feed.write(response, "utf-8")
    return response


def _add(feed: SyndicationFeed, post: PostPage) -> None:
    card = selectors.as_card(post, slot="hero")
    url = absolute(card.url)
    tags = selectors.get_tags_of(post)
    categories = [link.name for link in (*([card.section] if card.section else []), *tags)]
    feed.add_item(
        title=text_for_xml(post.title),
        link=url,
        description=text_for_xml(post.summary),
        pubdate=post.first_published_at,
        updateddate=post.last_published_at or post.first_published_at,
        # Names the text, not its place: it stays when slug, section or domain change.
        unique_id=uuid5(post.translation_key, post.locale.language_code).urn,
        unique_id_is_permalink=False,
        categories=[text_for_xml(name) for name in categories],
        authors=[(text_for_xml(one.name), absolute(one.url)) for one in card.authors],
        picture=card.picture,
        content=_whole_text(post, card.picture, url),
    )


def _whole_text(post: PostPage, picture: Picture | None, url: str) -> str:
    parts = [format_html("<p><em>{}</em></p>", post.subtitle)] if post.subtitle else []
    if picture:
        credit = post.hero_image.credit if post.hero_image else ""
        caption = " ".join(line for line in (post.hero_caption, credit) if line)
        parts.append(
            format_html(
                '<figure><img src="{}" width="{}" height="{}" alt="{}">{}</figure>',
                picture.src,
                picture.width,
                picture.height,
                picture.alt,
                format_html("<figcaption>{}</figcaption>", caption) if caption else "",
            )
        )
    return html_for_feeds("\n".join([*parts, present_body(post.body).html]), page_url=url)


def _type_of(picture: Picture) -> str:
    path = urlsplit(picture.src).path
    return PICTURE_TYPES.get(path[path.rfind(".") :].lower(), "image/jpeg")


class _Dated(SyndicationFeed):
    """Says when the list last changed, also when it is empty: never the moment of asking."""

    def latest_post_date(self) -> datetime:
        """Return when the newest change of a post became public."""
        changed_at: datetime = self.feed["changed_at"]
        return changed_at


class RssFeed(_Dated, Rss201rev2Feed):
    """RSS 2.0 with the whole text, every author's name and the picture with its alternative."""

    def rss_attributes(self) -> dict[str, str]:
        """Return the names of the vocabularies beside RSS's own."""
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_item_elements(self, handler: Any, item: Any) -> None:
        """Write one post."""
        # A description is read as HTML.
        super().add_item_elements(
            handler, {**item, "description": escape(item["description"]) or None}
        )
        for name, _url in item["authors"]:
            handler.addQuickElement("dc:creator", name)
        if picture := item["picture"]:
            handler.startElement(
                "media:content",
                {
                    "url": absolute(picture.src),
                    "medium": "image",
                    "type": _type_of(picture),
                    "width": str(picture.width),
                    "height": str(picture.height),
                },
            )
            handler.addQuickElement(
                "media:description", text_for_xml(picture.alt), {"type": "plain"}
            )
            handler.endElement("media:content")
        handler.addQuickElement("content:encoded", item["content"])


class AtomFeed(_Dated, Atom1Feed):
    """Atom with the whole text and every author."""

    def add_item_elements(self, handler: Any, item: Any) -> None:
        """Write one post."""
        super().add_item_elements(
            handler, {**item, "description": escape(item["description"]) or None}
        )
        for name, url in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.addQuickElement("uri", iri_to_uri(url))
            handler.endElement("author")
        if picture := item["picture"]:
            handler.addQuickElement(
                "link",
                "",
                {
                    "rel": "enclosure",
                    "href": absolute(picture.src),
                    "type": _type_of(picture),
                    "title": text_for_xml(picture.alt),
                },
            )
        handler.addQuickElement("content", item["content"], {"type": "html"})


class JsonFeed(_Dated):
    """JSON Feed 1.1."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: Any, encoding: str) -> None:
        """Write the feed as JSON in the given encoding."""
        feed = self.feed
        document = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed["title"],
            "home_page_url": feed["link"],
            "feed_url": feed["feed_url"],
            "description": feed["description"],
            "language": feed["language"],
            "authors": [{"name": feed["author_name"], "url": feed["author_link"]}],
            "items": [_without_empty(self._item(item)) for item in self.items],
        }
        outfile.write(json.dumps(document, ensure_ascii=False).encode(encoding))

    def _item(self, item: Any) -> dict[str, Any]:
        return {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "content_html": item["content"] or "<p></p>",
            "summary": item["description"],
            "image": absolute(item["picture"].src) if item["picture"] else "",
            "date_published": rfc3339_date(item["pubdate"]) if item["pubdate"] else "",
            "date_modified": rfc3339_date(item["updateddate"]) if item["updateddate"] else "",
            "authors": [{"name": name, "url": iri_to_uri(url)} for name, url in item["authors"]],
            "tags": item["categories"],
            "language": self.feed["language"],
        }


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


GENERATORS: dict[str, type[RssFeed | AtomFeed | JsonFeed]] = {
    "rss.xml": RssFeed,
    "atom.xml": AtomFeed,
    "feed.json": JsonFeed,
}
