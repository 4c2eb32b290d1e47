"""The trash: posts that are kept for a while before they are gone."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class TrashedPost(models.Model):
    """A post in the trash. Its address is free for others; ``slug`` is what it had."""

    post = models.OneToOneField(
        "content.PostPage", on_delete=models.CASCADE, related_name="trashed"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(_("when"))
    purge_at = models.DateTimeField(_("kept until"), db_index=True)
    slug = models.CharField(max_length=255)
    # Whether the trash took it from its readers; else its addresses answer as was chosen before.
    was_public = models.BooleanField(_("was public"), default=True)

    class Meta:
        verbose_name = _("post in the trash")
        verbose_name_plural = _("trash")
        ordering: ClassVar[list[str]] = ["-at"]

    def __str__(self) -> str:
        return str(self.post)
