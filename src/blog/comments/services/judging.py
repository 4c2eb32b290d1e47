"""Whether a draft becomes a comment, by the checks: refused in words, or kept with the verdict."""

from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from blog.accounts.selectors.people import get_addresses
from blog.comments import selectors
from blog.comments.models import Comment, Decision, Revision
from blog.comments.rules import text
from blog.comments.rules.checks import Context, Draft, Refusal, Verdict, judge, measure, shut_out
from blog.errors import Conflict, Invalid, NotAllowed
from blog.web.limits import TooOften


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
    """The person may not comment, recommend or report, for now or at all."""


class TooManyAtOnce(TooOften):
    """Too many comments in too short a time."""


def ensure_readable(*, source: str) -> None:
    """Let through a text that is no longer than a comment: only then is it read or previewed.

    :raises CommentRefused: it is longer
    """
    if verdict := measure(Draft(source)):
        raise CommentRefused(verdict, _words_for(verdict))


def ensure_not_shut_out(*, person: Any, at: datetime) -> None:
    """Let somebody through who may have a say in a conversation beside their comments.

    :raises ShutOut: the person is suspended or banned
    """
    if verdict := shut_out(selectors.get_limits_on(person, at=at), at):
        raise ShutOut(_words_for(verdict))


def let_through(*, source: str, context: Context) -> Verdict:
    """Return what the checks say of a draft that may be a comment, shown or waiting.

    :raises CommentsClosed: the post takes no more comments
    :raises ShutOut: the person is suspended or banned
    :raises TooManyAtOnce: too many comments in too short a time; it says when to come back
    :raises CommentRefused: the text cannot be taken as it stands
    """
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


def keep_text(*, comment: Comment, source: str, at: datetime) -> None:
    """Have a comment say this from now on; what it said before stays known. The caller saves it."""
    html = text.render(source, get_addresses(handles=text.mentioned(source)))
    comment.source, comment.html = source, html
    comment.revision = Revision.objects.create(
        comment=comment, source=source, html=html, written_at=at
    )


def keep_verdict(*, comment: Comment, verdict: Verdict, before: str, at: datetime) -> None:
    """Note how the checks decided on what a comment says, and which of them."""
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
            "A moderator has suspended you from taking part for %(days)d more day.",
            "A moderator has suspended you from taking part for %(days)d more days.",
            days,
        ) % {"days": days}
    return _("A moderator has banned you from taking part here.")
