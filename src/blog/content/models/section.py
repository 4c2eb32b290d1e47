"""Sections: the parts of the publication, each with a landing page."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from blog.accounts.page_permissions import PostPermissions
from blog.content.models.base import SitePage
from blog.content.models.conversation import HostsConversation


class SectionPage(SitePage, HostsConversation):
    """The landing page of a section; its posts follow, newest first."""

    summary = models.CharField(_("summary"), max_length=300, blank=True)
    four_eyes = models.BooleanField(
        _("four eyes"),
        default=True,
        help_text=_("A post goes out only when somebody read it who did not write it."),
    )
    strict_checklist = models.BooleanField(
        _("strict checklist"),
        default=False,
        help_text=_("What the checklist recommends must be done before a post goes out."),
    )

    template = "content/section_page.html"
    part = "river"
    parent_page_types: ClassVar[list[str]] = ["content.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *SitePage.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldPanel("four_eyes"), FieldPanel("strict_checklist")],
            heading=_("Before a post goes out"),
        ),
        HostsConversation.conversation_panel,
    ]

    class Meta:
        verbose_name = _("section")


class PostIndexPage(SitePage):
    """Where posts live in the tree, and the list of all of them."""

    template = "content/post_index_page.html"
    part = "river"
    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["content.HomePage"]
    subpage_types: ClassVar[list[str]] = ["content.PostPage"]

    class Meta:
        verbose_name = _("list of all posts")

    def permissions_for_user(self, user: Any) -> PostPermissions:
        """Return what a person may do in Wagtail with the list and under it."""
        return PostPermissions(user, self)
