"""What the lists of the newsroom's desk show: my work, and the review queue."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from blog.accounts import permissions
from blog.publishing.rules import workflow
from blog.publishing.rules.workflow import Action, State
from blog.publishing.selectors import lists
from blog.publishing.selectors.lines import Line
from blog.publishing.selectors.lists import QueueLine
from blog.publishing.services.review import EYES_WORDS
from blog.publishing.services.steps import STATE_NAMES


@dataclass(frozen=True)
class Row:
    """A post in a list, its state in words."""

    post: Line
    state: str
    may_try_again: bool = False
    may_try_end_again: bool = False


@dataclass(frozen=True)
class Group:
    """Posts that ask for the same kind of attention."""

    id: str
    name: str | Promise
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class QueueRow:
    """A text that waits for a review, and why this person cannot approve it."""

    text: QueueLine
    why_off: str


# What asks for something first; what runs by itself last.
GROUPS: tuple[tuple[str, Promise, frozenset[State]], ...] = (
    ("failed", _("Failed schedules"), frozenset({State.SCHEDULE_FAILED})),
    ("returned", _("Returned with changes to make"), frozenset({State.RETURNED})),
    ("approved", _("Approved, to be published"), frozenset({State.APPROVED})),
    ("drafts", _("Drafts"), frozenset({State.DRAFT})),
    ("changed", _("Changes that readers do not have yet"), frozenset({State.LIVE_CHANGED})),
    ("submitted", _("In review"), frozenset({State.SUBMITTED})),
    ("scheduled", _("Scheduled"), frozenset({State.SCHEDULED})),
    ("ending", _("Public until a set time"), frozenset({State.LIVE})),
    ("unpublished", _("Unpublished"), frozenset({State.UNPUBLISHED})),
)


@dataclass(frozen=True)
class InFlight:
    """Posts that are under way, and how many more there are, which stand among all posts."""

    groups: tuple[Group, ...]
    left_out: int


def present_in_flight(*, user: Any, everybody: bool) -> InFlight:
    """Return the posts that are under way, by what they ask for; groups without any are left out.

    A post whose end failed stands with the failed schedules, whatever its newest text is.
    """
    found = lists.get_in_flight(user=user, everybody=everybody)
    lines = found.lines
    failed = {line.post_id for line in lines if line.end and line.end.reason}
    groups = []
    for group_id, name, wanted in GROUPS:
        here = [
            line
            for line in lines
            if (group_id == "failed" and line.post_id in failed)
            or (line.state in wanted and line.post_id not in failed)
        ]
        if group_id == "scheduled":
            here.sort(key=lambda line: (line.timed is None, line.timed and line.timed.due_at))
        if here:
            rows = tuple(map(_row, here))
            if group_id == "failed":
                rows = _with_another_try(rows, user, owns=not everybody)
            groups.append(Group(group_id, name, rows))
    return InFlight(tuple(groups), found.left_out)


def present_list(*, lines: tuple[Line, ...]) -> tuple[Row, ...]:
    """Return lines with their state in words."""
    return tuple(map(_row, lines))


def present_queue(*, by: Any) -> tuple[QueueRow, ...]:
    """Return what waits for a review, with the reason why somebody cannot approve it."""
    return tuple(
        QueueRow(line, str(EYES_WORDS[line.refusal]) if line.refusal else "")
        for line in lists.get_queue(by=by)
    )


def _with_another_try(rows: tuple[Row, ...], user: Any, *, owns: bool) -> tuple[Row, ...]:
    """Say which of them this person may have tried again now, as all are theirs, or anybody's."""
    may_publish, may_unpublish = (
        permissions.may(user, workflow.TABLE[action].act, owns=owns)
        for action in (Action.TRY_AGAIN, Action.TRY_END_AGAIN)
    )
    return tuple(
        replace(
            row,
            may_try_again=may_publish and bool(row.post.timed and row.post.timed.pauses),
            may_try_end_again=may_unpublish and bool(row.post.end and row.post.end.pauses),
        )
        for row in rows
    )


def _row(line: Line) -> Row:
    if line.state is State.RETURNED or line.sent is None:
        return Row(line, str(STATE_NAMES[line.state]))
    return Row(replace(line, sent=replace(line.sent, remark="")), str(STATE_NAMES[line.state]))
