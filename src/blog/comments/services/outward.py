"""What other systems hear of a conversation by webhook: where and when, never what or who.

What readers can see is told of posts that everybody may read; the rest is for moderators.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone, translation

from blog.comments.models import Appeal, Comment, Decision, Report
from blog.comments.rules.states import State
from blog.content.models import PostPage
from blog.delivery.rules.webhooks import moment
from blog.delivery.services import webhooks
from blog.web.addresses import absolute

type Facts = dict[str, Any]


def tell_of_arrival(*, comment_id: int) -> None:
    """Tell that somebody wrote a comment, shown or not."""

    def facts() -> Facts:
        comment = _get(comment_id)
        return {**_facts(comment), "is_shown": comment.is_visible}

    _tell("comment.posted", comment_id, facts)


def tell_readers_have(*, comment_id: int) -> None:
    """Tell that everybody can read a comment."""

    def facts() -> Facts | None:
        comment = _get(comment_id)
        post = PostPage.objects.visible_to(None).filter(pk=comment.post_id).first()
        if post is None:
            return None
        where = {"id": post.pk, "url": post.full_url, "title": post.title}
        return {**_facts(comment), "post": where}

    _tell("comment.shown", comment_id, facts)


def tell_readers_lost(*, comment_id: int) -> None:
    """Tell that a comment that could be read cannot any more."""

    def facts() -> Facts | None:
        comment = _get(comment_id)
        if not PostPage.objects.visible_to(None).filter(pk=comment.post_id).exists():
            return None
        return {"comment": {"id": comment.pk}, "post": {"id": comment.post_id}}

    _tell("comment.hidden", comment_id, facts)


def tell_of_decision(*, decision_id: int) -> None:
    """Tell what a moderator decided."""
    decision = Decision.objects.get(pk=decision_id)
    approves = decision.after == State.APPROVED
    kind = "comment.approved" if approves else "comment.rejected"
    _tell(
        "comment.reconsidered" if decision.undoes_id else kind,
        decision.comment_id,
        lambda: {
            **_facts(_get(decision.comment_id)),
            "decision": decision.pk,
            "reason": decision.code,
        },
    )


def tell_of_report(*, report_id: int) -> None:
    """Tell that a reader reported a comment; who, and in which words, is for moderators here."""
    report = Report.objects.get(pk=report_id)
    _tell(
        "comment.reported",
        report.comment_id,
        lambda: {
            **_facts(_get(report.comment_id)),
            "report": report.pk,
            "complaint": report.complaint,
        },
    )


def tell_of_appeal(*, kind: str, appeal_id: int) -> None:
    """Tell that an author asks for a second look, or has had it."""
    appeal = Appeal.objects.get(pk=appeal_id)

    def facts() -> Facts:
        due = {"due_at": moment(appeal.due_at)} if kind == "comment.appealed" else {}
        return {**_facts(_get(appeal.comment_id)), "appeal": appeal.pk, **due}

    _tell(kind, appeal.comment_id, facts)


def _tell(kind: str, comment_id: int, facts: Callable[[], Mapping[str, Any] | None]) -> None:
    webhooks.tell(kind=kind, about=f"comment:{comment_id}", data=facts, at=timezone.now())


def _get(comment_id: int) -> Comment:
    return Comment.objects.select_related("post__locale").get(pk=comment_id)


def _facts(comment: Comment) -> Facts:
    with translation.override(comment.post.locale.language_code):
        url = absolute(comment.get_absolute_url())
    return {
        "comment": {
            "id": comment.pk,
            "url": url,
            "parent": comment.parent_id,
            "written_at": moment(comment.written_at),
        },
        "post": {"id": comment.post_id},
    }
