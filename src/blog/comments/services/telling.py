"""Who is told when something happens in a conversation. Called in the transaction of the deed."""

from django.urls import reverse

from blog.accounts.services.notifying import notify
from blog.comments.models import Block, Comment, Decision, Follow
from blog.comments.rules.states import State


def comment_shown(*, comment: Comment) -> None:
    """Tell who is answered, and who follows the conversation; each once, whatever happens later.

    Nobody hears of themselves, or of somebody whose comments they hide.
    """
    facts = {"who": comment.author_name, "post": comment.post.title}
    url = comment.get_absolute_url()
    deaf = set(Block.objects.filter(of=comment.author_id).values_list("by_id", flat=True))
    deaf.add(comment.author_id or 0)
    parent = comment.parent.author if comment.parent else None
    if parent is not None and parent.pk not in deaf:
        key = f"comment.replied:{comment.pk}"
        notify(user=parent, kind="comment.replied", facts=facts, url=url, key=key)
        deaf.add(parent.pk)
    for follow in (
        Follow.objects.filter(post=comment.post).exclude(by__in=deaf).select_related("by")
    ):
        key = f"comment.followed:{comment.pk}"
        notify(user=follow.by, kind="comment.followed", facts=facts, url=url, key=key)


def comment_decided(*, comment: Comment, decision: Decision) -> None:
    """Tell the author, if anything is new to them, and everybody whose report this answers."""
    approved = decision.after == State.APPROVED
    facts = {"post": comment.post.title}
    talk = reverse("comments:write", args=[comment.post_id])
    author = comment.author
    if author is not None and not (approved and decision.before == State.NONE):
        notify(
            user=author,
            kind="comment.approved" if approved else "comment.rejected",
            facts=facts,
            url=comment.get_absolute_url() if approved else talk,
            key=f"comment.decided:{decision.pk}",
        )
    for report in decision.answered_reports.select_related("by"):
        if report.by is not None:
            notify(
                user=report.by,
                kind="comment.report_declined" if approved else "comment.report_upheld",
                facts=facts,
                url=comment.get_absolute_url() if approved else talk,
                key=f"comment.report:{report.pk}:{decision.pk}",
            )
