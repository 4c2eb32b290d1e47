"""Footnotes: a mark ``[^label]`` in any text of the body becomes a link to its note, and back."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

MARK = re.compile(r"\[\^([\w-]{1,40})\]")


@dataclass(frozen=True)
class Note:
    """A note as the page shows it, with the ids of the places that refer to it."""

    number: int
    anchor: str
    html: str
    backrefs: tuple[str, ...]


@dataclass
class Footnotes:
    """The notes of one body, numbered in the order in which the text first refers to them."""

    notes: dict[str, str]  # label -> HTML
    _numbers: dict[str, int] = field(default_factory=dict)
    _backrefs: dict[str, list[str]] = field(default_factory=dict)

    def link_marks(self, html: str) -> str:
        """Return the HTML with each mark that has a note made a link; others stay as typed."""
        return MARK.sub(self._link, html)

    def _link(self, match: re.Match[str]) -> str:
        label = match[1]
        if label not in self.notes:
            return match[0]
        number = self._numbers.setdefault(label, len(self._numbers) + 1)
        places = self._backrefs.setdefault(label, [])
        place = f"ref-{number}" if not places else f"ref-{number}-{len(places) + 1}"
        places.append(place)
        return (
            f'<sup class="footnote-mark"><a href="#note-{number}" id="{place}" '
            f'aria-describedby="footnotes-title">{number}</a></sup>'
        )

    def in_order(self) -> Iterable[Note]:
        """Return the notes as numbered; those that no text refers to come last."""
        for label in self.notes:
            self._numbers.setdefault(label, len(self._numbers) + 1)
        for label, number in sorted(self._numbers.items(), key=lambda item: item[1]):
            yield Note(
                number, f"note-{number}", self.notes[label], tuple(self._backrefs.get(label, ()))
            )
