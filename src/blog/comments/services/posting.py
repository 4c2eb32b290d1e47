"""Joining a conversation: write, mend, take back."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from blog.accounts import permissions
from blog.accounts.rules.roles import Act
from blog.accounts.selectors.people import get_addresses
from blog.accounts.services import profile as profiles
from blog.audit.services import recording
from blog.comments import selectors
from blog.comments.events import CommentChanged, CommentHidden, CommentPosted, CommentShown
from blog.comments.models import Comment, Decision, Revision
from blog.comments.rules import text, threads
from blog.comments.rules.checks import Draft, Outside, Refusal, Verdict, judge
from blog.comments.rules.states import State
from blog.comments.selectors.spam import get_score_to_act_on
from blog.comments.services import freshness, outside, telling
from blog.content.models import PostPage
from blog.errors import Conflict, Invalid, NotAllowed
from blog.events import announce
from blog.web.limits import TooOften

NAMES_KEPT = 150
# Whoever has the form open is not hurried: longer than the 20 hours of WCAG 2.2.1.
FORM_GOOD_FOR = timedelta(hours=24)


class CommentRefused(Invalid):
    """The draft cannot be a comment as it stands. ``verdict`` says which check said so."""

    def __init__(self, verdict: Verdict, message: str | Promise) -> None:
        self.verdict = verdict
        super().__init__(message)


class CommentsClosed(Conflict):
    """The post takes no comments, or no more."""

    message = gettext_lazy(
        "The conversation under this post is closed. Your text was not posted; copy it if you "
        "want to keep it."
    )


class ShutOut(NotAllowed):
    """The person may not comment, for now or at all."""


class TooManyAtOnce(TooOften):
    """Too many comments in too short a time."""


class ParentGone(Conflict):
    """What is answered is not there any more."""

    message = gettext_lazy(
        "The comment that you answer was removed in the meantime. You can post your text as a "
        "comment of its own."
    )


class EditingOver(Conflict):
    """The time in which a comment can be changed is over, or a moderator rejected it."""

    message = gettext_lazy("This comment cannot be changed any more.")


class ChangedElsewhere(Conflict):
    """The comment was changed since the form was made."""

    message = gettext_lazy(
        "This comment was changed in another window. Look at it, then make your change again."
    )


def post_comment(
    *,
    post: PostPage,
    by: Any,
    at: datetime,
    source: str,
    parent: Comment | None = None,
    token: UUID | None = None,
    name: str = "",
) -> Comment:
    """Add a comment to a post, shown or waiting as the checks decide. Sent twice, it is one.

    ``name`` becomes the account's where it has none yet.

    :raises RoleRefused: the person may not comment
    :raises CommentsClosed: the post takes no more comments
    :raises ParentGone: ``parent`` cannot be answered
    :raises ShutOut: the person is suspended or banned
    :raises CommentRefused: the text cannot be taken as it stands
    :raises TooManyAtOnce: too many comments in too short a time; it says when to come back
    """
    permissions.ensure(by, Act.COMMENT)
    if token and (known := Comment.objects.by(by).filter(form_token=token).first()):
        return known
    source = text.tidy(source)
    said = outside.ask_if_undecided(post=post, person=by, at=at, source=source)
    return _post(post, by, at, source, parent, token, name, said)


@transaction.atomic
def _post(
    post: PostPage,
    by: Any,
    at: datetime,
    source: str,
    parent: Comment | None,
    token: UUID | None,
    name: str,
    said: Outside | None,
) -> Comment:
    if parent is not None and (parent.post_id != post.pk or not parent.is_visible):
        raise ParentGone
    score = get_score_to_act_on(source)
    context = selectors.get_context(post=post, person=by, at=at, spam=score, outside=said)
    verdict = _judge(source, context)
    if name and not by.get_full_name():
        profiles.give_name(user=by, name=name.strip())
    comment = _insert(post, by, at, source, parent, token, verdict)
    if comment is None:  # the same form arrived twice at once
        return Comment.objects.by(by).get(form_token=token)
    _decide(comment, verdict, before="", at=at)
    announce(CommentPosted(comment.pk, post.pk))
    if comment.is_visible:
        freshness.thread_changed(post_id=post.pk)
        telling.comment_shown(comment=comment)
        announce(CommentShown(comment.pk, post.pk))
    return comment


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
    """
    permissions.ensure(by, Act.EDIT_COMMENT, owns=comment.is_by(by))
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
    verdict = _judge(source, context)
    was_visible, before = comment.is_visible, comment.state
    _revise(comment, source, at)
    comment.state, comment.edited_at = verdict.state or State.NONE, at
    comment.save()
    _decide(comment, verdict, before=before, at=at)
    _announce_change(comment, was_visible)
    return comment


