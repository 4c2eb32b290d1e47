"""When something happens to a post: set the moment, move it, end what is set, try it again.

What is set is done by ``due``.
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from blog.errors import Conflict, Invalid
from blog.events import announce
from blog.publishing.events import PostScheduled, ScheduleBroughtForward, ScheduleCancelled
from blog.publishing.models import Due, Schedule, ScheduleState
from blog.publishing.rules.workflow import Action
from blog.publishing.selectors import states
from blog.publishing.services import publication, steps


class NotInTheFuture(Invalid):
    """The time is over already."""

    message = _("This time is over. Choose one that is still to come.")


class NoSuchZone(Invalid):
    """The time zone is unknown."""

    message = _("This time zone is not known here. Choose one from the list.")


class EndsBeforeItBegins(Invalid):
    """A post would be unpublished before it is published."""

    message = _("The post would end before it begins. Choose a later end.")


class EndsBeforeTheUpdate(Invalid):
    """A post would be unpublished, and come back with a text that is set for later."""

    message = _(
        "A newer text of this post comes out later than that, and would bring it back. "
        "Choose a later end, or move the text first."
    )


class ScheduleMoved(Conflict):
    """What was set is not set any more as it was read."""

    message = _(
        "Somebody moved or ended this meanwhile. See what is set now, then choose the time again."
    )


@transaction.atomic
def schedule(
    *,
    post_id: int,
    revision_id: int,
    due_at: datetime,
    by: Any,
    zone: str = "UTC",
    saved_at: datetime | None = None,
    at: datetime | None = None,
) -> steps.Taken:
    """Have the newest text of a post published at a moment, or move the moment.

    This version and no other is published then; texts saved later stay drafts.

    :raises RoleRefused: they may not
    :raises NotInThisState: there is nothing new to publish
    :raises StaleRevision: there is a newer text than the one read
    :raises SecondPairOfEyes: the section asks for two people
    :raises ChecklistFailed: a required item is open
    :raises SlugTaken: another page has the address
    :raises NotInTheFuture: the moment is over
    :raises NoSuchZone: the time zone is unknown
    :raises EndsBeforeItBegins: it ends before that
    """
    step = steps.begin(action=Action.SCHEDULE, post_id=post_id, by=by, at=at)
    _check_time(due_at, zone, step.at)
    _check_end(step, due_at)
    revision = steps.newest_text(post=step.post, revision_id=revision_id, saved_at=saved_at)
    publication.ensure_may_go_out(post=step.post, revision=revision, by=by)
    row = _set(step, Due.PUBLISH, due_at, zone, revision_id=revision.pk)
    return steps.done(
        step=step,
        act="scheduled",
        revision_id=revision.pk,
        record_id=row.pk,
        detail={"due_at": due_at.isoformat()},
    )


@transaction.atomic
def unschedule(*, post_id: int, by: Any, at: datetime | None = None) -> steps.Taken:
    """End a schedule, whether it waits or has failed.

    :raises RoleRefused: they may not
    :raises NotInThisState: nothing is scheduled
    """
    step = steps.begin(action=Action.UNSCHEDULE, post_id=post_id, by=by, at=at)
    row = _cancel(step, Due.PUBLISH)
    return steps.done(step=step, act="unscheduled", revision_id=row.revision_id, record_id=row.pk)


@transaction.atomic
def schedule_end(
    *, post_id: int, due_at: datetime, by: Any, zone: str = "UTC", at: datetime | None = None
) -> steps.Taken:
    """Have a public post unpublished at a moment, or move the moment.

    :raises RoleRefused: they may not
    :raises NotInThisState: the post is not public
    :raises NotInTheFuture: the moment is over
    :raises NoSuchZone: the time zone is unknown
    :raises EndsBeforeTheUpdate: a newer text is set for later than that
    """
    step = steps.begin(action=Action.SCHEDULE_END, post_id=post_id, by=by, at=at)
    _check_time(due_at, zone, step.at)
    _check_update(step, due_at)
    row = _set(step, Due.UNPUBLISH, due_at, zone)
    return steps.done(
        step=step, act="end_scheduled", record_id=row.pk, detail={"due_at": due_at.isoformat()}
    )


@transaction.atomic
def unschedule_end(*, post_id: int, by: Any, at: datetime | None = None) -> steps.Taken:
    """Let a post stay public, whose end was set.

    :raises RoleRefused: they may not
    :raises NotInThisState: no end is set
    """
    step = steps.begin(action=Action.UNSCHEDULE_END, post_id=post_id, by=by, at=at)
    row = _cancel(step, Due.UNPUBLISH)
    return steps.done(step=step, act="end_unscheduled", record_id=row.pk)


@transaction.atomic
def move(
    *,
    post_id: int,
    due: Due,
    revision_id: int | None,
    was_due_at: datetime,
    due_at: datetime,
    by: Any,
    zone: str = "UTC",
    at: datetime | None = None,
) -> steps.Taken:
    """Have what is set happen at another moment, as it was read: the same text, the same deed.

    A newer text that was saved since stays a draft, as it would at the old moment.

    :raises RoleRefused: they may not
    :raises NotInThisState: it is not to be had as the post stands
    :raises ScheduleMoved: it was moved, ended or done since, or is about another text now
    :raises SecondPairOfEyes: the section asks for two people
    :raises ChecklistFailed: a required item is open
    :raises NotInTheFuture: the moment is over
    :raises NoSuchZone: the time zone is unknown
    :raises EndsBeforeItBegins: the post would end before it begins
    :raises EndsBeforeTheUpdate: a newer text is set for later than the new end
    """
    action = Action.SCHEDULE if due == Due.PUBLISH else Action.SCHEDULE_END
    step = steps.begin(action=action, post_id=post_id, by=by, at=at)
    row = states.get_schedule(post=step.post, due=due)
    if row is None or (row.revision_id, row.due_at) != (revision_id, was_due_at):
        raise ScheduleMoved
    _check_time(due_at, zone, step.at)
    if row.revision is not None:
        _check_end(step, due_at)
        publication.ensure_may_go_out(post=step.post, revision=row.revision, by=by)
    else:
        _check_update(step, due_at)
    _set(step, due, due_at, zone, revision_id=row.revision_id)
    return steps.done(
        step=step,
        act="schedule_moved" if due == Due.PUBLISH else "end_moved",
        revision_id=row.revision_id,
        record_id=row.pk,
        detail={"due_at": due_at.isoformat(), "was": was_due_at.isoformat()},
    )


@transaction.atomic
def try_again(*, post_id: int, by: Any, at: datetime | None = None) -> steps.Taken:
    """Have a publication that failed tried again at once, and not when its pause is over.

    The worker does it within seconds, by the rules as they are then. What they refuse now is
    refused here, to whoever asks.

    :raises RoleRefused: they may not
    :raises NotInThisState: nothing failed
    :raises SecondPairOfEyes: the section asks for two people
    :raises ChecklistFailed: a required item is open
    :raises SlugTaken: another page has the address
    """
    step = steps.begin(action=Action.TRY_AGAIN, post_id=post_id, by=by, at=at)
    row = _failed(step, Due.PUBLISH)
    assert row.revision is not None  # noqa: S101 - the table's own constraint
    publication.ensure_may_go_out(post=step.post, revision=row.revision, by=None)
    _bring_forward(step, row)
    return steps.done(
        step=step,
        act="schedule_brought_forward",
        revision_id=row.revision_id,
        record_id=row.pk,
    )


@transaction.atomic
def try_end_again(*, post_id: int, by: Any, at: datetime | None = None) -> steps.Taken:
    """Have an end that failed tried again at once, by the worker.

    :raises RoleRefused: they may not
    :raises NotInThisState: no end failed, or the post is not public
    """
    step = steps.begin(action=Action.TRY_END_AGAIN, post_id=post_id, by=by, at=at)
    row = _failed(step, Due.UNPUBLISH)
    _bring_forward(step, row)
    return steps.done(step=step, act="end_brought_forward", record_id=row.pk)


def cancel_all(*, step: steps.Step) -> None:
    """End everything that is set for a post, in the caller's transaction."""
    for row in Schedule.objects.filter(post=step.post, state__in=states.STANDING):
        row.state, row.finished_at = ScheduleState.CANCELLED, step.at
        row.save(update_fields=["state", "finished_at"])
        announce(ScheduleCancelled(step.post.pk, row.pk, _id(step.by)))


