"""The trash: out of sight at once, back within thirty days, then gone."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from wagtail.models import Page

from blog.audit.services import recording
from blog.events import announce
from blog.publishing.events import PostRestored, PostTrashed
from blog.publishing.models import (
    Decision,
    GuestRemark,
    Release,
    Schedule,
    SharedPreview,
    Submission,
    TrashedPost,
)
from blog.publishing.rules.workflow import Action
from blog.publishing.services import addresses, gate, schedule, steps, withdrawal
from blog.publishing.services.publication import SlugTaken

logger = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=30)


@transaction.atomic
def trash(*, post_id: int, by: Any, at: datetime | None = None) -> steps.Taken:
    """Put a post in the trash: unpublished, its review and schedules ended, its address free.

    :raises RoleRefused: they may not; of a public post, they may not unpublish it
    :raises NotInThisState: it is there already
    """
    step = steps.begin(action=Action.TRASH, post_id=post_id, by=by, at=at)
    post = step.post
    was_public = bool(post.live)
    if was_public:
        withdrawal.take_from_readers(step=step, afterwards=withdrawal.Afterwards.GONE)
        post.refresh_from_db()
    Submission.objects.filter(post=post, decision=Decision.OPEN).update(
        decision=Decision.WITHDRAWN, decided_by=by, decided_at=step.at
    )
    Submission.objects.filter(
        post=post, decision__in=[Decision.APPROVED, Decision.RETURNED], release=None
    ).update(decision=Decision.SUPERSEDED)
    schedule.cancel_all(step=step)
    SharedPreview.objects.filter(post=post, revoked_at=None).update(revoked_at=step.at)
    row = TrashedPost.objects.create(
        post=post,
        by=by,
        at=step.at,
        purge_at=step.at + KEPT_FOR,
        slug=post.slug,
        was_public=was_public,
    )
    _rename(post.pk, f"{post.slug[:200]}-trashed-{post.pk}")
    announce(PostTrashed(post.pk, by.pk if by is not None else None))
    return steps.done(step=step, act="trashed", record_id=row.pk)


@transaction.atomic
def restore(*, post_id: int, by: Any, at: datetime | None = None) -> steps.Taken:
    """Take a post out of the trash, as a draft with its text, history and address.

    :raises RoleRefused: they may not
    :raises NotInThisState: it is not there
    :raises SlugTaken: another page has its address now
    """
    step = steps.begin(action=Action.RESTORE, post_id=post_id, by=by, at=at)
    row = TrashedPost.objects.get(post=step.post)
    holder = step.post.get_siblings(inclusive=False).filter(slug=row.slug).first()
    if holder is not None:
        raise SlugTaken(row.slug, holder.title)
    _rename(step.post.pk, row.slug)
    row.delete()
    if row.was_public:
        addresses.settle(page_id=step.post.pk, moved_to=None, is_gone=False)
    announce(PostRestored(step.post.pk, by.pk if by is not None else None))
    return steps.done(step=step, act="restored")


def purge_due(*, at: datetime) -> tuple[int, ...]:
    """Delete for good what was in the trash for thirty days; return the posts' ids."""
    purged = []
    for post_id in TrashedPost.objects.filter(purge_at__lte=at).values_list("post_id", flat=True):
        try:
            _purge(post_id, at)
            purged.append(post_id)
        except Exception:
            logger.exception("A post in the trash could not be deleted", extra={"post_id": post_id})
    return tuple(purged)


@transaction.atomic
def _purge(post_id: int, at: datetime) -> None:
    steps.lock(post_id=post_id)
    row = TrashedPost.objects.filter(post_id=post_id, purge_at__lte=at).select_related("post").get()
    recording.record(
        by=None, act="post.purged", subject=("post", post_id), label=row.post.draft_title, at=at
    )
    addresses.leave_gone(page_id=post_id)
    for kept in (Submission, Schedule, GuestRemark, SharedPreview, Release):
        kept._default_manager.filter(post_id=post_id).delete()
    gate.delete_for_good(post=row.post)


def _rename(post_id: int, slug: str) -> None:
    """Change the row's address and nothing else; the texts keep theirs."""
    page = Page.objects.get(pk=post_id)
    page.slug = slug
    page.set_url_path(page.get_parent())
    Page.objects.filter(pk=post_id).update(slug=page.slug, url_path=page.url_path)
