"""What content does when something is published or changed. No decisions: hear and hand on."""

from typing import Any

from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver
from wagtail.documents.models import Document
from wagtail.signals import page_published

from blog.content.models import Author, PostPage, SiteImage, StandardPage
from blog.content.tasks import prepare_picture_again, prepare_pictures, prepare_portrait
from blog.content.uploads import check_document


@receiver(page_published)
def when_a_page_is_published(sender: type, instance: Any, **_: Any) -> None:
    """Have its pictures prepared."""
    if isinstance(instance, PostPage | StandardPage):
        prepare_pictures.enqueue(instance.pk)


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
