"""Reading one element of a WordPress export. Namespaces differ between versions; names do not."""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from xml.etree.ElementTree import Element

from bs4 import BeautifulSoup

_WORDS = re.compile("[^<&]*")
_MOMENT = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}")


def local_name(element: Element) -> str:
    """Return an element's name without its namespace."""
    return _without_namespace(element.tag)


@lru_cache(maxsize=500)
def _without_namespace(name: str) -> str:
    return name.rpartition("}")[2]


class Texts(dict[str, str]):
    """The texts of an element's children by name, the first of each; "" where there is none."""

    def __init__(self, element: Element) -> None:
        super().__init__()
        for child in element:
            self.setdefault(local_name(child), (child.text or "").strip())

    def __missing__(self, name: str) -> str:
        return ""


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


def utc_moment(texts: Mapping[str, str], name: str) -> datetime | None:
    """Return a date as UTC: ``<name>_gmt``, or the site-local ``<name>`` only where that fails."""
    for each in (f"{name}_gmt", name):
        if _MOMENT.fullmatch(texts[each]):
            try:
                return datetime.fromisoformat(f"{texts[each]}Z")
            except ValueError:  # WordPress has moments in the year 0
                continue
    return None
