"""How much a text is like the spam that the team rejected. A model is a number for each word.

What has been learned is only sums of such numbers, so that the words behind a score can be named.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, sqrt
from urllib.parse import urlsplit
from zlib import crc32

from blog.comments.rules.checks import SPAM_THRESHOLD, SpamScore
from blog.comments.rules.folding import fold
from blog.comments.rules.text import squeeze

LEAST_OF_EACH = 30  # spam, and other comments, before anything is learned
LEAST_HELD_OUT = 5  # spam that was found in the held-out part, before anything is withheld
LEAST_PRECISION = 0.95  # of what would be withheld, in the held-out part
SEEN_IN = 3  # texts, before a word counts: rare words say nothing, and may be somebody's name
TERMS_SHOWN = 5
HELD_OUT_OF = 5  # one text of so many is kept for measuring
# Words of a text are not independent of each other: a long text is not surer than a short one.
WEIGHT = 3.0

LINK = "→"  # the text names an address at all
_WORD = re.compile(r"[^\W\d_]{2,30}|\d{2,12}")
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"']+", re.IGNORECASE)


@dataclass(frozen=True)
class Model:
    """What was learned: how much more often a word stands in spam, as a logarithm."""

    prior: float
    weights: Mapping[str, float]


@dataclass(frozen=True)
class Learned:
    """What a model was made of, and how it did on texts that it had not seen."""

    spam: int
    others: int
    found: int  # spam that it would withhold
    false_alarms: int
    missed: int
    passed: int

    @property
    def precision(self) -> float | None:
        """Which share of what it would withhold is spam; None where that is nothing."""
        flagged = self.found + self.false_alarms
        return self.found / flagged if flagged else None

    @property
    def recall(self) -> float | None:
        """Which share of the spam it would withhold; None where there was none."""
        spam = self.found + self.missed
        return self.found / spam if spam else None

    @property
    def may_withhold(self) -> bool:
        """Whether it is good enough to keep comments from readers until somebody has looked."""
        enough = min(self.spam, self.others) >= LEAST_OF_EACH and self.found >= LEAST_HELD_OUT
        return enough and (self.precision or 0) >= LEAST_PRECISION


def terms_of(source: str) -> frozenset[str]:
    """Return the words of a text as an eye takes them in, and the hosts that it links to."""
    hosts = {urlsplit(found).netloc.casefold() for found in _ADDRESS.findall(source)}
    words = _WORD.findall(fold(_ADDRESS.sub(" ", source)).text)
    return frozenset(words) | {f"→{host}" for host in hosts} | ({LINK} if hosts else set())


def score(source: str, model: Model) -> SpamScore:
    """Return how likely a text is spam, and the words that say so most."""
    known = {term: model.weights[term] for term in terms_of(source) if term in model.weights}
    logit = model.prior + WEIGHT * sum(known.values()) / sqrt(len(known) + 1)
    against = sorted(
        (term for term in known if known[term] > 0 and term != LINK), key=lambda t: (-known[t], t)
    )
    shown = tuple(term.removeprefix(LINK) for term in against[:TERMS_SHOWN])
    return SpamScore(_sigmoid(logit), shown)


def is_held_out(source: str) -> bool:
    """Whether a text is kept for measuring. The same words are always on the same side."""
    return crc32(squeeze(source).encode()) % HELD_OUT_OF == 0


def measure(
    model: Model, held_out: Iterable[tuple[str, bool]], *, spam: int, others: int
) -> Learned:
    """Return how a model does on texts of which it is known whether they are spam."""
    counts = {(said, is_spam): 0 for said in (True, False) for is_spam in (True, False)}
    for source, is_spam in held_out:
        counts[score(source, model).probability >= SPAM_THRESHOLD, is_spam] += 1
    return Learned(
        spam=spam,
        others=others,
        found=counts[True, True],
        false_alarms=counts[True, False],
        missed=counts[False, True],
        passed=counts[False, False],
    )


def _sigmoid(logit: float) -> float:
    return 1 / (1 + exp(-max(-60.0, min(60.0, logit))))
