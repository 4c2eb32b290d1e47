"""Showing where a text has the words of a query: marks, and the place worth quoting."""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from typing import NamedTuple

from blog.content.rules.search_query import SearchQuery
from blog.content.rules.search_terms import REST_OF_WORD, WORD, token

SNIPPET_CHARACTERS = 200
_GOES_ON = frozenset("'’") | {chr(accent) for accent in range(0x300, 0x370)}  # not the word's end
_BEFORE = 60  # how much of a snippet stands before its first word


class _Hit(NamedTuple):
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
    for match in _words(text, query.beginnings):
        term = _term_of(match[0], query)
        if term is not None:
            yield _Hit(match.start(), match.end(), term)


def _term_of(word: str, query: SearchQuery) -> int | None:
    found = token(word, query.language)
    term = query.stems.get(found.stem)
    if term is None:
        for prefix, number in query.prefixes:
            if found.plain.startswith(prefix):
                term = number
    return term if found.plain else None


def _words(text: str, letters: str) -> Iterator[re.Match[str]]:
    """Yield the words of a text that begin with one of these plain letters, or with no plain one.

    Folding and stemming keep a plain first letter, so most words are passed over unread.
    """
    looked_for, place = _that_begin(letters), 0
    while match := looked_for.search(text, place):
        begin = match.start()
        if begin and text[begin - 1] in _GOES_ON and _is_inside_a_word(text, begin):
            place = begin + 1
            continue
        yield match
        place = match.end()


@lru_cache(maxsize=512)
def _that_begin(letters: str) -> re.Pattern[str]:
    # The letters come first and in both cases: only so are those in between passed over quickly.
    both = re.escape("".join(sorted({*letters, *letters.upper(), *letters.lower()})))
    begins = rf"[{both}\x80-\U0010ffff](?<=[^\W_])(?<![^\W_].)"
    return re.compile(rf"{begins}{REST_OF_WORD}", re.DOTALL)


def _is_inside_a_word(text: str, place: int) -> bool:
    """Return whether a letter after one of ``_GOES_ON`` belongs to what stands before."""
    run = re.search(r"[^\W_](?:[^\W_]|[\u0300-\u036f'’])*\Z", text[:place][-200:])
    if run is None:
        return False
    begin = place - len(run[0])
    return any(word.start() < place < word.end() for word in WORD.finditer(text, begin, place + 3))


def _best_place(text: str, query: SearchQuery, size: int) -> tuple[list[_Hit], int]:
    """Return the hits read so far and where the best run of them begins.

    Reading ends with the first run that has every term, so a long text costs little.
    """
    read: list[_Hit] = []
    best, most = 0, 0
    window = 0
    reach = size - _BEFORE
    enough = False
    for match in _words(text, query.beginnings):
        if enough and match.start() > best + size:
            break
        term = _term_of(match[0], query)
        if term is None:
            continue
        hit = _Hit(match.start(), match.end(), term)
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
