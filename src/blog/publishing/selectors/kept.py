"""What the newsroom keeps of one person, as records for their copy of it."""

from typing import Any

from django.db.models import Q

from blog.publishing.models import (
    Release,
    Schedule,
    SharedPreview,
    Submission,
    TrashedPost,
    VersionLabel,
)

type Records = list[dict[str, Any]]


def submission_records(user_id: int) -> Records:
    """Return what somebody sent to a review, and what was said of it."""
    rows = Submission.objects.filter(by_id=user_id).select_related("post").order_by("pk")
    return [
        {
            "post": row.post.title,
            "submitted": row.at,
            "note": row.note,
            "decision": row.decision,
            "decided": row.decided_at,
            "remarks at places": _said(row),
            "text": row.remark,
        }
        for row in rows
    ]


def review_records(user_id: int) -> Records:
    """Return what somebody decided on others' texts, and what they said of them."""
    rows = Submission.objects.filter(decided_by_id=user_id).select_related("post").order_by("pk")
    return [
        {
            "post": row.post.title,
            "decision": row.decision,
            "decided": row.decided_at,
            "remarks at places": _said(row),
            "text": row.remark,
        }
        for row in rows
    ]


def release_records(user_id: int) -> Records:
    """Return what somebody gave to readers, corrected, or took back."""
    theirs = Q(by_id=user_id) | Q(undone_by_id=user_id)
    return [
        {
            "post": row.post.title,
            "at": row.at,
            "change": row.change,
            "by you": row.by_id == user_id,
            "taken back": row.undone_at,
            "taken back by you": row.undone_by_id == user_id,
            "text": row.note,
        }
        for row in Release.objects.filter(theirs).select_related("post").order_by("pk")
    ]


def schedule_records(user_id: int) -> Records:
    """Return at what times something was to happen because somebody said so."""
    rows = Schedule.objects.filter(set_by_id=user_id).select_related("post").order_by("pk")
    return [
        {"post": row.post.title, "what": row.due, "when": row.due_at, "zone": row.zone}
        for row in rows
    ]


def preview_records(user_id: int) -> Records:
    """Return which previews somebody shared, and with whom."""
    rows = SharedPreview.objects.filter(by_id=user_id).select_related("post").order_by("pk")
    return [
        {
            "post": row.post.title,
            "shared": row.at,
            "for": row.guest,
            "until": row.expires_at,
            "ended": row.revoked_at,
            "opened": row.opened,
        }
        for row in rows
    ]


def label_records(user_id: int) -> Records:
    """Return which versions somebody gave a name."""
    rows = VersionLabel.objects.filter(by_id=user_id).select_related("post").order_by("pk")
    return [{"post": row.post.title, "name": row.name, "named": row.at} for row in rows]


def trash_records(user_id: int) -> Records:
    """Return what somebody moved to the trash that is still there."""
    rows = TrashedPost.objects.filter(by_id=user_id).select_related("post").order_by("pk")
    return [{"post": row.post.title, "at": row.at, "kept until": row.purge_at} for row in rows]


def _said(row: Submission) -> list[str]:
    return [str(remark.get("text", "")) for remark in row.remarks]
