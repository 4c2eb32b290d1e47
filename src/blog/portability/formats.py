"""The one shape that every importer yields. No database, no Django."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

_SIZED = re.compile(r"(-\d{2,5}x\d{2,5}|-scaled)(?=\.[a-z0-9]+$)", re.IGNORECASE)


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


class CommentFate(StrEnum):
    """How a comment stood on the old site, and stands here."""

    SHOWN = "shown"
    WAITS = "waits"
    REJECTED = "rejected"


@dataclass(frozen=True)
class ImportedComment:
    """A reader's comment. ``source`` is Markdown; no mail or network address comes along."""

    source_id: str
    parent_id: str
    author: str
    written_at: datetime | None
    fate: CommentFate
    source: str


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
    is_closed: bool = False  # nobody may comment any more
    comments: tuple[ImportedComment, ...] = ()


@dataclass
class ImportedSite:
    """Everything that a file holds, and what in it we do not take over."""

    source: str  # the old site's address: with a number there, it names a thing for ever
    authors: dict[str, ImportedAuthor] = field(default_factory=dict)
    pictures: dict[str, ImportedPicture] = field(default_factory=dict)
    texts: list[ImportedText] = field(default_factory=list)
    found: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)  # reason -> how often


def full_size(url: str) -> str:
    """Return the address of the original of a picture that a text shows in some other size."""
    path = urlsplit(url)._replace(query="", fragment="").geturl()
    return _SIZED.sub("", path)
