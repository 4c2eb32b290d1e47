"""What other systems hear of a post: webhooks of what happens to it, hubs of its feeds.

Never its text, and no e-mail address. Of what readers see, nothing is told of a post that not
everybody may read. What happens to a draft is told as ``workflow.…`` alone, to whom an admin has
chosen for it.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from blog.content.models import PostPage
from blog.content.presenters.feed_links import feeds_with
from blog.delivery.rules.webhooks import moment
from blog.delivery.services import outbox, webhooks, websub
from blog.publishing.models import Change, Release, Schedule, Submission
from blog.publishing.rules import grace
from blog.web.addresses import absolute

type Facts = dict[str, Any]


def tell_of_release(*, release_id: int) -> None:
    """Tell that readers have a text, once it cannot be undone any more."""
    release = Release.objects.get(pk=release_id)
    _tell_hubs_of_release(release)
    is_new = release.previous_revision_id is None
    webhooks.tell(
        kind="post.published" if is_new else "post.updated",
        about=_about(release.post_id),
        data=lambda: _release_facts(release),
        at=release.at,
        group=grace.group_of(release.post_id, release.pk),
        due_at=release.undo_until,
    )


def tell_of_withdrawal(*, post_id: int) -> None:
    """Tell that readers have a post no more."""
    if settings.WEBSUB_HUB:
        post = PostPage.objects.open_to_everybody().filter(pk=post_id).first()
        websub.feeds_changed(feeds=feeds_with(post) if post else ())
    webhooks.tell(
        kind="post.unpublished",
        about=_about(post_id),
        data=lambda: _withdrawn_facts(post_id),
        at=timezone.now(),
    )


def _tell_hubs_of_release(release: Release) -> None:
    """Tell of the feeds in which the post stands, and in which it stood before."""
    if not settings.WEBSUB_HUB or not release.was_open:
        return
    feeds = feeds_with(PostPage.objects.get(pk=release.post_id))
    if release.previous_revision is not None:
        feeds += feeds_with(release.previous_revision.as_object())
    websub.feeds_changed(
        feeds=feeds,
        group=grace.group_of(release.post_id, release.pk),
        due_at=release.undo_until,
    )


def tell_of_review(*, kind: str, submission_id: int, by_id: int | None) -> None:
    """Tell what became of a text on its way through the review."""
    webhooks.tell(
        kind=kind,
        about=_about(Submission.objects.values_list("post_id", flat=True).get(pk=submission_id)),
        data=lambda: _review_facts(submission_id, by_id),
        at=timezone.now(),
    )


def tell_of_schedule(*, kind: str, post_id: int, schedule_id: int, by_id: int | None) -> None:
    """Tell that a moment was set for a post, is set no more, or went by in vain."""
    webhooks.tell(
        kind=kind,
        about=_about(post_id),
        data=lambda: _schedule_facts(schedule_id, by_id),
        at=timezone.now(),
    )


def tell_of_trash(*, kind: str, post_id: int, by_id: int | None) -> None:
    """Tell that a post went to the trash, or came back."""
    webhooks.tell(
        kind=kind,
        about=_about(post_id),
        data=lambda: {"post": _draft(PostPage.objects.get(pk=post_id)), "by": by_id},
        at=timezone.now(),
    )


def _about(post_id: int) -> str:
    return f"post:{post_id}"


def _release_facts(release: Release) -> Facts | None:
    if not release.was_open:
        return None
    post = PostPage.objects.get(pk=release.post_id)
    return {
        "post": {**_public(post), "published_at": moment(post.first_published_at)},
        "change": _change(release),
        "changed_at": moment(release.at),
    }


def _change(release: Release) -> str:
    if release.previous_revision_id is None:
        return "first" if release.change == Change.FIRST else "again"
    return {Change.CORRECTION: "correction", Change.ROLL_BACK: "restored"}.get(
        Change(release.change), "minor"
    )


def _withdrawn_facts(post_id: int) -> Facts | None:
    post = PostPage.objects.open_to_everybody().filter(pk=post_id).first()
    return {"post": _public(post)} if post else None


def _review_facts(submission_id: int, by_id: int | None) -> Facts:
    row = Submission.objects.select_related("post", "revision").get(pk=submission_id)
    title = row.revision.content.get("title")
    return {
        "post": _draft(row.post, title),
        "submission": row.pk,
        "version": row.revision_id,
        "by": by_id,
    }


def _schedule_facts(schedule_id: int, by_id: int | None) -> Facts:
    row = Schedule.objects.select_related("post").get(pk=schedule_id)
    return {
        "post": _draft(row.post),
        "does": row.due,
        "due_at": moment(row.due_at),
        "version": row.revision_id,
        "tries": row.tries,
        "by": by_id,
    }


def _public(post: PostPage) -> Facts:
    return {
        "id": post.pk,
        "url": post.full_url,
        "title": post.title,
        "language": post.locale.language_code,
    }


def _draft(post: PostPage, title: str | None = None) -> Facts:
    with translation.override(settings.LANGUAGE_CODE):
        desk = absolute(reverse("desk_post", args=[post.pk]))
    return {"id": post.pk, "title": title or post.draft_title or post.title, "desk_url": desk}


def leave_unsaid(*, post_id: int, at: datetime) -> None:
    """Send nothing of what was published a moment ago and is not there for readers any more."""
    fresh = Release.objects.filter(post_id=post_id, undone_at=None, undo_until__gt=at)
    for release_id in fresh.values_list("pk", flat=True):
        outbox.cancel_group(group=grace.group_of(post_id, release_id), at=at)
