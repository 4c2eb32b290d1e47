"""How long a text takes to read."""

import pytest

from blog.content.rules.reading import WORDS_PER_MINUTE, count_words, reading_minutes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("— … —", 0),
        ("Don't stop", 2),
        ("Don’t stop", 2),
        ("a well-kept press", 3),
        ("snake_case counts twice", 4),
        ("Grüße an 3 Leute", 4),
    ],
)
def test_words(text, words):
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("minutes", "shown"), [(0, 1), (0.2, 1), (1, 1), (1.4, 1), (1.6, 2), (12, 12)]
)
def test_minutes_are_whole_and_at_least_one(minutes, shown):
    assert reading_minutes("word " * int(WORDS_PER_MINUTE * minutes)) == shown
