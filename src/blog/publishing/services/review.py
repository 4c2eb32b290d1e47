"""Reading before readers do: submit, withdraw, approve, ask for changes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.accounts.rules.roles import Act
from blog.errors import Invalid, NotAllowed
from blog.events import announce
from blog.publishing.events import (
    ChangesRequested,
    PostApproved,
    PostSubmitted,
    SubmissionWithdrawn,
)
from blog.publishing.models import Decision, Submission
from blog.publishing.rules import four_eyes
from blog.publishing.rules.four_eyes import EyesRefusal
from blog.publishing.rules.workflow import Action
from blog.publishing.selectors import policies, states, versions
from blog.publishing.services import checklist, steps, telling

EYES_WORDS: dict[EyesRefusal, Promise] = {
    EyesRefusal.SUBMITTED_IT: gettext_lazy("You submitted this text."),
    EyesRefusal.WROTE_IT: gettext_lazy("You wrote the last change to this text."),
    EyesRefusal.NOT_APPROVED: gettext_lazy("Nobody has approved this text yet."),
}


class SecondPairOfEyes(NotAllowed):
    """The section wants another person to read the text. ``refusal`` says why not this one."""

    def __init__(self, refusal: EyesRefusal, act: Act) -> None:
        self.refusal, self.who_can = refusal, policies.names_of_roles(act=act)
        super().__init__(
            _("%(reason)s A second pair of eyes is asked for. These roles can help: %(roles)s.")
            % {"reason": EYES_WORDS[refusal], "roles": ", ".join(self.who_can)}
        )


class RemarkMissing(Invalid):
    """Changes were asked for without saying which."""

    message = gettext_lazy("Say what should change, so that the author can act on it.")


@transaction.atomic
def submit(
    *,
    post_id: int,
    revision_id: int,
    by: Any,
    note: str = "",
    saved_at: datetime | None = None,
    at: datetime | None = None,
) -> steps.Taken:
    """Ask for a review of a post's newest text. The version is kept as it is from now on.

    :raises RoleRefused: they may not
    :raises NotInThisState: it waits already, or is in the trash
    :raises StaleRevision: there is a newer text
    """
    step = steps.begin(action=Action.SUBMIT, post_id=post_id, by=by, at=at)
    revision = steps.newest_text(post=step.post, revision_id=revision_id, saved_at=saved_at)
    earlier = Submission.objects.filter(
        post=step.post, decision__in=[Decision.RETURNED, Decision.APPROVED], release=None
    )
    earlier.update(decision=Decision.SUPERSEDED)
    submission = Submission.objects.create(
        post=step.post, revision=revision, by=by, at=step.at, note=note.strip()[:2000]
    )
    telling.tell_of_submission(submission=submission)
    announce(PostSubmitted(post_id, submission.pk, _id(by)))
    return steps.done(step=step, act="submitted", revision_id=revision.pk, record_id=submission.pk)


@transaction.atomic
def withdraw(*, post_id: int, by: Any, at: datetime | None = None) -> steps.Taken:
    """Take a submission back before it was decided.

    :raises RoleRefused: they may not
    :raises NotInThisState: nothing waits
    """
    step = steps.begin(action=Action.WITHDRAW, post_id=post_id, by=by, at=at)
    submission = _decide(step, Decision.WITHDRAWN)
    announce(SubmissionWithdrawn(post_id, submission.pk, _id(by)))
    return steps.done(
        step=step,
        act="submission_withdrawn",
        revision_id=submission.revision_id,
        record_id=submission.pk,
    )


@transaction.atomic
def approve(
    *, post_id: int, revision_id: int, by: Any, remark: str = "", at: datetime | None = None
) -> steps.Taken:
    """Let the text that was read be published: this version and no other.

    :raises RoleRefused: they may not
    :raises NotInThisState: nothing waits
    :raises StaleRevision: another text than the one read was submitted, or a newer one saved
    :raises SecondPairOfEyes: they wrote or submitted it, and the section asks for two people
    :raises ChecklistFailed: a required item is open
    """
    step = steps.begin(action=Action.APPROVE, post_id=post_id, by=by, at=at)
    revision = steps.newest_text(post=step.post, revision_id=revision_id)
    submission = _open_submission(step)
    if submission.revision_id != revision.pk:
        # An edit after submitting: what waits is not what is newest.
        raise steps.StaleRevision(post_id=post_id, read=submission.revision_id, newest=revision)
    refusal = four_eyes.refuse_approval(
        policies.get_reading(post=step.post, revision=revision, by=by)
    )
    if refusal:
        raise SecondPairOfEyes(refusal, Act.REVIEW)
    checklist.ensure_ready(revision=revision)
    telling.tell_of_decision(submission=_decide(step, Decision.APPROVED, remark))
    announce(PostApproved(post_id, submission.pk, _id(by)))
    return steps.done(step=step, act="approved", revision_id=revision.pk, record_id=submission.pk)


@transaction.atomic
def request_changes(
    *,
    post_id: int,
    revision_id: int,
    by: Any,
    remark: str,
    remarks: Mapping[str, str] | None = None,
    at: datetime | None = None,
) -> steps.Taken:
    """Send the text that was read back to its author, saying what should change.

    ``remarks`` are said of a place each: by the field's name or the block's id. A newer text may
    be there: the remark is about the one that was submitted.

    :raises RoleRefused: they may not
    :raises NotInThisState: nothing waits and nothing is approved
    :raises StaleRevision: another text than the one read was submitted
    :raises RemarkMissing: nothing is said
    """
    step = steps.begin(action=Action.REQUEST_CHANGES, post_id=post_id, by=by, at=at)
    submission = states.get_submission(post=step.post)
    if submission is None:
        raise steps.NotInThisState(step.action, step.was)
    steps.revision_of(post=step.post, revision_id=revision_id)
    if submission.revision_id != revision_id:
        raise steps.StaleRevision(post_id=post_id, read=revision_id, newest=submission.revision)
    said = _at_places(submission, remarks or {})
    if not remark.strip() and not said:
        raise RemarkMissing
    submission = _decide(step, Decision.RETURNED, remark)
    submission.remarks = said
    submission.save(update_fields=["remarks"])
    telling.tell_of_decision(submission=submission)
    announce(ChangesRequested(post_id, submission.pk, _id(by)))
    return steps.done(
        step=step, act="changes_requested", revision_id=revision_id, record_id=submission.pk
    )


def _at_places(submission: Submission, remarks: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the remarks in the order of the text, each with the name of its place."""
    given = {place: text.strip()[:2000] for place, text in remarks.items() if text.strip()}
    if not given:
        return []
    parts = versions.get_parts(revision=submission.revision)
    here = [
        {"place": part.key, "name": part.name, "text": given.pop(part.key)}
        for part in parts
        if part.key in given
    ]
    # A place that the text does not have: what was said is kept all the same.
    return [*here, *({"place": "", "name": "", "text": text} for text in given.values())]


def _open_submission(step: steps.Step) -> Submission:
    return Submission.objects.select_related("revision").get(post=step.post, decision=Decision.OPEN)


def _decide(step: steps.Step, decision: Decision, remark: str = "") -> Submission:
    submission = states.get_submission(post=step.post)
    if submission is None:
        raise steps.NotInThisState(step.action, step.was)
    submission.decision = decision
    submission.decided_by, submission.decided_at = step.by, step.at
    submission.remark = remark.strip()[:5000]
    submission.save(update_fields=["decision", "decided_by", "decided_at", "remark"])
    return submission


def _id(by: Any) -> int | None:
    return by.pk if by is not None else None
