"""A reader's Markdown, made into the little HTML that a comment may be. No HTML, no pictures."""

import re
from collections.abc import Mapping

from markdown_it import MarkdownIt

from blog.content.rules.sanitise import clean_reader_html

LONGEST = 5000
LONGEST_QUOTATION = 1000
MOST_MENTIONED = 10  # in one comment

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
# A handle as accounts/rules/handles.py lets them be, where no address and no word goes on.
_MENTION = re.compile(
    r"(?<![\w/@.:<(\[-])@([a-z](?:-?[a-z0-9]){2,29})(?![\w@/]|-\w|\.\w)", re.IGNORECASE
)
_CODE = re.compile(r"(```.*?(?:```|\Z)|`[^`\n]*`)", re.DOTALL)


def render(source: str, people: Mapping[str, str] | None = None) -> str:
    """Return the comment as sanitised HTML.

    ``people`` has the addresses of those whose handles become links, by handle.
    """
    return clean_reader_html(_parser.render(_with_links(source, people or {}))).strip()


def mentioned(source: str) -> tuple[str, ...]:
    """Return the handles that a text names with ``@``, in small letters and once.

    Not those in code, nor in what is quoted: whoever was named there heard of it then.
    """
    own = "\n".join(line for line in source.split("\n") if not line.lstrip().startswith(">"))
    parts = _CODE.split(own)[::2]
    found = (match[1].lower() for part in parts for match in _MENTION.finditer(part))
    return tuple(dict.fromkeys(found))[:MOST_MENTIONED]


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


def _with_links(source: str, people: Mapping[str, str]) -> str:
    """Make links of bare addresses and of the handles of these people; code is left alone."""

    def named(match: re.Match[str]) -> str:
        url = people.get(match[1].lower())
        return f"[{match[0]}]({url})" if url else match[0]

    def linked(part: str) -> str:
        return _MENTION.sub(named, _BARE.sub(r"<\1>", part))

    parts = _CODE.split(source)
    return "".join(part if n % 2 else linked(part) for n, part in enumerate(parts))
