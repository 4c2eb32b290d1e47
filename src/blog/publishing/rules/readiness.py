"""What still stands between a text and its readers. Plain functions over a plain description.

``findings`` runs every check. What a check asks for is *required* (nothing is published before it
is done), *recommended* (people are told) or *information*. A section may demand any of what others
recommend: there it is required.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from blog.content.rules.markdown import render_inline, render_markdown
from blog.content.rules.plain_text import text_of_body
from blog.publishing.rules.html_reading import Link, headings_of, links_of
from blog.publishing.rules.other_scripts import is_latin, runs_in, unmarked_runs

LONGEST_TITLE = 90
SHORTEST_TITLE = 3
LONG_SENTENCE = 25  # words on average


class Weight(StrEnum):
    """What follows from a finding."""

    REQUIRED = "required"
    RECOMMENDED = "recommended"
    INFORMATION = "information"


class Check(StrEnum):
    """What is looked at."""

    TITLE = "title"
    TITLE_LENGTH = "title length"
    SUMMARY = "summary"
    TEXT = "text"
    PLACEHOLDER = "placeholder"
    ALT_MISSING = "alt missing"
    ALT_IS_FILE_NAME = "alt is file name"
    ALT_IS_CAPTION = "alt is caption"
    HEADING_ORDER = "heading order"
    HEADING_EMPTY = "heading empty"
    LINK_TEXT = "link text"
    LINK_EMPTY = "link empty"
    LINK_BROKEN = "link broken"
    TABLE_HEADERS = "table headers"
    EMBED_TITLE = "embed title"
    LANGUAGE_OF_PART = "language of part"
    READING_LEVEL = "reading level"


WEIGHTS: dict[Check, Weight] = {
    Check.TITLE: Weight.REQUIRED,
    Check.TITLE_LENGTH: Weight.RECOMMENDED,
    Check.SUMMARY: Weight.RECOMMENDED,
    Check.TEXT: Weight.RECOMMENDED,
    Check.PLACEHOLDER: Weight.REQUIRED,
    Check.ALT_MISSING: Weight.REQUIRED,
    Check.ALT_IS_FILE_NAME: Weight.REQUIRED,
    Check.ALT_IS_CAPTION: Weight.RECOMMENDED,
    Check.HEADING_ORDER: Weight.REQUIRED,
    Check.HEADING_EMPTY: Weight.REQUIRED,
    Check.LINK_TEXT: Weight.RECOMMENDED,
    Check.LINK_EMPTY: Weight.REQUIRED,
    Check.LINK_BROKEN: Weight.REQUIRED,
    Check.TABLE_HEADERS: Weight.REQUIRED,
    Check.EMBED_TITLE: Weight.REQUIRED,
    Check.LANGUAGE_OF_PART: Weight.RECOMMENDED,
    Check.READING_LEVEL: Weight.INFORMATION,
}


RECOMMENDED = tuple(check for check, weight in WEIGHTS.items() if weight is Weight.RECOMMENDED)


@dataclass(frozen=True)
class Finding:
    """Something to do. ``place`` is the field or block id to jump to, ``detail`` the words."""

    check: Check
    weight: Weight
    place: str
    detail: str = ""


@dataclass(frozen=True)
class Description:
    """A post, as far as the checklist reads it. ``body`` is in the form that is stored.

    ``pages`` and ``documents`` are the ids that links may point at; ``lost`` are the targets of
    links that are addresses of this site where readers find nothing.
    """

    title: str = ""
    language: str = "en"
    summary: str = ""
    body: tuple[Mapping[str, Any], ...] = ()
    has_hero: bool = False
    hero_alt: str = ""
    hero_caption: str = ""
    pages: frozenset[int] = field(default_factory=frozenset)
    documents: frozenset[int] = field(default_factory=frozenset)
    lost: frozenset[str] = field(default_factory=frozenset)


def weigh(check: Check, *, demanded: Collection[str] = ()) -> Weight:
    """Return what follows from a finding where the section demands these recommended checks."""
    weight = WEIGHTS[check]
    is_demanded = weight is Weight.RECOMMENDED and check in demanded
    return Weight.REQUIRED if is_demanded else weight


def findings(post: Description, *, demanded: Collection[str] = ()) -> tuple[Finding, ...]:
    """Return everything that was found, in the order of the checks.

    ``demanded`` are the names of recommended checks that the text's section requires.
    """
    return tuple(
        Finding(check, weigh(check, demanded=demanded), place, detail[:160])
        for look in LOOKS
        for check, place, detail in look(post)
    )


type Found = Iterator[tuple[Check, str, str]]


def _title(post: Description) -> Found:
    title = post.title.strip()
    if not title:
        yield Check.TITLE, "title", ""
    elif not SHORTEST_TITLE <= len(title) <= LONGEST_TITLE:
        yield Check.TITLE_LENGTH, "title", str(len(title))


def _summary(post: Description) -> Found:
    if not post.summary.strip():
        yield Check.SUMMARY, "summary", ""


def _text(post: Description) -> Found:
    shows = any(block.get("type") in {"image", "gallery", "embed", "file"} for block in post.body)
    if not shows and not text_of_body(post.body).strip():
        yield Check.TEXT, "body", ""


# Journalists' "to come": capitals, a word of its own, never part of a name such as TK-421.
TK = re.compile(r"(?<![\w-])TK(?:TK)*(?![\w-])|\blorem ipsum\b|(?<!\w)XXX+(?!\w)", re.IGNORECASE)


def _placeholder(post: Description) -> Found:
    for place, text in [("title", post.title), ("summary", post.summary)]:
        if found := _left_behind(text):
            yield Check.PLACEHOLDER, place, found
    for block in post.body:
        if block.get("type") == "code":
            continue
        if found := _left_behind(_words_of(block)):
            yield Check.PLACEHOLDER, _id(block), found


def _left_behind(text: str) -> str:
    for match in TK.finditer(text):
        if match[0].upper().startswith("TK") and not match[0].isupper():
            continue
        around = text[max(0, match.start() - 30) : match.end() + 30]
        return " ".join(around.split())
    return ""


FILE_NAME = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|heic|tiff?|bmp|svg)$"
    r"|^(?:img|dsc[fn]?|pict?|photo|image|screen ?shot|bildschirmfoto)[ _-]?\d[\w .:-]*$",
    re.IGNORECASE,
)


def _pictures(post: Description) -> Found:
    if post.has_hero:
        yield from _alt("hero_alt", post.hero_alt, post.hero_caption, needs_words=False)
    for block in post.body:
        value = block.get("value") or {}
        if block.get("type") == "image":
            yield from _figure(_id(block), value)
        elif block.get("type") == "gallery":
            for line in value.get("images") or ():
                yield from _figure(_id(block), _item(line))


def _figure(place: str, value: Mapping[str, Any]) -> Found:
    image = value.get("image") or {}
    if not isinstance(image, Mapping) or not image.get("image") or image.get("decorative"):
        return
    yield from _alt(place, image.get("alt_text") or "", value.get("caption") or "")


def _alt(place: str, alt: str, caption: str, *, needs_words: bool = True) -> Found:
    alt = " ".join(alt.split())
    if not alt:
        if needs_words:
            yield Check.ALT_MISSING, place, caption
    elif FILE_NAME.search(alt):
        yield Check.ALT_IS_FILE_NAME, place, alt
    elif alt.casefold().rstrip(".") == " ".join(caption.split()).casefold().rstrip("."):
        yield Check.ALT_IS_CAPTION, place, alt


def _headings(post: Description) -> Found:
    above = 1  # the title
    for block in post.body:
        value = block.get("value") or {}
        if block.get("type") == "heading":
            found = [(int(value.get("level") or 2), value.get("text") or "")]
        elif block.get("type") == "markdown":
            found = headings_of(render_markdown(value.get("text") or "").html)
        else:
            continue
        for level, text in found:
            if not text.strip():
                yield Check.HEADING_EMPTY, _id(block), ""
            if level > above + 1:
                yield Check.HEADING_ORDER, _id(block), text
            above = level


VAGUE = frozenset(
    words.strip()
    for words in """
    here; click here; this; this link; link; more; read more; learn more; see more; details;
    hier; hier klicken; klick hier; klicken Sie hier; dieser Link; mehr; weiterlesen; mehr lesen;
    mehr erfahren; weiter
    """.casefold().split(";")
)


def _links(post: Description) -> Found:
    for block in post.body:
        for link in links_in(block):
            text = " ".join(link.text.split())
            if not text:
                yield Check.LINK_EMPTY, _id(block), link.target
            elif text.casefold().strip(" .…»→") in VAGUE:
                yield Check.LINK_TEXT, _id(block), text
            if _is_broken(link, post):
                yield Check.LINK_BROKEN, _id(block), text or link.target


def _is_broken(link: Link, post: Description) -> bool:
    if link.page_id is not None:
        return link.page_id not in post.pages
    if link.document_id is not None:
        return link.document_id not in post.documents
    return not link.target.strip() or link.target in post.lost


def _tables(post: Description) -> Found:
    for block in post.body:
        if block.get("type") != "table":
            continue
        value = block.get("value") or {}
        columns = (value.get("table") or {}).get("columns") or ()
        named = [bool((column.get("heading") or "").strip()) for column in columns]
        # Where the rows have their heads, the corner above them may stay empty.
        needed = named[1:] if value.get("header_column") else named
        if not needed or not all(needed):
            yield Check.TABLE_HEADERS, _id(block), value.get("caption") or ""


def _embeds(post: Description) -> Found:
    for block in post.body:
        value = block.get("value") or {}
        if block.get("type") == "embed" and not (value.get("title") or "").strip():
            yield Check.EMBED_TITLE, _id(block), value.get("url") or ""


def _languages(post: Description) -> Found:
    """Where words can be marked, once a block. Titles, headings and captions have no such mark."""
    if not is_latin(post.language):
        return
    for block in post.body:
        value = block.get("value") or {}
        if block.get("type") == "footnotes":
            continue
        if block.get("type") == "quote":
            runs = [] if value.get("language") else runs_in(value.get("text") or "")
        else:
            runs = unmarked_runs(html_of(block))
        if runs:
            yield Check.LANGUAGE_OF_PART, _id(block), runs[0]


def _reading(post: Description) -> Found:
    sentences = [s for s in re.split(r"[.!?…]+\s", text_of_body(post.body)) if s.strip()]
    words = sum(len(sentence.split()) for sentence in sentences)
    if sentences and words / len(sentences) > LONG_SENTENCE:
        yield Check.READING_LEVEL, "body", str(round(words / len(sentences)))


LOOKS: tuple[Callable[[Description], Found], ...] = (
    _title,
    _summary,
    _text,
    _placeholder,
    _pictures,
    _headings,
    _links,
    _tables,
    _embeds,
    _languages,
    _reading,
)


def _words_of(block: Mapping[str, Any]) -> str:
    value = block.get("value")
    if block.get("type") == "pull_quote" and isinstance(value, Mapping):
        return str(value.get("text") or "")
    return text_of_body([block])


def links_in(block: Mapping[str, Any]) -> list[Link]:
    """Return the links that a block shows: of its running text, and of a quotation its source."""
    if block.get("type") == "quote":
        value = block.get("value") or {}
        address = value.get("cite_url") or ""
        return [Link(value.get("source") or address, address)] if address else []
    return links_of(html_of(block))


def html_of(block: Mapping[str, Any]) -> str:
    """Return the HTML of a block of running text, in which there may be links."""
    value = block.get("value") or {}
    match block.get("type"):
        case "paragraph":
            return str(value)
        case "callout":
            return str(value.get("text") or "")
        case "markdown":
            return render_markdown(value.get("text") or "").html
        case "footnotes":
            notes = (_item(note).get("text") or "" for note in value.get("notes") or ())
            return " ".join(render_inline(note) for note in notes)
        case _:
            return ""


def _id(block: Mapping[str, Any]) -> str:
    return str(block.get("id") or "body")


def _item(line: Any) -> Mapping[str, Any]:
    found = line["value"] if isinstance(line, Mapping) and "value" in line else line
    return found if isinstance(found, Mapping) else {}
