"""The one shape that every importer yields. No database, no Django."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Fate(StrEnum):
    """What becomes of a text: readable at once, or a draft for somebody to look at."""

    LIVE = "live"
    DRAFT = "draft"


@dataclass(frozen=True)
class ImportedAuthor:
    """A person who wrote something. ``key`` is what texts call them by."""

    key: str
    name: str


@dataclass(frozen=True)
class ImportedTerm:
    """A category or a tag."""

    slug: str
    name: str
    summary: str = ""


@dataclass(frozen=True)
class ImportedPicture:
    """A picture of the old site. ``url`` is the full-size file's address there."""

    source_id: str
    url: str
    title: str
    alt: str
    caption: str = ""
    parent_id: str = ""  # the text it was uploaded to


@dataclass(frozen=True)
class ImportedText:
    """A post or a page. ``blocks`` name pictures by address; the loader finds them.

    A picture in ``blocks`` is ``{"url", "alt", "caption"}``; everything else is as it is stored.
    """

    source_id: str
    is_page: bool
    title: str
    slug: str
    summary: str
    fate: Fate
    published_at: datetime | None
    author: str
    old_path: str
    parent_id: str = ""
    categories: tuple[ImportedTerm, ...] = ()
    tags: tuple[ImportedTerm, ...] = ()
    hero_id: str = ""
    blocks: tuple[dict[str, Any], ...] = ()


@dataclass
class ImportedSite:
    """Everything that a file holds, and what in it we do not take over."""

    source: str  # the old site's address: with a number there, it names a thing for ever
    authors: dict[str, ImportedAuthor] = field(default_factory=dict)
    pictures: dict[str, ImportedPicture] = field(default_factory=dict)
    texts: list[ImportedText] = field(default_factory=list)
    found: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)  # reason -> how often
