"""A text as a reader's eye takes it in, and where each sign of it came from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.comments.rules.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("SPAM", "spam"),
        ("späm", "spam"),
        ("ѕраm", "spam"),  # three of these are Cyrillic
        ("s\u200bp\u00adam", "spam"),  # nothing is seen of what stands between
        ("ｓｐａｍ", "spam"),
        ("ﬁne", "fine"),
        ("a\nb\tc", "a\nb\tc"),
        ("日本", "日本"),
    ],
)
def test_what_looks_alike_is_alike(text, folded):
    assert fold(text).text == folded


def test_a_match_is_shown_in_the_original():
    text = "x S\u200bPÄM y"
    folded = fold(text)
    start = folded.text.index("spam")

    first, last = folded.span(start, start + 4)

    assert text[first:last] == "S\u200bPÄM"


@given(st.text())
def test_every_part_of_what_is_folded_has_its_place(text):
    folded = fold(text)

    assert len(folded.places) == len(folded.text)
    assert list(folded.places) == sorted(folded.places)
    if folded.text:
        first, last = folded.span(0, len(folded.text))
        assert 0 <= first <= last <= len(text)
        assert fold(text[first:last]).text == folded.text
