"""The page about webhooks says what the rooms declare, and explains every word of it."""

import re
from pathlib import Path

from blog.delivery.rules.retries import PAUSES
from blog.delivery.rules.webhooks import EVENTS, KEPT

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "webhooks.md").read_text()


def test_each_event_has_its_row_and_no_row_is_left_over():
    rows = {
        f"| `{kind.name}` | {kind.when} | {', '.join(f'`{name}`' for name in kind.fields)} |"
        for kind in EVENTS.values()
    }
    assert rows == set(re.findall(r"^\| `\w+\.\w+` \| .* \| `.*` \|$", PAGE, re.MULTILINE))


def test_each_field_is_explained_and_no_other():
    used = {name for kind in EVENTS.values() for name in kind.fields}
    explained = PAGE.split("### Data")[1].split("## ")[0]
    assert used == set(re.findall(r"^\| `([\w.]+)` \|", explained, re.MULTILINE))


def test_its_numbers_are_the_rules_own():
    assert len(PAUSES) == 7
    assert "tried eight times" in PAGE
    assert KEPT == 50
    assert "The last fifty events" in PAGE
