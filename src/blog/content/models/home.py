"""The front page, edited by somebody: a lead, a few seconds, then the river."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.models import Orderable

from blog.content.models.base import SitePage


class HomePage(SitePage):
    """The front page of the publication in one language."""

    tagline = models.CharField(_("tagline"), max_length=200, blank=True)

    template = "content/home_page.html"
    part = "river"
    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "content.PostIndexPage",
        "content.SectionPage",
        "content.StandardPage",
    ]
    content_panels: ClassVar[list[Any]] = [
        *SitePage.content_panels,
        FieldPanel("tagline"),
        InlinePanel(
            "picks",
            label=_("pick"),
            heading=_("Picked for the top"),
            help_text=_(
                "The first is the lead story. Places left empty are filled with the newest posts."
            ),
            max_num=4,
        ),
    ]

    class Meta:
        verbose_name = _("front page")


class FrontPagePick(Orderable):
    """A post that an editor put at the top of the front page."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="picks")
    post = models.ForeignKey(
        "content.PostPage", on_delete=models.CASCADE, related_name="+", verbose_name=_("post")
    )

    panels: ClassVar[list[Any]] = [PageChooserPanel("post", "content.PostPage")]
