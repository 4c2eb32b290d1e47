"""What the publication is called, and how it looks."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


class Accent(models.TextChoices):
    """The one colour of the publication."""

    VERMILION = "vermilion", _("Vermilion")
    SEA = "sea", _("Sea green")


class Typeface(models.TextChoices):
    """The pair of typefaces."""

    BOOK = "book", _("Book: serif for reading, sans for the rest")
    PLAIN = "plain", _("Plain: sans for everything")


@register_setting(icon="site")
class Publication(BaseSiteSetting):
    """The publication's own words and look."""

    name = models.CharField(_("name"), max_length=80, default="Galley")
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    description = models.TextField(_("description"), max_length=300, blank=True)
    contact_email = models.EmailField(_("contact address"), blank=True)
    accent = models.CharField(
        _("accent colour"), max_length=12, choices=Accent, default=Accent.VERMILION
    )
    typeface = models.CharField(
        _("typefaces"), max_length=12, choices=Typeface, default=Typeface.BOOK
    )

    panels: ClassVar[list[Any]] = [
        FieldPanel("name"),
        FieldPanel("tagline"),
        FieldPanel("description"),
        FieldPanel("contact_email"),
        FieldPanel("accent"),
        FieldPanel("typeface"),
    ]

    class Meta:
        verbose_name = _("publication")
