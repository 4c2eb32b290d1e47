"""People's hold on their data: copies they asked for, and accounts that are about to end."""

from typing import ClassVar

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.accounts.rules.leaving import Comments


def private_files() -> Storage:
    """Return the storage that no address leads to."""
    return storages["private"]


class ExportState(models.TextChoices):
    """Where a copy of somebody's data is."""

    WAITING = "waiting", _("being put together")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")
    EXPIRED = "expired", _("expired")


class DataExport(models.Model):
    """A copy of all that the site keeps of a person, asked for by them."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="data_exports"
    )
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ExportState, default=ExportState.WAITING)
    file = models.FileField(storage=private_files, upload_to="exports", blank=True)
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("export of one’s data")
        verbose_name_plural = _("exports of one’s data")
        ordering: ClassVar[list[str]] = ["-asked_at", "-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "expires_at"], name="export_expiring")
        ]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d} {self.state}"


class Leaving(models.Model):
    """An account whose owner wants it to end. While this row is there they can think again."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="leaving"
    )
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    comments = models.CharField(
        max_length=10,
        choices=[
            (Comments.ANONYMISE, _("keep them without a name")),
            (Comments.ERASE, _("erase their text")),
        ],
    )
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("account about to end")
        verbose_name_plural = _("accounts about to end")

    def __str__(self) -> str:
        return f"{self.due_at:%Y-%m-%d}"
