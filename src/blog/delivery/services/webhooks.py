"""Webhooks: endpoints are told of what happens here. Written with the deed, sent by the outbox.

At least once: a receiver knows a second time by the id. To one endpoint, what happened to one thing
goes out in the order in which it happened: a later event waits for an earlier one.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from blog.delivery.models import Delivery, OutboxMessage, State, WebhookEndpoint, WebhookEvent
from blog.delivery.rules import webhooks as rules
from blog.delivery.rules.addresses import is_here, is_public
from blog.delivery.rules.webhooks import Off
from blog.delivery.services import endpoints, outbox, outgoing, sealing
from blog.errors import Conflict

# How soon it is asked again whether an event that is being sent has arrived.
A_MOMENT = timedelta(seconds=5)
# Answers of whoever stands in front of the receiver, or of one that has too much to do.
OVERLOADED = frozenset({429, 502, 503, 504})


class EndpointIsOff(Conflict):
    """Nothing is sent to an endpoint that is off."""

    message = _("This webhook is off. Switch it on first.")


class NotDelivered(Exception):
    """The endpoint did not take it; it is tried again."""


# --- what they are told ----------------------------------------------------------------------


def tell(
    *,
    kind: str,
    about: str,
    data: Callable[[], Mapping[str, Any] | None],
    at: datetime,
    group: str = "",
    due_at: datetime | None = None,
) -> int:
    """Write an event for whoever wants it, in the caller's transaction; return how many that are.

    ``data`` is only asked where somebody wants it, and may answer None: nothing is told then.
    ``group`` and ``due_at`` are the outbox's: what is undone until then is never sent.
    """
    endpoints = [one for one in WebhookEndpoint.objects.filter(is_on=True) if kind in one.events]
    said = data() if endpoints else None
    if said is None:
        return 0
    _write(endpoints, kind, about, said, at, group=group, due_at=due_at)
    return len(endpoints)


@transaction.atomic
def send_test(*, endpoint: WebhookEndpoint, at: datetime) -> None:
    """Send an event that says nothing, to see whether it arrives.

    :raises EndpointIsOff: switch it on first
    """
    if not endpoint.is_on:
        raise EndpointIsOff
    said = {"endpoint": endpoint.pk}
    _write([endpoint], rules.TEST, f"endpoint:{endpoint.pk}", said, at, group="", due_at=None)


@transaction.atomic
def replay(*, delivery: Delivery, at: datetime) -> None:
    """Send an event again that was sent or given up: the same id, the same body, at once.

    :raises EndpointIsOff: switch it on first
    :raises AlreadyOnItsWay: it waits or is being sent
    :raises WasUndone: what it tells of was undone
    :raises CanStillBeUndone: what it tells of can be undone for a while yet
    """
    if not delivery.endpoint.is_on:
        raise EndpointIsOff
    outbox.send_again(message_id=delivery.message_id, at=at)
    Delivery.objects.filter(pk=delivery.pk).update(wanted_at=at)
    WebhookEndpoint.objects.filter(pk=delivery.endpoint_id).update(rest_until=None)


@transaction.atomic
def _write(
    endpoints: Iterable[WebhookEndpoint],
    kind: str,
    about: str,
    data: Mapping[str, Any],
    at: datetime,
    *,
    group: str,
    due_at: datetime | None,
) -> None:
    event = WebhookEvent(
        public_id=f"msg_{get_random_string(27)}", kind=kind, about=about, created_at=at
    )
    event.save()
    event.body = rules.body_of(kind=kind, at=at, sequence=event.pk, data=data)
    event.save(update_fields=["body"])
    for endpoint in endpoints:
        message = outbox.put(
            kind="webhook",
            payload={"subject": f"{kind} → {endpoint.name}"},
            key=f"webhook:{endpoint.pk}:{event.public_id}",
            group=group,
            due_at=due_at,
        )
        Delivery.objects.create(
            endpoint=endpoint, event=event, message=message, wanted_at=message.due_at
        )


# --- how it gets there -----------------------------------------------------------------------


def deliver(*, key: str) -> None:
    """Send the event of one message of the outbox, and write down what came back.

    :raises NotWanted: the endpoint has gone, or is off
    :raises NotYet: an earlier event comes first, or the endpoint is left alone for a while
    :raises NotDelivered: it was not taken; it is tried again
    :raises CannotBeDelivered: it will never be taken
    """
    known = Delivery.objects.select_related("endpoint", "event")
    delivery = known.filter(message__key=key).first()
    if delivery is None or not delivery.endpoint.is_on:
        raise outbox.NotWanted("The webhook is off, or was removed.")
    _wait_for_earlier(delivery)
    _let_rest(delivery)
    begin = time.monotonic()
    try:
        answer = _post(delivery)
    except outgoing.NoAnswer as error:
        _failed(delivery, begin, None, str(error))
        raise NotDelivered(str(error)) from error
    if rules.is_good(answer.status):
        _arrived(delivery, begin, answer)
        return
    _failed(delivery, begin, answer, "")
    if answer.status == 410:
        endpoints.switch_off(endpoint=delivery.endpoint, at=timezone.now(), why=Off.GONE)
        raise outbox.CannotBeDelivered("answered 410: gone")
    raise NotDelivered(f"answered {answer.status}")


def _wait_for_earlier(delivery: Delivery) -> None:
    earlier = OutboxMessage.objects.filter(
        delivery__endpoint=delivery.endpoint_id,
        delivery__event__about=delivery.event.about,
        delivery__event__lt=delivery.event_id,
        state__in=[State.WAITING, State.SENDING],
    )
    first = earlier.order_by("due_at").first()
    if first is not None:
        soon = timezone.now() + A_MOMENT
        raise outbox.NotYet(max(soon, first.due_at) if first.state == State.WAITING else soon)


def _let_rest(delivery: Delivery) -> None:
    endpoint, now = delivery.endpoint, timezone.now()
    if delivery.event.kind == rules.TEST:
        return
    if endpoint.rest_until is None or endpoint.rest_until <= now:
        return
    if now - delivery.wanted_at >= rules.WAITS_FOR:
        raise outbox.CannotBeDelivered("The webhook could not be reached for a day.")
    raise outbox.NotYet(endpoint.rest_until)


def _post(delivery: Delivery) -> outgoing.Answer:
    body, now = delivery.event.body.encode(), timezone.now()
    signed = rules.headers_for(
        public_id=delivery.event.public_id,
        body=body,
        at=now,
        secrets=_secrets(delivery.endpoint, now),
    )
    return outgoing.ask(
        url=delivery.endpoint.url,
        largest=rules.READ_OF_ANSWER,
        method="POST",
        body=body,
        headers={"Content-Type": "application/json", **signed},
        may_connect=_may_connect,
        seconds=rules.SECONDS,
    )


def _secrets(endpoint: WebhookEndpoint, now: datetime) -> list[str]:
    sealed = [endpoint.secret]
    if endpoint.previous_until is not None and now < endpoint.previous_until:
        sealed.append(endpoint.previous_secret)
    return [sealing.unseal(sealed=one) for one in sealed]


def _may_connect(address: str) -> bool:
    return is_public(address) or (settings.WEBHOOKS_TO_THIS_MACHINE and is_here(address))


def _arrived(delivery: Delivery, begin: float, answer: outgoing.Answer) -> None:
    took = _note(delivery, begin, answer, "")
    now = timezone.now()
    WebhookEndpoint.objects.filter(pk=delivery.endpoint_id).update(
        failing_since=None, failures=0, rest_until=now + took if took > rules.SLOW else None
    )


def _failed(delivery: Delivery, begin: float, answer: outgoing.Answer | None, said: str) -> None:
    took = _note(delivery, begin, answer, said)
    now, mine = timezone.now(), WebhookEndpoint.objects.filter(pk=delivery.endpoint_id)
    mine.update(failures=F("failures") + 1, failing_since=Coalesce("failing_since", now))
    endpoint = mine.first()
    if endpoint is None or endpoint.failing_since is None:
        return
    if answer is None or answer.status in OVERLOADED or took > rules.SLOW:
        mine.update(rest_until=now + rules.rest_after(failures=endpoint.failures))
    if rules.is_beyond_hope(failing_since=endpoint.failing_since, at=now) and endpoint.is_on:
        endpoints.switch_off(endpoint=endpoint, at=now, why=Off.FAILING)


def _note(delivery: Delivery, begin: float, answer: outgoing.Answer | None, said: str) -> timedelta:
    """Write a try down; return how long it took."""
    took = timedelta(seconds=time.monotonic() - begin)
    shown = answer.body[: rules.SHOWN_OF_ANSWER].decode(errors="replace") if answer else ""
    one = {
        "at": timezone.now().isoformat(),
        "status": answer.status if answer else None,
        "ms": round(took.total_seconds() * 1000),
        "answer": shown.replace("\0", ""),
        "error": said,
    }
    delivery.tries = [*delivery.tries, one][-rules.TRIES_KEPT :]
    Delivery.objects.filter(pk=delivery.pk).update(tries=delivery.tries)
    return took


# --- what is kept ----------------------------------------------------------------------------


@transaction.atomic
def forget_old(*, at: datetime) -> int:
    """Keep the last fifty deliveries of each endpoint, and whatever waits; return how many went."""
    gone = 0
    for endpoint in WebhookEndpoint.objects.all():
        kept = endpoint.deliveries.order_by("-pk").values("pk")[: rules.KEPT]
        over = endpoint.deliveries.exclude(pk__in=list(kept.values_list("pk", flat=True)))
        over = over.exclude(message__state__in=[State.WAITING, State.SENDING])
        numbers = list(over.values_list("message_id", flat=True))
        gone += len(numbers)
        OutboxMessage.objects.filter(pk__in=numbers).delete()
    ended = WebhookEndpoint.objects.filter(previous_until__lte=at)
    ended.update(previous_secret="", previous_until=None)
    WebhookEvent.objects.filter(deliveries=None).delete()
    return gone
