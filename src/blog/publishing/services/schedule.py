"""What happens to a post at a set time: set it, end it, and do it when the time has come.

Each post in a transaction of its own. One that fails keeps its schedule, says why, is tried again
and stops no other. ``run_due`` may run in as many processes as there are.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blog.audit.services import recording
from blog.errors import Conflict, DomainError, Invalid
from blog.events import announce
from blog.publishing.events import PostScheduled, ScheduleCancelled, ScheduleFailed
from blog.publishing.models import Due, Schedule, ScheduleState
from blog.publishing.rules import retrying
from blog.publishing.rules.workflow import Action
from blog.publishing.selectors import states
from blog.publishing.services import pages, release, steps, telling, withdrawal

logger = logging.getLogger(__name__)

STANDING = (ScheduleState.WAITING, ScheduleState.FAILED)


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


@dataclass(frozen=True)
class Released:
    """What a run did: ids of pages that went live, were withdrawn, or failed."""

    published: tuple[int, ...]
    withdrawn: tuple[int, ...]
    failed: tuple[int, ...]


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
    release.ensure_may_go_out(post=step.post, revision=revision, by=by)
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
        release.ensure_may_go_out(post=step.post, revision=row.revision, by=by)
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


def run_due(*, at: datetime) -> Released:
    """Publish and unpublish what is due, each post on its own."""
    published: list[int] = []
    withdrawn: list[int] = []
    failed: list[int] = []
    tried: set[int] = set()
    while (taken := _run_next(at, tried)) is not None:
        into = {"failed": failed, "publish": published, "unpublish": withdrawn}
        into[taken[0]].append(taken[1])
    others = pages.run_due(at=at)
    return Released(
        (*published, *others.published), (*withdrawn, *others.withdrawn), (*failed, *others.failed)
    )


def cancel_all(*, step: steps.Step) -> None:
    """End everything that is set for a post, in the caller's transaction."""
    for row in Schedule.objects.filter(post=step.post, state__in=STANDING):
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
        state__in=STANDING,
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


def _cancel(step: steps.Step, due: Due) -> Schedule:
    row = states.get_schedule(post=step.post, due=due)
    if row is None:
        raise steps.NotInThisState(step.action, step.was)
    row.state, row.finished_at = ScheduleState.CANCELLED, step.at
    row.save(update_fields=["state", "finished_at"])
    announce(ScheduleCancelled(step.post.pk, row.pk, _id(step.by)))
    return row


def _run_next(at: datetime, tried: set[int]) -> tuple[str, int] | None:
    """Do the next thing that is due; return what came of it and the post, or None: nothing is due.

    The row is held while it is done: another worker goes past it, and one that dies lets go of it
    with nothing done.
    """
    due = Schedule.objects.filter(state__in=STANDING, next_try_at__lte=at).exclude(pk__in=tried)
    if not due.exists():  # nothing is locked to find that out
        return None
    with transaction.atomic():
        row = due.order_by("due_at", "pk").select_for_update(skip_locked=True).first()
        if row is None:
            return None
        tried.add(row.pk)
        try:
            with transaction.atomic():
                _do(row)
        except Exception as error:
            _note_failure(row, error)
            return ScheduleState.FAILED, row.post_id
        return row.due, row.post_id


def _do(row: Schedule) -> None:
    now = timezone.now()
    action = Action.PUBLISH if row.due == Due.PUBLISH else Action.UNPUBLISH
    step = steps.begin(action=action, post_id=row.post_id, by=None, at=now)
    if row.due == Due.PUBLISH:
        assert row.revision is not None  # noqa: S101 - the table's own constraint
        release.ensure_may_go_out(post=step.post, revision=row.revision, by=None)
        made = release.put_out(step=step, revision=row.revision)
        act, record = "published_on_schedule", made.pk
    else:
        withdrawal.take_from_readers(step=step)
        act, record = "unpublished_on_schedule", row.pk
    Schedule.objects.filter(pk=row.pk).update(
        state=ScheduleState.DONE,
        finished_at=now,
        reason="",
        lag=max(now - row.due_at, timedelta(0)),
        tries=F("tries") + 1,
    )
    steps.done(step=step, act=act, revision_id=row.revision_id, record_id=record)


def _note_failure(row: Schedule, error: Exception) -> None:
    row.tries += 1
    row.state = ScheduleState.FAILED
    row.next_try_at = timezone.now() + retrying.pause_after(row.tries)
    row.reason = (
        str(error) if isinstance(error, DomainError) else f"{type(error).__name__}: {error}"
    )
    row.save(update_fields=["tries", "state", "next_try_at", "reason"])
    logger.error(
        "Could not %s on schedule: %s",
        row.due,
        row.reason,
        exc_info=error,
        extra={"post_id": row.post_id},
    )
    recording.record(
        by=None,
        act="post.schedule_failed",
        subject=("post", row.post_id),
        label=row.post.title,
        detail={"due": row.due, "tries": row.tries, "reason": row.reason[:500]},
    )
    if row.tries in retrying.TOLD_AT:
        telling.tell_of_failed_schedule(row=row)
    announce(ScheduleFailed(row.post_id, row.pk, row.tries))


def _id(by: Any) -> int | None:
    return by.pk if by is not None else None
