"""What the team's decisions have taught the site about spam."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from time import monotonic

from blog.comments.models import Decision, SpamModel
from blog.comments.models.judgement import ReasonChoice
from blog.comments.rules import spam
from blog.comments.rules.checks import SpamScore
from blog.comments.rules.states import State

MOST = 20_000  # decisions, the newest


def get_examples() -> Iterator[tuple[str, bool]]:
    """Yield the texts that moderators rejected as spam, and those that they approved.

    What was rejected for another reason is an example of neither.
    """
    seen: set[int] = set()
    decisions = Decision.objects.by_people().in_force().order_by("-pk")
    columns = ("comment_id", "after", "code", "revision__source")
    for comment_id, after, code, source in decisions.values_list(*columns)[:MOST].iterator():
        if comment_id in seen:
            continue
        seen.add(comment_id)
        is_spam = after == State.REJECTED and code == ReasonChoice.SPAM
        if source and (is_spam or after == State.APPROVED):
            yield source, is_spam


def get_scores(sources: Iterable[str]) -> list[SpamScore | None]:
    """Return how likely each text is spam, or None where nothing was learned yet."""
    name = _newest(_minute())
    model = _load(name) if name else None
    return [spam.score(source, model) if model else None for source in sources]


def get_score_to_act_on(source: str) -> SpamScore | None:
    """Return how likely a text is spam, if the site knows well enough to withhold it."""
    name = _newest(_minute())
    if name is None or not _learned(name).may_withhold:
        return None
    return spam.score(source, _load(name))


def get_learned() -> tuple[datetime, spam.Learned] | None:
    """Return when the site last learned, and how well it does since."""
    name = _newest(_minute())
    return (name[1], _learned(name)) if name else None


def forget() -> None:
    """Look into the database again: something was learned in this process."""
    for known in (_newest, _load, _learned):
        known.cache_clear()


# Other processes take up what was learned within a minute.
def _minute() -> int:
    return int(monotonic() // 60)


@lru_cache(maxsize=1)
def _newest(minute: int) -> tuple[int, datetime] | None:
    return SpamModel.objects.newest_name()


# A row never changes once it is there; each process reads it once.
@lru_cache(maxsize=2)
def _load(name: tuple[int, datetime]) -> spam.Model:
    row = SpamModel.objects.get(pk=name[0])
    # Numbers or nothing: whatever else the row might hold stops here.
    weights = {str(term): float(weight) for term, weight in row.weights.items()}
    return spam.Model(row.prior, weights)


@lru_cache(maxsize=2)
def _learned(name: tuple[int, datetime]) -> spam.Learned:
    row = SpamModel.objects.defer("weights").get(pk=name[0])
    return spam.Learned(
        spam=row.spam,
        others=row.others,
        found=row.found,
        false_alarms=row.false_alarms,
        missed=row.missed,
        passed=row.passed,
    )
