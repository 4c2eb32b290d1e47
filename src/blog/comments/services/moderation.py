"""Deciding on comments and people. One decision a revision: who comes second is told."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blog.accounts import permissions
from blog.accounts.rules.roles import Act
from blog.audit.services import recording
from blog.comments import selectors
from blog.comments.events import (
    AppealFiled,
    AppealSettled,
    CommentDecided,
    CommentHidden,
    CommentShown,
)
from blog.comments.models import Appeal, Comment, Decision, Lease, Sanction, Untold
from blog.comments.models.judgement import ReasonChoice
from blog.comments.rules.limits import APPEALS
from blog.comments.rules.states import State
from blog.comments.services import freshness
from blog.errors import Conflict, Invalid, NotAllowed
from blog.events import announce
from blog.web.limits import take


class NewText(Conflict):
    """The comment says something else by now. ``comment`` is what it says."""

    message = _("The author has changed this comment in the meantime. Read it again, then decide.")

    def __init__(self, comment: Comment) -> None:
        self.comment = comment
        super().__init__()


class TakenBack(Conflict):
    """The author has deleted the comment: nobody would read what is decided."""

    message = _("The author has deleted this comment in the meantime.")


class DecidedAlready(Conflict):
    """Another moderator was quicker. ``decision`` is theirs."""

    message = _("Another moderator has decided on this comment in the meantime.")

    def __init__(self, decision: Decision | None) -> None:
        self.decision = decision
        super().__init__()


class ReasonMissing(Invalid):
    """A rejection says why."""

    message = _("Say why the comment is rejected: its author will be told.")


class TextMissing(Invalid):
    """An appeal or a sanction says why."""

    message = _("Write a sentence about why.")


class NothingToUndo(Conflict):
    """The site decided this, or it takes something back itself."""

    message = _("This cannot be undone. Decide again instead.")


class CannotAppeal(Conflict):
    """There is no rejection to appeal against, or it was done once."""

    message = _("There is nothing to appeal against, or you have done so already.")


class SecondLookIsAnothers(NotAllowed):
    """Who rejected a comment does not decide on the appeal."""

    message = _("You rejected this comment yourself. Another moderator decides on the appeal.")


@transaction.atomic
def decide(
    *,
    comment: Comment,
    by: Any,
    at: datetime,
    approve: bool,
    revision_id: int,
    last_decision_id: int,
    code: str = "",
    text: str = "",
) -> Decision:
    """Approve or reject what a comment says now, and answer the reports and the appeal against it.

    ``revision_id`` and ``last_decision_id`` are what the moderator had before them.

    :raises RoleRefused: the person may not moderate
    :raises ReasonMissing: a rejection without a reason
    :raises TakenBack: its author has deleted it
    :raises NewText: the comment says something else by now
    :raises DecidedAlready: somebody decided in the meantime
    :raises SecondLookIsAnothers: an appeal against the person's own rejection
    """
    permissions.ensure(by, Act.MODERATE)
    if not approve and code not in ReasonChoice.values:
        raise ReasonMissing
    comment = _locked(comment.pk)
    if comment.deleted_at is not None:
        raise TakenBack
    if comment.revision_id != revision_id:
        raise NewText(comment)
    last = comment.decisions.order_by("pk").last()
    if last is not None and last.pk != last_decision_id:
        raise DecidedAlready(last)
    appeal = comment.appeals.filter(outcome__isnull=True).select_related("rejection").first()
    if appeal is not None and appeal.rejection.actor_id == by.pk:
        raise SecondLookIsAnothers
    decision = _change(
        comment,
        State.APPROVED if approve else State.REJECTED,
        by,
        at,
        code="" if approve else code,
        text=text.strip(),
    )
    comment.reports.filter(answer__isnull=True).update(answer=decision)
    act = "comment.approved" if approve else "comment.rejected"
    detail = {"decision": decision.pk, "code": decision.code}
    recording.record(by=by, act=act, subject=("comment", comment.pk), detail=detail, at=at)
    if appeal is not None:
        appeal.outcome = decision
        appeal.save(update_fields=["outcome"])
        announce(AppealSettled(comment.pk, appeal.pk))
    return decision


@transaction.atomic
def undo(*, decision: Decision, by: Any, at: datetime) -> Decision:
    """Take back the last decision on a comment: it stands as before, its reports are open again.

    Who was not told yet hears nothing. An appeal against what is taken back has had its way.

    :raises RoleRefused: the person may not moderate
    :raises DecidedAlready: something was decided since
    :raises NothingToUndo: it was not a moderator's, or took something back itself
    """
    permissions.ensure(by, Act.MODERATE)
    return _undo(decision, by, at)


def _undo(decision: Decision, by: Any, at: datetime, *, of_a_ban: bool = False) -> Decision:
    comment = _locked(decision.comment_id)
    last = comment.decisions.order_by("pk").last()
    if last is None or last.pk != decision.pk:
        raise DecidedAlready(last)
    if decision.rule or decision.undoes_id:
        raise NothingToUndo
    for one in Sanction.objects.filter(decision=decision, lifted_at__isnull=True):
        _take_back(one, by, at)
    was_told = not Untold.objects.filter(decision=decision).delete()[0]
    if of_a_ban:  # it was told only where a reader had reported the comment
        was_told = was_told and decision.answered_reports.exists()
    earlier = comment.decisions.filter(pk__lt=decision.pk, after=decision.before).last()
    undone = _change(
        comment,
        State(decision.before or State.NONE),
        by,
        at,
        tell=was_told,
        code=earlier.code if earlier else "",
        text=earlier.text if earlier else "",
        undoes=decision,
    )
    comment.reports.filter(answer=decision).update(answer=None)
    comment.appeals.filter(outcome=decision).update(outcome=None)
    Appeal.objects.filter(rejection=decision, outcome__isnull=True).update(outcome=undone)
    detail = {"decision": decision.pk}
    recording.record(
        by=by, act="comment.undone", subject=("comment", comment.pk), detail=detail, at=at
    )
    return undone


def reject_all(*, of: Any, by: Any, at: datetime, code: str, text: str) -> list[Decision]:
    """Reject whatever else somebody wrote and readers may see, or may come to see.

    They hear of it by what this comes with; who reported a comment hears as ever.

    :raises RoleRefused: the person may not moderate
    """
    permissions.ensure(by, Act.MODERATE)
    made = []
    standing = Comment.objects.by(of).standing().exclude(state=State.REJECTED)
    for number in list(standing.values_list("pk", flat=True)):
        comment = _locked(number)
        is_reported = comment.reports.filter(answer__isnull=True).exists()
        decision = _change(comment, State.REJECTED, by, at, tell=is_reported, code=code, text=text)
        comment.reports.filter(answer__isnull=True).update(answer=decision)
        made.append(decision)
    return made


def _take_back(sanction: Sanction, by: Any, at: datetime) -> None:
    """End a sanction that came with a decision, and bring back what it hid.

    The author hears of the ban and its end; of a comment only who was told that it had gone.
    """
    sanction.lifted_at = at
    sanction.save(update_fields=["lifted_at"])
    for hiding in sanction.hid.all():
        with suppress(DecidedAlready):
            _undo(hiding, by, at, of_a_ban=True)


def _locked(comment_id: int) -> Comment:
    return (
        Comment.objects.select_for_update(of=("self",))
        .select_related("post", "author")
        .get(pk=comment_id)
    )


def _change(
    comment: Comment, state: State, by: Any, at: datetime, *, tell: bool = True, **words: Any
) -> Decision:
    """Bring a comment into a state and write down why; whoever it concerns is told later."""
    was_visible, before = comment.is_visible, comment.state
    comment.state = state
    comment.save(update_fields=["state"])
    decision = Decision.objects.create(
        comment=comment,
        revision_id=comment.text_id,
        actor=by,
        actor_name=str(by)[:150],
        before=before,
        after=state,
        at=at,
        **words,
    )
    Lease.objects.filter(comment=comment).delete()
    if tell:
        wait = timedelta(seconds=selectors.get_conversation().notice_seconds)
        Untold.objects.create(decision=decision, due_at=at + wait)
    announce(CommentDecided(comment.pk, decision.pk))
    if comment.is_visible != was_visible:
        freshness.thread_changed(post_id=comment.post_id, gone=was_visible)
        happened = CommentShown if comment.is_visible else CommentHidden
        announce(happened(comment.pk, comment.post_id))
    return decision


@transaction.atomic
def appeal(*, comment: Comment, by: Any, at: datetime, text: str) -> Appeal:
    """Ask for a second look at a rejection, once; another moderator than the first decides.

    :raises RoleRefused: it is somebody else's comment
    :raises TextMissing: an appeal without a word
    :raises CannotAppeal: it is not rejected, or there was an appeal
    :raises TooOften: too many appeals; it says when to come back
    """
    permissions.ensure(by, Act.APPEAL, owns=comment.is_by(by))
    if not text.strip():
        raise TextMissing
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    last = comment.decisions.in_force().filter(after=State.REJECTED).last()
    rejected = comment.state == State.REJECTED and comment.deleted_at is None
    # What decides an appeal is no new rejection.
    asked = comment.appeals.filter(Q(rejection=last) | Q(outcome=last))
    if not rejected or last is None or asked.exists():
        raise CannotAppeal
    take(APPEALS, by.pk)
    days = selectors.get_conversation().appeal_days
    made = Appeal.objects.create(
        comment=comment, rejection=last, text=text.strip(), at=at, due_at=at + timedelta(days=days)
    )
    announce(AppealFiled(comment.pk, made.pk))
    return made
