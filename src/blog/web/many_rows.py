"""Many rows of one table at once, as plain values: for imports and measurements.

``bulk_create`` makes an object of each row and a statement of a few hundred, which costs several
times what the database does. Here one statement is prepared for all rows, and whoever writes rows
that name each other takes their numbers first. Nobody hears of rows that are written so.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.db import connection
from django.db.models import Model


def take_numbers(model: type[Model], how_many: int) -> list[int]:
    """Return numbers for rows of a table that nobody else gets, in the caller's transaction."""
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [table, column, how_many],
            )
            return sorted(number for (number,) in cursor.fetchall())
        cursor.execute(
            "UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s RETURNING seq",
            [how_many, table],
        )
        taken = cursor.fetchone()
        if taken is None:  # no row was ever written
            cursor.execute("INSERT INTO sqlite_sequence VALUES (%s, %s)", [table, how_many])
            taken = [how_many]
    return list(range(taken[0] - how_many + 1, taken[0] + 1))


def insert(
    model: type[Model],
    columns: Mapping[str, Sequence[Any]],
    *,
    same: Mapping[str, Any] = MappingProxyType({}),
    over: Sequence[str] = (),
) -> None:
    """Write rows, in the caller's transaction: the values of each column, in the rows' order.

    Columns are named as the attributes of a row are (``post_id``). Those of ``same`` have one value
    in all rows, and those that are not named their fields' default. Where there is a row already
    with the same values in the columns ``over``, it is written over.
    """
    rows = {len(values) for values in columns.values()}
    if rows == {0}:
        return
    (how_many,) = rows
    fields = [
        field
        for field in model._meta.local_concrete_fields
        if field.attname in columns or not (field.primary_key and field.db_returning)
    ]
    given = [_values(field, columns, same, how_many) for field in fields]
    quote = connection.ops.quote_name
    names = [quote(str(field.column)) for field in fields]
    places = ", ".join(["%s"] * len(names))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(names)}) VALUES ({places})"  # noqa: S608
    if over:
        new = ", ".join(f"{name} = excluded.{name}" for name in names)
        sql += f" ON CONFLICT ({', '.join(map(quote, over))}) DO UPDATE SET {new}"
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(zip(*given, strict=True)))


def _values(
    field: Any, columns: Mapping[str, Sequence[Any]], same: Mapping[str, Any], how_many: int
) -> list[Any]:
    """Return a column's values as the database takes them."""
    if field.attname in columns:
        values = columns[field.attname]
    elif field.attname in same:
        return [field.get_db_prep_save(same[field.attname], connection)] * how_many
    else:
        values = [field.get_default() for _ in range(how_many)]
    return [field.get_db_prep_save(value, connection) for value in values]
