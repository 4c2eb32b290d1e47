"""Pages that are no posts: published by editors in the admin, on Wagtail's own schedule.

Posts are not touched here; theirs is ``schedule``.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Page, Revision

from blog.content.models import PostPage

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Done:
    """Ids of pages that went live, were withdrawn, or failed."""

    published: tuple[int, ...]
    withdrawn: tuple[int, ...]
    failed: tuple[int, ...]


def run_due(*, at: datetime) -> Done:
    """Publish every page whose time has come, and withdraw every page whose time is over.

    Each in a transaction of its own: one that fails keeps its schedule, is logged, is tried again
    by the next run, and stops no other.
    """
    posts = ContentType.objects.get_for_model(PostPage)
    due = Revision.page_revisions.filter(approved_go_live_at__lte=at).exclude(content_type=posts)
    over = Page.objects.filter(live=True, expire_at__lt=at).exclude(content_type=posts)
    published: list[int] = []
    withdrawn: list[int] = []
    failed: list[int] = []
    for pk, page_id in due.order_by("approved_go_live_at", "pk").values_list("pk", "object_id"):
        _attempt(lambda pk=pk: _publish(pk, at), int(page_id), published, failed)  # type: ignore[misc]
    for pk in over.order_by("expire_at", "pk").values_list("pk", flat=True):
        _attempt(lambda pk=pk: _withdraw(pk, at), pk, withdrawn, failed)  # type: ignore[misc]
    return Done(tuple(published), tuple(withdrawn), tuple(failed))


def _attempt(act: Callable[[], bool], page_id: int, into: list[int], failed: list[int]) -> None:
    try:
        with transaction.atomic():
            if act():
                into.append(page_id)
    except Exception:
        logger.exception("A page's schedule failed", extra={"page_id": page_id})
        failed.append(page_id)


def _publish(revision_id: int, at: datetime) -> bool:
    """Publish unless another run was quicker."""
    due = Revision.objects.select_for_update().filter(pk=revision_id, approved_go_live_at__lte=at)
    revision = due.first()
    if revision is None:
        return False
    revision.publish(log_action="wagtail.publish.scheduled")
    return True


def _withdraw(page_id: int, at: datetime) -> bool:
    over = Page.objects.select_for_update().filter(pk=page_id, live=True, expire_at__lt=at)
    page = over.first()
    if page is None:
        return False
    page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True
