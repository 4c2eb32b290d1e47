"""What conversations do when something happens elsewhere. No decisions: hear, and hand on."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from blog.accounts.signals import name_changed
from blog.comments.models import Conversation
from blog.comments.services import freshness
from blog.comments.signals import came_through
from blog.comments.tasks import tell_of_comment
from blog.web.purging import purge_everything


@receiver(post_save, sender=Conversation)
@receiver(post_delete, sender=Conversation)
def when_the_site_lays_down_something_else(instance: Conversation, **_: Any) -> None:
    """Every post says whether it takes comments."""
    purge_everything()


@receiver(name_changed)
def when_somebody_has_another_name(user_id: int, **_: Any) -> None:
    """It stands over what they have said."""
    freshness.name_changed(user_id=user_id)


@receiver(came_through)
def when_a_comment_can_be_read(comment_id: int, **_: Any) -> None:
    """Have everybody told whom it concerns. Whoever posts does not wait for that."""
    tell_of_comment.enqueue(comment_id)
