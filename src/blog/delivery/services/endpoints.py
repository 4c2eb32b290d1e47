"""Endpoints: who is told of what happens here, of which of it, and signed with which secret."""

from collections.abc import Iterable
from datetime import datetime
from secrets import token_bytes

from django.conf import settings
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from blog.delivery.events import EndpointSwitchedOff
from blog.delivery.models import OutboxMessage, State, WebhookEndpoint, WebhookEvent
from blog.delivery.rules import webhooks as rules
from blog.delivery.rules.addresses import Refusal, refusal_of
from blog.delivery.rules.webhooks import Off
from blog.delivery.services import sealing
from blog.errors import Invalid
from blog.events import announce

REFUSALS: dict[Refusal, Promise] = {
    Refusal.NO_ADDRESS: _("This is not a web address. It looks like https://example.com/hook."),
    Refusal.NOT_HTTPS: _("Only addresses that begin with https:// are safe to send to."),
    Refusal.HAS_LOGIN: _("Leave the name and password out of the address; requests are signed."),
    Refusal.TOO_LONG: _("The address is too long: 500 characters are the most."),
    Refusal.INSIDE: _("This address is inside a private network. Choose one on the internet."),
}


class WrongAddress(Invalid):
    """Nothing can be sent there."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(REFUSALS[refusal])


class NothingChosen(Invalid):
    """An endpoint would hear of nothing."""

    message = _("Choose at least one event.")


@transaction.atomic
def add(*, name: str, url: str, events: Iterable[str]) -> WebhookEndpoint:
    """Have an address told of some events from now on. Its secret is to be shown once.

    :raises WrongAddress: nothing can be sent there
    :raises NothingChosen: no event is chosen
    """
    endpoint = WebhookEndpoint(secret=sealing.seal(secret=_new_secret()))
    _fill(endpoint, name, url, events)
    endpoint.save()
    return endpoint


@transaction.atomic
def change(*, endpoint: WebhookEndpoint, name: str, url: str, events: Iterable[str]) -> None:
    """Change the name, the address and the events. What waits goes to the new address.

    :raises WrongAddress: nothing can be sent there
    :raises NothingChosen: no event is chosen
    """
    _fill(endpoint, name, url, events)
    endpoint.save(update_fields=["name", "url", "events"])


@transaction.atomic
def switch_off(*, endpoint: WebhookEndpoint, at: datetime, why: Off = Off.BY_HAND) -> None:
    """Tell an endpoint nothing any more. What waits is given up, and can be replayed."""
    endpoint.is_on, endpoint.off_reason, endpoint.off_at = False, why, at
    endpoint.save(update_fields=["is_on", "off_reason", "off_at"])
    waiting = OutboxMessage.objects.filter(delivery__endpoint=endpoint, state=State.WAITING)
    waiting.update(state=State.DEAD, finished_at=at, last_error="The webhook was switched off.")
    if why is not Off.BY_HAND:
        announce(EndpointSwitchedOff(endpoint.pk))


@transaction.atomic
def switch_on(*, endpoint: WebhookEndpoint) -> None:
    """Tell an endpoint of what happens from now on; how it failed before is forgotten."""
    endpoint.is_on, endpoint.off_reason, endpoint.off_at = True, "", None
    endpoint.failing_since, endpoint.failures, endpoint.rest_until = None, 0, None
    endpoint.save()


@transaction.atomic
def remove(*, endpoint: WebhookEndpoint) -> None:
    """Forget an endpoint and everything that it was sent."""
    OutboxMessage.objects.filter(delivery__endpoint=endpoint).delete()
    endpoint.delete()
    WebhookEvent.objects.filter(deliveries=None).delete()


@transaction.atomic
def rotate_secret(*, endpoint: WebhookEndpoint, at: datetime, at_once: bool = False) -> None:
    """Give an endpoint a new secret. The old one signs as well for a day, unless it was stolen."""
    endpoint.previous_secret = "" if at_once else endpoint.secret
    endpoint.previous_until = None if at_once else at + rules.OVERLAP
    endpoint.secret = sealing.seal(secret=_new_secret())
    endpoint.save(update_fields=["secret", "previous_secret", "previous_until"])


def secret_of(*, endpoint: WebhookEndpoint) -> str:
    """Return the secret as its receiver needs it: once, to whoever has just made it."""
    return sealing.unseal(sealed=endpoint.secret)


def ensure_possible(*, url: str) -> None:
    """Let through an address that something can be sent to, as far as it can be seen.

    :raises WrongAddress: nothing can be sent there
    """
    refusal = refusal_of(url, here_is_fine=settings.WEBHOOKS_TO_THIS_MACHINE)
    if refusal is not None:
        raise WrongAddress(refusal)


def _fill(endpoint: WebhookEndpoint, name: str, url: str, events: Iterable[str]) -> None:
    ensure_possible(url=url)
    wanted = set(events)
    endpoint.events = [name for name in rules.EVENTS if name in wanted]
    if not endpoint.events:
        raise NothingChosen
    endpoint.name, endpoint.url = name.strip(), url


def _new_secret() -> str:
    return rules.new_secret(token_bytes(rules.SECRET_BYTES))
