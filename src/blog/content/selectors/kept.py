"""What content and Wagtail keep of a person beside posts, as records for their copy of it."""

from typing import Any

from wagtail.documents import get_document_model
from wagtail.models import (
    APIToken,
    Comment,
    CommentReply,
    ModelLogEntry,
    PageLogEntry,
    PageSubscription,
    Revision,
)
from wagtail.users.models import UserProfile

from blog.content.models import Author, SiteImage
from blog.content.selectors.names import get_names

type Records = list[dict[str, Any]]


def byline_records(user_id: int) -> Records:
    """Return how somebody stands under their texts."""
    return [
        {
            "name": one.name,
            "address": one.slug,
            "website": one.website,
            "picture": one.picture.title if one.picture else None,
            "text": one.bio,
        }
        for one in Author.objects.filter(user_id=user_id).select_related("picture")
    ]


def upload_records(user_id: int) -> Records:
    """Return what somebody uploaded."""
    pictures = SiteImage.objects.filter(uploaded_by_user=user_id).order_by("pk")
    documents = get_document_model().objects.filter(uploaded_by_user=user_id).order_by("pk")
    return [
        *({"kind": "picture", **_upload(one), "description": one.description} for one in pictures),
        *({"kind": "document", **_upload(one)} for one in documents),
    ]


def version_records(user_id: int) -> Records:
    """Return which versions of texts somebody saved."""
    rows = Revision.objects.filter(user_id=user_id).order_by("pk")
    return [{"of": row.object_str, "saved": row.created_at} for row in rows]


def editing_records(user_id: int) -> Records:
    """Return what Wagtail's log says that somebody did."""
    rows = [
        row
        for log in (PageLogEntry, ModelLogEntry)
        for row in log.objects.filter(user_id=user_id).order_by("pk")
    ]
    return [{"at": row.timestamp, "act": row.action, "about": row.label} for row in rows]


def remark_records(user_id: int) -> Records:
    """Return what somebody remarked beside a text in the editor."""
    remarks = list(Comment.objects.filter(user_id=user_id).select_related("page").order_by("pk"))
    replies = CommentReply.objects.filter(user_id=user_id).select_related("comment__page")
    said = [*((one, one.page) for one in remarks)]
    said += [(one, one.comment.page) for one in replies.order_by("pk")]
    names = get_names(pages=(page for _one, page in said), user_id=user_id)
    return [{"post": names[page.pk], "at": one.created_at, "text": one.text} for one, page in said]


def setting_records(user_id: int) -> Records:
    """Return how somebody has the editors' pages, and what may act for them."""
    profiles = UserProfile.objects.filter(user_id=user_id)
    rows = PageSubscription.objects.filter(user_id=user_id).select_related("page").order_by("pk")
    followed = [one.page for one in rows]
    names = get_names(pages=followed, user_id=user_id)
    keys = APIToken.objects.filter(user_id=user_id).order_by("pk")
    return [
        *(
            {
                "language": one.preferred_language,
                "time zone": one.current_time_zone,
                "theme": one.theme,
            }
            for one in profiles
        ),
        *({"told of remarks on": names[page.pk]} for page in followed),
        *({"key for programs": one.name, "made": one.created_at} for one in keys),
    ]


def _upload(one: Any) -> dict[str, Any]:
    return {"title": one.title, "file": one.filename, "at": one.created_at}
