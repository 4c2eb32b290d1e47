"""Conversations in a file: a record a line, as JSON or as CSV. Both say the same.

A record is flat: what it is, its number in the file, and its fields. No database here.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

JSON_LINES, CSV = "jsonl", "csv"
FORMATS = (JSON_LINES, CSV)
RECORD, NUMBER = "record", "id"
# A spreadsheet takes a cell that begins with one of these for a formula. An apostrophe in front
# makes it text; reading takes it off again.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")

type Record = dict[str, Any]


class NotAFileOfComments(Exception):
    """The file cannot be read; the message says where and why."""


def write(records: Iterable[Record], file: TextIO, *, kind: str, columns: Iterable[str]) -> int:
    """Write records and return how many there were. CSV wants to know all columns beforehand."""
    return _write_csv(records, file, columns) if kind == CSV else _write_json(records, file)


def read(file: TextIO, *, kind: str) -> Iterator[tuple[int, Record]]:
    """Yield each record with its place in the file; empty fields are left out.

    :raises NotAFileOfComments: it is not such a file, from some place on
    """
    yield from _read_csv(file) if kind == CSV else _read_json(file)


def _write_json(records: Iterable[Record], file: TextIO) -> int:
    number = 0
    for number, record in enumerate(records, 1):  # noqa: B007 - the last one is how many
        full = {name: value for name, value in record.items() if value not in (None, "", False)}
        file.write(json.dumps(full, ensure_ascii=False) + "\n")
    return number


def _write_csv(records: Iterable[Record], file: TextIO, columns: Iterable[str]) -> int:
    names = [RECORD, NUMBER, *columns]
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(names)
    number = 0
    for number, record in enumerate(records, 1):  # noqa: B007 - the last one is how many
        writer.writerow([_cell(record.get(name)) for name in names])
    return number


def _cell(value: Any) -> str:
    if value is None or value is False:
        return ""
    text = "yes" if value is True else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _read_json(file: TextIO) -> Iterator[tuple[int, Record]]:
    for place, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            raise NotAFileOfComments(f"Line {place} is not JSON: {error}.") from error
        if not isinstance(record, dict) or RECORD not in record:
            raise NotAFileOfComments(f"Line {place} does not say what record it is.")
        yield place, record


def _read_csv(file: TextIO) -> Iterator[tuple[int, Record]]:
    csv.field_size_limit(1_000_000)
    rows = csv.DictReader(file)
    if not {RECORD, NUMBER} <= set(rows.fieldnames or ()):
        raise NotAFileOfComments("The first line has no columns “record” and “id”.")
    try:
        for row in rows:
            # A row with too few or too many cells has a None among its names or values.
            if None in row or None in row.values():
                raise NotAFileOfComments(
                    f"Line {rows.line_num} has not as many cells as the first."
                )
            yield (
                rows.line_num,
                {name: value.removeprefix("'") for name, value in row.items() if value},
            )
    except csv.Error as error:
        raise NotAFileOfComments(f"Line {rows.line_num}: {error}.") from error