def _check_time(due_at: datetime, zone: str, now: datetime) -> None:
    if due_at <= now:
        raise NotInTheFuture
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise NoSuchZone from error


def _check_end(step: steps.Step, due_at: datetime) -> None:
    end = states.get_schedule(post=step.post, due=Due.UNPUBLISH)
    if end is not None and end.due_at <= due_at:
        raise EndsBeforeItBegins


def _check_update(step: steps.Step, end_at: datetime) -> None:
    update = states.get_schedule(post=step.post, due=Due.PUBLISH)
    if update is not None and end_at <= update.due_at:
        raise EndsBeforeTheUpdate


def _set(
    step: steps.Step, due: Due, due_at: datetime, zone: str, *, revision_id: int | None = None
) -> Schedule:
    row, _made = Schedule.objects.update_or_create(
        post=step.post,
        due=due,
        state__in=states.STANDING,
        defaults={
            "revision_id": revision_id,
            "due_at": due_at,
            "next_try_at": due_at,
            "zone": zone,
            "set_by": step.by,
            "set_at": step.at,
            "state": ScheduleState.WAITING,
            "tries": 0,
            "reason": "",
        },
    )
    announce(PostScheduled(step.post.pk, row.pk, _id(step.by)))
    return row


def _failed(step: steps.Step, due: Due) -> Schedule:
    row = states.get_schedule(post=step.post, due=due)
    if row is None or row.state != ScheduleState.FAILED:
        raise steps.NotInThisState(step.action, step.was)
    return row


def _bring_forward(step: steps.Step, row: Schedule) -> None:
    row.next_try_at = min(row.next_try_at, step.at)
    row.save(update_fields=["next_try_at"])
    announce(ScheduleBroughtForward(step.post.pk, row.pk, _id(step.by)))


def _cancel(step: steps.Step, due: Due) -> Schedule:
    row = states.get_schedule(post=step.post, due=due)
    if row is None:
        raise steps.NotInThisState(step.action, step.was)
    row.state, row.finished_at = ScheduleState.CANCELLED, step.at
    row.save(update_fields=["state", "finished_at"])
    announce(ScheduleCancelled(step.post.pk, row.pk, _id(step.by)))
    return row


def _id(by: Any) -> int | None:
    return by.pk if by is not None else None
