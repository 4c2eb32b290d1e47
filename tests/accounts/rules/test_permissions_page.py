"""docs/reference/permissions.md says what the table says. No database."""

from pathlib import Path

from blog.accounts.rules.permissions_page import GROUPS, permissions_page
from blog.accounts.rules.roles import Act, Role

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "permissions.md"


def test_the_page_is_current():
    assert PAGE.read_text() == permissions_page(), "run manage.py permissions_page"


def test_every_act_is_in_it_twice_and_every_role_once_more():
    text = permissions_page()
    for act in Act:
        assert text.count(f"| {act.value} |") == 1, act
        assert f"- {act.value[0].upper()}{act.value[1:]}: " in text, act
    for role in Role:
        assert f"- **{role.value}**: " in text


def test_the_first_group_begins_with_the_first_act():
    assert GROUPS[0][1] is next(iter(Act))


def test_a_sentence_says_who_and_how_far():
    assert (
        "- Publish, schedule and undo: trusted authors, where it is their own; editors and admins."
        in permissions_page()
    )
