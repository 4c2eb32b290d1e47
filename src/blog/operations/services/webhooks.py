"""Choosing which other systems are told of what happens here: for admins, and logged."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from blog.accounts.permissions import ensure
from blog.accounts.rules.roles import Act
from blog.audit.services.recording import record
from blog.delivery.models import Delivery, WebhookEndpoint
from blog.delivery.services import endpoints, webhooks
from blog.errors import NotFound


@transaction.atomic
def add(*, name: str, url: str, events: Iterable[str], by: Any, at: datetime) -> int:
    """Have an address told of some events from now on; return the webhook's number.

    :raises RoleRefused: this person may not
    :raises WrongAddress: nothing can be sent there
    :raises NothingChosen: no event is chosen
    """
    ensure(by, Act.SET_WEBHOOKS)
    endpoint = endpoints.add(name=name, url=url, events=events)
    _record("added", endpoint, by, at)
    return endpoint.pk


@transaction.atomic
def change(
    *, endpoint_id: int, name: str, url: str, events: Iterable[str], by: Any, at: datetime
) -> None:
    """Change the name, the address and the events of a webhook.

    :raises RoleRefused: this person may not
    :raises NotFound: somebody removed it
    :raises WrongAddress: nothing can be sent there
    :raises NothingChosen: no event is chosen
    """
    ensure(by, Act.SET_WEBHOOKS)
    endpoint = _locked(endpoint_id)
    endpoints.change(endpoint=endpoint, name=name, url=url, events=events)
    _record("changed", endpoint, by, at)


@transaction.atomic
def switch_off(*, endpoint_id: int, by: Any, at: datetime) -> None:
    """Tell a webhook nothing any more.

    :raises RoleRefused: this person may not
    :raises NotFound: somebody removed it
    """
    ensure(by, Act.SET_WEBHOOKS)
    endpoint = _locked(endpoint_id)
    endpoints.switch_off(endpoint=endpoint, at=at)
    _record("switched_off", endpoint, by, at)


@transaction.atomic
def switch_on(*, endpoint_id: int, by: Any, at: datetime) -> None:
    """Tell a webhook of what happens from now on.

    :raises RoleRefused: this person may not
    :raises NotFound: somebody removed it
    """
    ensure(by, Act.SET_WEBHOOKS)
    endpoint = _locked(endpoint_id)
    endpoints.switch_on(endpoint=endpoint)
    _record("switched_on", endpoint, by, at)


@transaction.atomic
def rotate_secret(*, endpoint_id: int, by: Any, at: datetime, at_once: bool = False) -> None:
    """Give a webhook a new secret; the old one signs as well for a day, unless ``at_once``.

    :raises RoleRefused: this person may not
    :raises NotFound: somebody removed it
    """
    ensure(by, Act.SET_WEBHOOKS)
    endpoint = _locked(endpoint_id)
    endpoints.rotate_secret(endpoint=endpoint, at=at, at_once=at_once)
    _record("secret_rotated", endpoint, by, at, {"at_once": at_once})


@transaction.atomic
def remove(*, endpoint_id: int, by: Any, at: datetime) -> None:
    """Forget a webhook and everything that it was sent.

    :raises RoleRefused: this person may not
    :raises NotFound: somebody was quicker
    """
    ensure(by, Act.SET_WEBHOOKS)
    endpoint = _locked(endpoint_id)
    _record("removed", endpoint, by, at)
    endpoints.remove(endpoint=endpoint)


@transaction.atomic
def send_test(*, endpoint_id: int, by: Any, at: datetime) -> None:
    """Send an event that says nothing, to see whether it arrives.

    :raises RoleRefused: this person may not
    :raises NotFound: somebody removed it
    :raises EndpointIsOff: switch it on first
    """
    ensure(by, Act.SET_WEBHOOKS)
    endpoint = _locked(endpoint_id)
    webhooks.send_test(endpoint=endpoint, at=at)
    _record("tested", endpoint, by, at)


@transaction.atomic
def replay(*, endpoint_id: int, delivery_id: int, by: Any, at: datetime) -> None:
    """Send an event again, with the same id and body.

    :raises RoleRefused: this person may not
    :raises NotFound: it is not in the log any more
    :raises EndpointIsOff: switch it on first
    :raises AlreadyOnItsWay: it waits, or its publication was undone
    """
    ensure(by, Act.SET_WEBHOOKS)
    endpoint = _locked(endpoint_id)
    delivery = Delivery.objects.filter(pk=delivery_id, endpoint=endpoint).first()
    if delivery is None:
        raise NotFound
    webhooks.replay(delivery=delivery, at=at)
    _record("replayed", endpoint, by, at, {"event": delivery.event.public_id})


def get_new_secret(*, endpoint_id: int, by: Any) -> str:
    """Return the secret of a webhook, for whoever has just made it.

    :raises RoleRefused: this person may not
    :raises NotFound: somebody removed it
    """
    ensure(by, Act.SET_WEBHOOKS)
    endpoint = WebhookEndpoint.objects.filter(pk=endpoint_id).first()
    if endpoint is None:
        raise NotFound
    return endpoints.secret_of(endpoint=endpoint)


def _locked(endpoint_id: int) -> WebhookEndpoint:
    endpoint = WebhookEndpoint.objects.select_for_update().filter(pk=endpoint_id).first()
    if endpoint is None:
        raise NotFound
    return endpoint


def _record(
    act: str,
    endpoint: WebhookEndpoint,
    by: Any,
    at: datetime,
    detail: dict[str, Any] | None = None,
) -> None:
    record(
        by=by,
        act=f"webhook.{act}",
        subject=("webhook", endpoint.pk),
        label=endpoint.name,
        detail=detail or {},
        at=at,
    )
