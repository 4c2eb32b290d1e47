"""What the rules have caught so far, and what moderators said to it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from blog.comments.models import Decision, ListedPhrase
from blog.comments.rules.simulator import HARMFUL_BELOW, Past
from blog.comments.rules.states import State

REPLAYED = 500
ENOUGH = 5  # decisions, before a phrase is called harmful
PHRASE_RULES = ("banned_phrase", "suspect_phrase")
NO_RULES = ("", "imported")  # decided by a person, or on another site


@dataclass(frozen=True)
class Caught:
    """What a rule or a phrase has caught. What nobody has decided on is neither."""

    name: str
    caught: int = 0
    rejected: int = 0
    approved: int = 0

    @property
    def percent(self) -> int | None:
        """How much of what was decided on was rejected; None where nothing was."""
        decided = self.rejected + self.approved
        return round(100 * self.rejected / decided) if decided else None

    @property
    def is_harmful(self) -> bool:
        """Whether moderators let stand most of what it catches."""
        decided = self.rejected + self.approved
        return decided >= ENOUGH and self.rejected < HARMFUL_BELOW * decided


@dataclass(frozen=True)
class PhraseLine:
    """A phrase of the list, and how well it has done."""

    pk: int
    text: str
    weight: str
    so_far: Caught


def get_past(number: int = REPLAYED) -> tuple[Past, ...]:
    """Return the texts that moderators decided on last, each as it was then."""
    decisions = (
        Decision.objects.by_people()
        .in_force()
        .exclude(revision__source="")
        .select_related("revision")
        .order_by("-pk")[:number]
    )
    latest: dict[int, Past] = {}
    for one in decisions:
        was_rejected = one.after == State.REJECTED
        latest.setdefault(one.comment_id, Past(one.comment_id, one.revision.source, was_rejected))
    return tuple(latest.values())


def get_rules() -> tuple[Caught, ...]:
    """Return how each rule has done: one query."""
    return _counted("rule", Decision.objects.exclude(rule__in=NO_RULES))


def get_phrases() -> tuple[PhraseLine, ...]:
    """Return the listed phrases with how each has done: two queries."""
    found = _counted("detail", Decision.objects.filter(rule__in=PHRASE_RULES))
    by_text = {one.name: one for one in found}
    return tuple(
        PhraseLine(
            pk=row.pk,
            text=row.text,
            weight=row.get_weight_display(),
            so_far=by_text.get(row.text, Caught(row.text)),
        )
        for row in ListedPhrase.objects.order_by("text")
    )


def _counted(by: str, decisions: Any) -> tuple[Caught, ...]:
    rows = (
        decisions.order_by(by)
        .values(by)
        .annotate(
            caught=Count("comment", distinct=True),
            rejected=Count("comment", filter=Q(comment__state=State.REJECTED), distinct=True),
            approved=Count("comment", filter=Q(comment__state=State.APPROVED), distinct=True),
        )
    )
    return tuple(Caught(r[by], r["caught"], r["rejected"], r["approved"]) for r in rows)
