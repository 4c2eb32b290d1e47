"""The outbox: put a message in, send what is due, cancel, try again.

At least once: a worker that dies between sending and noting it sends again after its lease. Each
carrier gets the message's key, so that whoever receives twice can tell.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from blog.delivery.events import DeliveryGivenUp
from blog.delivery.models import OutboxMessage, State
from blog.delivery.rules.retries import LEASE, pause_after
from blog.errors import Conflict
from blog.events import announce

logger = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=30)

type Carrier = Callable[[dict[str, Any], str], None]

_carriers: dict[str, Carrier] = {}
_kept: dict[str, tuple[str, ...] | None] = {}
_slow: set[str] = set()


class CannotBeDelivered(Exception):
    """Trying again would not help; the message is given up at once. Raised by carriers."""


class NotYet(Exception):
    """Something else has to come first; this was no try. Raised by carriers."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"not before {until.isoformat()}")
        self.until = until


class NotWanted(Exception):
    """Nobody waits for the message any more. Raised by carriers."""


class AlreadyOnItsWay(Conflict):
    """The message was sent, or is being sent."""

    message = _("It was sent already, or is being sent right now.")


class WasUndone(Conflict):
    """What set the message off was undone."""

    message = _("What this message tells of was undone, so it is not sent.")


class CanStillBeUndone(Conflict):
    """The message waits until nobody can undo any more what it tells of."""

    message = _("What this message tells of can still be undone. It is sent when that is over.")


@dataclass(frozen=True)
class Sent:
    """What a run did, as ids of messages."""

    sent: tuple[int, ...]
    failed: tuple[int, ...]
    given_up: tuple[int, ...]


def carries(
    *, kind: str, keeps: tuple[str, ...] | None = None, is_slow: bool = False
) -> Callable[[Carrier], Carrier]:
    """Register the decorated function as the carrier of a kind of message.

    It gets the payload and the key, returns when the message is delivered, and raises otherwise.
    ``keeps`` names what of the payload is kept once it is delivered: a sign-in code in a mail that
    went out is of no use to anybody honest. Without it everything is kept. ``is_slow`` says that
    strangers' machines decide how long it takes: such messages have a queue of their own.
    """

    def register(carrier: Carrier) -> Carrier:
        _carriers[kind] = carrier
        _kept[kind] = keeps
        _slow.discard(kind)
        if is_slow:
            _slow.add(kind)
        return carrier

    return register


def put(
    *,
    kind: str,
    payload: dict[str, Any],
    key: str = "",
    group: str = "",
    due_at: datetime | None = None,
) -> OutboxMessage:
    """Write a message in the caller's transaction, to be sent once that has committed.

    A message whose ``key`` is there already is not written again; the first one is returned.
    ``due_at`` is the earliest moment (UTC) of sending; until then it can be cancelled.
    """
    now = timezone.now()
    message, _created = OutboxMessage.objects.get_or_create(
        key=key or f"{kind}:{get_random_string(32)}",
        defaults={
            "kind": kind,
            "payload": payload,
            "group": group,
            "created_at": now,
            "due_at": due_at or now,
        },
    )
    return message


@transaction.atomic
def cancel_group(*, group: str, at: datetime) -> int:
    """Undo what was not sent of a group, for good; what is being sent is not stopped.

    Return how many.
    """
    unsent = [State.WAITING, State.DEAD, State.CANCELLED]
    messages = OutboxMessage.objects.filter(group=group, state__in=unsent)
    return messages.update(state=State.UNDONE, finished_at=at)


@transaction.atomic
def cancel(*, message_id: int, at: datetime) -> None:
    """Cancel one message that waits or was given up.

    :raises AlreadyOnItsWay: it is being sent, or was sent
    """
    stoppable = OutboxMessage.objects.filter(pk=message_id, state__in=[State.WAITING, State.DEAD])
    if not stoppable.update(state=State.CANCELLED, finished_at=at):
        raise AlreadyOnItsWay


@transaction.atomic
def retry(*, message_id: int, at: datetime) -> None:
    """Try a message at once that waits for its next try, was given up or was cancelled.

    :raises AlreadyOnItsWay: it is being sent, or was sent
    :raises WasUndone: what it tells of was undone
    :raises CanStillBeUndone: what it tells of can be undone for a while yet
    """
    _ensure_may_go(message_id, at)
    again = OutboxMessage.objects.filter(
        pk=message_id, state__in=[State.WAITING, State.DEAD, State.CANCELLED]
    )
    if not again.update(state=State.WAITING, tries=0, due_at=at, finished_at=None):
        raise AlreadyOnItsWay


