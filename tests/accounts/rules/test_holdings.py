"""What the site keeps of a person, room by room."""

import pytest

from blog.accounts.rules import holdings
from blog.accounts.rules.holdings import Holding, declare


def nothing(user_id):
    return []


@pytest.fixture
def empty(monkeypatch):
    monkeypatch.setattr(holdings, "HOLDINGS", {})
    return lambda: list(holdings.HOLDINGS)


def test_rooms_declare_what_they_keep(empty):
    declare(Holding("posts", "Posts", nothing), Holding("comments", "Comments", nothing))

    assert empty() == ["posts", "comments"]


def test_the_same_again_changes_nothing(empty):
    declare(Holding("posts", "Posts", nothing))
    declare(Holding("posts", "Posts", nothing))

    assert empty() == ["posts"]


def test_two_rooms_cannot_keep_things_under_one_name(empty):
    declare(Holding("posts", "Posts", nothing))

    with pytest.raises(ValueError, match="posts"):
        declare(Holding("posts", "Other posts", nothing))


def test_what_says_nothing_more_has_no_files_and_lets_nothing_go():
    holding = Holding("posts", "Posts", nothing)

    assert holding.files(1) == {}
    assert holding.let_go(1, "keep") is None
