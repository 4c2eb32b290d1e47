"""Names that people gave to versions."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class VersionLabel(models.Model):
    """A version's name. A version that has one is kept as it is."""

    post = models.ForeignKey("content.PostPage", on_delete=models.CASCADE, related_name="labels")
    revision = models.OneToOneField(
        "wagtailcore.Revision", on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(_("name"), max_length=60)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(_("named"))

    class Meta:
        verbose_name = _("name of a version")
        verbose_name_plural = _("names of versions")
        ordering: ClassVar[list[str]] = ["-at"]

    def __str__(self) -> str:
        return self.name
