"""What publishing hears from Wagtail: addresses that became public, versions that are kept."""

from typing import Any

from django.db.models.signals import pre_save
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

from blog.publishing.services import addresses, keeping


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


@receiver(pre_save, sender=Revision)
def before_a_version_is_written(
    instance: Revision, raw: bool, update_fields: Any, **_: Any
) -> None:
    """Keep what was submitted, scheduled, published or shared as it is."""
    if not raw and instance.pk and (update_fields is None or "content" in update_fields):
        keeping.ensure_may_change(revision=instance)
