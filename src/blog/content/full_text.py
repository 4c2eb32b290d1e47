"""SQLite's FTS5 and PostgreSQL's text search behind one field with three lookups.

Tokens are letters and digits only (see ``rules/search_terms.py``), so none needs more than quotes.
"""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import FloatField, Func, Lookup

from blog.content.rules.search_query import SearchQuery, Term
from blog.web.prepared import Later

# How much a match counts in the title, the summary, the body, and the words as they are written.
WEIGHTS = (10.0, 4.0, 1.0, 0.2)


class FullTextField(models.TextField[Any, Any]):
    """The searchable side of an index row. It has no value of its own: it can only be matched."""

    def get_prep_value(self, value: Any) -> Any:
        """Leave the query as it is; each lookup writes it for its database."""
        return value


class _Written(Later):
    """A query that a prepared one gets later, written for its database then."""

    def __init__(self, name: str, write: Callable[[Any], str]) -> None:
        super().__init__(name, models.TextField())
        self._write = write

    def value_in(self, values: dict[str, Any], connection: Any) -> str:
        """Return the query as the database reads it."""
        return self._write(values[self.name])


def _written(asked: Any, write: Callable[[Any], str]) -> str | _Written:
    return _Written(asked.name, write) if isinstance(asked, Later) else write(asked)


class _FullTextLookup(Lookup[Any]):
    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} MATCH %s", [*params, _written(self.rhs, self.fts5)]

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} @@ %s::tsquery", [*params, _written(self.rhs, self.tsquery)]

    @staticmethod
    def fts5(asked: Any) -> str:
        raise NotImplementedError

    @staticmethod
    def tsquery(asked: Any) -> str:
        raise NotImplementedError


@FullTextField.register_lookup
class Matches(_FullTextLookup):
    """Texts that a ``SearchQuery`` looks for."""

    lookup_name = "matches"

    @staticmethod
    def fts5(asked: SearchQuery) -> str:
        """Return the query as FTS5 reads it."""
        return _fts5_query(asked, _STEMS)

    @staticmethod
    def tsquery(asked: SearchQuery) -> str:
        """Return the query as PostgreSQL reads it."""
        return _tsquery_query(asked, _STEM_PLACES)


@FullTextField.register_lookup
class MatchesTitle(_FullTextLookup):
    """Texts whose title has all the terms of a ``SearchQuery``."""

    lookup_name = "matches_title"

    @staticmethod
    def fts5(asked: SearchQuery) -> str:
        """Return the query as FTS5 reads it."""
        return _fts5_query(asked, "title", unfinished=False)

    @staticmethod
    def tsquery(asked: SearchQuery) -> str:
        """Return the query as PostgreSQL reads it."""
        return _tsquery_query(asked, "A", unfinished=False)


@FullTextField.register_lookup
class HasWord(_FullTextLookup):
    """Texts that have a word exactly as it is written, accents and case apart."""

    lookup_name = "has_word"

    @staticmethod
    def fts5(asked: str) -> str:
        """Return the query as FTS5 reads it."""
        return f'words : "{asked}"'

    @staticmethod
    def tsquery(asked: str) -> str:
        """Return the query as PostgreSQL reads it."""
        return f"'{asked}':D"


class Relevance(Func):
    """How well a matched row answers the query: the higher the better."""

    output_field = FloatField()

    def __init__(self, field: str, query: SearchQuery | Later) -> None:
        super().__init__(field)
        self.query = query

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """Ask FTS5 for BM25, which is the lower the better."""
        column, params = compiler.compile(self.source_expressions[0])
        return f"-bm25({column}, %s, %s, %s, %s)", [*params, *WEIGHTS]

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """Ask for the weighted rank, with long texts counting a little less."""
        column, params = compiler.compile(self.source_expressions[0])
        weights = [weight / WEIGHTS[0] for weight in reversed(WEIGHTS)]
        asked = _written(self.query, Matches.tsquery)
        return f"ts_rank(%s::real[], {column}, %s::tsquery, 1)", [weights, *params, asked]

    def get_db_converters(self, connection: Any) -> list[Any]:
        """Say that nothing has to be made of the answer: both databases give a number."""
        return []


# Where stems stand. A single one is looked for in the words, too: whoever typed a word that is its
# own stem finds it there anyway, and to leave out a column, FTS5 reads the places of every post
# with it, for the rank as well: 5 ms instead of 2 where 100,000 posts have it. Among the words,
# which are sorted, several in a row would mean nothing.
_STEMS = "{title summary body}"
_STEM_PLACES = "ABC"


def _fts5_query(query: SearchQuery, columns: str, *, unfinished: bool = True) -> str:
    def wanted(term: Term) -> str:
        if term.prefix and unfinished:
            return f'({_fts5_phrase(term, columns)} OR words : "{term.prefix}" *)'
        return _fts5_phrase(term, columns)

    asked = " AND ".join(wanted(term) for term in query.terms)
    without = " OR ".join(_fts5_phrase(term, _STEMS) for term in query.without)
    return f"({asked}) NOT ({without})" if without else asked


def _fts5_phrase(term: Term, columns: str) -> str:
    if columns == _STEMS and len(term.stems) == 1:
        return f'"{term.stems[0]}"'
    return f'{columns} : "{" ".join(term.stems)}"'


def _tsquery_query(query: SearchQuery, places: str, *, unfinished: bool = True) -> str:
    def wanted(term: Term) -> str:
        if term.prefix and unfinished:
            return f"({_tsquery_phrase(term, places)} | '{term.prefix}':*D)"
        return _tsquery_phrase(term, places)

    asked = " & ".join(wanted(term) for term in query.terms)
    without = " | ".join(_tsquery_phrase(term, _STEM_PLACES) for term in query.without)
    return f"({asked}) & !({without})" if without else asked


def _tsquery_phrase(term: Term, places: str) -> str:
    if places == _STEM_PLACES and len(term.stems) == 1:
        return f"'{term.stems[0]}'"
    return "(" + " <-> ".join(f"'{stem}':{places}" for stem in term.stems) + ")"
