"""The outbox: what is to leave the house, written in the transaction that wants it."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a message is on its way."""

    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    CANCELLED = "cancelled", _("cancelled")
    UNDONE = "undone", _("undone")
    DEAD = "dead", _("given up")


class OutboxMessage(models.Model):
    """One effect on the world outside. ``kind`` names its carrier, ``payload`` is all it needs.

    ``key`` makes it one of a kind: a second message with the same key is not written.
    ``group`` names what can be undone together, such as all that one publication sets off.
    """

    kind = models.CharField(_("kind"), max_length=30)
    payload = models.JSONField(default=dict)
    key = models.CharField(max_length=200, unique=True)
    group = models.CharField(max_length=100, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(_("written"))
    due_at = models.DateTimeField(_("due"))
    # Only the claim that is written here may say how a try ended.
    claim = models.CharField(max_length=32, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    last_error = models.TextField(_("last error"), blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("message in the outbox")
        verbose_name_plural = _("outbox")
        ordering: ClassVar[list[str]] = ["due_at", "pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "due_at"], name="outbox_what_is_due"),
            models.Index(fields=["group"], name="outbox_by_group"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    def can_still_be_undone(self, at: datetime) -> bool:
        """Return whether it waits for the end of an undo, before which nobody may send it."""
        return bool(self.group) and self.tries == 0 and self.due_at > at
