"""How each kind of message leaves. Other rooms add theirs with ``outbox.carries``."""

import hashlib
import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from smtplib import SMTPRecipientsRefused
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from wagtail.contrib.frontend_cache.utils import get_backends

from blog.delivery.services import webhooks, websub
from blog.delivery.services.outbox import CannotBeDelivered, carries

NO_SUCH_MAILBOX = 550
SECONDS_FOR_A_NETWORK = 20


class NotPurged(Exception):
    """A network in front did not take it."""


@carries(kind="mail", keeps=("subject",))
def send_mail(payload: dict[str, Any], key: str) -> None:
    """Hand a mail to the mail server.

    :raises CannotBeDelivered: the server says for good that there is no such address
    """
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname
    mail = EmailMultiAlternatives(
        payload["subject"],
        payload["text"],
        to=[payload["to"]],
        headers={
            **payload["headers"],
            "Message-ID": f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{host}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    if payload["html"]:
        mail.attach_alternative(payload["html"], "text/html")
    try:
        mail.send()
    except SMTPRecipientsRefused as refusal:
        codes = [code for code, _said in refusal.recipients.values()]
        if all(code == NO_SUCH_MAILBOX for code in codes):
            raise CannotBeDelivered(str(refusal)) from refusal
        raise


@carries(kind="purge")
def purge(payload: dict[str, Any], key: str) -> None:
    """Have every network in front forget what it keeps of some addresses. Twice does no harm.

    Each is told whatever another one says. One that fails is asked no further, so that it holds up
    the mails behind it for one wait, not for one of each address.

    :raises NotPurged: one of them did not answer, or refused
    """
    failures = []
    for name, network in get_backends().items():
        try:
            with _raising_failures():
                network.purge_batch(payload["addresses"])
        except Exception as failure:
            failures.append(f"{name}: {failure}")
    if failures:
        raise NotPurged("; ".join(failures))


@carries(kind="webhook", is_slow=True)
def tell(payload: dict[str, Any], key: str) -> None:
    """Send one event to one endpoint; twice does no harm, for it has an id."""
    webhooks.deliver(key=key)


@carries(kind="feeds")
def gather(payload: dict[str, Any], key: str) -> None:
    """Have feeds told to hubs, together with what else changes in these seconds."""
    websub.gather(feeds=payload["addresses"], at=timezone.now())


@carries(kind="ping", is_slow=True)
def ping(payload: dict[str, Any], key: str) -> None:
    """Tell one hub of feeds; twice does no harm."""
    websub.ping(hub=payload["hub"], feeds=payload["addresses"], key=key)


class _Failures(logging.Handler):
    """Raises what Wagtail's backends tell the log, and nobody else: that a purge has failed."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self.thread and "frontend_cache" in record.pathname:
            raise NotPurged(record.getMessage())


@contextmanager
def _raising_failures() -> Iterator[None]:
    """Raise what Wagtail would only log, so that the outbox tries again. No wait is for ever."""
    failures, waits = _Failures(), socket.getdefaulttimeout()
    loggers = [logging.getLogger(), logging.getLogger("wagtail.frontendcache")]
    for logger in loggers:
        logger.addHandler(failures)
    socket.setdefaulttimeout(SECONDS_FOR_A_NETWORK)
    try:
        yield
    finally:
        socket.setdefaulttimeout(waits)
        for logger in loggers:
            logger.removeHandler(failures)
