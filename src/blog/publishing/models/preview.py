"""Shared previews: one revision, readable with a link, for a while."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SharedPreview(models.Model):
    """A link to one revision. Only a digest of its secret is kept."""

    post = models.ForeignKey("content.PostPage", on_delete=models.CASCADE, related_name="previews")
    revision = models.ForeignKey(
        "wagtailcore.Revision", on_delete=models.RESTRICT, related_name="+"
    )
    digest = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(_("shared"))
    guest = models.CharField(_("for whom"), max_length=120, blank=True)
    takes_remarks = models.BooleanField(_("takes remarks"), default=False)
    expires_at = models.DateTimeField(_("ends"))
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    opened = models.PositiveIntegerField(_("times opened"), default=0)
    last_opened_at = models.DateTimeField(_("last opened"), null=True)

    class Meta:
        verbose_name = _("shared preview")
        verbose_name_plural = _("shared previews")
        ordering: ClassVar[list[str]] = ["-at"]

    def __str__(self) -> str:
        return f"{self.post} {self.guest}"
