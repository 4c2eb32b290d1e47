"""What content does when a page is published or withdrawn. No decisions: hear and hand on.

Deleting a post takes its search entry along. Moving it or closing a part of the site changes who
may read it, which every search asks anew, so nobody needs to hear of that here.
"""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from blog.content.models import PostPage, StandardPage
from blog.content.tasks import index_post, prepare_pictures


@receiver(page_published)
def when_a_page_is_published(sender: type, instance: Any, **_: Any) -> None:
    """Have its pictures prepared and, of a post, its words found."""
    if isinstance(instance, PostPage | StandardPage):
        prepare_pictures.enqueue(instance.pk)
    if isinstance(instance, PostPage):
        index_post.enqueue(instance.pk)


@receiver(page_unpublished)
def when_a_page_is_withdrawn(sender: type, instance: Any, **_: Any) -> None:
    """Have a post's words forgotten."""
    if isinstance(instance, PostPage):
        index_post.enqueue(instance.pk)
