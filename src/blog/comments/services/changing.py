"""Changing what one has said: mend it in time, take it back, put it back."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from blog.accounts import permissions
from blog.accounts.rules.roles import Act
from blog.audit.services import recording
from blog.comments import selectors
from blog.comments.events import CommentChanged, CommentHidden, CommentShown
from blog.comments.models import Comment
from blog.comments.rules import text
from blog.comments.rules.checks import Outside
from blog.comments.rules.limits import CHANGES
from blog.comments.rules.states import State
from blog.comments.selectors.spam import get_score_to_act_on
from blog.comments.services import freshness, judging, outside
from blog.comments.signals import came_through
from blog.errors import Conflict
from blog.events import announce
from blog.web.limits import take

# Whoever has the form open is not hurried: longer than the 20 hours of WCAG 2.2.1.
FORM_GOOD_FOR = timedelta(hours=24)


class EditingOver(Conflict):
    """The time in which a comment can be changed is over, or a moderator rejected it."""

    message = gettext_lazy("This comment cannot be changed any more.")


class ChangedElsewhere(Conflict):
    """The comment was changed since the form was made."""

    message = gettext_lazy(
        "This comment was changed in another window. Look at it, then make your change again."
    )


def edit_comment(
    *,
    comment: Comment,
    by: Any,
    at: datetime,
    source: str,
    revision_id: int | None = None,
    begun_at: datetime | None = None,
) -> Comment:
    """Change what a comment says, within the minutes that the site allows; all checks run again.

    What it said before stays known to the team. ``revision_id`` is what the person had before them,
    ``begun_at`` when they opened the form: begun in time it can be sent for a day.

    :raises RoleRefused: it is somebody else's
    :raises EditingOver: begun too late, or it was rejected
    :raises ChangedElsewhere: it says something else by now
    :raises CommentRefused: the new text cannot be taken
    :raises TooOften: they changed so much; it says when to come back
    """
    permissions.ensure(by, Act.EDIT_COMMENT, owns=comment.is_by(by))
    take(CHANGES, by.pk)
    source = text.tidy(source)
    said = outside.ask_if_undecided(
        post=comment.post, person=by, at=at, source=source, is_edit=True
    )
    return _edit(comment, by, at, source, revision_id, begun_at, said)


@transaction.atomic
def _edit(
    comment: Comment,
    by: Any,
    at: datetime,
    source: str,
    revision_id: int | None,
    begun_at: datetime | None,
    said: Outside | None,
) -> Comment:
    comment = _locked(comment)
    in_time = begun_at is not None and timedelta() <= at - begun_at < FORM_GOOD_FOR
    ensure_editable(comment=comment, at=begun_at if begun_at and in_time else at)
    if revision_id is not None and revision_id != comment.revision_id:
        raise ChangedElsewhere
    if source == comment.source:
        return comment
    score = get_score_to_act_on(source)
    context = selectors.get_context(
        post=comment.post, person=by, at=at, is_edit=True, spam=score, outside=said
    )
    verdict = judging.let_through(source=source, context=context)
    was_visible, before = comment.is_visible, comment.state
    judging.keep_text(comment=comment, source=source, at=at)
    comment.state, comment.edited_at = verdict.state or State.NONE, at
    comment.save()
    judging.keep_verdict(comment=comment, verdict=verdict, before=before, at=at)
    _announce_change(comment, was_visible)
    if comment.is_visible and not was_visible:
        came_through.send(Comment, comment_id=comment.pk)
    return comment


@transaction.atomic
def delete_comment(*, comment: Comment, by: Any, at: datetime) -> None:
    """Take a comment back. Its place stays where it has answers; its words are gone for readers.

    :raises RoleRefused: it is somebody else's
    :raises TooOften: they changed so much; it says when to come back
    """
    comment = _locked(comment)
    permissions.ensure(by, Act.EDIT_COMMENT, owns=comment.is_by(by))
    take(CHANGES, by.pk)
    if comment.deleted_at is not None:
        return
    was_visible = comment.is_visible
    comment.deleted_at = at
    comment.save(update_fields=["deleted_at"])
    recording.record(by=by, act="comment.deleted", subject=("comment", comment.pk), at=at)
    _announce_change(comment, was_visible)


@transaction.atomic
def restore_comment(*, comment: Comment, by: Any, at: datetime) -> None:
    """Undo a deletion: the comment stands again as it stood.

    :raises RoleRefused: it is somebody else's
    :raises TooOften: they changed so much; it says when to come back
    """
    comment = _locked(comment)
    permissions.ensure(by, Act.EDIT_COMMENT, owns=comment.is_by(by))
    take(CHANGES, by.pk)
    if comment.deleted_at is None:
        return
    comment.deleted_at = None
    comment.save(update_fields=["deleted_at"])
    recording.record(by=by, act="comment.restored", subject=("comment", comment.pk), at=at)
    _announce_change(comment, was_visible=False)


def ensure_editable(*, comment: Comment, at: datetime) -> None:
    """Let through a comment that its author can still change.

    :raises EditingOver: too late, or it was rejected or deleted
    """
    minutes = selectors.get_conversation().edit_minutes
    over = at >= comment.written_at + timedelta(minutes=minutes)
    if over or comment.deleted_at or comment.state == State.REJECTED:
        raise EditingOver


def _locked(comment: Comment) -> Comment:
    return (
        Comment.objects.select_for_update(of=("self",))
        .select_related("post__section")
        .get(pk=comment.pk)
    )


def _announce_change(comment: Comment, was_visible: bool) -> None:
    freshness.thread_changed(post_id=comment.post_id, gone=was_visible)
    if comment.is_visible and not was_visible:
        announce(CommentShown(comment.pk, comment.post_id))
    elif was_visible and not comment.is_visible:
        announce(CommentHidden(comment.pk, comment.post_id))
    else:
        announce(CommentChanged(comment.pk, comment.post_id))
