"""Making a text public: publish, correct, undo, roll back. And, for imports, in bulk."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, Revision

from blog.accounts import permissions
from blog.accounts.rules.roles import Act
from blog.audit.services import recording
from blog.content.models import PostPage
from blog.delivery.services import outbox
from blog.errors import Conflict, Invalid
from blog.events import announce
from blog.publishing.events import PostPublished, PublicationUndone
from blog.publishing.models import Change, Decision, Due, Release, ScheduleState, Submission
from blog.publishing.rules import four_eyes, grace, workflow
from blog.publishing.rules.workflow import Action
from blog.publishing.selectors import policies, states
from blog.publishing.services import addresses, checklist, effects, gate, steps
from blog.publishing.services.review import SecondPairOfEyes

# What each step makes of a text for its readers.
CHANGES = {
    Action.PUBLISH: frozenset({Change.FIRST, Change.UPDATE}),
    Action.CORRECT: frozenset({Change.CORRECTION}),
    Action.ROLL_BACK: frozenset({Change.ROLL_BACK}),
}


class SlugTaken(Conflict):
    """Another page has the address. ``by`` is its title."""

    def __init__(self, slug: str, by: str) -> None:
        self.slug, self.by = slug, by
        super().__init__(
            _("The address “%(slug)s” is taken by “%(title)s”. Choose another address.")
            % {"slug": slug, "title": by}
        )


class NotComplete(Invalid):
    """A field that readers need is empty or wrong."""


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
    ensure_may_go_out(post=step.post, revision=revision, by=by)
    release = put_out(step=step, revision=revision, key=key)
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
    ensure_may_go_out(post=step.post, revision=revision, by=by)
    release = put_out(
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
    _ensure_free_address(step.post, revision)
    release = put_out(step=step, revision=revision, key=key, change=Change.ROLL_BACK)
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
        _write_down(post=post, revision=revision, by=by, at=now, undo_until=now)
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


def ensure_may_go_out(*, post: PostPage, revision: Revision, by: Any) -> None:
    """Let through a text that enough people read, that is ready, and whose address is free.

    :raises SecondPairOfEyes: the section asks for two people
    :raises ChecklistFailed: a required item is open
    :raises SlugTaken: another page has the address
    :raises NotComplete: a field is empty or wrong
    """
    reading = policies.get_reading(post=post, revision=revision, by=by)
    refusal = four_eyes.refuse_publication(reading)
    if refusal:
        raise SecondPairOfEyes(refusal, Act.REVIEW)
    checklist.ensure_ready(revision=revision)
    _ensure_free_address(post, revision)
    text = revision.as_object()
    text.go_live_at = text.expire_at = None
    try:
        text.full_clean()
    except ValidationError as error:
        raise NotComplete(" ".join(_sentences(error))) from error


def put_out(
    *,
    step: steps.Step,
    revision: Revision,
    key: str | None = None,
    change: Change | None = None,
    note: str = "",
) -> Release:
    """Make a version public in the caller's transaction, after all checks; return its release."""
    post = step.post
    is_first = post.first_published_at is None
    release = _write_down(
        post=post,
        revision=revision,
        by=step.by,
        at=step.at,
        undo_until=grace.undo_until(step.at, seconds=settings.GRACE_SECONDS),
        change=change,
        note=note,
        key=key,
    )
    gate.make_public(revision=revision, by=step.by)
    # A minor update changes nothing that readers or search engines should come back for.
    is_minor = release.change == Change.UPDATE and release.previous_revision is not None
    gate.keep_dates(
        post_id=post.pk,
        first=post.first_published_at or step.at,
        last=post.last_published_at if is_minor else step.at,
    )
    read = [Decision.OPEN, Decision.RETURNED, Decision.APPROVED]
    Submission.objects.filter(
        post=post, release=None, decision__in=read, revision_id__lte=revision.pk
    ).update(release=release)
    Submission.objects.filter(release=release, decision=Decision.OPEN).update(
        decision=Decision.SUPERSEDED
    )
    waiting = post.schedules.filter(
        due=Due.PUBLISH,
        state__in=[ScheduleState.WAITING, ScheduleState.FAILED],
        revision_id__lte=revision.pk,
    )
    waiting.update(state=ScheduleState.DONE, finished_at=timezone.now(), reason="")
    effects.queue(release=release)
    announce(
        PostPublished(
            post_id=post.pk,
            release_id=release.pk,
            by_id=step.by.pk if step.by is not None else None,
            is_first=is_first,
            is_correction=release.change == Change.CORRECTION,
            outbound_at=release.undo_until,
        )
    )
    return release


def _write_down(
    *,
    post: PostPage,
    revision: Revision,
    by: Any,
    at: datetime,
    undo_until: datetime,
    change: Change | None = None,
    note: str = "",
    key: str | None = None,
) -> Release:
    """Write what readers get now and what they had until now, before they get it."""
    is_first = post.first_published_at is None
    return Release.objects.create(
        post=post,
        revision=revision,
        previous_revision=_public_revision(post) if post.live else None,
        previous_first_published_at=post.first_published_at,
        previous_last_published_at=post.last_published_at,
        by=by,
        at=at,
        change=change or (Change.FIRST if is_first else Change.UPDATE),
        note=note,
        key=key,
        was_open=PostPage.objects.filter(pk=post.pk).open_to_everybody().exists(),
        undo_until=undo_until,
    )


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


def _public_revision(post: PostPage) -> Revision:
    """Return the version that is public; what was made public without one is written down first."""
    if post.live_revision is not None:
        found: Revision = post.live_revision
        return found
    return Revision.objects.create(
        content_object=post,
        base_content_type=post.get_base_content_type(),
        created_at=post.last_published_at or post.first_published_at or timezone.now(),
        content=post.serializable_data(),
        object_str=str(post),
    )


def _ensure_free_address(post: PostPage, revision: Revision) -> None:
    slug = revision.content["slug"]
    holder = post.get_siblings(inclusive=False).filter(slug=slug).first()
    if holder is not None:
        raise SlugTaken(slug, holder.title)


def _sentences(error: ValidationError) -> list[str]:
    if not hasattr(error, "error_dict"):
        return [str(message) for message in error.messages]
    fields = PostPage._meta
    return [
        f"{_field_name(fields, name)}: {' '.join(str(m) for m in messages)}"
        for name, messages in error.message_dict.items()
    ]


def _field_name(fields: Any, name: str) -> str:
    try:
        return str(fields.get_field(name).verbose_name)
    except Exception:  # "__all__"
        return name
