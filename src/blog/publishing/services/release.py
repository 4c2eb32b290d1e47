"""Making a text public: publish, correct, undo, roll back. And, for imports, in bulk."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from blog.accounts import permissions
from blog.audit.services import recording
from blog.content.models import PostPage
from blog.delivery.services import outbox
from blog.errors import Conflict, Invalid
from blog.events import announce
from blog.publishing.events import PublicationUndone
from blog.publishing.models import Change, Release
from blog.publishing.rules import grace, workflow
from blog.publishing.rules.workflow import Action
from blog.publishing.selectors import states
from blog.publishing.services import addresses, gate, publication, steps

# What each step makes of a text for its readers.
CHANGES = {
    Action.PUBLISH: frozenset({Change.FIRST, Change.UPDATE}),
    Action.CORRECT: frozenset({Change.CORRECTION}),
    Action.ROLL_BACK: frozenset({Change.ROLL_BACK}),
}


class CorrectionNoteMissing(Invalid):
    """A correction says nothing."""

    message = gettext_lazy("Say in a sentence what was corrected; readers see it.")


class TooLateToUndo(Conflict):
    """The time to undo is over, or something was published since."""

    message = gettext_lazy(
        "This publication cannot be undone any more. Restore an earlier version instead."
    )


class KeyUsed(Conflict):
    """The key of this request was another one's: of another person, post or step."""

    message = gettext_lazy("This form was sent before. Reload the page and try again.")


class NeverPublic(Conflict):
    """Readers never had this version."""

    message = gettext_lazy("Only a version that readers had before can be restored for them.")


@transaction.atomic
def publish(
    *,
    post_id: int,
    revision_id: int,
    by: Any,
    saved_at: datetime | None = None,
    key: str | None = None,
    at: datetime | None = None,
) -> steps.Taken:
    """Make the newest text of a post public, as it was read.

    Readers have it at once; what leaves the house waits for the time to undo. Asked again with the
    same ``key``, it answers as the first time.

    :raises RoleRefused: they may not
    :raises NotInThisState: nothing new is there to publish
    :raises StaleRevision: there is a newer text than the one read
    :raises SecondPairOfEyes: the section asks for two people
    :raises ChecklistFailed: a required item is open
    :raises SlugTaken: another page has the address
    :raises NotComplete: a field is empty or wrong
    :raises KeyUsed: the key belongs to another publication
    """
    if known := _answered_before(action=Action.PUBLISH, post_id=post_id, by=by, key=key):
        return known
    step = steps.begin(action=Action.PUBLISH, post_id=post_id, by=by, at=at)
    revision = steps.newest_text(post=step.post, revision_id=revision_id, saved_at=saved_at)
    publication.ensure_may_go_out(post=step.post, revision=revision, by=by)
    release = publication.put_out(step=step, revision=revision, key=key)
    return steps.done(step=step, act="published", revision_id=revision.pk, record_id=release.pk)


@transaction.atomic
def correct(
    *,
    post_id: int,
    revision_id: int,
    by: Any,
    note: str,
    saved_at: datetime | None = None,
    key: str | None = None,
    at: datetime | None = None,
) -> steps.Taken:
    """Publish the newest text of a live post as a correction, with a note that readers see.

    :raises CorrectionNoteMissing: the note is empty
    :raises RoleRefused: they may not
    :raises NotInThisState: the post is not public, or has no newer text
    :raises StaleRevision: there is a newer text than the one read
    :raises SecondPairOfEyes: the section asks for two people
    :raises ChecklistFailed: a required item is open
    """
    if known := _answered_before(action=Action.CORRECT, post_id=post_id, by=by, key=key):
        return known
    if not note.strip():
        raise CorrectionNoteMissing
    step = steps.begin(action=Action.CORRECT, post_id=post_id, by=by, at=at)
    if not step.post.has_unpublished_changes:
        raise steps.NotInThisState(step.action, step.was)
    revision = steps.newest_text(post=step.post, revision_id=revision_id, saved_at=saved_at)
    publication.ensure_may_go_out(post=step.post, revision=revision, by=by)
    release = publication.put_out(
        step=step, revision=revision, key=key, change=Change.CORRECTION, note=note.strip()[:1000]
    )
    return steps.done(step=step, act="corrected", revision_id=revision.pk, record_id=release.pk)


