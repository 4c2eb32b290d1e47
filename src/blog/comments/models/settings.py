"""What the publication lays down for all its conversations."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from blog.comments.rules.phrases import Weight
from blog.content.models import CommentModeration, CommentPolicy

# The site answers every question itself.
WHO = [choice for choice in CommentPolicy.choices if choice[0] != CommentPolicy.INHERIT]
WHOSE = [choice for choice in CommentModeration.choices if choice[0] != CommentModeration.INHERIT]


@register_setting(icon="comment")
class Conversation(BaseSiteSetting):
    """The site's own answers; sections and posts may give others."""

    who = models.CharField(
        _("who may comment"), max_length=10, choices=WHO, default=CommentPolicy.MEMBERS
    )
    moderation = models.CharField(
        _("whose comments wait for a moderator"),
        max_length=10,
        choices=WHOSE,
        default=CommentModeration.NEW,
    )
    close_after = models.PositiveSmallIntegerField(
        _("days until comments close"), default=0, help_text=_("After publication. 0: never.")
    )
    edit_minutes = models.PositiveSmallIntegerField(
        _("minutes in which a comment can be edited"),
        default=15,
        validators=[MaxValueValidator(1440)],
    )
    appeal_days = models.PositiveSmallIntegerField(
        _("days in which an appeal is decided"), default=7
    )
    notice_seconds = models.PositiveSmallIntegerField(
        _("seconds until people are told of a decision"),
        default=10,
        help_text=_("A decision that is undone within them is told to nobody."),
    )

    panels: ClassVar[list[Any]] = [
        FieldPanel("who"),
        FieldPanel("moderation"),
        FieldPanel("close_after"),
        FieldPanel("edit_minutes"),
        FieldPanel("appeal_days"),
        FieldPanel("notice_seconds"),
    ]

    class Meta:
        verbose_name = _("conversation")


class WeightChoice(models.TextChoices):
    """What a listed phrase does."""

    BANNED = Weight.BANNED.value, _("Withhold the comment")
    SUSPECT = Weight.SUSPECT.value, _("Let a moderator look first")


class ListedPhrase(models.Model):
    """A word or phrase that comments are searched for, as whole words.

    Changed at the desk alone, where it is tried first: Wagtail has no form for it.
    """

    text = models.CharField(_("word or phrase"), max_length=100, unique=True)
    weight = models.CharField(
        _("what it does"), max_length=10, choices=WeightChoice, default=WeightChoice.SUSPECT
    )

    class Meta:
        verbose_name = _("listed phrase")
        verbose_name_plural = _("listed phrases")
        ordering: ClassVar[list[str]] = ["text"]

    def __str__(self) -> str:
        return self.text
