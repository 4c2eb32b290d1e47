"""A text as a reader's eye takes it in: case, accents, look-alikes and invisible signs folded away.

Every folded character remembers where it came from, so that a match can be shown in the original.
"""

import unicodedata
from dataclasses import dataclass

# Cyrillic, Greek and other signs that are drawn like Latin letters, and digits used as letters.
_ALIKE = str.maketrans(
    "аеорсухіјѕԁԛԝһӏвкмнтαενικορτυχβηωɑɡıℓ",
    "aeopcyxijsdqwhlbkmhtaevikoptuxbhwagil",
)


@dataclass(frozen=True)
class Folded:
    """``text`` is for looking; ``places`` says where in the original each character began."""

    text: str
    places: tuple[int, ...]
    length: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the part of the original behind ``text[start:end]``."""
        last = self.places[end] if end < len(self.places) else self.length
        return self.places[start], last


def fold(text: str) -> Folded:
    """Return the text folded, with the place of every character."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for folded in _fold_one(character):
            characters.append(folded)
            places.append(place)
    return Folded("".join(characters), tuple(places), len(text))


def _fold_one(character: str) -> str:
    plain = unicodedata.normalize("NFKD", character).casefold()
    kept = [
        c for c in plain if unicodedata.category(c) not in {"Mn", "Me", "Cf", "Cc"} or c in "\n\t"
    ]
    return "".join(kept).translate(_ALIKE)
