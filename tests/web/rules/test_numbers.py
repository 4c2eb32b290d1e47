"""Numbers that come from outside, as text."""

import pytest

from blog.web.rules.numbers import LARGEST_NUMBER, number_in


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0), ("7", 7), ("007", 7), (str(LARGEST_NUMBER), LARGEST_NUMBER)]
)
def test_a_number(text, number):
    assert number_in(text) == number


@pytest.mark.parametrize(
    "text",
    [None, "", "-1", "1.5", " 1", "1e3", "٣", "²", "one", str(LARGEST_NUMBER + 1), "9" * 5000],
)
def test_no_number(text):
    assert number_in(text) is None


def test_no_more_than_asked_for():
    assert number_in("500", most=500) == 500
    assert number_in("501", most=500) is None
