"""Sections: the parts of the publication, each with a landing page."""

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from blog.accounts.page_permissions import PostPermissions
from blog.content.models.base import SitePage
from blog.content.models.conversation import HostsConversation
from blog.content.rules import demands


class SectionForm(WagtailAdminPageForm):
    """A section: what it demands of its posts is ticked."""

    required_checks = forms.MultipleChoiceField(
        choices=demands.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Required in this section"),
        help_text=_(
            "What the checklist recommends elsewhere. "
            "Whatever is ticked must be done before a post goes out."
        ),
    )


class SectionPage(SitePage, HostsConversation):
    """The landing page of a section; its posts follow, newest first."""

    summary = models.CharField(_("summary"), max_length=300, blank=True)
    four_eyes = models.BooleanField(
        _("four eyes"),
        default=True,
        help_text=_("A post goes out only when somebody read it who did not write it."),
    )
    # Names of checks; rules/demands.py knows which there are.
    required_checks = models.JSONField(_("required in this section"), default=list, blank=True)

    base_form_class = SectionForm
    template = "content/section_page.html"
    part = "river"
    parent_page_types: ClassVar[list[str]] = ["content.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *SitePage.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldPanel("four_eyes"), FieldPanel("required_checks")],
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
