"""Markdown as authors paste it, made into the HTML that the other blocks make."""

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt

from blog.content.rules.sanitise import clean_author_html

_NOTE = re.compile(r"^\[\^([\w-]{1,40})\]:[ \t]+(.+(?:\n[ \t]+\S.*)*)$", re.MULTILINE)
_COLUMN = re.compile(r"<th(?: [^>]*)?>(.*?)</th>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")

_parser = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable(
    ["table", "strikethrough"]
)


@dataclass(frozen=True)
class MarkdownText:
    """What a passage of Markdown holds."""

    html: str  # sanitised; footnote marks are still marks
    notes: dict[str, str]  # label -> sanitised HTML


def render_markdown(text: str) -> MarkdownText:
    """Return the passage as sanitised HTML. Headings begin at level two; HTML is shown as text."""
    notes = {label: render_inline(" ".join(note.split())) for label, note in _NOTE.findall(text)}
    body = _NOTE.sub("", text)
    html = clean_author_html(_lower_headings(_parser.render(body)))
    return MarkdownText(html, notes)


def render_inline(text: str) -> str:
    """Return one line of Markdown as sanitised HTML without a paragraph around it."""
    return clean_author_html(_parser.renderInline(text))


def box_wide_parts(html: str, *, table: str, code: str) -> str:
    """Return a rendered passage with its tables and its code in boxes that scroll.

    :param table: what a table's box is called, before the names of its columns
    :param code: what the box of some code is called
    """

    def box_table(match: re.Match[str]) -> str:
        columns = ", ".join(_TAG.sub("", column) for column in _COLUMN.findall(match[0]))
        name = f'aria-label="{table} {columns.replace(chr(34), "&quot;")}"'
        return (
            f'<div class="table"><scroll-box class="table__scroll" role="group" tabindex="0" {name}'
            f"><table {name}{match[0].removeprefix('<table')}</scroll-box></div>"
        )

    def box_code(match: re.Match[str]) -> str:
        return (
            '<div class="code-block code-block--bare"><scroll-box class="code-block__scroll" '
            f'role="group" tabindex="0" aria-label="{code}">{match[0]}</scroll-box></div>'
        )

    html = re.sub(r"<table>.*?</table>", box_table, html, flags=re.S)
    return re.sub(r"<pre>.*?</pre>", box_code, html, flags=re.S)


def _lower_headings(html: str) -> str:
    """The page has its one h1 already: h1 becomes h2, and anything below h4 becomes h4."""
    levels = {int(level) for level in re.findall(r"<h([1-6])>", html)}
    if not levels:
        return html
    shift = max(0, 2 - min(levels))
    return re.sub(r"(</?h)([1-6])>", lambda m: f"{m[1]}{min(4, int(m[2]) + shift)}>", html)
