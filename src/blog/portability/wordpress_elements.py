"""Reading one element of a WordPress export. Namespaces differ between versions; names do not."""

import re
from datetime import UTC, datetime
from xml.etree.ElementTree import Element

from bs4 import BeautifulSoup

_WORDS = re.compile("[^<&]*")


def local_name(element: Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def child_text(element: Element, name: str) -> str:
    """Return the text of the first child of this name, whichever version its namespace has."""
    return next(((child.text or "").strip() for child in element if local_name(child) == name), "")


def encoded_text(element: Element, kind: str) -> str:
    """Return ``content:encoded`` or ``excerpt:encoded``: the same name in two namespaces."""
    return next(
        (
            child.text or ""
            for child in element
            if local_name(child) == "encoded" and kind in child.tag
        ),
        "",
    )


def plain_words(html: str) -> str:
    """Return the words of HTML on one line."""
    words = html if _WORDS.fullmatch(html) else BeautifulSoup(html, "html.parser").get_text()
    return " ".join(words.split())


def utc_moment(element: Element, name: str) -> datetime | None:
    """Return a date as UTC: ``<name>_gmt``, or the site-local ``<name>`` only where that fails."""
    for each in (f"{name}_gmt", name):
        try:
            found = datetime.strptime(child_text(element, each), "%Y-%m-%d %H:%M:%S")
        except ValueError:
            continue
        return found.replace(tzinfo=UTC)
    return None
