"""What content does when something is published or changed. No decisions: hear and hand on.

Deleting a post takes its search entry along. Moving it or closing a part of the site changes who
may read it, which every search asks anew, so nobody needs to hear of that here.
"""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from wagtail.documents.models import Document
from wagtail.signals import page_published, page_unpublished

from blog.content.models import Author, PostPage, Publication, SiteImage, StandardPage
from blog.content.tasks import (
    draw_social_image,
    index_post,
    prepare_picture_again,
    prepare_pictures,
    prepare_portrait,
    redraw_social_images,
    remove_social_image,
)
from blog.content.uploads import check_document


@receiver(page_published)
def when_a_page_is_published(sender: type, instance: Any, **_: Any) -> None:
    """Have its pictures prepared; of a post, its own picture drawn and its words found."""
    if isinstance(instance, PostPage | StandardPage):
        prepare_pictures.enqueue(instance.pk)
    if isinstance(instance, PostPage):
        draw_social_image.enqueue(instance.pk)
        index_post.enqueue(instance.pk)


@receiver(page_unpublished)
def when_a_page_is_withdrawn(sender: type, instance: Any, **_: Any) -> None:
    """Have a post's words forgotten, and its drawn picture dropped, which shows its title."""
    if isinstance(instance, PostPage):
        draw_social_image.enqueue(instance.pk)
        index_post.enqueue(instance.pk)


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


@receiver(post_save, sender=Author)
def when_an_author_is_saved(instance: Author, raw: bool, **_: Any) -> None:
    """Have the portrait prepared."""
    if instance.picture_id and not raw:
        prepare_portrait.enqueue(instance.pk)


@receiver(post_save, sender=SiteImage)
def when_a_picture_is_changed(instance: SiteImage, created: bool, raw: bool, **_: Any) -> None:
    """Have it prepared again wherever it is used: it may have another file or focal point."""
    if not created and not raw:
        prepare_picture_again.enqueue(instance.pk)


@receiver(pre_save, sender=Document)
def when_a_document_is_stored(instance: Document, raw: bool, **_: Any) -> None:
    """Look at a new file first, whoever stores it."""
    if instance.file and not instance.file._committed and not raw:
        check_document(instance.file, instance.file.name)
