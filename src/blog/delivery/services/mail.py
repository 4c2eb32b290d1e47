"""Mail by way of the outbox: written now, sent by the worker, tried again where that fails."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from blog.delivery.models import OutboxMessage, State
from blog.delivery.services import outbox


def queue_mail(
    *,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    headers: Mapping[str, str] | None = None,
    key: str = "",
    group: str = "",
    due_at: datetime | None = None,
) -> OutboxMessage:
    """Write a mail to one address into the outbox, in the caller's transaction.

    ``text`` and ``html`` are ready to be read: whoever queues renders, in the reader's language.
    ``headers`` are added (``List-Unsubscribe``). ``key``, ``group`` and ``due_at`` are the
    outbox's; a mail that is sent twice carries the same Message-ID both times.
    """
    payload = {
        "to": to,
        "subject": " ".join(subject.split()),
        "text": text,
        "html": html,
        "headers": dict(headers or {}),
    }
    return outbox.put(kind="mail", payload=payload, key=key, group=group, due_at=due_at)


@transaction.atomic
def forget_address(*, address: str) -> int:
    """Drop every mail to an address, sent or not, when its owner leaves; return how many."""
    mails = OutboxMessage.objects.filter(kind="mail", payload__to=address)
    return mails.exclude(state=State.SENDING).delete()[0]
