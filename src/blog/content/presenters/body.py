"""A body as readers get it: rendered once, with its outline and its footnotes."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.utils.safestring import SafeString

from blog.content.block_types.notes import notes_of_block
from blog.content.blocks import legible
from blog.content.pictures import load_renditions
from blog.content.rules.footnotes import Footnotes
from blog.content.rules.markdown import render_markdown
from blog.content.rules.outline import Heading, Outline


@dataclass(frozen=True)
class Body:
    """The text of a page, ready to print."""

    html: SafeString
    outline: tuple[Heading, ...]


def present_body(stream: Any, request: Any = None) -> Body:
    """Render a body. Loads the renditions of all its pictures at once."""
    load_renditions(images_in(stream))
    outline = Outline()
    footnotes = Footnotes(_notes_in(stream))
    context = {
        "request": request,
        "outline": outline,
        "footnotes": footnotes,
        "code_numbers": count(1),
    }
    html = stream.stream_block.render(stream, context=context)
    return Body(html=html, outline=tuple(outline.headings))


def images_in(stream: Any) -> Iterator[Any]:
    """Yield every picture of a body, in order."""
    for child in legible(stream):
        if child.block_type == "image" and child.value["image"]:
            yield child.value["image"]
        elif child.block_type == "gallery":
            yield from (item["image"] for item in child.value["images"] if item["image"])


def _notes_in(stream: Any) -> dict[str, str]:
    notes: dict[str, str] = {}
    for child in legible(stream):
        with suppress(Exception):  # it fails again, and is logged, when it is shown
            if child.block_type == "footnotes":
                notes.update(notes_of_block(child.value))
            elif child.block_type == "markdown":
                notes.update(render_markdown(child.value["text"] or "").notes)
    return notes