@transaction.atomic
def undo(*, post_id: int, release_id: int, by: Any, at: datetime | None = None) -> steps.Taken:
    """Take a publication back while what it sends out still waits.

    Readers have what they had before, which may be nothing, and nothing is sent. Asked twice, it
    answers as the first time.

    :raises RoleRefused: they may not
    :raises TooLateToUndo: the time is over, or there was another publication since
    """
    undone = Release.objects.filter(pk=release_id, post_id=post_id, undone_at__isnull=False)
    if undone.exists():
        post = PostPage.objects.get(pk=post_id)
        _ensure_may(action=Action.UNDO, post=post, by=by)
        standing = states.get_standing(post=post)
        return steps.Taken(post_id, standing.state, standing.is_public, None, release_id)
    step = steps.begin(action=Action.UNDO, post_id=post_id, by=by, at=at)
    last = _standing_release(step.post)
    if last is None or last.pk != release_id or step.at >= last.undo_until:
        raise TooLateToUndo
    outbox.cancel_group(group=grace.group_of(post_id, last.pk), at=step.at)
    if last.previous_revision is None:
        gate.take_back(post=step.post, by=by)
    else:
        gate.make_public(revision=last.previous_revision, by=by)
    addresses.forget_since(page_id=post_id, since=last.at)
    gate.keep_dates(
        post_id=post_id,
        first=last.previous_first_published_at,
        last=last.previous_last_published_at,
    )
    last.undone_at, last.undone_by = step.at, by
    last.save(update_fields=["undone_at", "undone_by"])
    last.submissions.update(release=None)
    announce(PublicationUndone(post_id, last.pk, by.pk if by is not None else None))
    return steps.done(
        step=step, act="publication_undone", revision_id=last.revision_id, record_id=last.pk
    )


@transaction.atomic
def roll_back(
    *,
    post_id: int,
    revision_id: int,
    by: Any,
    key: str | None = None,
    at: datetime | None = None,
) -> steps.Taken:
    """Give readers a version again that they had before. Newer texts stay as drafts.

    :raises RoleRefused: they may not
    :raises NotInThisState: the post is not public
    :raises NeverPublic: readers never had this version
    :raises SlugTaken: its address went to another page
    """
    if known := _answered_before(action=Action.ROLL_BACK, post_id=post_id, by=by, key=key):
        return known
    step = steps.begin(action=Action.ROLL_BACK, post_id=post_id, by=by, at=at)
    revision = steps.revision_of(post=step.post, revision_id=revision_id)
    had = Release.objects.filter(post=step.post)
    if not (had.filter(revision=revision) | had.filter(previous_revision=revision)).exists():
        raise NeverPublic
    publication.ensure_free_address(post=step.post, revision=revision)
    release = publication.put_out(step=step, revision=revision, key=key, change=Change.ROLL_BACK)
    return steps.done(step=step, act="rolled_back", revision_id=revision.pk, record_id=release.pk)


@transaction.atomic
def publish_now(*, page: Page, by: Any, at: datetime | None = None) -> Page:
    """Make a page's present text public without a review, and return the page.

    For the site's own hand: imports, the demo, pages that are no posts. ``at`` is the moment of
    first publication where it is not this one: for a text that came out earlier, elsewhere. It is
    written to the audit log, and of a post to its history, so that readers can be given the text
    again; nothing is sent out, and there is nothing to undo.
    """
    revision = page.save_revision(user=by)
    if isinstance(page, PostPage):
        post, now = PostPage.objects.get(pk=page.pk), at or timezone.now()
        publication.write_down(post=post, revision=revision, by=by, at=now, undo_until=now)
        gate.make_public(revision=revision, by=by)
        recording.record(
            by=by, act="post.published_in_bulk", subject=("post", page.pk), label=page.title
        )
    else:
        revision.publish(user=by)
    if at is not None:
        gate.keep_dates(post_id=page.pk, first=at, last=at)
    page.refresh_from_db()
    return page


def _answered_before(
    *, action: Action, post_id: int, by: Any, key: str | None
) -> steps.Taken | None:
    """Return what came of this very request before. A second one waits for the first.

    It is answered to whom it was answered then, while they may still do it.
    """
    if not key:
        return None
    steps.lock(post_id=post_id)
    release = Release.objects.filter(key=key).first()
    if release is None:
        return None
    post = PostPage.objects.get(pk=post_id)
    _ensure_may(action=action, post=post, by=by)
    is_this_one = (release.post_id, release.by_id) == (post_id, by.pk if by else None)
    if not is_this_one or release.change not in CHANGES[action]:
        raise KeyUsed
    standing = states.get_standing(post=post)
    return steps.Taken(post_id, standing.state, standing.is_public, release.revision_id, release.pk)


def _ensure_may(*, action: Action, post: PostPage, by: Any) -> None:
    if by is not None:
        owns = states.is_own(post=post, user=by)
        permissions.ensure(by, workflow.TABLE[action].act, owns=owns)


def _standing_release(post: PostPage) -> Release | None:
    return Release.objects.filter(post=post, undone_at=None).order_by("-pk").first()
