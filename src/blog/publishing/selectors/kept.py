"""What the newsroom keeps of one person, as records for their copy of it."""

from typing import Any

from django.db.models import Q, QuerySet

from blog.content.selectors.names import get_names
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
    rows, names = _named(Submission.objects.filter(by_id=user_id), user_id)
    return [
        {
            "post": names[row.post_id],
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
    rows, names = _named(Submission.objects.filter(decided_by_id=user_id), user_id)
    return [
        {
            "post": names[row.post_id],
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
    rows, names = _named(Release.objects.filter(theirs), user_id)
    return [
        {
            "post": names[row.post_id],
            "at": row.at,
            "change": row.change,
            "by you": row.by_id == user_id,
            "taken back": row.undone_at,
            "taken back by you": row.undone_by_id == user_id,
            "text": row.note,
        }
        for row in rows
    ]


def schedule_records(user_id: int) -> Records:
    """Return at what times something was to happen because somebody said so."""
    rows, names = _named(Schedule.objects.filter(set_by_id=user_id), user_id)
    return [
        {"post": names[row.post_id], "what": row.due, "when": row.due_at, "zone": row.zone}
        for row in rows
    ]


def preview_records(user_id: int) -> Records:
    """Return which previews somebody shared, and with whom."""
    rows, names = _named(SharedPreview.objects.filter(by_id=user_id), user_id)
    return [
        {
            "post": names[row.post_id],
            "shared": row.at,
            "for": row.guest,
            "takes remarks": row.takes_remarks,
            "until": row.expires_at,
            "ended": row.revoked_at,
            "opened": row.opened,
        }
        for row in rows
    ]


def label_records(user_id: int) -> Records:
    """Return which versions somebody gave a name."""
    rows, names = _named(VersionLabel.objects.filter(by_id=user_id), user_id)
    return [{"post": names[row.post_id], "name": row.name, "named": row.at} for row in rows]


def trash_records(user_id: int) -> Records:
    """Return what somebody moved to the trash that is still there."""
    rows, names = _named(TrashedPost.objects.filter(by_id=user_id), user_id)
    return [{"post": names[row.post_id], "at": row.at, "kept until": row.purge_at} for row in rows]


def _named(rows: QuerySet[Any], user_id: int) -> tuple[list[Any], dict[int, str]]:
    """Return rows about posts, and what their person may call these."""
    found = list(rows.select_related("post").order_by("pk"))
    return found, get_names(pages=(row.post for row in found), user_id=user_id)


def _said(row: Submission) -> list[str]:
    return [str(remark.get("text", "")) for remark in row.remarks]
