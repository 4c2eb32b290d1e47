"""Publishing and withdrawing at the time that was set, each post on its own."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from wagtail.models import Page, Revision

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Released:
    """What a run did: the pages that went live, that were withdrawn, and that failed."""

    published: tuple[int, ...]
    withdrawn: tuple[int, ...]
    failed: tuple[int, ...]


def release_due(*, at: datetime) -> Released:
    """Publish every revision whose time has come, and withdraw every page whose time is over.

    Each in a transaction of its own: one that fails keeps its schedule, is logged, is tried again
    by the next run, and stops no other.
    """
    failed: list[int] = []
    published = [
        revision_pk
        for revision_pk in _due_revisions(at)
        if _attempt(lambda pk=revision_pk: _publish(pk, at), "publish", revision_pk, failed)  # type: ignore[misc]
    ]
    withdrawn = [
        page_pk
        for page_pk in Page.objects.filter(live=True, expire_at__lt=at).values_list("pk", flat=True)
        if _attempt(lambda pk=page_pk: _withdraw(pk, at), "withdraw", page_pk, failed)  # type: ignore[misc]
    ]
    return Released(tuple(published), tuple(withdrawn), tuple(failed))


def _due_revisions(at: datetime) -> list[int]:
    due = Revision.objects.filter(approved_go_live_at__lte=at).order_by("approved_go_live_at", "pk")
    return list(due.values_list("pk", flat=True))


def _attempt(act: Callable[[], bool], what: str, pk: int, failed: list[int]) -> bool:
    try:
        with transaction.atomic():
            return act()
    except Exception:
        logger.exception("Could not %s on schedule", what, extra={"object_id": pk})
        failed.append(pk)
        return False


def _publish(revision_pk: int, at: datetime) -> bool:
    """Publish unless another run was quicker."""
    revision = (
        Revision.objects.select_for_update()
        .filter(pk=revision_pk, approved_go_live_at__lte=at)
        .first()
    )
    if revision is None:
        return False
    revision.publish(log_action="wagtail.publish.scheduled")
    return True


def _withdraw(page_pk: int, at: datetime) -> bool:
    page = Page.objects.select_for_update().filter(pk=page_pk, live=True, expire_at__lt=at).first()
    if page is None:
        return False
    page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True
