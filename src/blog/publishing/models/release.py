"""Releases: each time readers got another text, and what they had before it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Change(models.TextChoices):
    """What a release is to its readers."""

    FIRST = "first", _("published")
    UPDATE = "update", _("updated")
    CORRECTION = "correction", _("corrected")
    ROLL_BACK = "rollback", _("earlier version restored")


class Release(models.Model):
    """A text that became public. ``previous_revision`` is what was public before; None is nothing.

    Both texts are kept as long as this row is: they can be restored at any later time.
    """

    post = models.ForeignKey("content.PostPage", on_delete=models.CASCADE, related_name="releases")
    revision = models.ForeignKey(
        "wagtailcore.Revision", on_delete=models.RESTRICT, related_name="+"
    )
    previous_revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.RESTRICT, related_name="+"
    )
    previous_first_published_at = models.DateTimeField(null=True)
    previous_last_published_at = models.DateTimeField(null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(_("when"), db_index=True)
    change = models.CharField(_("kind"), max_length=10, choices=Change)
    note = models.TextField(_("what was corrected"), blank=True, max_length=1000)
    # Asked for twice with the same key, it is published once.
    key = models.CharField(max_length=100, null=True, unique=True)  # noqa: DJ001 - unique or nothing
    # Whether everybody could read the post then: what was public before, and what is since. None,
    # where it is not known: of what was released before this was kept.
    was_open = models.BooleanField(null=True)
    undo_until = models.DateTimeField()
    undone_at = models.DateTimeField(_("undone"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering: ClassVar[list[str]] = ["-at", "-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["change", "-at", "-id"], name="releases_by_change"),
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.change} {self.at:%Y-%m-%d %H:%M}"
