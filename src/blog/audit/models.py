"""The audit log: one row an act, written in the act's own transaction, never changed."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryIsFinal(RuntimeError):
    """An entry of the audit log was about to be changed or deleted."""


class Entry(models.Model):
    """Somebody did something to something.

    ``act`` is a past word with its room in front (``post.published``). The subject is named by
    kind and id and by the label that it had then, so that an entry outlives what it is about.
    """

    at = models.DateTimeField(_("when"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("who"),
    )
    # Empty where the site itself did it. Kept when the account goes: see services/recording.py.
    actor_name = models.CharField(max_length=150, blank=True)
    act = models.CharField(_("what"), max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=60, blank=True)
    subject_label = models.CharField(max_length=255, blank=True)
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("entry of the audit log")
        verbose_name_plural = _("audit log")
        ordering: ClassVar[list[str]] = ["-at", "-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-at", "-id"], name="audit_by_time"),
            models.Index(fields=["subject_kind", "subject_id", "-at"], name="audit_by_subject"),
            models.Index(fields=["actor", "-at"], name="audit_by_actor"),
            models.Index(fields=["act", "-at"], name="audit_by_act"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act} {self.subject_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new entry.

        :raises EntryIsFinal: it was written before
        """
        if not self._state.adding:
            raise EntryIsFinal
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse.

        :raises EntryIsFinal: always
        """
        raise EntryIsFinal
