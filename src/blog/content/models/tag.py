"""Tags: what a post is about. A name that begins with # is for the team alone."""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel

from blog.content.querysets import TagQuerySet

INTERNAL_MARK = "#"


class Tag(TagBase):
    """A tag, public unless its name begins with ``#``."""

    is_internal = models.BooleanField(_("internal"), default=False, editable=False, db_index=True)

    free_tagging = True
    panels: ClassVar[list[Any]] = [FieldPanel("name"), FieldPanel("slug")]

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering: ClassVar[list[str]] = ["name"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, deciding by the name whether readers may see it."""
        self.is_internal = self.name.startswith(INTERNAL_MARK)
        super().save(*args, **kwargs)

    def slugify(self, tag: str, i: int | None = None) -> str:
        """Return the address of a tag; internal ones are kept apart from public ones."""
        slug: str = super().slugify(tag.removeprefix(INTERNAL_MARK), i)
        return f"internal-{slug}" if tag.startswith(INTERNAL_MARK) else slug

    def get_absolute_url(self) -> str:
        """Return the path of the tag's own page."""
        return reverse("content:tag", args=[self.slug])


class PostTag(ItemBase):
    """A tag on a post."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="post_links")
    content_object = ParentalKey(
        "content.PostPage", on_delete=models.CASCADE, related_name="tag_links"
    )

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            # Whether a post has a tag; by the tag alone a database reads all posts that have it.
            models.Index(fields=["content_object", "tag"], name="tags_of_a_post"),
        ]
