"""What conversations keep of one person, as records for their copy of it."""

from typing import Any

from blog.comments.models import (
    Block,
    Comment,
    Decision,
    Follow,
    PersonNote,
    Reaction,
    Report,
    Sanction,
    SavedSearch,
)
from blog.content.selectors.names import get_names

type Records = list[dict[str, Any]]


def comment_records(user_id: int) -> Records:
    """Return what somebody wrote, with every text it had and every decision on it."""
    rows = list(
        Comment.objects.filter(author_id=user_id)
        .select_related("post")
        .prefetch_related("revisions", "decisions", "appeals")
        .order_by("pk")
    )
    names = get_names(pages=(row.post for row in rows), user_id=user_id)
    return [
        {
            "post": names[row.post_id],
            "address": row.get_absolute_url(),
            "written": row.written_at,
            "deleted": row.deleted_at,
            "state": row.state,
            "text": row.source,
            "versions": [{"written": r.written_at, "text": r.source} for r in row.revisions.all()],
            "decisions": [
                {
                    "at": d.at,
                    "state": d.after,
                    "rule": d.rule,
                    "reason": d.code,
                    "text": d.text,
                    "by": "moderator" if d.actor_name else "site",
                }
                for d in row.decisions.all()
            ],
            "appeals": [{"at": a.at, "text": a.text} for a in row.appeals.all()],
        }
        for row in rows
    ]


def report_records(user_id: int) -> Records:
    """Return which comments somebody reported, and what became of it."""
    rows = Report.objects.filter(by_id=user_id).select_related("comment", "answer").order_by("pk")
    return [
        {
            "comment": row.comment.get_absolute_url(),
            "at": row.at,
            "complaint": row.complaint,
            "text": row.text,
            "outcome": row.answer.after if row.answer else "",
        }
        for row in rows
    ]


def reaction_records(user_id: int) -> Records:
    """Return which comments somebody recommends."""
    rows = Reaction.objects.filter(by_id=user_id).select_related("comment").order_by("pk")
    return [{"comment": row.comment.get_absolute_url(), "at": row.at} for row in rows]


def follow_records(user_id: int) -> Records:
    """Return which conversations somebody follows, and which threads of one by themselves."""
    followed = Follow.objects.filter(by_id=user_id).select_related("post", "thread")
    rows = list(followed.order_by("pk"))
    names = get_names(pages=(row.post for row in rows), user_id=user_id)
    return [
        {
            "post": names[row.post_id],
            "thread": row.thread.get_absolute_url() if row.thread else "",
            "at": row.at,
        }
        for row in rows
    ]


def block_records(user_id: int) -> Records:
    """Return whose comments somebody hides."""
    rows = Block.objects.filter(by_id=user_id).select_related("of").order_by("pk")
    return [{"person": row.of.get_full_name(), "at": row.at} for row in rows]


def sanction_records(user_id: int) -> Records:
    """Return how the team limited what somebody may say, and why."""
    rows = Sanction.objects.filter(of_id=user_id).order_by("pk")
    return [
        {
            "kind": row.kind,
            "text": row.reason,
            "at": row.at,
            "until": row.until,
            "lifted": row.lifted_at,
        }
        for row in rows
    ]


def note_records(user_id: int) -> Records:
    """Return what moderators noted about somebody."""
    rows = PersonNote.objects.filter(of_id=user_id).order_by("pk")
    return [{"text": row.text, "at": row.at} for row in rows]


def decision_records(user_id: int) -> Records:
    """Return what somebody decided as a moderator, and what they wrote to authors."""
    rows = Decision.objects.filter(actor_id=user_id).select_related("comment").order_by("pk")
    return [
        {
            "comment": row.comment.get_absolute_url(),
            "at": row.at,
            "state": row.after,
            "reason": row.code,
            "text": row.text,
        }
        for row in rows
    ]


def search_records(user_id: int) -> Records:
    """Return which searches somebody keeps."""
    rows = SavedSearch.objects.filter(by_id=user_id).order_by("pk")
    return [
        {"name": row.name, "asked": row.asked, "for the team": row.is_shared, "kept": row.at}
        for row in rows
    ]
