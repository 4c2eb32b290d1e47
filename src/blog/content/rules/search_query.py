"""What somebody typed into the search field: words, "phrases" and -words to leave out."""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cached_property

from blog.content.rules.search_terms import WORD, is_common, token, tokens

LONGEST_QUERY = 200
MOST_TERMS = 12
SHORTEST_PREFIX = 2  # a single letter begins too many words

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
_CHUNK = re.compile(r'(?P<no>(?<!\S)[-−])?(?:"(?P<phrase>[^"]*)"?|(?P<bare>[^\s"]+))')


@dataclass(frozen=True)
class Term:
    """One thing to look for: a word's stem, or several stems in a row.

    ``prefix`` is set on a word that may be unfinished: any word that begins with it counts too.
    """

    stems: tuple[str, ...]
    written: tuple[str, ...]
    prefix: str = ""


@dataclass(frozen=True)
class SearchQuery:
    """A query that was understood: posts must have all ``terms`` and none of ``without``."""

    text: str
    language: str
    terms: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()
    is_cut: bool = False  # it had more terms than are looked for

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def words(self) -> tuple[str, ...]:
        """The words to look for, as they were written, without accents."""
        return tuple(word for term in self.terms for word in term.written)

    @cached_property
    def finished(self) -> "SearchQuery":
        """The same query, all of whose words are finished."""
        whole = tuple(replace(term, prefix="") for term in self.terms)
        return replace(self, terms=whole)

    @cached_property
    def stems(self) -> dict[str, int]:
        """Which of the terms each stem belongs to."""
        return {stem: place for place, term in enumerate(self.terms) for stem in term.stems}

    @cached_property
    def prefixes(self) -> list[tuple[str, int]]:
        """The words that may be unfinished, and which of the terms each is."""
        return [(term.prefix, place) for place, term in enumerate(self.terms) if term.prefix]

    @cached_property
    def beginnings(self) -> str:
        """The first letters of all that is looked for, each once."""
        looked_for = [*self.stems, *(prefix for prefix, _ in self.prefixes)]
        return "".join(sorted({text[0] for text in looked_for if text}))


def clean(text: str) -> str:
    """Return a query without control characters, its spaces made single."""
    kept = (" " if unicodedata.category(char)[0] in "CZ" else char for char in text)
    return " ".join("".join(kept).split())


def parse(text: str, language: str) -> SearchQuery:
    """Return what a query means in a language. Any text means something, if only nothing."""
    text = clean(text)[:LONGEST_QUERY]
    wanted: list[Term] = []
    without: list[Term] = []
    for match in _CHUNK.finditer(text.translate(_QUOTES)):
        term = _term(match["phrase"] or match["bare"] or "", language)
        if term:
            (without if match["no"] else wanted).append(term)
        is_open = match["bare"] is not None and not match["no"] and match.end() == len(text)
        if term and is_open and len(term.written) == 1 and len(term.written[0]) >= SHORTEST_PREFIX:
            wanted[-1] = Term(term.stems, term.written, prefix=term.written[0])
    telling = [term for term in wanted if not _is_common(term, language)] or wanted
    unique = list(dict.fromkeys(telling))
    return SearchQuery(
        text=text,
        language=language,
        terms=tuple(unique[:MOST_TERMS]),
        without=tuple(dict.fromkeys(without))[:MOST_TERMS],
        is_cut=len(unique) > MOST_TERMS,
    )


def replace_words(query: SearchQuery, better: dict[str, str]) -> str:
    """Return the text of a query with some of its words written in another way.

    ``better`` leads from a word as ``query.words`` has it to the word that takes its place.
    """

    def corrected(match: re.Match[str]) -> str:
        return better.get(token(match[0], query.language).plain, match[0])

    return WORD.sub(corrected, query.text)


def _term(chunk: str, language: str) -> Term | None:
    found = tokens(chunk, language)
    if not found:
        return None
    return Term(tuple(part.stem for part in found), tuple(part.plain for part in found))


def _is_common(term: Term, language: str) -> bool:
    return len(term.written) == 1 and is_common(term.written[0], language)
