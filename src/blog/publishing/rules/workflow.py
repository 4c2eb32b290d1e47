"""The states of a post and who may move it, as one table. No database, no Django.

``state_of`` reads a post's state from what is stored; ``TABLE`` says what can be done in it, what
it leads to, which right it takes and how much of the checklist must be done.
"""

# ruff: noqa: E501 - the table is read across

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from blog.accounts.rules.roles import Act


class State(StrEnum):
    """Where the newest text of a post stands. Whether an older one is public is said beside it."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "changes requested"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    SCHEDULE_FAILED = "schedule failed"
    LIVE = "live"
    LIVE_CHANGED = "live with pending changes"
    UNPUBLISHED = "unpublished"
    TRASHED = "in the trash"


class Action(StrEnum):
    """What can be done with a post."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    REQUEST_CHANGES = "request changes"
    PUBLISH = "publish"
    CORRECT = "correct"
    SCHEDULE = "schedule"
    UNSCHEDULE = "unschedule"
    TRY_AGAIN = "try again"
    SCHEDULE_END = "schedule the end"
    UNSCHEDULE_END = "unschedule the end"
    TRY_END_AGAIN = "try the end again"
    UNPUBLISH = "unpublish"
    UNDO = "undo"
    ROLL_BACK = "roll back"
    RESTORE_REVISION = "restore a revision"
    TRASH = "trash"
    RESTORE = "restore from trash"
    SHARE_PREVIEW = "share a preview"


class Level(StrEnum):
    """How much of the checklist stands before an action."""

    NONE = "none"
    INFORM = "informs"
    REQUIRED = "required items"


class Public(StrEnum):
    """Whether an action asks for a text that readers have now."""

    ANY = ""
    YES = "only while public"


@dataclass(frozen=True)
class Move:
    """A row of the table: from these states to one of those, for whom, with what checklist."""

    sources: frozenset[State]
    targets: frozenset[State]
    act: Act
    level: Level = Level.NONE
    public: Public = Public.ANY
    # A further right that is asked for while the post is public.
    act_while_public: Act | None = None


S = State
UNSENT = frozenset({S.DRAFT, S.LIVE_CHANGED, S.UNPUBLISHED})
PENDING = UNSENT | {S.SUBMITTED, S.RETURNED, S.APPROVED}
TIMED = frozenset({S.SCHEDULED, S.SCHEDULE_FAILED})
KEPT = frozenset(State) - {S.TRASHED}
PUBLISHED = frozenset({S.LIVE, S.LIVE_CHANGED})

# fmt: off
TABLE: dict[Action, Move] = {
    #                             from                       to                          right               checklist
    Action.SUBMIT:           Move(UNSENT | {S.RETURNED},     frozenset({S.SUBMITTED}),   Act.SUBMIT,         Level.INFORM),
    Action.WITHDRAW:         Move(frozenset({S.SUBMITTED}),  UNSENT,                     Act.SUBMIT),
    Action.APPROVE:          Move(frozenset({S.SUBMITTED}),  frozenset({S.APPROVED}),    Act.REVIEW,         Level.REQUIRED),
    Action.REQUEST_CHANGES:  Move(frozenset({S.SUBMITTED, S.APPROVED}), frozenset({S.RETURNED}), Act.REVIEW),
    Action.PUBLISH:          Move(PENDING | TIMED,           PUBLISHED,                  Act.PUBLISH,        Level.REQUIRED),
    Action.CORRECT:          Move(PENDING - {S.DRAFT, S.UNPUBLISHED}, PUBLISHED,             Act.CORRECT,        Level.REQUIRED, Public.YES),
    Action.SCHEDULE:         Move(PENDING | TIMED,           frozenset({S.SCHEDULED}),   Act.PUBLISH,        Level.REQUIRED),
    Action.UNSCHEDULE:       Move(TIMED,                     PENDING | {S.LIVE},         Act.PUBLISH),
    # The worker tries it, and asks for the required items of the text that was set.
    Action.TRY_AGAIN:        Move(frozenset({S.SCHEDULE_FAILED}), frozenset({S.SCHEDULE_FAILED}), Act.PUBLISH),
    Action.SCHEDULE_END:     Move(KEPT,                      KEPT,                       Act.UNPUBLISH,      Level.NONE,     Public.YES),
    Action.UNSCHEDULE_END:   Move(KEPT,                      KEPT,                       Act.UNPUBLISH),
    Action.TRY_END_AGAIN:    Move(KEPT,                      KEPT,                       Act.UNPUBLISH,      Level.NONE,     Public.YES),
    Action.UNPUBLISH:        Move(KEPT,                      KEPT - PUBLISHED,           Act.UNPUBLISH,      Level.NONE,     Public.YES),
    Action.UNDO:             Move(KEPT,                      KEPT,                       Act.PUBLISH,        Level.NONE,     Public.YES),
    Action.ROLL_BACK:        Move(KEPT,                      KEPT,                       Act.PUBLISH,        Level.NONE,     Public.YES),
    Action.RESTORE_REVISION: Move(KEPT,                      KEPT - {S.LIVE},            Act.WRITE),
    Action.TRASH:            Move(KEPT,                      frozenset({S.TRASHED}),     Act.TRASH,          act_while_public=Act.UNPUBLISH),
    Action.RESTORE:          Move(frozenset({S.TRASHED}),    frozenset({S.DRAFT, S.UNPUBLISHED}), Act.TRASH),
    Action.SHARE_PREVIEW:    Move(KEPT,                      KEPT,                       Act.SHARE_PREVIEW),
}
# fmt: on


