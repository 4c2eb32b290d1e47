"""The ledger of addresses: where readers ever found a page, and where they looked for one."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class PublicAddress(models.Model):
    """A path that was public once. Where it leads is decided when somebody asks for it.

    ``page`` is what stood there last. ``moved_to`` and ``is_gone`` are what an editor chose when
    it was unpublished.
    """

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    path = models.CharField(_("address"), max_length=500)
    page = models.ForeignKey(
        "wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    moved_to = models.ForeignKey(
        "wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_gone = models.BooleanField(default=False)
    first_public_at = models.DateTimeField(_("public since"))
    hits = models.PositiveIntegerField(_("asked for"), default=0)
    last_hit_at = models.DateTimeField(_("last asked for"), null=True)

    class Meta:
        verbose_name = _("public address")
        verbose_name_plural = _("public addresses")
        ordering: ClassVar[list[str]] = ["path"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["site", "path"], name="an_address_once_a_site")
        ]

    def __str__(self) -> str:
        return self.path


class MissingAddress(models.Model):
    """A path that was asked for, and where nothing ever stood."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    path = models.CharField(_("address"), max_length=200)
    hits = models.PositiveIntegerField(_("asked for"), default=1)
    last_hit_at = models.DateTimeField(_("last asked for"))

    class Meta:
        verbose_name = _("missing address")
        verbose_name_plural = _("missing addresses")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["site", "path"], name="a_missing_address_once_a_site")
        ]

    def __str__(self) -> str:
        return self.path
