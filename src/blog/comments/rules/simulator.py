"""What a phrase would have done to comments that people have decided on already."""

from collections.abc import Iterable
from dataclasses import dataclass

from blog.comments.rules.excerpts import Excerpt, excerpt
from blog.comments.rules.phrases import Phrase, first_match

HARMFUL_BELOW = 0.5  # of what a rule catches, people rejected less than this share


@dataclass(frozen=True)
class Past:
    """A comment's text, and what a moderator said to it."""

    comment_id: int
    source: str
    was_rejected: bool


@dataclass(frozen=True)
class Hit:
    """A text that the phrase would have caught."""

    comment_id: int
    caught: Excerpt
    was_rejected: bool


@dataclass(frozen=True)
class Outcome:
    """What a phrase would have caught among so many texts."""

    looked_at: int
    hits: tuple[Hit, ...]

    @property
    def rejected(self) -> int:
        """How many of the hits moderators rejected as well."""
        return sum(hit.was_rejected for hit in self.hits)

    @property
    def precision(self) -> float | None:
        """The share of the hits that moderators rejected as well; None without a hit."""
        return self.rejected / len(self.hits) if self.hits else None

    @property
    def percent(self) -> int | None:
        """The same in percent."""
        return None if self.precision is None else round(100 * self.precision)

    @property
    def is_harmful(self) -> bool:
        """Whether it would mostly have caught what moderators let stand."""
        return self.precision is not None and self.precision < HARMFUL_BELOW


def replay(phrase: Phrase, past: Iterable[Past]) -> Outcome:
    """Return what a phrase would have caught."""
    texts = list(past)
    hits = []
    for one in texts:
        if match := first_match(one.source, (phrase,)):
            caught = excerpt(one.source, match.start, match.end)
            hits.append(Hit(one.comment_id, caught, one.was_rejected))
    return Outcome(len(texts), tuple(hits))
