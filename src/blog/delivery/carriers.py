"""How each kind of message leaves. Other rooms add theirs with ``outbox.carries``."""

import hashlib
from smtplib import SMTPRecipientsRefused
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from blog.delivery.services.outbox import CannotBeDelivered, carries

NO_SUCH_MAILBOX = 550


@carries("mail", keeps=("subject",))
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