class Verdict(StrEnum):
    """How the last submission stands; one that was withdrawn or published is none."""

    NONE = "none"
    OPEN = "open"
    RETURNED = "returned"
    APPROVED = "approved"


class Timing(StrEnum):
    """How the schedule stands."""

    NONE = "none"
    WAITING = "waiting"
    FAILED = "failed"


@dataclass(frozen=True)
class Facts:
    """What is stored of a post, as far as its state is concerned."""

    is_trashed: bool = False
    is_public: bool = False
    was_public: bool = False
    has_newer_text: bool = False
    verdict: Verdict = Verdict.NONE
    verdict_is_on_newest: bool = False
    timing: Timing = Timing.NONE


def state_of(facts: Facts) -> State:
    """Return the state of a post: the first line that is true."""
    if facts.is_trashed:
        return S.TRASHED
    if facts.timing is not Timing.NONE:
        return S.SCHEDULED if facts.timing is Timing.WAITING else S.SCHEDULE_FAILED
    if facts.verdict is Verdict.OPEN:
        return S.SUBMITTED
    if facts.verdict is Verdict.RETURNED:
        return S.RETURNED
    if facts.verdict is Verdict.APPROVED and facts.verdict_is_on_newest:
        return S.APPROVED
    if facts.is_public:
        return S.LIVE_CHANGED if facts.has_newer_text else S.LIVE
    return S.UNPUBLISHED if facts.was_public else S.DRAFT


def fits(action: Action, state: State, *, is_public: bool) -> bool:
    """Return whether an action is to be had in this state at all, whoever asks."""
    move = TABLE[action]
    return state in move.sources and (move.public is Public.ANY or is_public)


def actions_in(state: State, *, is_public: bool) -> tuple[Action, ...]:
    """Return what can be done in a state, in the order of the table."""
    return tuple(action for action in TABLE if fits(action, state, is_public=is_public))


def acts_for(action: Action, *, is_public: bool) -> tuple[Act, ...]:
    """Return the rights that an action takes."""
    move = TABLE[action]
    extra = move.act_while_public if is_public else None
    return (move.act, extra) if extra else (move.act,)


def reference() -> str:
    """Return the table and its diagram as the page docs/reference/workflow.md."""
    rows = [
        f"| {action} | {_listed(move.sources)} | {_listed(move.targets)} | {_right(move)} "
        f"| {move.level if move.level is not Level.NONE else ''} |"
        for action, move in TABLE.items()
    ]
    arrows = [
        f"    {_name(source)} --> {_name(target)}: {action}"
        for action, move in TABLE.items()
        if len(move.targets) < len(KEPT) - 2
        for source in State
        if source in move.sources
        for target in State
        if target in move.targets and (len(move.targets) == 1 or _natural(source, target))
    ]
    return "\n".join(
        [
            "# The workflow of a post",
            "",
            "Written by `bin/workflow` from `publishing/rules/workflow.py`; a test compares them.",
            "",
            "A post has one state, read from what is stored, and beside it readers have a text of "
            "it or have none.",
            "",
            "| action | from | to | right | checklist |",
            "| --- | --- | --- | --- | --- |",
            *rows,
            "",
            "```mermaid",
            "stateDiagram-v2",
            "    [*] --> draft",
            *arrows,
            "```",
            "",
        ]
    )


def _listed(states: Iterable[State]) -> str:
    states = frozenset(states)
    if states == KEPT:
        return "all but the trash"
    return ", ".join(state for state in State if state in states)


def _right(move: Move) -> str:
    words = move.act.value
    if move.act_while_public:
        words += f"; while public also: {move.act_while_public.value}"
    if move.public is Public.YES:
        words += " (only while public)"
    return words


def _name(state: State) -> str:
    return state.replace(" ", "_")


def _natural(source: State, target: State) -> bool:
    """Draw of several targets the usual one, so that the picture can be read."""
    usual = {S.LIVE} if source not in {S.SUBMITTED, *TIMED} else {S.LIVE, S.DRAFT, S.UNPUBLISHED}
    return target in usual
