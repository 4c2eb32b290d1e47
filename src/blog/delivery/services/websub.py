"""Telling hubs that feeds have changed (WebSub), so that readers' programs have it at once.

What a publication changes is noted with it and waits as long as it can be undone. Then the feeds of
all that was published within some seconds go to each hub in one message.
"""

import hashlib
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction

from blog.delivery.models import OutboxMessage, State
from blog.delivery.services import outbox, outgoing

# What changes within this time is told together.
TOGETHER = timedelta(seconds=10)
# How long after that it goes out, so that nothing is still being written into it.
AFTERWARDS = timedelta(seconds=5)
SECONDS = 10
# A slow hub is told of no more feeds at once than this takes: webhooks and other hubs are next.
SECONDS_AT_ONCE = 30
READ_OF_ANSWER = 4096


class NotTold(Exception):
    """A hub did not take it; it is tried again."""


def feeds_changed(*, feeds: Iterable[str], group: str = "", due_at: datetime | None = None) -> None:
    """Have every hub told of these feeds, if there is one, in the caller's transaction.

    ``group`` and ``due_at`` are the outbox's: what is undone until then is never told.
    """
    addresses = sorted(set(feeds))
    if settings.WEBSUB_HUB and addresses:
        payload = {"addresses": addresses}
        outbox.put(kind="feeds", payload=payload, group=group, due_at=due_at)


def gather(*, feeds: Iterable[str], at: datetime) -> None:
    """Put feeds into the message for each hub that leaves next."""
    for hub in settings.WEBSUB_HUB:
        _add(hub, set(feeds), at)


@transaction.atomic
def _add(hub: str, feeds: set[str], at: datetime) -> None:
    number = int(at.timestamp() // TOGETHER.total_seconds())
    ends = datetime.fromtimestamp((number + 1) * TOGETHER.total_seconds(), UTC)
    digest = hashlib.sha256(hub.encode()).hexdigest()[:16]
    message = outbox.put(
        kind="ping",
        payload={"hub": hub, "addresses": sorted(feeds)},
        key=f"ping:{digest}:{number}",
        due_at=ends + AFTERWARDS,
    )
    locked = OutboxMessage.objects.select_for_update().get(pk=message.pk)
    if locked.state != State.WAITING or locked.tries:  # it has left: whoever was late goes alone
        outbox.put(kind="ping", payload={"hub": hub, "addresses": sorted(feeds)})
        return
    together = sorted(feeds | set(locked.payload["addresses"]))
    OutboxMessage.objects.filter(pk=locked.pk).update(payload={"hub": hub, "addresses": together})


def ping(*, hub: str, feeds: Sequence[str], key: str) -> None:
    """Tell one hub of feeds, each in a request of its own. Twice does no harm.

    What a slow hub leaves no time for goes out by a message of its own. The hub is an operator's
    own address: config/env.py sees to it.

    :raises NotTold: it did not answer, or refused one of them
    """
    refused, end = [], time.monotonic() + SECONDS_AT_ONCE
    for number, feed in enumerate(feeds):
        if number and time.monotonic() >= end:
            _tell_later(hub, feeds[number:], key)
            break
        # The older name of the parameter, and the one by which the recommendation calls it.
        body = urlencode({"hub.mode": "publish", "hub.url": feed, "hub.topic": feed}).encode()
        try:
            answer = outgoing.ask(
                url=hub,
                largest=READ_OF_ANSWER,
                method="POST",
                body=body,
                headers={"Content-Type": "application/x-www-form-urlencoded"},
                may_connect=lambda address: True,
                seconds=SECONDS,
            )
        except outgoing.NoAnswer as error:
            raise NotTold(f"{hub}: {error}") from error
        if not 200 <= answer.status < 300:
            refused.append(f"{feed} (answered {answer.status})")
    if refused:
        raise NotTold(f"{hub} did not take {', '.join(refused)}")


def _tell_later(hub: str, feeds: Sequence[str], key: str) -> None:
    digest = hashlib.sha256(key.encode()).hexdigest()[:32]
    payload = {"hub": hub, "addresses": list(feeds)}
    outbox.put(kind="ping", payload=payload, key=f"ping:more:{digest}")
