"""Trying background work again, or letting go of it: for people at the desk."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from blog.accounts.permissions import ensure
from blog.accounts.rules.roles import Act
from blog.audit.services.recording import record
from blog.delivery.services import outbox
from blog.errors import NotFound


@transaction.atomic
def retry_message(*, message_id: int, by: Any, at: datetime) -> None:
    """Have a message of the outbox sent at once.

    :raises RoleRefused: this person may not
    :raises AlreadyOnItsWay: it is being sent, or was sent
    :raises WasUndone: what it tells of was undone
    :raises CanStillBeUndone: what it tells of can be undone for a while yet
    """
    ensure(by, Act.SEE_JOBS)
    outbox.retry(message_id=message_id, at=at)
    record(by=by, act="delivery.retried", subject=("message", message_id), at=at)


@transaction.atomic
def cancel_message(*, message_id: int, by: Any, at: datetime) -> None:
    """Let a message of the outbox stay unsent.

    :raises RoleRefused: this person may not
    :raises AlreadyOnItsWay: it is being sent, or was sent
    """
    ensure(by, Act.SEE_JOBS)
    outbox.cancel(message_id=message_id, at=at)
    record(by=by, act="delivery.cancelled", subject=("message", message_id), at=at)


@transaction.atomic
def retry_task(*, task_id: str, by: Any, at: datetime) -> None:
    """Put a failed task into the queue again, in the place of its failure.

    :raises RoleRefused: this person may not
    :raises NotFound: there is no such failure; somebody may have been quicker
    """
    ensure(by, Act.SEE_JOBS)
    failure = _failure(task_id)
    arguments = failure.args_kwargs
    import_string(failure.task_path).enqueue(*arguments["args"], **arguments["kwargs"])
    record(by=by, act="task.retried", subject=("task", task_id), label=failure.task_path, at=at)
    failure.delete()


@transaction.atomic
def forget_task(*, task_id: str, by: Any, at: datetime) -> None:
    """Take a failed task from the list.

    :raises RoleRefused: this person may not
    :raises NotFound: there is no such failure; somebody may have been quicker
    """
    ensure(by, Act.SEE_JOBS)
    failure = _failure(task_id)
    record(by=by, act="task.dropped", subject=("task", task_id), label=failure.task_path, at=at)
    failure.delete()


def _failure(task_id: str) -> Any:
    try:
        found = DBTaskResult.objects.failed().select_for_update().filter(pk=UUID(task_id)).first()
    except (ValueError, ValidationError):
        found = None
    if found is None:
        raise NotFound
    return found
