"""A post: what the whole house is for."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    PageChooserPanel,
)
from wagtail.fields import StreamField
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from blog.accounts.page_permissions import PostPermissions
from blog.content.blocks import BodyBlock
from blog.content.models.base import SitePage
from blog.content.models.conversation import HostsConversation
from blog.content.querysets import PostQuerySet
from blog.content.rules import cache_tags
from blog.content.rules.plain_text import text_of_body
from blog.content.rules.reading import reading_minutes
from blog.content.signals import will_be_live, will_be_withdrawn


class PostPage(SitePage, HostsConversation):
    """A post. Its posts' list order is the moment of first publication."""

    subtitle = models.CharField(_("subtitle"), max_length=200, blank=True)
    summary = models.TextField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences for lists and feeds."),
    )
    hero_image = models.ForeignKey(
        "content.SiteImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
    )
    hero_alt = models.CharField(
        _("text alternative"),
        max_length=400,
        blank=True,
        help_text=_(
            "What somebody needs to know who cannot see the picture. "
            "Empty only if it is decoration."
        ),
    )
    hero_caption = models.CharField(_("caption"), max_length=300, blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))
    section = models.ForeignKey(
        "content.SectionPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="posts",
        verbose_name=_("section"),
    )
    tags = ClusterTaggableManager(
        through="content.PostTag",
        blank=True,
        verbose_name=_("tags"),
        help_text=_("A tag that begins with # is seen by the team only."),
    )
    series = models.ForeignKey(
        "content.Series",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="posts",
        verbose_name=_("series"),
    )
    series_position = models.PositiveSmallIntegerField(
        _("place in the series"), null=True, blank=True
    )
    reading_minutes = models.PositiveSmallIntegerField(default=1, editable=False)
    # The name in the storage of the picture drawn for sharing; services/social_images.py keeps it.
    drawn_social_image = models.CharField(max_length=200, blank=True, editable=False)

    objects = PageManager.from_queryset(PostQuerySet)()

    template = "content/post_page.html"
    exclude_fields_in_copy: ClassVar[list[str]] = ["drawn_social_image"]
    parent_page_types: ClassVar[list[str]] = ["content.PostIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *SitePage.content_panels,
        FieldPanel("subtitle"),
        FieldPanel("summary"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("hero_image"), FieldPanel("hero_alt"), FieldPanel("hero_caption")],
            heading=_("Picture at the top"),
        ),
        InlinePanel("bylines", label=_("author"), heading=_("Authors"), min_num=0),
        MultiFieldPanel(
            [
                PageChooserPanel("section", "content.SectionPage"),
                FieldPanel("tags"),
                FieldRowPanel([FieldPanel("series"), FieldPanel("series_position")]),
            ],
            heading=_("Where it belongs"),
        ),
        HostsConversation.conversation_panel,
    ]
    search_fields: ClassVar[list[Any]] = [*SitePage.search_fields, index.SearchField("summary")]

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, keeping the reading time in step with the text.

        Before readers get a text that they did not have, or lose one, a signal asks whether they
        may.
        """
        if kwargs.get("update_fields") is None:
            self._ask_for_readers()
        self.reading_minutes = reading_minutes(self.plain_text())
        super().save(*args, **kwargs)

    def _ask_for_readers(self) -> None:
        stored = PostPage._base_manager.filter(pk=self.pk).values_list("live", "live_revision_id")
        was_live, had = stored.first() or (False, None)
        if self.live and (not was_live or had != self.live_revision_id):
            will_be_live.send(sender=type(self), post=self)
        elif was_live and not self.live:
            will_be_withdrawn.send(sender=type(self), post=self)

    def with_content_json(self, content: dict[str, Any]) -> "PostPage":
        """Return the post as a revision has it; what was drawn belongs to the post, not to that."""
        post: PostPage = super().with_content_json(content)
        post.drawn_social_image = self.drawn_social_image
        return post

    def permissions_for_user(self, user: Any) -> PostPermissions:
        """Return what a person may do with the post in Wagtail."""
        return PostPermissions(user, self)

    def is_of(self, user: Any) -> bool:
        """Return whether it is this person's: they began it, or their name stands over it.

        Names count as they are stored, not as an unsaved text has them.
        """
        if user is None or user.pk is None:
            return False
        if self.owner_id == user.pk:
            return True
        return Byline.objects.filter(post_id=self.pk, author__user=user).exists()

    def plain_text(self) -> str:
        """Return the words of the body, without markup, for searching and counting."""
        return text_of_body(self.body.get_prep_value())

    def cache_tags(self) -> tuple[str, ...]:
        """A post's page shows the post."""
        return (cache_tags.post(self.pk), *super().cache_tags())


class Byline(Orderable):
    """An author's place over a post."""

    post = ParentalKey(PostPage, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(
        "content.Author", on_delete=models.PROTECT, related_name="bylines", verbose_name=_("author")
    )

    panels: ClassVar[list[Any]] = [FieldPanel("author")]

    class Meta(Orderable.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["post", "author"], name="an_author_once_a_post")
        ]
