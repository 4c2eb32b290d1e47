"""What a page lays down for the conversation under it; comments/rules/policy.py settles it."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel


class CommentPolicy(models.TextChoices):
    """Who may comment."""

    INHERIT = "inherit", _("As the section or the site says")
    MEMBERS = "members", _("People with an account")
    GUESTS = "guests", _("Everybody; without an account by a code sent to their e-mail address")
    CLOSED = "closed", _("Nobody")


class CommentModeration(models.TextChoices):
    """Whose comments wait for a moderator."""

    INHERIT = "inherit", _("As the section or the site says")
    NONE = "none", _("Nobody’s, unless a rule catches something")
    NEW = "new", _("Those of people without an approved comment")
    ALL = "all", _("Everybody’s")


class HostsConversation(models.Model):
    """A page that can say who may comment, whose comments wait, and until when."""

    comment_policy = models.CharField(
        _("who may comment"), max_length=10, choices=CommentPolicy, default=CommentPolicy.INHERIT
    )
    comment_moderation = models.CharField(
        _("whose comments wait for a moderator"),
        max_length=10,
        choices=CommentModeration,
        default=CommentModeration.INHERIT,
    )
    comments_close_after = models.PositiveSmallIntegerField(
        _("days until comments close"),
        null=True,
        blank=True,
        help_text=_("After publication. Empty: as the section or the site says. 0: never."),
    )

    class Meta:
        abstract = True

    conversation_panel: ClassVar[Any] = MultiFieldPanel(
        [
            FieldPanel("comment_policy"),
            FieldRowPanel([FieldPanel("comment_moderation"), FieldPanel("comments_close_after")]),
        ],
        heading=_("Comments"),
    )
