"""The five states of a comment, and what each means to a reader. No database, no Django."""

from enum import StrEnum


class State(StrEnum):
    """Where a comment stands. Queues are questions about it, never states of their own."""

    NONE = "none"  # shown, and no moderator has looked
    APPROVED = "approved"  # shown, and a moderator said yes
    REJECTED = "rejected"  # a moderator said no
    PREMOD = "premod"  # waits, because the policy says so
    WITHHELD = "withheld"  # waits, because a rule caught something


VISIBLE = frozenset({State.NONE, State.APPROVED})
WAITING = frozenset({State.PREMOD, State.WITHHELD})