@transaction.atomic
def delete_comment(*, comment: Comment, by: Any, at: datetime) -> None:
    """Take a comment back. Its place stays where it has answers; its words are gone for readers.

    :raises RoleRefused: it is somebody else's
    """
    comment = _locked(comment)
    permissions.ensure(by, Act.EDIT_COMMENT, owns=comment.is_by(by))
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
    """
    comment = _locked(comment)
    permissions.ensure(by, Act.EDIT_COMMENT, owns=comment.is_by(by))
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


def _judge(source: str, context: Any) -> Verdict:
    verdict = judge(Draft(source), context)
    if verdict.refusal is Refusal.CLOSED:
        raise CommentsClosed
    if verdict.refusal in (Refusal.BANNED, Refusal.SUSPENDED):
        raise ShutOut(_words_for(verdict))
    if verdict.refusal is Refusal.FLOOD:
        raise TooManyAtOnce(verdict.wait_seconds, _words_for(verdict))
    if verdict.refusal:
        raise CommentRefused(verdict, _words_for(verdict))
    return verdict


def _words_for(verdict: Verdict) -> str:
    if verdict.refusal is Refusal.EMPTY:
        return _("Write something first.")
    if verdict.refusal is Refusal.TOO_LONG:
        over = int(verdict.detail)
        return ngettext(
            "The comment is %(over)d character too long.",
            "The comment is %(over)d characters too long.",
            over,
        ) % {"over": over}
    if verdict.refusal is Refusal.DUPLICATE:
        return _("You have said this here already. Change the text, or leave it.")
    if verdict.refusal is Refusal.FLOOD:
        return ngettext(
            "That is many comments in a short time. Post this one in %(seconds)d second.",
            "That is many comments in a short time. Post this one in %(seconds)d seconds.",
            verdict.wait_seconds,
        ) % {"seconds": verdict.wait_seconds}
    if verdict.refusal is Refusal.SUSPENDED:
        days = -(-verdict.wait_seconds // 86_400)
        return ngettext(
            "A moderator has suspended you from commenting for %(days)d more day.",
            "A moderator has suspended you from commenting for %(days)d more days.",
            days,
        ) % {"days": days}
    return _("A moderator has banned you from commenting here.")


def _insert(
    post: PostPage,
    by: Any,
    at: datetime,
    source: str,
    parent: Comment | None,
    token: UUID | None,
    verdict: Verdict,
) -> Comment | None:
    state = verdict.state or State.NONE
    try:
        with transaction.atomic():
            comment = Comment.objects.create(
                post=post,
                parent=parent,
                author=by,
                author_name=by.get_full_name()[:NAMES_KEPT] or _("A reader"),
                state=state,
                first_state=state,
                written_at=at,
                form_token=token,
            )
    except IntegrityError:
        if token is None:
            raise
        return None
    comment.path = threads.path_under(parent.path if parent else "", comment.pk)
    comment.root_id = parent.root_id if parent else comment.pk
    _revise(comment, source, at)
    comment.save()
    return comment


def _revise(comment: Comment, source: str, at: datetime) -> None:
    html = text.render(source, get_addresses(handles=text.mentioned(source)))
    comment.source, comment.html = source, html
    comment.revision = Revision.objects.create(
        comment=comment, source=source, html=html, written_at=at
    )


def _decide(comment: Comment, verdict: Verdict, *, before: str, at: datetime) -> None:
    start, end = verdict.span or (None, None)
    Decision.objects.create(
        comment=comment,
        revision_id=comment.text_id,
        before=before,
        after=comment.state,
        rule=verdict.rule,
        detail=verdict.detail[:200],
        span_start=start,
        span_end=end,
        at=at,
    )


def _announce_change(comment: Comment, was_visible: bool) -> None:
    freshness.thread_changed(post_id=comment.post_id, gone=was_visible)
    if comment.is_visible and not was_visible:
        announce(CommentShown(comment.pk, comment.post_id))
    elif was_visible and not comment.is_visible:
        announce(CommentHidden(comment.pk, comment.post_id))
    else:
        announce(CommentChanged(comment.pk, comment.post_id))
