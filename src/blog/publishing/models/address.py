"""The ledger of addresses: where readers found a page, where they looked, where links point."""

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


class TypedLink(models.Model):
    """A link to a path of this site that is in what readers have of a page, as an address.

    Links for which somebody chose the page are Wagtail's to remember. Which page a path leads to
    is decided when somebody asks: it changes while the text stays.
    """

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    path = models.CharField(_("address"), max_length=500)

    class Meta:
        verbose_name = _("link written as an address")
        verbose_name_plural = _("links written as addresses")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["path", "page"], name="a_typed_link_once_a_page")
        ]

    def __str__(self) -> str:
        return self.path
