"""The links and headings of stored HTML."""

from dataclasses import dataclass
from html.parser import HTMLParser


@dataclass(frozen=True)
class Link:
    """A link as it is stored: to a page or document by id, or to an address."""

    text: str
    target: str
    page_id: int | None = None
    document_id: int | None = None


def links_of(html: str) -> list[Link]:
    """Return the links in HTML, in order. A picture's text alternative is part of the text."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.links


def headings_of(html: str) -> list[tuple[int, str]]:
    """Return level and text of the headings in HTML, in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.headings


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[Link] = []
        self.headings: list[tuple[int, str]] = []
        self._link: dict[str, str] | None = None
        self._heading = 0
        self._words: list[str] = []
        self._heading_words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a":
            self._link, self._words = given, []
        elif tag == "img":
            self.handle_data(given.get("alt", ""))
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._heading, self._heading_words = int(tag[1]), []

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._link is not None:
            self.links.append(_link_of(self._link, "".join(self._words)))
            self._link = None
        elif self._heading and tag == f"h{self._heading}":
            self.headings.append((self._heading, "".join(self._heading_words)))
            self._heading = 0

    def handle_data(self, data: str) -> None:
        if self._link is not None:
            self._words.append(data)
        if self._heading:
            self._heading_words.append(data)


def _link_of(given: dict[str, str], text: str) -> Link:
    number = int(given["id"]) if given.get("id", "").isdecimal() else 0
    match given.get("linktype"):
        case "page":
            return Link(text, given.get("id", ""), page_id=number)
        case "document":
            return Link(text, given.get("id", ""), document_id=number)
        case _:
            return Link(text, given.get("href", ""))
