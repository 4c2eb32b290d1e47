"""Deciding on many comments at once, and undoing it: each by itself, as if pressed one by one."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from blog.accounts import permissions
from blog.accounts.rules.roles import Act
from blog.comments.models import Comment, Decision
from blog.comments.services import moderation


@dataclass(frozen=True)
class Done:
    """How many were decided, and how many were left: somebody was quicker, or changed the text.

    ``at`` is the moment of all these decisions, by which they are taken back together.
    """

    decided: int
    left: int
    at: datetime


def decide_all(
    *,
    comments: Iterable[int],
    by: Any,
    at: datetime,
    seen_at: datetime,
    approve: bool,
    code: str = "",
    text: str = "",
) -> Done:
    """Approve or reject many comments; leave those that have moved on since they were looked at.

    :raises RoleRefused: the person may not moderate
    :raises ReasonMissing: a rejection without a reason
    """
    permissions.ensure(by, Act.MODERATE)
    decided = left = 0
    for comment in Comment.objects.standing().filter(pk__in=list(comments)).order_by("pk"):
        last = comment.decisions.order_by("pk").last()
        if last is not None and last.at > seen_at:
            left += 1
            continue
        before = decided
        with suppress(
            moderation.TakenBack,
            moderation.NewText,
            moderation.DecidedAlready,
            moderation.SecondLookIsAnothers,
        ):
            moderation.decide(
                comment=comment,
                by=by,
                at=at,
                approve=approve,
                revision_id=comment.text_id,
                last_decision_id=last.pk if last else 0,
                code=code,
                text=text,
            )
            decided += 1
        left += decided == before
    return Done(decided, left, at)


def undo_all(*, decided_at: datetime, by: Any, at: datetime) -> Done:
    """Take back what somebody decided on many comments at one moment, where it is the last word.

    :raises RoleRefused: the person may not moderate
    """
    permissions.ensure(by, Act.MODERATE)
    undone = left = 0
    for decision in Decision.objects.made_at_once(by=by, at=decided_at).order_by("pk"):
        try:
            moderation.undo(decision=decision, by=by, at=at)
        except (moderation.DecidedAlready, moderation.NothingToUndo):
            left += 1
        else:
            undone += 1
    return Done(undone, left, at)
