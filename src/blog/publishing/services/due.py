"""What is set for a post is done when its time has come.

Each post in a transaction of its own. One that fails keeps its schedule, says why, is tried again
and stops no other. ``run_due`` may run in as many processes as there are.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from blog.audit.services import recording
from blog.content.models import PostPage
from blog.errors import DomainError
from blog.events import announce
from blog.publishing.events import ScheduleFailed
from blog.publishing.models import Due, Schedule, ScheduleState
from blog.publishing.rules import retrying
from blog.publishing.rules.workflow import Action
from blog.publishing.selectors import states
from blog.publishing.services import pages, publication, steps, telling, withdrawal

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Released:
    """What a run did: ids of pages that went live, were withdrawn, or failed."""

    published: tuple[int, ...]
    withdrawn: tuple[int, ...]
    failed: tuple[int, ...]


def run_due(*, at: datetime) -> Released:
    """Publish and unpublish what is due, each post on its own."""
    published: list[int] = []
    withdrawn: list[int] = []
    failed: list[int] = []
    tried: set[int] = set()
    while (taken := _run_next(at, tried)) is not None:
        into = {"failed": failed, "publish": published, "unpublish": withdrawn, "nothing": []}
        into[taken[0]].append(taken[1])
    others = pages.run_due(at=at)
    return Released(
        (*published, *others.published), (*withdrawn, *others.withdrawn), (*failed, *others.failed)
    )


def _run_next(at: datetime, tried: set[int]) -> tuple[str, int] | None:
    """Do the next thing that is due; return what came of it and the post, or None: nothing is due.

    The post is held while it is done, then the row, in the order of every other step. Another
    worker goes past it, and one that dies lets go of it with nothing done. A post on which somebody
    acts at this moment is left to the next run.
    """
    # A next try that is further away than any pause was set by a clock that was ahead.
    is_time = Q(next_try_at__lte=at) | Q(
        state=ScheduleState.FAILED, next_try_at__gt=at + retrying.PAUSES[-1]
    )
    due_now = Schedule.objects.filter(is_time, state__in=states.STANDING, due_at__lte=at)
    due = due_now.exclude(pk__in=tried)
    # Nothing is locked to find that out.
    found = due.order_by("due_at", "pk").values_list("pk", "post_id").first()
    if found is None:
        return None
    pk, post_id = found
    tried.add(pk)
    with transaction.atomic():
        is_held = steps.lock_if_free(post_id=post_id)
        row = due_now.select_for_update().filter(pk=pk).first() if is_held else None
        if row is None:  # somebody acts on it, or has done it or ended it meanwhile
            return "nothing", post_id
        try:
            with transaction.atomic():
                if _is_over_already(row):
                    return "nothing", row.post_id
                _do(row)
        except Exception as error:
            _note_failure(row, error)
            return ScheduleState.FAILED, row.post_id
        return row.due, row.post_id


def _is_over_already(row: Schedule) -> bool:
    """Return whether it is time for an end, and readers do not have the post: all is as it was set.

    Until then the end stands: whoever unpublishes a post may publish it again before.
    """
    if row.due != Due.UNPUBLISH:
        return False
    if PostPage.objects.filter(pk=row.post_id, live=True).exists():
        return False
    Schedule.objects.filter(pk=row.pk).update(
        state=ScheduleState.DONE, finished_at=timezone.now(), reason=""
    )
    return True


def _do(row: Schedule) -> None:
    now = timezone.now()
    action = Action.PUBLISH if row.due == Due.PUBLISH else Action.UNPUBLISH
    step = steps.begin(action=action, post_id=row.post_id, by=None, at=now)
    if row.due == Due.PUBLISH:
        assert row.revision is not None  # noqa: S101 - the table's own constraint
        publication.ensure_may_go_out(post=step.post, revision=row.revision, by=None)
        made = publication.put_out(step=step, revision=row.revision)
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
