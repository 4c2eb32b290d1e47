"""Rows that are written as plain values are what saved ones are."""

from datetime import UTC, datetime

import pytest

from blog.audit.models import Entry
from blog.portability.models import ImportedRecord
from blog.web import many_rows

pytestmark = pytest.mark.django_db

AT = datetime(2024, 5, 1, 8, tzinfo=UTC)


def note(things):
    many_rows.insert(
        ImportedRecord,
        {"source_id": list(things), "object_pk": list(things.values())},
        same={"source": "https://old.example", "kind": "post", "imported_at": AT},
        over=["source", "kind", "source_id"],
    )


def test_a_row_has_its_values_and_the_defaults_of_the_others():
    Entry.objects.create(at=AT, act="saved", subject_kind="post", subject_id="1")
    many_rows.insert(
        Entry,
        {"act": ["one", "two"], "detail": [{"a": 1}, {}]},
        same={"at": AT, "subject_kind": "post", "subject_id": "1"},
    )

    kept = list(Entry.objects.filter(act__in=["saved", "one"]).order_by("pk").values())
    saved, one = ({k: v for k, v in row.items() if k not in {"id", "act"}} for row in kept)
    assert one == saved | {"detail": {"a": 1}}


def test_numbers_are_nobody_elses():
    first = many_rows.take_numbers(Entry, 3)
    second = many_rows.take_numbers(Entry, 2)
    same = {"act": "a", "at": AT, "subject_kind": "post", "subject_id": "1"}
    many_rows.insert(Entry, {"id": second}, same=same)
    third = Entry.objects.create(**same).pk

    assert sorted({*first, *second, third}) == [*first, *second, third]


def test_no_numbers_and_no_rows():
    assert many_rows.take_numbers(Entry, 0) == []

    note({})

    assert not ImportedRecord.objects.exists()


def test_a_row_that_is_there_is_written_over():
    note({"1": 10, "2": 20})
    note({"2": 21, "3": 30})

    assert dict(ImportedRecord.objects.values_list("source_id", "object_pk")) == {
        "1": 10,
        "2": 21,
        "3": 30,
    }


def test_columns_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="too many values"):
        many_rows.insert(Entry, {"act": ["a"], "at": [AT, AT]})
