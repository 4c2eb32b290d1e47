"""Pages that stand by themselves: about, contact, privacy."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from blog.content.blocks import BodyBlock
from blog.content.models.base import SitePage


class StandardPage(SitePage):
    """A page of text outside the river of posts."""

    summary = models.CharField(_("summary"), max_length=300, blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))

    template = "content/standard_page.html"
    parent_page_types: ClassVar[list[str]] = ["content.HomePage", "content.StandardPage"]
    subpage_types: ClassVar[list[str]] = ["content.StandardPage"]
    content_panels: ClassVar[list[Any]] = [
        *SitePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("page")
