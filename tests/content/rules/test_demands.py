"""What a section may demand is a table that the room of checks fills."""

import pytest

from blog.content.rules import demands


@pytest.fixture(autouse=True)
def _a_table_of_its_own(monkeypatch):
    monkeypatch.setattr(demands, "DEMANDS", {})


def test_what_is_declared_can_be_chosen_in_its_order():
    demands.declare({"summary": "A summary", "link text": "Words of links"})

    assert demands.choices() == [
        ("summary", "A summary"),
        ("link text", "Words of links"),
    ]


def test_to_declare_it_again_changes_nothing():
    for _time in range(2):
        demands.declare({"summary": "A summary"})

    assert demands.choices() == [("summary", "A summary")]
