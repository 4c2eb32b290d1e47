"""Who may call which service on what. A new service that is told of a person needs a line here.

A row names the act of the table of roles that the service asks for, and how it is called in a
world where there is everything to call it with. ``Inside`` is a service that other services call
after they have asked; it asks nobody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from blog.accounts.rules.leaving import Comments
from blog.accounts.rules.roles import Act, Role
from blog.accounts.services import exporting, leaving
from blog.comments.models import ListedPhrase, SavedSearch
from blog.publishing.models import (
    Due,
    Release,
    SavedFilter,
    Schedule,
    ScheduleState,
    SharedPreview,
)
from blog.publishing.services import schedule
from tests.factories import picture_file
from tests.publishing.desk import Desk


@dataclass(frozen=True)
class Asks:
    """The service asks for this act, on a live post also for ``while_public``."""

    act: Act
    how: Callable[[Any], dict[str, Any]]
    while_public: Act | None = None
    of_oneself: bool = False  # on what is always the person's own


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


def endpoint(w):
    return w.endpoint.pk


HOOK = {
    "name": lambda w: "Chat",
    "url": lambda w: "https://example.com/",
    "events": lambda w: ["post.published"],
}


def newest(w):
    return w.post.latest_revision_id


def later(w):
    return w.at + timedelta(days=2)


def out(w):
    """A publication that can still be undone."""
    release, _made = Release.objects.update_or_create(
        post=w.post,
        defaults={
            "revision_id": w.post.latest_revision_id,
            "at": w.at,
            "by": w.admin,
            "undo_until": w.at + timedelta(days=1),
        },
    )
    return release.pk


def text_that_was_out(w):
    """The text that readers have, as one that was published."""
    out(w)
    return w.post.latest_revision_id


def newer_text(w):
    """A text that readers do not have yet."""
    return Desk.edit(w.post, w.admin, title="A better title").pk


def block(w):
    """A block of the text."""
    return w.post.latest_revision.as_object().body.get_prep_value()[0]["id"]


def shared(w):
    """A preview that was shared."""
    fields = {"post": w.post, "revision_id": w.post.latest_revision_id, "by": w.admin, "at": w.at}
    digest = f"shared-{w.post.pk}"
    return SharedPreview.objects.create(**fields, digest=digest, expires_at=later(w)).pk


def with_an_end(w):
    """A post whose end is set."""
    if w.post.live:
        schedule.schedule_end(post_id=w.post.pk, due_at=later(w), by=w.admin)
    return {"post_id": w.post.pk}


def that_failed(w):
    """A post whose publication was set, and failed."""
    Schedule.objects.filter(post=w.post, due=Due.PUBLISH).update(state=ScheduleState.FAILED)
    return {"post_id": w.post.pk}


def with_an_end_that_failed(w):
    """A post whose end was set, and failed."""
    found = with_an_end(w)
    Schedule.objects.filter(post=w.post, due=Due.UNPUBLISH).update(state=ScheduleState.FAILED)
    return found


def own_export(w):
    """The link to one's own copy."""
    return exporting.link_token(export_id=w.exports["own"].pk, user_id=w.somebody.pk)


def leaving_somebody(w):
    """A moment at which somebody has asked to leave."""
    leaving.ask_to_leave(by=w.somebody, at=w.at, comments=Comments.ANONYMISE)
    return w.at


def oneself(act: Act, **more):
    """A service on one's own account, filters and the like."""
    return Asks(act, lambda w: {k: v(w) for k, v in more.items()}, of_oneself=True)


def now(w):
    return w.at


def own_filter(w):
    row, _made = SavedFilter.objects.get_or_create(
        owner=w.somebody, name="Mine", defaults={"words": {}, "at": w.at}
    )
    return row.pk


INSIDE_PUBLISHING = Inside("called by a step, after the table was asked")
OF_A_PERSON = Inside("about a person, not by them: other services and the worker call it")
SIGNING_IN = Inside("called on the way in, when nobody is anybody yet")

