"""What the screen of background work shows: what waits, what failed, what was given up."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import ngettext
from django_tasks_db.models import DBTaskResult

from blog.delivery.models import OutboxMessage, State
from blog.delivery.services.outbox import CanStillBeUndone, WasUndone

PAGE_SIZE = 50


@dataclass(frozen=True)
class Message:
    """A message of the outbox. ``what`` says enough of it to know it by, and nothing private.

    ``why_not`` says why nobody can have it sent now.
    """

    pk: int
    kind: str
    what: str
    state: str
    state_in_words: str
    due_at: datetime
    tries: int
    error: str
    why_not: str
    can_retry: bool
    can_cancel: bool


@dataclass(frozen=True)
class FailedTask:
    """A task that ended with an error. ``error`` is its last line."""

    id: str
    name: str
    failed_at: datetime | None
    error: str
    traceback: str


@dataclass(frozen=True)
class Jobs:
    """Background work: counts by state, the messages of one state, and the tasks that failed."""

    counts: tuple[tuple[str, str, int], ...]
    state: str
    messages: tuple[Message, ...]
    older: int | None
    failed_tasks: tuple[FailedTask, ...]


def get_jobs(*, state: str = State.DEAD, before: int | None = None) -> Jobs:
    """Return the outbox's messages in a state, newest first, and the newest failed tasks."""
    numbers = {
        row["state"]: row["number"]
        for row in OutboxMessage.objects.order_by().values("state").annotate(number=Count("pk"))
    }
    found = OutboxMessage.objects.filter(state=state).order_by("-pk")
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found[: PAGE_SIZE + 1])
    more = len(rows) > PAGE_SIZE
    rows = rows[:PAGE_SIZE]
    return Jobs(
        counts=tuple((s.value, str(s.label), numbers.get(s.value, 0)) for s in State),
        state=state,
        messages=tuple(map(_message, rows)),
        older=rows[-1].pk if more else None,
        failed_tasks=tuple(
            FailedTask(
                str(task.id),
                task.task_path.rpartition(".")[2].replace("_", " "),
                task.finished_at,
                (task.traceback.strip().splitlines() or [task.exception_class_path])[-1],
                task.traceback,
            )
            for task in DBTaskResult.objects.failed().order_by("-finished_at")[:PAGE_SIZE]
        ),
    )


def get_message(*, message_id: int) -> Message:
    """Return one message of the outbox."""
    return _message(OutboxMessage.objects.get(pk=message_id))


def _message(row: OutboxMessage) -> Message:
    why_not = _why_not(row)
    return Message(
        pk=row.pk,
        kind=row.kind,
        what=_what(row),
        state=row.state,
        state_in_words=str(State(row.state).label),
        due_at=row.due_at,
        tries=row.tries,
        error=row.last_error,
        why_not=why_not,
        can_retry=not why_not and row.state in (State.WAITING, State.DEAD, State.CANCELLED),
        can_cancel=row.state in (State.WAITING, State.DEAD),
    )


def _why_not(row: OutboxMessage) -> str:
    if row.state == State.UNDONE:
        return str(WasUndone.message)
    if row.state != State.SENT and row.can_still_be_undone(timezone.now()):
        return str(CanStillBeUndone.message)
    return ""


def _what(row: OutboxMessage) -> str:
    if addresses := row.payload.get("addresses"):
        first, more = addresses[0], len(addresses) - 1
        and_more = ngettext("%(first)s and one more", "%(first)s and %(more)d more", more)
        return and_more % {"first": first, "more": more} if more else str(first)
    return str(row.payload.get("subject") or row.payload.get("url") or row.key)
