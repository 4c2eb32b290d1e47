"""What conversations do when something happens elsewhere. No decisions: hear, and hand on."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from blog.accounts.signals import name_changed
from blog.comments import events
from blog.comments.models import Conversation
from blog.comments.services import freshness, outward
from blog.comments.signals import came_through
from blog.comments.tasks import tell_of_comment
from blog.events import witness
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


# --- what other systems are told, written with the deed ---------------------------------------


@witness(events.CommentPosted)
def when_a_comment_arrives(event: events.CommentPosted) -> None:
    """Tell who moderates elsewhere."""
    outward.tell_of_arrival(comment_id=event.comment_id)


@witness(events.CommentShown)
def when_readers_have_a_comment(event: events.CommentShown) -> None:
    """Tell who wants to know."""
    outward.tell_readers_have(comment_id=event.comment_id)


@witness(events.CommentHidden)
def when_readers_lose_a_comment(event: events.CommentHidden) -> None:
    """Tell who wants to know."""
    outward.tell_readers_lost(comment_id=event.comment_id)


@witness(events.CommentDecided)
def when_a_moderator_decides(event: events.CommentDecided) -> None:
    """Tell who moderates elsewhere."""
    outward.tell_of_decision(decision_id=event.decision_id)


@witness(events.CommentReported)
def when_a_reader_reports(event: events.CommentReported) -> None:
    """Tell who moderates elsewhere."""
    outward.tell_of_report(report_id=event.report_id)


@witness(events.AppealFiled)
def when_somebody_appeals(event: events.AppealFiled) -> None:
    """Tell who moderates elsewhere."""
    outward.tell_of_appeal(kind="comment.appealed", appeal_id=event.appeal_id)


@witness(events.AppealSettled)
def when_an_appeal_is_decided(event: events.AppealSettled) -> None:
    """Tell who moderates elsewhere."""
    outward.tell_of_appeal(kind="comment.appeal_settled", appeal_id=event.appeal_id)
