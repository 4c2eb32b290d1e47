"""Markdown as authors paste it, made into the HTML that the other blocks make."""

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt

from blog.content.rules.sanitise import clean_author_html

_NOTE = re.compile(r"^\[\^([\w-]{1,40})\]:[ \t]+(.+(?:\n[ \t]+\S.*)*)$", re.MULTILINE)

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


def _lower_headings(html: str) -> str:
    """The page has its one h1 already: h1 becomes h2, and anything below h4 becomes h4."""
    levels = {int(level) for level in re.findall(r"<h([1-6])>", html)}
    if not levels:
        return html
    shift = max(0, 2 - min(levels))
    return re.sub(r"(</?h)([1-6])>", lambda m: f"{m[1]}{min(4, int(m[2]) + shift)}>", html)
