"""The demo's own file format: TOML files, made into what a body stores. No database."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from markdown_it import MarkdownIt

HERE = Path(__file__).parent

_markdown = MarkdownIt("commonmark", {"html": False}).enable("strikethrough")


class DemoFormatError(ValueError):
    """A file of the demo says something that this module does not understand."""


@dataclass(frozen=True)
class Hero:
    """The picture at the top of a post. ``focal`` is the point that matters, in fractions."""

    picture: str
    alt: str
    caption: str = ""
    focal: tuple[float, float] | None = None


@dataclass(frozen=True)
class DemoText:
    """A post or a page of the demo, with its body still naming pictures and files."""

    slug: str
    title: str
    summary: str
    language: str
    body: list[dict[str, Any]]
    subtitle: str = ""
    section: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    series: str = ""
    series_order: int | None = None
    published: datetime | None = None
    comments: str = "inherit"
    seo_title: str = ""
    search_description: str = ""
    hero: Hero | None = None


@dataclass(frozen=True)
class Library:
    """Where the loader finds what a body names: number of a picture by name, of a file by name."""

    picture: Callable[[str], int]
    file: Callable[[str], int]
    used_pictures: set[str] = field(default_factory=set)


def read_publication() -> dict[str, Any]:
    """Return the cast: name, authors, sections, series."""
    return tomllib.loads((HERE / "publication.toml").read_text(encoding="utf-8"))


def read_posts() -> list[DemoText]:
    """Return every post, oldest first."""
    posts = [_read(file) for file in sorted((HERE / "posts").glob("*.toml"))]
    return sorted(posts, key=lambda post: (post.published is None, post.published))


def read_pages() -> list[DemoText]:
    """Return the pages outside the river, such as the one about the publication."""
    data = tomllib.loads((HERE / "pages.toml").read_text(encoding="utf-8"))
    return [_text(page) for page in data["pages"]]


def _read(file: Path) -> DemoText:
    try:
        return _text(tomllib.loads(file.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise DemoFormatError(f"{file.name}: {error}") from error


def _text(data: dict[str, Any]) -> DemoText:
    hero = data.pop("hero", None)
    if hero and "focal" in hero:
        hero["focal"] = tuple(hero["focal"])
    return DemoText(
        **{
            "language": "en",
            **data,
            "authors": tuple(data.get("authors", ())),
            "tags": tuple(data.get("tags", ())),
            "hero": Hero(**hero) if hero else None,
        }
    )


def stored_body(text: DemoText, library: Library) -> list[dict[str, Any]]:
    """Return a body in the form in which a StreamField stores it.

    :raises DemoFormatError: an unknown type of block
    """
    return list(_blocks(text, library))


def _blocks(text: DemoText, library: Library) -> Iterator[dict[str, Any]]:
    for block in text.body:
        kind = block["type"]
        maker = _MAKERS.get(kind)
        if maker is None:
            raise DemoFormatError(f"{text.slug}: there is no block {kind!r}")
        yield {"type": kind, "value": maker(block, library)}


def rich_text(markdown: str) -> str:
    """Return Markdown as the HTML that rich text stores."""
    return _markdown.render(markdown.strip()).replace("\n", " ").strip()


def _item(value: dict[str, Any]) -> dict[str, Any]:
    """A list's item is known from the older form without types by its id."""
    return {"type": "item", "value": value, "id": str(uuid4())}


def _figure(data: dict[str, Any], library: Library) -> dict[str, Any]:
    return {
        "image": {
            "image": library.picture(data["picture"]),
            "decorative": bool(data.get("decorative")),
            "alt_text": data.get("alt", ""),
        },
        "caption": data.get("caption", ""),
    }


def _table(data: dict[str, Any], library: Library) -> dict[str, Any]:
    head, *rows = (
        data["rows"]
        if data.get("header_row", True)
        else [[""] * len(data["rows"][0]), *data["rows"]]
    )
    return {
        "caption": data["caption"],
        "header_column": bool(data.get("header_column")),
        "table": {
            "caption": "",
            "columns": [{"type": "text", "heading": heading} for heading in head],
            "rows": [{"values": row} for row in rows],
        },
    }


_MAKERS: dict[str, Callable[[dict[str, Any], Library], Any]] = {
    "paragraph": lambda b, _: rich_text(b["text"]),
    "heading": lambda b, _: {"text": b["text"], "level": str(b["level"]), "anchor": ""},
    "image": _figure,
    "gallery": lambda b, lib: {
        "images": [_item(_figure(item, lib)) for item in b["images"]],
        "caption": b.get("caption", ""),
    },
    "quote": lambda b, _: {
        "text": b["text"].strip(),
        "source": b.get("source", ""),
        "cite_url": b.get("cite_url", ""),
        "language": b.get("language", ""),
    },
    "pull_quote": lambda b, _: {"text": b["text"].strip()},
    "code": lambda b, _: {
        "language": b["language"],
        "code": b["code"],
        "caption": b.get("caption", ""),
    },
    "table": _table,
    "callout": lambda b, _: {
        "tone": b["tone"],
        "title": b.get("title", ""),
        "text": rich_text(b["text"]),
    },
    "embed": lambda b, _: {"url": b["url"], "title": b["title"]},
    "file": lambda b, lib: {
        "file": lib.file(b["file"]),
        "title": b.get("title", ""),
        "description": b.get("description", ""),
    },
    "divider": lambda _b, _: None,
    "markdown": lambda b, _: {"text": b["text"].strip()},
    "footnotes": lambda b, _: {
        "notes": [_item({"label": n["label"], "text": n["text"]}) for n in b["notes"]]
    },
}
