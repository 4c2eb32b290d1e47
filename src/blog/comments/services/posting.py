"""Joining a conversation: a comment under a post, or an answer."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.accounts import permissions
from blog.accounts.rules.roles import Act
from blog.accounts.services import profile as profiles
from blog.comments import selectors
from blog.comments.events import CommentPosted, CommentShown
from blog.comments.models import Comment
from blog.comments.rules import text, threads
from blog.comments.rules.checks import Outside, Verdict
from blog.comments.rules.states import State
from blog.comments.selectors.spam import get_score_to_act_on
from blog.comments.services import freshness, judging, outside
from blog.comments.signals import came_through
from blog.content.models import PostPage
from blog.errors import Conflict
from blog.events import announce

NAMES_KEPT = 150


class ParentGone(Conflict):
    """What is answered is not there any more."""

    message = gettext_lazy(
        "The comment that you answer was removed in the meantime. You can post your text as a "
        "comment of its own."
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
    verdict = judging.let_through(source=source, context=context)
    if name and not by.get_full_name():
        profiles.give_name(user=by, name=name.strip())
    comment = _insert(post, by, at, source, parent, token, verdict)
    if comment is None:  # the same form arrived twice at once
        return Comment.objects.by(by).get(form_token=token)
    judging.keep_verdict(comment=comment, verdict=verdict, before="", at=at)
    announce(CommentPosted(comment.pk, post.pk))
    if comment.is_visible:
        freshness.thread_changed(post_id=post.pk)
        came_through.send(Comment, comment_id=comment.pk)
        announce(CommentShown(comment.pk, post.pk))
    return comment


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
    judging.keep_text(comment=comment, source=source, at=at)
    comment.save()
    return comment
