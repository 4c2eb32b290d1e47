"""Sections: the parts of the publication, each with a landing page."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from blog.content.models.base import SitePage


class SectionPage(SitePage):
    """The landing page of a section; its posts follow, newest first."""

    summary = models.CharField(_("summary"), max_length=300, blank=True)

    template = "content/section_page.html"
    part = "river"
    parent_page_types: ClassVar[list[str]] = ["content.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [*SitePage.content_panels, FieldPanel("summary")]

    class Meta:
        verbose_name = _("section")

    def cache_tags(self) -> tuple[str, ...]:
        """A section shows its posts."""
        return (f"section:{self.pk}", *super().cache_tags())


class PostIndexPage(SitePage):
    """Where posts live in the tree, and the list of all of them."""

    template = "content/post_index_page.html"
    part = "river"
    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["content.HomePage"]
    subpage_types: ClassVar[list[str]] = ["content.PostPage"]

    class Meta:
        verbose_name = _("list of all posts")

    def cache_tags(self) -> tuple[str, ...]:
        """The list of all posts shows new posts."""
        return ("front", *super().cache_tags())