SERVICES: dict[str, Asks | Inside] = {
    "accounts.services.exporting.ask_for_export": oneself(Act.KEEP_ACCOUNT, at=later),
    "accounts.services.exporting.fetch_export": oneself(Act.KEEP_ACCOUNT, at=now, token=own_export),
    "accounts.services.exporting.link_token": OF_A_PERSON,
    "accounts.services.first_passwords.drop": SIGNING_IN,
    "accounts.services.inviting.is_for": Inside("a question, which changes nothing"),
    "accounts.services.leaving.ask_to_leave": oneself(
        Act.KEEP_ACCOUNT, at=now, comments=lambda w: Comments.ANONYMISE
    ),
    "accounts.services.leaving.stay": oneself(Act.KEEP_ACCOUNT, at=leaving_somebody),
    "accounts.services.leaving.ensure_may_leave": OF_A_PERSON,
    "accounts.services.notifying.notify": OF_A_PERSON,
    "accounts.services.notifying.notify_all": OF_A_PERSON,
    "accounts.services.notifying.mark_read": oneself(Act.KEEP_ACCOUNT, at=now),
    "accounts.services.preferences.save_preferences": oneself(Act.KEEP_ACCOUNT, ways=lambda w: {}),
    "accounts.services.preferences.stop_token": OF_A_PERSON,
    "accounts.services.profile.begin_profile": OF_A_PERSON,
    "accounts.services.profile.save_profile": oneself(
        Act.KEEP_ACCOUNT, name=text, bio=text, links=lambda w: [], is_public=lambda w: True
    ),
    "accounts.services.profile.give_name": OF_A_PERSON,
    "accounts.services.profile.take_name_from_byline": OF_A_PERSON,
    "accounts.services.profile.release_name": OF_A_PERSON,
    "accounts.services.profile.change_handle": oneself(
        Act.KEEP_ACCOUNT, at=now, handle=lambda w: "another-handle"
    ),
    "accounts.services.profile.set_picture": oneself(
        Act.KEEP_ACCOUNT, upload=lambda w: picture_file()
    ),
    "accounts.services.profile.remove_picture": oneself(Act.KEEP_ACCOUNT),
    "accounts.services.roles.is_last_admin": Inside("a question, which changes nothing"),
    "accounts.services.second_step_codes.begin_try": SIGNING_IN,
    "accounts.services.second_step_codes.end_tries": SIGNING_IN,
    "accounts.services.second_step_codes.use_up": SIGNING_IN,
    "accounts.services.sessions.end_all": OF_A_PERSON,
    "accounts.services.sessions.end_others": OF_A_PERSON,
    "accounts.services.sign_in_link.make_link": SIGNING_IN,
    "publishing.services.filters.save_filter": oneself(
        Act.SEE_DRAFT, at=now, name=text, words=lambda w: {}, opens=lambda w: False
    ),
    "publishing.services.filters.open_with": oneself(
        Act.SEE_DRAFT, filter_id=own_filter, opens=lambda w: True
    ),
    "publishing.services.filters.delete_filter": oneself(Act.SEE_DRAFT, filter_id=own_filter),
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
    "audit.services.recording.record_all": Inside("writes down what a service did"),
    "comments.services.answering.recommend": Asks(Act.REACT, comment()),
    "comments.services.answering.report": Asks(
        Act.REPORT_COMMENT, comment(complaint=lambda w: "spam")
    ),
    "comments.services.judging.ensure_not_shut_out": Inside("called once the table has said yes"),
    "comments.services.freshness.name_changed": OF_A_PERSON,
    "comments.services.following.follow": Asks(Act.REACT, at(post=lambda w: w.live)),
    "comments.services.following.follow_thread": Asks(Act.REACT, comment()),
    "comments.services.following.stop": oneself(Act.KEEP_ACCOUNT, follow_id=lambda w: 0),
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
    "comments.services.bulk.undo_all": Asks(Act.MODERATE, at(decided_at=lambda w: w.at)),
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
    "comments.services.outside.ask_if_undecided": Inside(
        "called by posting and changing, after they have asked"
    ),
    "comments.services.posting.post_comment": Asks(
        Act.COMMENT, at(post=lambda w: w.live, source=text)
    ),
    "comments.services.changing.edit_comment": Asks(Act.EDIT_COMMENT, comment(source=text)),
    "comments.services.changing.delete_comment": Asks(Act.EDIT_COMMENT, comment()),
    "comments.services.changing.restore_comment": Asks(Act.EDIT_COMMENT, comment()),
    "operations.services.jobs.retry_message": Asks(
        Act.SEE_JOBS, at(message_id=lambda w: w.message.pk)
    ),
    "operations.services.jobs.cancel_message": Asks(
        Act.SEE_JOBS, at(message_id=lambda w: w.message.pk)
    ),
    "operations.services.jobs.retry_task": Asks(Act.SEE_JOBS, at(task_id=lambda w: str(w.task.pk))),
    "operations.services.jobs.forget_task": Asks(
        Act.SEE_JOBS, at(task_id=lambda w: str(w.task.pk))
    ),
    "operations.services.webhooks.add": Asks(Act.SET_WEBHOOKS, at(**HOOK)),
    "operations.services.webhooks.change": Asks(Act.SET_WEBHOOKS, at(endpoint_id=endpoint, **HOOK)),
    "operations.services.webhooks.switch_off": Asks(Act.SET_WEBHOOKS, at(endpoint_id=endpoint)),
    "operations.services.webhooks.switch_on": Asks(Act.SET_WEBHOOKS, at(endpoint_id=endpoint)),
    "operations.services.webhooks.rotate_secret": Asks(Act.SET_WEBHOOKS, at(endpoint_id=endpoint)),
    "operations.services.webhooks.remove": Asks(Act.SET_WEBHOOKS, at(endpoint_id=endpoint)),
    "operations.services.webhooks.send_test": Asks(Act.SET_WEBHOOKS, at(endpoint_id=endpoint)),
    "operations.services.webhooks.replay": Asks(
        Act.SET_WEBHOOKS, at(endpoint_id=endpoint, delivery_id=lambda w: w.delivery.pk)
    ),
    "operations.services.webhooks.get_new_secret": Asks(
        Act.SET_WEBHOOKS, lambda w: {"endpoint_id": endpoint(w)}
    ),
    "content.services.many_posts.write_log": Inside("imports"),
    "portability.services.loading.load": Inside("called on the command line"),
    "publishing.services.gate.make_public": INSIDE_PUBLISHING,
    "publishing.services.gate.take_back": INSIDE_PUBLISHING,
    "publishing.services.steps.begin": INSIDE_PUBLISHING,
    "publishing.services.many_posts.bring_in": Inside("imports"),
    "publishing.services.release.publish_now": Inside("imports, and pages that are no posts"),
    "publishing.services.publication.ensure_may_go_out": INSIDE_PUBLISHING,
    "publishing.services.publication.write_down": INSIDE_PUBLISHING,
    "publishing.services.history.restore_revision": Asks(Act.WRITE, post(revision_id=newest)),
    "publishing.services.history.restore_block": Asks(
        Act.WRITE, post(revision_id=newest, newest_id=newest, block_id=block)
    ),
    "publishing.services.history.name_version": Asks(
        Act.WRITE, post(revision_id=newest, name=text)
    ),
    "publishing.services.preview.share": Asks(
        Act.SHARE_PREVIEW, post(revision_id=newest, expires_at=later)
    ),
    "publishing.services.preview.revoke": Asks(Act.SHARE_PREVIEW, post(preview_id=shared)),
    "publishing.services.release.publish": Asks(Act.PUBLISH, post(revision_id=newest)),
    "publishing.services.release.correct": Asks(
        Act.CORRECT, post(revision_id=newer_text, note=text)
    ),
    "publishing.services.release.undo": Asks(Act.PUBLISH, post(release_id=out)),
    "publishing.services.release.roll_back": Asks(Act.PUBLISH, post(revision_id=text_that_was_out)),
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
    "publishing.services.schedule.try_again": Asks(Act.PUBLISH, that_failed),
    "publishing.services.schedule.try_end_again": Asks(Act.UNPUBLISH, with_an_end_that_failed),
    "publishing.services.schedule.schedule_end": Asks(Act.UNPUBLISH, post(due_at=later)),
    "publishing.services.schedule.unschedule_end": Asks(Act.UNPUBLISH, with_an_end),
    "publishing.services.trash.trash": Asks(Act.TRASH, post(), while_public=Act.UNPUBLISH),
    "publishing.services.trash.restore": Asks(Act.TRASH, post()),
    "publishing.services.withdrawal.unpublish": Asks(Act.UNPUBLISH, post()),
}
