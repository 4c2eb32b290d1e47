"""How well the conversation is looked after: the same tables on the screen and in the file."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from blog.comments.models import Appeal, Comment, Decision
from blog.comments.rules.states import State
from blog.comments.selectors.rulebook import get_rules
from blog.comments.selectors.spam import get_learned
from blog.comments.words import RULES

DAYS = 30


@dataclass(frozen=True)
class Table:
    """A table with its title; the first cell of a row names it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | Promise, ...], ...]


def get_report(*, at: datetime) -> tuple[Table, ...]:
    """Return the report on the last thirty days: seven queries."""
    return (_backlog(at), _appeals(at), _moderators(at), get_rules_table(), _spam())


def _backlog(at: datetime) -> Table:
    waiting = Comment.objects.pending()
    oldest = waiting.order_by("written_at").values_list("written_at", flat=True).first()
    took = [
        (decided - written).total_seconds() / 60
        for decided, written in Decision.objects.by_people()
        .in_force()
        .filter(at__gte=at - timedelta(days=DAYS))
        .values_list("at", "comment__written_at")
    ]
    return Table(
        _("Waiting and deciding"),
        (_("What"), _("How much")),
        (
            (_("Comments that wait"), waiting.count()),
            (_("How long the oldest has waited"), timesince(oldest, at) if oldest else "–"),
            (_("Decisions in thirty days"), len(took)),
            (_("Median minutes from comment to decision"), round(median(took)) if took else "–"),
        ),
    )


def _appeals(at: datetime) -> Table:
    counts = Appeal.objects.filter(at__gte=at - timedelta(days=DAYS)).aggregate(
        made=Count("pk"),
        settled=Count("pk", filter=Q(outcome__isnull=False)),
        reversed=Count("pk", filter=Q(outcome__isnull=False) & ~Q(outcome__after=State.REJECTED)),
        late=Count("pk", filter=Q(outcome__isnull=True, due_at__lt=at)),
    )
    return Table(
        _("Appeals in thirty days"),
        (_("What"), _("How much")),
        (
            (_("Made"), counts["made"]),
            (_("Decided"), counts["settled"]),
            (_("Reversed"), counts["reversed"]),
            (_("Overdue"), counts["late"]),
        ),
    )


def _moderators(at: datetime) -> Table:
    since = at - timedelta(days=DAYS)
    # Two people may have one name; who has left has no number.
    rows: defaultdict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0, 0])
    made = Decision.objects.by_people().filter(at__gte=since, undoes__isnull=True)
    overturned = set(
        Appeal.objects.filter(outcome__isnull=False, rejection__at__gte=since)
        .exclude(outcome__after=State.REJECTED)
        .values_list("rejection", flat=True)
    )
    for pk, name, actor, after, undone_by in made.values_list(
        "pk", "actor_name", "actor", "after", "undone_by__actor"
    ):
        row = rows[name, actor or 0]
        row[0] += after == State.APPROVED
        row[1] += after == State.REJECTED
        # One's own quick undo is no reversal.
        row[2] += pk in overturned or (undone_by is not None and undone_by != actor)
    return Table(
        _("Moderators in thirty days"),
        (_("Who"), _("Approved"), _("Rejected"), _("Reversed by others"), _("Share reversed")),
        tuple(
            (name, yes, no, back, _percent(back, yes + no))
            for (name, _actor), (yes, no, back) in sorted(rows.items())
        ),
    )


def get_rules_table() -> Table:
    """Return how each rule has done: one query."""
    return Table(
        _("Rules"),
        (_("Rule"), _("Comments"), _("Rejected"), _("Approved"), _("Share rejected")),
        tuple(
            (RULES.get(one.name, one.name), one.caught, one.rejected, one.approved,
             f"{one.percent} %" if one.percent is not None else "–")
            for one in get_rules()
        ),
    )  # fmt: skip


def _spam() -> Table:
    known = get_learned()
    rows: tuple[tuple[str | int, ...], ...] = ()
    if known:
        at, learned = known
        held_out = learned.found + learned.false_alarms + learned.missed + learned.passed
        rows = (
            (_("Learned last, UTC"), f"{at:%Y-%m-%d %H:%M}"),
            (_("Comments that it learned from: spam"), learned.spam),
            (_("Comments that it learned from: others"), learned.others),
            (_("Comments kept for measuring"), held_out),
            (_("Of what it calls spam, moderators agreed"), _share(learned.precision)),
            (_("Of the spam, it finds"), _share(learned.recall)),
            (_("Withholds comments"), _("yes") if learned.may_withhold else _("no, it only hints")),
        )
    return Table(_("Learned from rejected spam"), (_("What"), _("How much")), rows)


def _share(part: float | None) -> str:
    return "–" if part is None else f"{round(100 * part)} %"


def _percent(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)} %" if whole else "–"
