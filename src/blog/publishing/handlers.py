"""What publishing hears: of pages, their addresses, links and versions; of itself, whom to tell."""

from typing import Any

from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    pre_page_move,
)

from blog.content.models import PostPage, StandardPage
from blog.events import witness
from blog.publishing import events
from blog.publishing.services import addresses, keeping, links, outward


@receiver(page_published)
def when_a_page_is_published(sender: type, instance: Page, **_: Any) -> None:
    """Write down its address."""
    addresses.note_public(page=instance, at=timezone.now())


@receiver(page_unpublished)
def when_a_page_is_unpublished(sender: type, instance: Page, **_: Any) -> None:
    """Write down the address that it had, unless it was."""
    addresses.note_public(page=instance, at=timezone.now())


@receiver(page_slug_changed)
def when_an_address_changes(sender: type, instance: Page, instance_before: Page, **_: Any) -> None:
    """Write down the old address, if readers had it, and the new ones under it."""
    if instance_before.live:
        addresses.note_left(page=instance, page_before=instance_before, at=timezone.now())


@receiver(pre_page_move)
def before_a_page_moves(sender: type, instance: Page, **_: Any) -> None:
    """Write down the addresses that it and what is under it have."""
    addresses.note_public_below(page=instance, at=timezone.now())


@receiver(post_page_move)
def after_a_page_moved(sender: type, instance: Page, **_: Any) -> None:
    """Write down the addresses that they got."""
    addresses.note_public_below(page=instance, at=timezone.now())


@receiver(post_save, sender=PostPage)
@receiver(post_save, sender=StandardPage)
def when_readers_may_have_other_links(
    instance: Any, raw: bool, update_fields: Any = None, **_: Any
) -> None:
    """Write down what its public text links to, whichever way it was written."""
    if instance.live and not raw and (update_fields is None or "body" in update_fields):
        links.note_links(page=instance)


@receiver(pre_save, sender=Revision)
def before_a_version_is_written(
    instance: Revision, raw: bool, update_fields: Any, **_: Any
) -> None:
    """Keep what was submitted, scheduled, published or shared as it is."""
    if not raw and instance.pk and (update_fields is None or "content" in update_fields):
        keeping.ensure_may_change(revision=instance)


# --- what other systems are told, written with the deed ---------------------------------------


@witness(events.PostPublished)
def when_readers_have_a_text(event: events.PostPublished) -> None:
    """Tell who wants to know, when it cannot be undone any more."""
    outward.tell_of_release(release_id=event.release_id)


@witness(events.PostUnpublished)
def when_readers_have_a_post_no_more(event: events.PostUnpublished) -> None:
    """Tell who wants to know."""
    outward.tell_of_withdrawal(post_id=event.post_id)


@witness(events.PostSubmitted)
def when_a_text_is_submitted(event: events.PostSubmitted) -> None:
    """Tell whom an admin has chosen for it."""
    _review("workflow.submitted", event)


@witness(events.SubmissionWithdrawn)
def when_a_text_is_taken_back(event: events.SubmissionWithdrawn) -> None:
    """Tell whom an admin has chosen for it."""
    _review("workflow.withdrawn", event)


@witness(events.PostApproved)
def when_a_text_is_approved(event: events.PostApproved) -> None:
    """Tell whom an admin has chosen for it."""
    _review("workflow.approved", event)


@witness(events.ChangesRequested)
def when_changes_are_asked_for(event: events.ChangesRequested) -> None:
    """Tell whom an admin has chosen for it."""
    _review("workflow.changes_requested", event)


@witness(events.PostScheduled)
def when_a_moment_is_set(event: events.PostScheduled) -> None:
    """Tell whom an admin has chosen for it."""
    _schedule("workflow.scheduled", event, event.by_id)


@witness(events.ScheduleCancelled)
def when_a_moment_is_set_no_more(event: events.ScheduleCancelled) -> None:
    """Tell whom an admin has chosen for it."""
    _schedule("workflow.schedule_cancelled", event, event.by_id)


@witness(events.ScheduleFailed)
def when_a_moment_goes_by_in_vain(event: events.ScheduleFailed) -> None:
    """Tell whom an admin has chosen for it."""
    _schedule("workflow.schedule_failed", event, None)


@witness(events.PostTrashed)
def when_a_post_goes_to_the_trash(event: events.PostTrashed) -> None:
    """Tell whom an admin has chosen for it."""
    outward.tell_of_trash(kind="workflow.trashed", post_id=event.post_id, by_id=event.by_id)


@witness(events.PostRestored)
def when_a_post_comes_back(event: events.PostRestored) -> None:
    """Tell whom an admin has chosen for it."""
    outward.tell_of_trash(kind="workflow.restored", post_id=event.post_id, by_id=event.by_id)


def _review(kind: str, event: Any) -> None:
    outward.tell_of_review(kind=kind, submission_id=event.submission_id, by_id=event.by_id)


def _schedule(kind: str, event: Any, by_id: int | None) -> None:
    outward.tell_of_schedule(
        kind=kind, post_id=event.post_id, schedule_id=event.schedule_id, by_id=by_id
    )
