"""The words of a body, read from its stored form: no database, no template, no labels."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from typing import Any

from blog.content.rules.footnotes import MARK
from blog.content.rules.markdown import render_inline, render_markdown

_BREAK = re.compile(r"</?(?:p|h[1-6]|li|ul|ol|br|hr|blockquote|pre|table|tr|t[hd])\b[^>]*>", re.I)
_TAG = re.compile(r"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")


def text_of_html(html: str) -> str:
    """Return the text of sanitised HTML; what was a block of its own is a line of its own."""
    return unescape(_TAG.sub("", _BREAK.sub("\n", html)))


def text_of_body(stored: Iterable[Mapping[str, Any]]) -> str:
    """Return the words of a stored body (a list of ``{"type": …, "value": …}``), line by line.

    Of pictures it has the captions, of videos and files the titles. Unknown blocks have no words.
    """
    lines = (
        line.strip()
        for block in stored
        if block.get("type") in _READERS
        for passage in _READERS[block["type"]](block.get("value") or {})
        for line in MARK.sub("", passage or "").splitlines()
    )
    return "\n".join(line for line in lines if line)


def _fields(*names: str) -> Callable[[Any], Iterator[str]]:
    return lambda value: (value.get(name) or "" for name in names)


def _callout(value: Any) -> Iterator[str]:
    yield value.get("title") or ""
    yield text_of_html(value.get("text") or "")


def _gallery(value: Any) -> Iterator[str]:
    yield from ((_item(line).get("caption") or "") for line in value.get("images") or ())
    yield value.get("caption") or ""


def _table(value: Any) -> Iterator[str]:
    yield value.get("caption") or ""
    table = value.get("table") or {}
    yield " ".join(column.get("heading") or "" for column in table.get("columns") or ())
    for row in table.get("rows") or ():
        yield " ".join(cell for cell in row.get("values") or () if isinstance(cell, str))


def _markdown(value: Any) -> Iterator[str]:
    passage = render_markdown(value.get("text") or "")
    yield text_of_html(passage.html)
    yield from (text_of_html(note) for note in passage.notes.values())


def _footnotes(value: Any) -> Iterator[str]:
    for line in value.get("notes") or ():
        yield text_of_html(render_inline(_item(line).get("text") or ""))


def _item(line: Any) -> Any:
    """A line of a stored list: with its id around it, or as Wagtail stored it once."""
    return line["value"] if isinstance(line, Mapping) and "value" in line else line


_READERS: dict[str, Callable[[Any], Iterable[str]]] = {
    "paragraph": lambda value: [text_of_html(value or "")],
    "heading": _fields("text"),
    "image": _fields("caption"),
    "gallery": _gallery,
    "quote": _fields("text", "source"),
    "pull_quote": lambda value: (),  # a sentence of the text, which is there already
    "code": _fields("code", "caption"),
    "table": _table,
    "callout": _callout,
    "embed": _fields("title"),
    "file": _fields("title", "description"),
    "divider": lambda value: (),
    "markdown": _markdown,
    "footnotes": _footnotes,
}
