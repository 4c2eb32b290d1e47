"""Who may call which service on what. A new service that acts ``by`` somebody needs a line here.

A row names the act of the table of roles that the service asks for, and how it is called in a
world where there is everything to call it with. ``Inside`` is a service that other services call
after they have asked; it asks nobody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from blog.accounts.rules.roles import Act, Role
from blog.comments.models import ListedPhrase, SavedSearch
from blog.publishing.models import Due


@dataclass(frozen=True)
class Asks:
    """The service asks for this act, on a live post also for ``while_public``."""

    act: Act
    how: Callable[[Any], dict[str, Any]]
    while_public: Act | None = None


@dataclass(frozen=True)
class Inside:
    """The service asks nobody: why that is right."""

    why: str


def post(**more):
    """A service on a post."""
    return lambda w: {"post_id": w.post.pk, **{k: v(w) for k, v in more.items()}}


def comment(**more):
    """A service on a comment."""
    return lambda w: {"comment": w.comment, "at": w.at, **{k: v(w) for k, v in more.items()}}


def at(**more):
    """A service on something else."""
    return lambda w: {"at": w.at, **{k: v(w) for k, v in more.items()}}


def text(w):
    return "Words."


def newest(w):
    return w.post.latest_revision_id


def later(w):
    return w.at + timedelta(days=2)


def number(w):
    return 1


INSIDE_PUBLISHING = Inside("called by a step, after the table was asked")

SERVICES: dict[str, Asks | Inside] = {
    "accounts.services.inviting.invite": Asks(
        Act.INVITE, at(email=lambda w: "new@example.com", roles=lambda w: [Role.EDITOR])
    ),
    "accounts.services.inviting.revoke": Asks(
        Act.INVITE, at(invitation_id=lambda w: w.invitation.pk)
    ),
    "accounts.services.inviting.accept": Inside("the link and the proved address are the right"),
    "accounts.services.roles.change_roles": Asks(
        Act.INVITE, at(person=lambda w: w.other, roles=lambda w: [Role.EDITOR])
    ),
    "accounts.services.roles.give_roles": Inside("called by inviting.accept"),
    "audit.services.recording.record": Inside("writes down what a service did"),
    "comments.services.answering.recommend": Asks(Act.REACT, comment()),
    "comments.services.answering.report": Asks(
        Act.REPORT_COMMENT, comment(complaint=lambda w: "spam")
    ),
    "comments.services.answering.follow": Asks(Act.REACT, at(post=lambda w: w.live)),
    "comments.services.answering.block": Asks(Act.REACT, at(of=lambda w: w.other)),
    "comments.services.moderation.decide": Asks(
        Act.MODERATE,
        comment(
            approve=lambda w: True,
            revision_id=lambda w: w.comment.revision_id,
            last_decision_id=lambda w: w.comment.decisions.last().pk,
        ),
    ),
    "comments.services.moderation.undo": Asks(
        Act.MODERATE, at(decision=lambda w: w.comment.decisions.last())
    ),
    "comments.services.holding.hold": Asks(Act.MODERATE, comment()),
    "comments.services.moderation.appeal": Asks(Act.APPEAL, comment(text=text)),
    "comments.services.moderation.reject_all": Asks(
        Act.MODERATE, at(of=lambda w: w.other, code=lambda w: "spam", text=text)
    ),
    "comments.services.bulk.decide_all": Asks(
        Act.MODERATE,
        at(
            comments=lambda w: [w.comment.pk],
            seen_at=lambda w: w.at,
            approve=lambda w: True,
        ),
    ),
    "comments.services.phrases.add_phrase": Asks(
        Act.SET_RULES, at(text=lambda w: "pills", weight=lambda w: "suspect")
    ),
    "comments.services.phrases.remove_phrase": Asks(
        Act.SET_RULES, at(phrase=lambda w: ListedPhrase.objects.get_or_create(text="adverts")[0])
    ),
    "comments.services.people.sanction": Asks(
        Act.BAN, at(of=lambda w: w.other, kind=lambda w: "warn", reason=text)
    ),
    "comments.services.people.ban_author": Asks(
        Act.BAN,
        comment(
            code=lambda w: "spam",
            revision_id=lambda w: w.comment.revision_id,
            last_decision_id=lambda w: w.comment.decisions.last().pk,
        ),
    ),
    "comments.services.people.lift": Asks(Act.BAN, at(sanction=lambda w: w.sanction)),
    "comments.services.people.note": Asks(Act.MODERATE, at(of=lambda w: w.other, text=text)),
    "comments.services.watching.keep_search": Asks(
        Act.MODERATE, at(name=text, asked=lambda w: {"text": "rye"})
    ),
    "comments.services.watching.forget_search": Asks(
        Act.MODERATE,
        at(
            search=lambda w: SavedSearch.objects.get_or_create(
                by=w.other, name="Rye", defaults={"asked": {}, "is_shared": True, "at": w.at}
            )[0]
        ),
    ),
    "comments.services.posting.post_comment": Asks(
        Act.COMMENT, at(post=lambda w: w.live, source=text)
    ),
    "comments.services.posting.edit_comment": Asks(Act.EDIT_COMMENT, comment(source=text)),
    "comments.services.posting.delete_comment": Asks(Act.EDIT_COMMENT, comment()),
    "comments.services.posting.restore_comment": Asks(Act.EDIT_COMMENT, comment()),
    "operations.services.jobs.retry_message": Asks(Act.SEE_JOBS, at(message_id=number)),
    "operations.services.jobs.cancel_message": Asks(Act.SEE_JOBS, at(message_id=number)),
    "operations.services.jobs.retry_task": Asks(Act.SEE_JOBS, at(task_id=text)),
    "operations.services.jobs.forget_task": Asks(Act.SEE_JOBS, at(task_id=text)),
    "portability.services.loading.load": Inside("called on the command line"),
    "publishing.services.gate.make_public": INSIDE_PUBLISHING,
    "publishing.services.gate.take_back": INSIDE_PUBLISHING,
    "publishing.services.steps.begin": INSIDE_PUBLISHING,
    "publishing.services.release.publish_now": Inside("imports, and pages that are no posts"),
    "publishing.services.release.ensure_may_go_out": INSIDE_PUBLISHING,
    "publishing.services.history.restore_revision": Asks(Act.WRITE, post(revision_id=newest)),
    "publishing.services.history.restore_block": Asks(
        Act.WRITE, post(revision_id=newest, newest_id=newest, block_id=text)
    ),
    "publishing.services.history.name_version": Asks(
        Act.WRITE, post(revision_id=newest, name=text)
    ),
    "publishing.services.preview.share": Asks(
        Act.SHARE_PREVIEW, post(revision_id=newest, expires_at=later)
    ),
    "publishing.services.preview.revoke": Asks(Act.SHARE_PREVIEW, post(preview_id=number)),
    "publishing.services.release.publish": Asks(Act.PUBLISH, post(revision_id=newest)),
    "publishing.services.release.correct": Asks(Act.CORRECT, post(revision_id=newest, note=text)),
    "publishing.services.release.undo": Asks(Act.PUBLISH, post(release_id=number)),
    "publishing.services.release.roll_back": Asks(Act.PUBLISH, post(revision_id=newest)),
    "publishing.services.review.submit": Asks(Act.SUBMIT, post(revision_id=newest)),
    "publishing.services.review.withdraw": Asks(Act.SUBMIT, post()),
    "publishing.services.review.approve": Asks(Act.REVIEW, post(revision_id=newest)),
    "publishing.services.review.request_changes": Asks(
        Act.REVIEW, post(revision_id=newest, remark=text)
    ),
    "publishing.services.schedule.schedule": Asks(
        Act.PUBLISH, post(revision_id=newest, due_at=later)
    ),
    "publishing.services.schedule.move": Asks(
        Act.PUBLISH,
        post(due=lambda w: Due.PUBLISH, revision_id=newest, was_due_at=later, due_at=later),
    ),
    "publishing.services.schedule.unschedule": Asks(Act.PUBLISH, post()),
    "publishing.services.schedule.schedule_end": Asks(Act.UNPUBLISH, post(due_at=later)),
    "publishing.services.schedule.unschedule_end": Asks(Act.UNPUBLISH, post()),
    "publishing.services.trash.trash": Asks(Act.TRASH, post(), while_public=Act.UNPUBLISH),
    "publishing.services.trash.restore": Asks(Act.TRASH, post()),
    "publishing.services.withdrawal.unpublish": Asks(Act.UNPUBLISH, post()),
}
