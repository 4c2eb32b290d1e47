"""How long a text takes to read."""

import re

WORDS_PER_MINUTE = 220  # silent reading of English, rounded down; Brysbaert 2019 measured 238

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def count_words(text: str) -> int:
    """Return the number of words."""
    return len(_WORD.findall(text))


def reading_minutes(text: str) -> int:
    """Return whole minutes to read a text, at least one."""
    return max(1, round(count_words(text) / WORDS_PER_MINUTE))
