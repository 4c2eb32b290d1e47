"""What the screens of webhooks show: who is told of what, and what came of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from blog.delivery.models import Delivery, State, WebhookEndpoint
from blog.delivery.rules.webhooks import EVENTS, KEPT, TEST, Audience, Off
from blog.errors import NotFound

WHY_OFF = {
    Off.BY_HAND: _("Somebody switched it off."),
    Off.GONE: _("Its receiver answered that it has gone for good (410)."),
    Off.FAILING: _("For five days its receiver took nothing."),
}


@dataclass(frozen=True)
class Endpoint:
    """A webhook. ``why_off`` says why nothing is sent; ``waiting`` counts what is on its way."""

    pk: int
    name: str
    url: str
    is_on: bool
    why_off: Any
    off_at: datetime | None
    failing_since: datetime | None
    events: tuple[Any, ...]
    both_until: datetime | None
    waiting: int


@dataclass(frozen=True)
class Try:
    """One request and what came back."""

    at: datetime | None
    status: int | None
    ms: int
    answer: str
    error: str


@dataclass(frozen=True)
class Line:
    """One event for the endpoint, and how far it has come."""

    pk: int
    kind: str
    label: Any
    public_id: str
    at: datetime
    state: str
    state_in_words: str
    next_at: datetime | None
    tries: tuple[Try, ...]
    body: str
    can_replay: bool


def get_endpoints() -> tuple[Endpoint, ...]:
    """Return every webhook, by name."""
    return tuple(map(_endpoint, _rows()))


def get_endpoint(*, endpoint_id: int) -> Endpoint:
    """Return one webhook.

    :raises NotFound: there is none, or somebody removed it
    """
    row = _rows().filter(pk=endpoint_id).first()
    if row is None:
        raise NotFound
    return _endpoint(row)


def get_choices(*, endpoint_id: int) -> dict[str, Any]:
    """Return what the form of a webhook shows as chosen."""
    row = WebhookEndpoint.objects.get(pk=endpoint_id)
    groups = {audience.name.lower(): row.events for audience in Audience}
    return {"name": row.name, "url": row.url, **groups}


def get_lines(*, endpoint: Endpoint) -> tuple[Line, ...]:
    """Return the newest fifty events that were for a webhook, newest first."""
    rows = Delivery.objects.filter(endpoint=endpoint.pk).select_related("event", "message")
    return tuple(_line(row, endpoint) for row in rows[:KEPT])


def _rows() -> Any:
    on_the_way = Q(deliveries__message__state__in=[State.WAITING, State.SENDING])
    return WebhookEndpoint.objects.annotate(waiting=Count("deliveries", filter=on_the_way))


def _endpoint(row: Any) -> Endpoint:
    return Endpoint(
        pk=row.pk,
        name=row.name,
        url=row.url,
        is_on=row.is_on,
        why_off=WHY_OFF[Off(row.off_reason)] if row.off_reason else "",
        off_at=row.off_at,
        failing_since=row.failing_since if row.is_on else None,
        events=tuple(EVENTS[name].label for name in row.events if name in EVENTS),
        both_until=row.previous_until,
        waiting=row.waiting,
    )


def _line(row: Delivery, endpoint: Endpoint) -> Line:
    event, message = row.event, row.message
    known = EVENTS.get(event.kind)
    label = _("A test") if event.kind == TEST else known.label if known else event.kind
    return Line(
        pk=row.pk,
        kind=event.kind,
        label=label,
        public_id=event.public_id,
        at=event.created_at,
        state=message.state,
        state_in_words=str(State(message.state).label),
        next_at=message.due_at if message.state == State.WAITING else None,
        tries=tuple(
            Try(parse_datetime(one["at"]), one["status"], one["ms"], one["answer"], one["error"])
            for one in reversed(row.tries)
        ),
        body=event.body,
        can_replay=(
            endpoint.is_on
            and message.state in (State.SENT, State.DEAD)
            and not message.can_still_be_undone(timezone.now())
        ),
    )
