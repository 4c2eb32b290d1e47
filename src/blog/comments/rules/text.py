"""A reader's Markdown, made into the little HTML that a comment may be. No HTML, no pictures."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from blog.comments.rules.folding import fold
from blog.content.rules.plain_text import text_of_html
from blog.content.rules.sanitise import clean_reader_html

LONGEST = 5000
LONGEST_QUOTATION = 1000
MOST_MENTIONED = 5  # in one comment
MOST_MARKS = 5  # on one letter: Hebrew with its cantillation has four

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
# Letters that are drawn as nothing at all: fillers, and the braille sign without a dot.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800")
_JOINERS = "\u200c\u200d"  # in Indian and Persian scripts, and in pictures of people
_UNSEEN = {"Cc", "Cf", "Cs"}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # all of them in ASCII, but tab and line end
_ADDRESS = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[\w-]{2,})(?:[/?#:]\S*)?", re.IGNORECASE)
# What is not only words, in one line: Markdown, HTML or what follows here may mean something by it.
_MORE_THAN_WORDS = re.compile(r"[^\w ,.;:!?'\"()…’‘“”–—]|_| $")
_CODE = re.compile(r"(```.*?(?:```|\Z)|`[^`\n]*`)", re.DOTALL)


def render(source: str, people: Mapping[str, str] | None = None) -> str:
    """Return the comment as sanitised HTML.

    ``people`` has the addresses of those whose handles become links, by handle.
    """
    return as_words(source) if _is_only_words(source) else as_markdown(source, people)


def _is_only_words(source: str) -> bool:
    return source[:1].isalpha() and not _MORE_THAN_WORDS.search(source)


def as_words(source: str) -> str:
    """Return a line of words as HTML, which is most comments."""
    return f"<p>{source}</p>"


def as_markdown(source: str, people: Mapping[str, str] | None = None) -> str:
    """Return a comment as sanitised HTML, taken apart as Markdown."""
    tokens = _parser.parse(_with_links(source))
    for token in tokens:
        if token.children:
            token.children = _honest(token.children)
            if people:
                token.children = [n for one in _words(token.children) for n in _named(one, people)]
    html = clean_reader_html(_parser.renderer.render(tokens, _parser.options, {}))
    return _seen(html).strip()  # an entity may stand for what the source does not have


def says_something(source: str) -> bool:
    """Return whether a reader sees anything of a text."""
    words = text_of_html(render(source)) if source.strip() else ""
    return any(
        not sign.isspace() and sign not in _BLANK and unicodedata.category(sign)[0] not in "CM"
        for sign in words
    )


def mentioned(source: str) -> tuple[str, ...]:
    """Return the handles that a text names with ``@``, in small letters and once.

    Not those in code, in links, or in what is quoted: whoever was named there heard of it then.
    """
    found: dict[str, None] = {}
    quoted = 0
    for token in _parser.parse(_with_links(source)):
        quoted += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        for one, is_word in _words(token.children or []):
            if is_word and not quoted:
                found |= dict.fromkeys(match[1].lower() for match in _MENTION.finditer(one.content))
    return tuple(found)[:MOST_MENTIONED]


def tidy(source: str) -> str:
    """Return the source as it is kept: one kind of line end, nothing invisible, no margins."""
    text = _seen(re.sub("\r\n|[\r\u2028\u2029]", "\n", source))
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


def _seen(text: str) -> str:
    """Leave out what nobody sees, or what turns text around, and marks beyond a few on a letter."""
    if text.isascii():
        return _CONTROL.sub("", text)
    kept: list[str] = []
    marks = 0
    for sign in text:
        kind = unicodedata.category(sign)
        if kind in _UNSEEN and sign not in "\n\t" and sign not in _JOINERS:
            continue
        marks = marks + 1 if kind in {"Mn", "Me"} else 0
        if marks <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def _honest(tokens: list[Token]) -> list[Token]:
    """Let a link whose words look like another address show the one to which it leads."""
    kept: list[Token] = []
    inside: list[Token] = []
    link: Token | None = None
    for token in tokens:
        if token.type == "link_open":
            link, inside = token, []
        elif link is not None and token.type == "link_close":
            address = str(link.attrs.get("href", ""))
            if _pretends("".join(one.content for one in inside).strip(), address):
                inside = [Token("text", "", 0, content=address)]
            kept += [link, *inside, token]
            link = None
        else:
            (kept if link is None else inside).append(token)
    return kept


def _pretends(words: str, address: str) -> bool:
    """Return whether words look like an address of another host than a link's."""
    named = _ADDRESS.fullmatch(words)
    if not named:
        return False
    host = named[1].casefold()
    if not host.isascii():
        # Letters of another script that are drawn as Latin ones; in their own words they stay.
        foreign = any(c.isalpha() and not unicodedata.name(c, "").startswith("LATIN") for c in host)
        if foreign and fold(host).text.isascii():
            return True
    try:
        led_to = urlsplit(address).hostname or ""
    except ValueError:
        return True
    return _bare(_in_ascii(host)) != _bare(led_to)


def _in_ascii(host: str) -> str:
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host


def _bare(host: str) -> str:
    return host.removeprefix("www.")


def _with_links(source: str) -> str:
    """Put bare addresses in angle brackets, which Markdown makes links of; code is left alone."""
    parts = _CODE.split(source)
    return "".join(part if n % 2 else _BARE.sub(r"<\1>", part) for n, part in enumerate(parts))


def _words(tokens: Iterable[Token]) -> Iterator[tuple[Token, bool]]:
    """Yield the parts of a line, and whether each is a text outside of a link."""
    links = 0
    for token in tokens:
        links += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        yield token, token.type == "text" and not links


def _named(part: tuple[Token, bool], people: Mapping[str, str]) -> Iterator[Token]:
    """Yield a part of a line with the handles of these people made links."""
    token, is_word = part
    end = 0
    for match in _MENTION.finditer(token.content) if is_word else ():
        if url := people.get(match[1].lower()):
            yield Token("text", "", 0, content=token.content[end : match.start()])
            yield Token("link_open", "a", 1, attrs={"href": url})
            yield Token("text", "", 0, content=match[0])
            yield Token("link_close", "a", -1)
            end = match.end()
    yield Token("text", "", 0, content=token.content[end:]) if end else token
