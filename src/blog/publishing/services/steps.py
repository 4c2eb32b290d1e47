"""What every step of a post has in common: one at a time, in the right state, by the right person.

``begin`` locks the post's row, so that two steps never overlap, and asks the table. ``done`` writes
the audit log and says where the post stands now.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.models import Page, Revision

from blog.accounts import permissions
from blog.audit.services import recording
from blog.content.models import PostPage
from blog.errors import Conflict, NotFound
from blog.publishing.rules import workflow
from blog.publishing.rules.workflow import Action, State
from blog.publishing.selectors import states

STATE_NAMES: dict[State, Promise] = {
    State.DRAFT: pgettext_lazy("state of a post", "draft"),
    State.SUBMITTED: pgettext_lazy("state of a post", "submitted"),
    State.RETURNED: pgettext_lazy("state of a post", "changes requested"),
    State.APPROVED: pgettext_lazy("state of a post", "approved"),
    State.SCHEDULED: pgettext_lazy("state of a post", "scheduled"),
    State.SCHEDULE_FAILED: pgettext_lazy("state of a post", "schedule failed"),
    State.LIVE: pgettext_lazy("state of a post", "live"),
    State.LIVE_CHANGED: pgettext_lazy("state of a post", "live with pending changes"),
    State.UNPUBLISHED: pgettext_lazy("state of a post", "unpublished"),
    State.TRASHED: pgettext_lazy("state of a post", "in the trash"),
}


class NoSuchPost(NotFound):
    """There is no such post."""

    message = gettext_lazy("This post does not exist any more. Go back to the list you came from.")


class NoSuchRevision(NotFound):
    """The post has no such version."""

    message = gettext_lazy("This post has no such version. Choose one from its history.")


class NotInThisState(Conflict):
    """The action is not to be had in the state the post is in."""

    def __init__(self, action: Action, standing: states.Standing) -> None:
        self.action, self.standing = action, standing
        super().__init__(
            _(
                "This cannot be done now: the post is “%(state)s”. "
                "Somebody may have moved it meanwhile; reload the page to see where it stands."
            )
            % {"state": STATE_NAMES[standing.state]}
        )


class StaleRevision(Conflict):
    """The text that was read is not the newest one. ``newest`` is, ``read`` was."""

    def __init__(self, *, post_id: int, read: int, newest: Revision) -> None:
        self.post_id, self.read_id, self.newest_id = post_id, read, newest.pk
        self.newest_by, self.newest_at = str(newest.user or ""), newest.created_at
        super().__init__(
            _(
                "The text has changed since you read it: %(who)s saved it at %(when)s. "
                "Read what changed, then decide again."
            )
            % {
                "who": self.newest_by or _("somebody"),
                "when": f"{timezone.localtime(newest.created_at):%Y-%m-%d %H:%M %Z}",
            }
        )


@dataclass(frozen=True)
class Step:
    """A step that is being taken: the locked post, who takes it and where it stood."""

    action: Action
    post: PostPage
    by: Any
    at: datetime
    was: states.Standing


@dataclass(frozen=True)
class Taken:
    """A step that was taken, and where the post stands now. ``record_id`` is the row it made."""

    post_id: int
    state: State
    is_public: bool
    revision_id: int | None
    record_id: int | None = None


def begin(*, action: Action, post_id: int, by: Any, at: datetime | None = None) -> Step:
    """Lock a post and ask the table. ``by`` is None where the site itself acts.

    Call it first in a transaction.

    :raises NoSuchPost: there is none
    :raises RoleRefused: this person may not
    :raises NotInThisState: nobody may, as it stands
    """
    lock(post_id=post_id)
    post = PostPage.objects.filter(pk=post_id).first()
    if post is None:
        raise NoSuchPost
    if by is not None:
        owns = states.is_own(post=post, user=by)
        for act in workflow.acts_for(action, is_public=bool(post.live)):
            permissions.ensure(by, act, owns=owns)
    was = states.get_standing(post=post)
    if not workflow.fits(action, was.state, is_public=was.is_public):
        raise NotInThisState(action, was)
    return Step(action, post, by, at or timezone.now(), was)


def lock(*, post_id: int) -> None:
    """Hold a post's row until the transaction ends.

    :raises NoSuchPost: there is none
    """
    if Page.objects.select_for_update().filter(pk=post_id).first() is None:
        raise NoSuchPost


def lock_if_free(*, post_id: int) -> bool:
    """Hold a post's row until the transaction ends, unless somebody else does; return whether."""
    rows = Page.objects.select_for_update(skip_locked=True).filter(pk=post_id)
    return rows.first() is not None


def revision_of(*, post: PostPage, revision_id: int) -> Revision:
    """Return one version of a post.

    :raises NoSuchRevision: it has none of this number
    """
    revision: Revision | None = post.revisions.filter(pk=revision_id).first()
    if revision is None:
        raise NoSuchRevision
    return revision


def newest_text(*, post: PostPage, revision_id: int, saved_at: datetime | None = None) -> Revision:
    """Return the version that was read, if it is the newest still.

    ``saved_at`` is when it had been saved as it was read: an autosave writes into its own version
    until that is submitted, scheduled or published.

    :raises NoSuchRevision: it has none of this number
    :raises StaleRevision: there is a newer one, or it was written over
    """
    revision = revision_of(post=post, revision_id=revision_id)
    newest = post.get_latest_revision() or revision
    if newest.pk != revision.pk or (saved_at is not None and saved_at != newest.created_at):
        raise StaleRevision(post_id=post.pk, read=revision_id, newest=newest)
    return revision


def done(
    *,
    step: Step,
    act: str,
    revision_id: int | None = None,
    record_id: int | None = None,
    detail: dict[str, Any] | None = None,
) -> Taken:
    """Write the audit log's one entry for a step and return where the post stands now."""
    post = PostPage.objects.get(pk=step.post.pk)
    now = states.get_standing(post=post)
    recording.record(
        by=step.by,
        act=f"post.{act}",
        subject=("post", post.pk),
        label=post.draft_title or post.title,
        detail={
            "from": step.was.state.value,
            "to": now.state.value,
            **({"revision": revision_id} if revision_id else {}),
            **(detail or {}),
        },
        at=step.at,
    )
    return Taken(post.pk, now.state, now.is_public, revision_id, record_id)
