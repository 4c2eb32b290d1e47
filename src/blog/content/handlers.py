"""What content does when pages and settings change. No decisions: hear and hand on."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from blog.content.models import PostPage, Publication, StandardPage
from blog.content.tasks import (
    draw_social_image,
    prepare_pictures,
    redraw_social_images,
    remove_social_image,
)


@receiver(page_published)
def when_a_page_is_published(sender: type, instance: Any, **_: Any) -> None:
    """Have its pictures prepared, and a post's own picture drawn."""
    if isinstance(instance, PostPage | StandardPage):
        prepare_pictures.enqueue(instance.pk)
    if isinstance(instance, PostPage):
        draw_social_image.enqueue(instance.pk)


@receiver(page_unpublished)
def when_a_page_is_withdrawn(sender: type, instance: Any, **_: Any) -> None:
    """Have the drawn picture dropped, which shows a post's title."""
    if isinstance(instance, PostPage):
        draw_social_image.enqueue(instance.pk)


@receiver(post_delete, sender=PostPage)
def when_a_post_is_deleted(sender: type, instance: PostPage, **_: Any) -> None:
    """Have its drawn picture deleted."""
    if instance.drawn_social_image:
        remove_social_image.enqueue(instance.drawn_social_image)


@receiver(post_save, sender=Publication)
def when_the_publication_changes(sender: type, created: bool, **_: Any) -> None:
    """Have the drawn pictures redrawn: they show its name and colour."""
    if not created:
        redraw_social_images.enqueue()
