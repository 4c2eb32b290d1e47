"""How a list of posts is written as RSS, Atom or JSON Feed."""

import json
from datetime import UTC, datetime
from html import escape
from typing import Any
from urllib.parse import urlsplit

from django.utils.encoding import iri_to_uri
from django.utils.feedgenerator import (
    Atom1Feed,
    Rss201rev2Feed,
    SyndicationFeed,
    rfc3339_date,
)

from blog.content.pictures import Picture
from blog.content.rules.syndication import text_for_xml
from blog.web.addresses import absolute
from blog.web.media import PICTURE_TYPES

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


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

    def add_root_elements(self, handler: Any) -> None:
        """Write what the feed is, and which hubs tell of its changes."""
        super().add_root_elements(handler)
        for hub in self.feed["hubs"]:
            handler.addQuickElement("atom:link", None, {"rel": "hub", "href": hub})

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

    def add_root_elements(self, handler: Any) -> None:
        """Write what the feed is, and which hubs tell of its changes."""
        super().add_root_elements(handler)
        for hub in self.feed["hubs"]:
            handler.addQuickElement("link", "", {"rel": "hub", "href": hub})

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


class NotesFeed(Atom1Feed):
    """Short notes in Atom: the same bytes for everybody, also while there are none."""

    def latest_post_date(self) -> datetime:
        """Return when the newest note was written or changed."""
        return super().latest_post_date() if self.items else NEVER


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
        if feed["hubs"]:
            document["hubs"] = [{"type": "WebSub", "url": hub} for hub in feed["hubs"]]
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
