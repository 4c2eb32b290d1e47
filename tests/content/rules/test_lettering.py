import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.content.rules.lettering import balanced_lines, cut_lines, one_line

ruler = len  # every character is one wide


def test_lines_are_about_even():
    lines = balanced_lines("The quick brown fox jumps over a dog", width=30, most=3, ruler=ruler)

    assert lines == ["The quick brown fox", "jumps over a dog"]


def test_a_short_title_stays_on_one_line():
    assert balanced_lines("Stet", width=30, most=3, ruler=ruler) == ["Stet"]


def test_a_dash_does_not_begin_a_line():
    lines = balanced_lines("Small praise – of deletion", width=13, most=3, ruler=ruler)

    assert lines == ["Small", "praise – of", "deletion"]


@pytest.mark.parametrize("text", ["", "   ", "\u200e\x00"])
def test_nothing_gives_no_lines(text):
    assert balanced_lines(text, width=30, most=3, ruler=ruler) == []
    assert cut_lines(text, width=30, most=3, ruler=ruler) == []


def test_what_does_not_fit_is_not_squeezed():
    assert balanced_lines("one two three four", width=5, most=2, ruler=ruler) is None
    assert balanced_lines("unbreakable", width=5, most=9, ruler=ruler) is None


def test_too_long_a_text_ends_in_an_ellipsis():
    assert cut_lines("one two, three four", width=8, most=1, ruler=ruler) == ["one two…"]


@given(st.text(max_size=200), st.integers(2, 40), st.integers(1, 5))
def test_cut_lines_keep_to_their_measure(text, width, most):
    lines = cut_lines(text, width=width, most=most, ruler=ruler)

    assert len(lines) <= most
    assert all(len(line) <= width for line in lines)


def test_marks_that_steer_the_display_are_not_set():
    assert one_line("a\u202eb\nc \u00a0 d") == "ab c d"
