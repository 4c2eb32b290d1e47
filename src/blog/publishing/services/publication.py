"""One publication: what must be true before a text goes out, and all that is written with it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision

from blog.accounts.rules.roles import Act
from blog.content.models import PostPage
from blog.errors import Conflict, Invalid
from blog.events import announce
from blog.publishing.events import PostPublished
from blog.publishing.models import Change, Decision, Due, Release, ScheduleState, Submission
from blog.publishing.rules import four_eyes, grace
from blog.publishing.selectors import policies
from blog.publishing.services import checklist, effects, gate, steps
from blog.publishing.services.review import SecondPairOfEyes


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
    ensure_free_address(post=post, revision=revision)
    text = revision.as_object()
    text.go_live_at = text.expire_at = None
    try:
        text.full_clean()
    except ValidationError as error:
        raise NotComplete(" ".join(_sentences(error))) from error


def ensure_free_address(*, post: PostPage, revision: Revision) -> None:
    """Let through a text whose address no other page has.

    :raises SlugTaken: another page has it
    """
    slug = revision.content["slug"]
    holder = post.get_siblings(inclusive=False).filter(slug=slug).first()
    if holder is not None:
        raise SlugTaken(slug, holder.title)


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
    release = write_down(
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


def write_down(
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
