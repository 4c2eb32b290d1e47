"""Webhooks: who is told of what happens here, what was said, and what came of it."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.delivery.models.outbox import OutboxMessage
from blog.delivery.rules.webhooks import Off


class WebhookEndpoint(models.Model):
    """An address elsewhere that hears of the events that an admin has chosen for it.

    The secrets are sealed (``services/sealing``). ``failing_since``, ``failures`` and
    ``rest_until`` say how it has answered of late.
    """

    name = models.CharField(_("name"), max_length=100)
    url = models.CharField(_("address"), max_length=500)
    events = models.JSONField[list[str]](_("events"), default=list)
    secret = models.TextField(editable=False)
    previous_secret = models.TextField(blank=True, editable=False)
    previous_until = models.DateTimeField(null=True, editable=False)
    is_on = models.BooleanField(_("is on"), default=True)
    off_reason = models.CharField(
        max_length=10, choices=[(off.value, off.value) for off in Off], blank=True, default=""
    )
    off_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    failing_since = models.DateTimeField(null=True, editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False)
    rest_until = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering: ClassVar[list[str]] = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class WebhookEvent(models.Model):
    """Something that happened, as it is told: the same id and body to everybody, at every try.

    ``about`` names what it happened to (``post:12``). Of two events about the same thing the later
    one has the higher number, which the body says as ``sequence``.
    """

    public_id = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=60)
    body = models.TextField()
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"


class Delivery(models.Model):
    """One event for one endpoint. How far it has come is its message's state.

    ``tries`` are kept with what came back: when, status, milliseconds, the answer's beginning.
    """

    endpoint = models.ForeignKey(
        WebhookEndpoint, on_delete=models.CASCADE, related_name="deliveries"
    )
    event = models.ForeignKey(WebhookEvent, on_delete=models.CASCADE, related_name="deliveries")
    message = models.OneToOneField(OutboxMessage, on_delete=models.CASCADE, related_name="delivery")
    wanted_at = models.DateTimeField()
    tries = models.JSONField[list[dict[str, Any]]](default=list)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["endpoint", "event"], name="webhook_told_once")
        ]

    def __str__(self) -> str:
        return f"{self.event} → {self.endpoint}"
