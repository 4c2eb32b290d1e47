"""What guests said of versions of a post."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from blog.publishing.models import GuestRemark
from blog.publishing.rules.guests import Kind

SHOWN = 100  # the newest


@dataclass(frozen=True)
class GuestLine:
    """A remark or an approval, and of which version."""

    name: str
    is_approval: bool
    text: str
    at: datetime
    revision_id: int


def get_of_post(*, post_id: int) -> tuple[GuestLine, ...]:
    """Return what guests said of a post, the newest first."""
    return _lines(GuestRemark.objects.filter(post_id=post_id))


def get_of_preview(*, preview_id: int) -> tuple[GuestLine, ...]:
    """Return what the guest of one link said of its version, the newest first."""
    return _lines(GuestRemark.objects.filter(preview_id=preview_id))


def _lines(rows: QuerySet[GuestRemark]) -> tuple[GuestLine, ...]:
    return tuple(
        GuestLine(row.name, row.kind == Kind.APPROVAL, row.text, row.at, row.revision_id)
        for row in rows[:SHOWN]
    )
