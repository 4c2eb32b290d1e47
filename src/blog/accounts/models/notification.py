"""What people were told, and how they want to be told."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.accounts.rules import notifications as rules
from blog.accounts.rules.notifications import Way

WAYS = [
    (Way.NOW, _("On the site, and by e-mail at once")),
    (Way.DAILY, _("On the site, and in one e-mail a day")),
    (Way.HERE, _("On the site only")),
    (Way.OFF, _("Not at all")),
]


class Notification(models.Model):
    """One piece of news for one person. Its words come from its kind, in the page's language."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications"
    )
    kind = models.CharField(max_length=40)
    facts = models.JSONField(default=dict, blank=True)
    url = models.CharField(max_length=500, blank=True)
    # Ends what this one thing was told for, where its kind has that; signed by who told it.
    stop_url = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    waits_for_digest = models.BooleanField(default=False)
    # The same news is told once: a second notification with the same key is not written.
    key = models.CharField(max_length=200)
    # Whom the words name, so that the name can go with the account.
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering: ClassVar[list[str]] = ["-at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "key"], name="told_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user", "read_at"], name="notification_unread"),
            models.Index(fields=["waits_for_digest", "at"], name="notification_digest"),
        ]

    def __str__(self) -> str:
        return self.line

    @property
    def line(self) -> str:
        """The sentence, in the language that is active. Nothing where its kind is gone."""
        kind = rules.KINDS.get(self.kind)
        facts: dict[str, Any] = self.facts
        return str(kind.line) % facts if kind else ""

    @property
    def link(self) -> str:
        """What its address leads to, in words."""
        kind = rules.KINDS.get(self.kind)
        return str(kind.link) if kind else ""

    @property
    def stop(self) -> str:
        """What the address to stop at ends, in words."""
        kind = rules.KINDS.get(self.kind)
        return str(kind.stop) if kind and self.stop_url else ""


class NotificationChoice(models.Model):
    """The way somebody chose for a kind; without a row the kind's own default holds."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notification_choices"
    )
    kind = models.CharField(max_length=40)
    way = models.CharField(max_length=10, choices=WAYS)

    class Meta:
        verbose_name = _("notification preference")
        verbose_name_plural = _("notification preferences")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "kind"], name="one_way_per_kind")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.way}"
