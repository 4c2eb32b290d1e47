"""What content does when a page is published. No decisions: hear and hand on."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from blog.content.models import PostPage, StandardPage
from blog.content.tasks import prepare_pictures


@receiver(page_published)
def when_a_page_is_published(sender: type, instance: Any, **_: Any) -> None:
    """Have its pictures prepared."""
    if isinstance(instance, PostPage | StandardPage):
        prepare_pictures.enqueue(instance.pk)
