"""Which comments ask something, and how they begin."""

import pytest

from blog.comments.rules.asking import asks, opening


@pytest.mark.parametrize("source", ["Why rye?", "Is it? I think so.", "为什么？", "لماذا؟"])
def test_a_question(source):
    assert asks(source)


@pytest.mark.parametrize("source", ["Lovely.", "See https://example.com/?q=rye for more.", ""])
def test_no_question(source):
    assert not asks(source)


def test_the_beginning_is_one_line_cut_at_a_word():
    assert opening("Two\n\nlines.") == "Two lines."
    assert opening("One two three", most=9) == "One two…"
    assert opening("Onetwothree", most=5) == "Onetw…"
