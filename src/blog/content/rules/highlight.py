"""Showing where a text has the words of a query: marks, and the place worth quoting."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from blog.content.rules.search_query import SearchQuery
from blog.content.rules.search_terms import WORD, token

SNIPPET_CHARACTERS = 200
_BEFORE = 60  # how much of a snippet stands before its first word


@dataclass(frozen=True)
class _Hit:
    start: int
    end: int
    term: int  # which term of the query


def highlight(text: str, query: SearchQuery) -> str:
    """Return a text as escaped HTML, with ``<mark>`` around each word that the query looks for."""
    return _marked(text, _hits(text, query), 0, len(text))


def snippet(text: str, query: SearchQuery, *, size: int = SNIPPET_CHARACTERS) -> str:
    """Return the part of a text with most of the query's words, as ``highlight`` does.

    It begins and ends with whole words, and with an ellipsis where the text goes on. The beginning
    of the text where it has no word of the query.
    """
    hits, first = _best_place(text, query, size)
    start = _word_edge(text, max(0, first - _BEFORE))
    end = _word_edge(text, min(len(text), start + size))
    if end <= start:
        end = min(len(text), start + size)
    shown = _marked(text, hits, start, end).strip()
    return f"{'… ' if start > 0 else ''}{shown}{' …' if end < len(text) else ''}"


def _hits(text: str, query: SearchQuery) -> Iterator[_Hit]:
    stems = {stem: place for place, term in enumerate(query.terms) for stem in term.stems}
    prefixes = [(term.prefix, place) for place, term in enumerate(query.terms) if term.prefix]
    language = query.language
    for match in WORD.finditer(text):
        found = token(match[0], language)
        place = stems.get(found.stem)
        if place is None:
            for prefix, number in prefixes:
                if found.plain.startswith(prefix):
                    place = number
        if place is not None and found.plain:
            yield _Hit(match.start(), match.end(), place)


def _best_place(text: str, query: SearchQuery, size: int) -> tuple[list[_Hit], int]:
    """Return the hits read so far and where the best run of them begins.

    Reading ends with the first run that has every term, so a long text costs little.
    """
    read: list[_Hit] = []
    best, most = 0, 0
    window = 0
    reach = size - _BEFORE
    enough = False
    for hit in _hits(text, query):
        if enough and hit.start > best + size:
            break
        read.append(hit)
        while hit.end - read[window].start > reach and window < len(read) - 1:
            window += 1
        terms = len({near.term for near in read[window:]})
        if terms > most:
            best, most = read[window].start, terms
            enough = most == len(query.terms)
    return read, best


def _word_edge(text: str, place: int) -> int:
    """Return the nearest beginning of a word at or before a place, not further than 40 away."""
    if place in (0, len(text)):
        return place
    space = text.rfind(" ", max(0, place - 40), place + 1)
    return space + 1 if space >= 0 else place


def _marked(text: str, hits: Iterator[_Hit] | list[_Hit], start: int, end: int) -> str:
    parts, place = [], start
    for hit in hits:
        if hit.end > end:
            break
        if hit.start >= place:
            parts += [escape(text[place : hit.start]), f"<mark>{escape(text[hit.start : hit.end])}"]
            parts.append("</mark>")
            place = hit.end
    parts.append(escape(text[place:end]))
    return "".join(parts)
