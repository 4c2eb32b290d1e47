"""Every way into print. The law at the row: what is not asked of a service is not saved as live."""

from typing import Any

from django.dispatch import receiver

from blog.content.models import PostPage
from blog.content.signals import will_be_live
from blog.publishing.services import gate


@receiver(will_be_live)
def only_a_service_makes_posts_public(sender: type, post: PostPage, **_: Any) -> None:
    """The law: by whichever door, a post becomes public by a service or not at all."""
    gate.ensure_open(post_id=post.pk)
