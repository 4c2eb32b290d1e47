"""A reader's Markdown, made into the little HTML that a comment may be. No HTML, no pictures."""

import re

from markdown_it import MarkdownIt

from blog.content.rules.sanitise import clean_reader_html

LONGEST = 5000
LONGEST_QUOTATION = 1000

# Headings, pictures, rules and raw HTML are left out: what looks like them is text.
_parser = MarkdownIt("zero", {"html": False, "breaks": True}).enable(
    [
        "paragraph",
        "blockquote",
        "list",
        "fence",
        "emphasis",
        "strikethrough",
        "backticks",
        "link",
        "autolink",
        "newline",
        "escape",
        "entity",
        "balance_pairs",
        "fragments_join",
    ]
)
_SPACE = re.compile(r"\s+")
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
_BARE = re.compile(r"(?<![\w(<\[\"'/=:.])(https?://[^\s<>()\[\]\"'`]+[^\s<>()\[\]\"'`.,;:!?…])")
_CODE = re.compile(r"(```.*?(?:```|\Z)|`[^`\n]*`)", re.DOTALL)


def render(source: str) -> str:
    """Return the comment as sanitised HTML."""
    return clean_reader_html(_parser.render(_with_links(source))).strip()


def tidy(source: str) -> str:
    """Return the source as it is kept: one kind of line end, nothing invisible, no margins."""
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in text if c in "\n\t" or c.isprintable() or c in "\u200c\u200d\ufe0f")
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def quote(source: str) -> str:
    """Return a text as a quotation in Markdown, and room to answer it; a long one is cut short."""
    text = tidy(source)
    if len(text) > LONGEST_QUOTATION:
        text = f"{text[:LONGEST_QUOTATION].rstrip()}…"
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n")) + "\n\n"


def squeeze(source: str) -> str:
    """Return the words alone, for telling whether two comments are the same."""
    return _SPACE.sub(" ", source).strip().casefold()


def count_links(source: str) -> int:
    """Return how many addresses a text names."""
    return len(_LINK.findall(source))


def _with_links(source: str) -> str:
    """Put bare addresses in angle brackets, which Markdown makes links of; code is left alone."""
    parts = _CODE.split(source)
    return "".join(part if n % 2 else _BARE.sub(r"<\1>", part) for n, part in enumerate(parts))
