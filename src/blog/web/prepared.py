"""Queries that Django builds once, and that are asked again with other values.

To build a query and turn it into SQL takes Django several times what the database takes to answer
it. ``Prepared`` keeps the SQL. What the query asks stays where it was, in the words of the
querysets; a ``Later`` stands in it for what is not always the same::

    _comments_of = Prepared(lambda: Comment.objects.on(Later.number("post")).shown())
    comments = _comments_of(post=12)

Nothing that was found is kept: the database is asked each time. A value of which the SQL itself
depends (a list of any length, a None, a language's own table) is no ``Later``; for short lists of
keys there is ``PreparedMany``, for hundreds of rows of values ``PreparedValues``.
"""

import json
from collections.abc import Callable, Collection
from functools import cached_property
from threading import local
from typing import Any, Self

from django.db import connections
from django.db.models import CharField, DateTimeField, Expression, Field, IntegerField, QuerySet


class Later(Expression):
    """A value that a prepared query gets when it is asked. It stands among the parameters."""

    def __init__(self, name: str, output_field: Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    @classmethod
    def number(cls, name: str) -> Self:
        """A number or a key."""
        return cls(name, IntegerField())

    @classmethod
    def text(cls, name: str) -> Self:
        """A text."""
        return cls(name, CharField())

    @classmethod
    def moment(cls, name: str) -> Self:
        """A moment."""
        return cls(name, DateTimeField())

    def as_sql(self, *_: Any, **__: Any) -> Any:
        """Return a place in the SQL, and itself as what belongs there."""
        return "%s", [self]

    def value_in(self, values: dict[str, Any], connection: Any) -> Any:
        """Return what belongs there, as the database takes it."""
        return self.output_field.get_db_prep_value(values[self.name], connection)


class Prepared[Row]:
    """A query that is built when it is first asked. ``build`` returns it as a queryset."""

    def __init__(self, build: Callable[[], QuerySet[Any, Row]]) -> None:
        self._build = build
        self._statement: _Statement | None = None

    def __call__(self, **values: Any) -> list[Row]:
        """Ask, and return what is found; what a queryset prefetches is loaded, too.

        :raises KeyError: a value is missing
        :raises RuntimeError: the query is not the same each time it is built
        """
        return self._prepared().ask(values)

    def _prepared(self) -> "_Statement":
        if self._statement is None:
            self._statement = _Statement(self._build(), again=self._build())
        return self._statement

    def first(self, **values: Any) -> Row | None:
        """Return the first row that is found, or None. The query itself has to ask for one only."""
        return next(iter(self(**values)), None)


class PreparedValues[Row](Prepared[Row]):
    """A query for hundreds of rows of numbers and texts. ``build`` gives it by ``values_list``.

    Before each row SQLite's module lets other threads run, and then waits for them: with four
    searches at once, that took as long again as the query. So SQLite writes all rows into one.
    """

    def __call__(self, **values: Any) -> list[Row]:
        """Ask, and return what is found.

        :raises KeyError: a value is missing
        :raises RuntimeError: the query is not the same each time, or asks for other than values
        """
        return self._prepared().ask_for_values(values)


class PreparedMany[Row]:
    """A query about a list of keys, built once for each number of them. ``build`` gets them later.

    For lists that are short: cards of a page, tags of a post.
    """

    def __init__(self, build: Callable[[list[Later]], QuerySet[Any, Row]]) -> None:
        self._build = build
        self._by_number: dict[int, Prepared[Row]] = {}

    def __call__(self, keys: Collection[int], **values: Any) -> list[Row]:
        """Ask about these keys; about none of them there is nothing to find.

        :raises KeyError: a value is missing
        """
        if not keys:
            return []
        if len(keys) not in self._by_number:
            later = [Later.number(_name(place)) for place in range(len(keys))]
            self._by_number[len(keys)] = Prepared(lambda: self._build(later))
        named = {_name(place): key for place, key in enumerate(keys)}
        return self._by_number[len(keys)](**named, **values)


def _name(place: int) -> str:
    return f"key_{place}"


class _Statement:
    """A queryset and its SQL. All threads share it, so nothing in it is ever changed.

    So who asks gets twins of its parts, which share all with them.
    """

    def __init__(self, queryset: QuerySet[Any, Any], *, again: QuerySet[Any, Any]) -> None:
        self._queryset = queryset
        self._compiler = queryset.query.get_compiler(using=queryset.db)
        self._sql, self._parameters = self._compiler.as_sql()
        # Such as the moment of the first request, which would be asked with for ever.
        if again.query.get_compiler(using=again.db).as_sql() != (self._sql, self._parameters):
            raise RuntimeError(f"A value of this query has to be given later: {self._sql}")
        self._here = local()  # what each thread's connection makes of the database's values

    def ask(self, values: dict[str, Any]) -> list[Any]:
        connection = connections[self._queryset.db]
        parameters = self._given(values, connection)
        compiler = _twin(self._compiler)
        compiler.connection = connection  # each thread has its own
        compiler.as_sql = lambda *_, **__: (self._sql, parameters)
        converters = self._converters(compiler)
        compiler.get_converters = lambda _: converters
        query = _twin(self._queryset.query)
        query.get_compiler = lambda *_, **__: compiler
        asked = _twin(self._queryset)
        asked._query = query
        return list(asked)

    def ask_for_values(self, values: dict[str, Any]) -> list[Any]:
        connection = connections[self._queryset.db]
        if connection.vendor != "sqlite":
            return self.ask(values)
        if self._converters(self._compiler):
            raise RuntimeError(f"SQLite has no such values as this asks for: {self._sql}")
        with connection.cursor() as cursor:
            cursor.execute(self._in_one_row, self._given(values, connection))
            columns = cursor.fetchone()
        return list(zip(*map(json.loads, columns), strict=True))

    @cached_property
    def _in_one_row(self) -> str:
        names = [f"column_{place}" for place in range(self._compiler.col_count)]
        lists = ", ".join(f"json_group_array({name})" for name in names)
        return f"WITH found ({', '.join(names)}) AS ({self._sql}) SELECT {lists} FROM found"  # noqa: S608

    def _given(self, values: dict[str, Any], connection: Any) -> tuple[Any, ...]:
        return tuple(
            one.value_in(values, connection) if isinstance(one, Later) else one
            for one in self._parameters
        )

    def _converters(self, compiler: Any) -> Any:
        if not hasattr(self._here, "converters"):
            columns = [column for column, *_ in compiler.select[: compiler.col_count]]
            self._here.converters = compiler.get_converters(columns)
        return self._here.converters


def _twin(thing: Any) -> Any:
    """Return what ``copy`` would, which takes several times as long."""
    twin = object.__new__(type(thing))
    twin.__dict__.update(thing.__dict__)
    return twin
