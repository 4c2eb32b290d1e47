"""Words and phrases that a publication does not want, or wants to look at first."""

import re
from dataclasses import dataclass
from enum import StrEnum

from blog.comments.rules.folding import Folded, fold


class Weight(StrEnum):
    """What a phrase does to a comment."""

    BANNED = "banned"  # withheld; the author is told which words
    SUSPECT = "suspect"  # shown after a moderator has looked


@dataclass(frozen=True)
class Phrase:
    """A phrase of the publication's list."""

    text: str
    weight: Weight


@dataclass(frozen=True)
class Match:
    """A phrase, and where it stands in the original text."""

    phrase: Phrase
    start: int
    end: int


def first_match(text: str, phrases: tuple[Phrase, ...]) -> Match | None:
    """Return the first phrase that stands in the text as whole words, banned ones first."""
    if not phrases:
        return None
    folded = fold(text)
    for weight in (Weight.BANNED, Weight.SUSPECT):
        found = [
            match
            for phrase in phrases
            if phrase.weight is weight and (match := _find(phrase, folded))
        ]
        if found:
            return min(found, key=lambda match: match.start)
    return None


def _find(phrase: Phrase, folded: Folded) -> Match | None:
    words = fold(phrase.text).text.split()
    if not words:
        return None
    # Whole words, however much space, and however few full stops or dashes, stand between them.
    pattern = r"(?<!\w)" + r"[\s.\-_*]+".join(re.escape(word) for word in words) + r"(?!\w)"
    found = re.search(pattern, folded.text)
    return Match(phrase, *folded.span(*found.span())) if found else None
