"""Every way into print and out of it. The law at the row: what asks no service is not done."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver

from blog.content.models import PostPage
from blog.content.signals import will_be_live, will_be_withdrawn
from blog.publishing.services import gate


@receiver(will_be_live)
def only_a_service_makes_posts_public(sender: type, post: PostPage, **_: Any) -> None:
    """The law: by whichever door, a post becomes public by a service or not at all."""
    gate.ensure_open(post_id=post.pk)


@receiver(will_be_withdrawn)
def only_a_service_takes_posts_away(sender: type, post: PostPage, **_: Any) -> None:
    """The law: readers lose a post by a service or not at all."""
    gate.ensure_open_to_leave(post_id=post.pk)


@receiver(pre_delete, sender=PostPage)
def only_the_trash_deletes_posts(sender: type, instance: PostPage, **_: Any) -> None:
    """The law: a post is deleted by the trash, never along with something else."""
    gate.ensure_open_to_leave(post_id=instance.pk)