@transaction.atomic
def send_again(*, message_id: int, at: datetime) -> None:
    """Send a message that was sent or given up once more, as if it were new.

    :raises AlreadyOnItsWay: it waits or is being sent
    :raises WasUndone: what it tells of was undone
    :raises CanStillBeUndone: what it tells of can be undone for a while yet
    """
    _ensure_may_go(message_id, at)
    over = OutboxMessage.objects.filter(pk=message_id, state__in=[State.SENT, State.DEAD])
    if not over.update(state=State.WAITING, tries=0, due_at=at, finished_at=None, last_error=""):
        raise AlreadyOnItsWay


def _ensure_may_go(message_id: int, at: datetime) -> None:
    message = OutboxMessage.objects.select_for_update().filter(pk=message_id).first()
    if message is None:
        return
    if message.state == State.UNDONE:
        raise WasUndone
    if message.can_still_be_undone(at):
        raise CanStillBeUndone


def send_due(*, at: datetime, most: int = 100, slow: bool | None = None) -> Sent:
    """Send what is due, each message on its own: one that fails holds up no other.

    ``most`` bounds one run, so that a worker gets back to its other tasks. ``slow`` takes only what
    strangers' machines may hold up, or only the rest.
    """
    sent: list[int] = []
    failed: list[int] = []
    given_up: list[int] = []
    for _place in range(most):
        message = _claim_next(at, slow)
        if message is None:
            break
        try:
            _carriers[message.kind](message.payload, message.key)
        except NotYet as error:
            _put_off(message, error.until)
        except NotWanted as error:
            _finish(message, state=State.CANCELLED, last_error=str(error))
        except Exception as error:
            final = isinstance(error, CannotBeDelivered)
            is_dead = _note_failure(message, error, final=final)
            (given_up if is_dead else failed).append(message.pk)
        else:
            _finish(message, state=State.SENT, last_error="", payload=_what_is_kept(message))
            sent.append(message.pk)
    return Sent(tuple(sent), tuple(failed), tuple(given_up))


def _claim_next(at: datetime, slow: bool | None = None) -> OutboxMessage | None:
    """Take the next due message, or one whose worker died. Two workers never get the same."""
    due = Q(state=State.WAITING, due_at__lte=at)
    left_behind = Q(state=State.SENDING, claimed_at__lte=at - LEASE)
    ready = OutboxMessage.objects.filter(due | left_behind).order_by("due_at", "pk")
    if slow is not None:
        is_slow = Q(kind__in=_slow)
        ready = ready.filter(is_slow if slow else ~is_slow)
    if not ready.exists():  # nothing is locked to find that out
        return None
    with transaction.atomic():
        message = ready.select_for_update(skip_locked=True).first()
        return _claim(message) if message else None


def _claim(message: OutboxMessage) -> OutboxMessage:
    message.state = State.SENDING
    message.claim = get_random_string(32)
    message.claimed_at = timezone.now()
    message.tries += 1
    message.save(update_fields=["state", "claim", "claimed_at", "tries"])
    return message


def forget_old(*, at: datetime) -> int:
    """Delete what was over more than thirty days ago, however it ended; return how many."""
    over = OutboxMessage.objects.filter(finished_at__lt=at - KEPT_FOR)
    return over.exclude(state__in=[State.WAITING, State.SENDING]).delete()[0]


def _what_is_kept(message: OutboxMessage) -> dict[str, Any]:
    names = _kept.get(message.kind)
    if names is None:
        return message.payload
    return {name: message.payload[name] for name in names if name in message.payload}


@transaction.atomic
def _note_failure(message: OutboxMessage, error: Exception, *, final: bool) -> bool:
    """Write down why it failed and when it is tried again; return whether it is given up."""
    pause = None if final else pause_after(message.tries)
    said = f"{type(error).__name__}: {error}"[:2000]
    logger.warning("Could not deliver %s (try %d): %s", message, message.tries, said)
    if pause is None:
        if _finish(message, state=State.DEAD, last_error=said):
            announce(DeliveryGivenUp(message_id=message.pk))
        return True
    OutboxMessage.objects.filter(pk=message.pk, claim=message.claim).update(
        state=State.WAITING, claim="", due_at=timezone.now() + pause, last_error=said
    )
    return False


def _put_off(message: OutboxMessage, until: datetime) -> None:
    """Let a message wait that was not tried."""
    OutboxMessage.objects.filter(pk=message.pk, claim=message.claim).update(
        state=State.WAITING, claim="", due_at=until, tries=message.tries - 1
    )


def _finish(message: OutboxMessage, **values: Any) -> int:
    mine = OutboxMessage.objects.filter(pk=message.pk, claim=message.claim)
    return mine.update(claim="", finished_at=timezone.now(), **values)
