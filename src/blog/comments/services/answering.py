"""What readers do with each other's comments: recommend, report, block."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from blog.accounts import permissions
from blog.accounts.rules.roles import Act
from blog.comments.events import CommentChanged, CommentReported
from blog.comments.models import Block, Comment, Reaction, Report
from blog.comments.rules.limits import REACTIONS, REPORTS
from blog.comments.services import freshness, judging
from blog.errors import Conflict, Invalid, NotAllowed
from blog.events import announce
from blog.web.limits import take


class NotYourOwn(NotAllowed):
    """One's own comment is recommended and reported by others."""

    message = _("This is your own comment.")


class ReportedAlready(Conflict):
    """One report a person."""

    message = _("You have reported this comment already. A moderator will read it.")


class NotYourself(Invalid):
    """Nobody can hide themselves."""

    message = _("You cannot hide your own comments from yourself.")


@transaction.atomic
def recommend(*, comment: Comment, by: Any, at: datetime, wanted: bool = True) -> int:
    """Recommend a comment, or take that back; return how many recommend it now.

    Who is shut out may still take back what they did.

    :raises RoleRefused: the person may not
    :raises ShutOut: they are suspended or banned
    :raises NotYourOwn: it is theirs
    :raises TooOften: they did so much of it; it says when to come back
    """
    permissions.ensure(by, Act.REACT)
    if comment.author_id == by.pk:
        raise NotYourOwn
    if wanted:
        judging.ensure_not_shut_out(person=by, at=at)
    take(REACTIONS, by.pk)
    if wanted:
        _reaction, changed = Reaction.objects.get_or_create(
            comment=comment, by=by, defaults={"revision_id": comment.text_id, "at": at}
        )
    else:
        changed = bool(Reaction.objects.filter(comment=comment, by=by).delete()[0])
    if changed:
        more = 1 if wanted else -1
        Comment.objects.filter(pk=comment.pk).update(recommendations=F("recommendations") + more)
        freshness.thread_changed(post_id=comment.post_id)
        announce(CommentChanged(comment.pk, comment.post_id))
    comment.refresh_from_db(fields=["recommendations"])
    return comment.recommendations


@transaction.atomic
def report(
    *,
    comment: Comment,
    by: Any,
    at: datetime,
    complaint: str,
    text: str = "",
    revision_id: int | None = None,
) -> Report:
    """Tell the moderators that a comment should not stand. The comment stays until they decide.

    ``revision_id`` is what the person has read: to change a comment while somebody writes does not
    turn their report into one about the new words.

    :raises RoleRefused: the person may not
    :raises ShutOut: they are suspended or banned
    :raises NotYourOwn: it is theirs
    :raises ReportedAlready: they have said so before
    :raises TooOften: too many reports; it says when to come back
    """
    permissions.ensure(by, Act.REPORT_COMMENT)
    if comment.author_id == by.pk:
        raise NotYourOwn
    judging.ensure_not_shut_out(person=by, at=at)
    take(REPORTS, by.pk)
    was_read = comment.revisions.filter(pk=revision_id or 0).values_list("pk", flat=True).first()
    made, is_new = Report.objects.get_or_create(
        comment=comment,
        by=by,
        defaults={
            "revision_id": was_read or comment.text_id,
            "complaint": complaint,
            "text": text.strip(),
            "at": at,
        },
    )
    if not is_new:
        raise ReportedAlready
    announce(CommentReported(comment.pk, made.pk))
    return made


@transaction.atomic
def block(*, of: Any, by: Any, at: datetime, wanted: bool = True) -> None:
    """Hide somebody's comments from oneself, or show them again. Nobody else is told.

    :raises RoleRefused: the person may not
    :raises NotYourself: they are the same person
    :raises TooOften: they did so much of it; it says when to come back
    """
    permissions.ensure(by, Act.REACT)
    if of.pk == by.pk:
        raise NotYourself
    take(REACTIONS, by.pk)
    if wanted:
        Block.objects.get_or_create(of=of, by=by, defaults={"at": at})
    else:
        Block.objects.filter(of=of, by=by).delete()
