"""What the site knows of the people who comment."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from blog.comments.models import Comment, Sanction
from blog.comments.rules.states import VISIBLE, WAITING, State


@dataclass(frozen=True)
class AuthorRecord:
    """What the site knows of an author."""

    shown: int = 0
    rejected: int = 0
    waiting: int = 0
    since: datetime | None = None
    sanctions: tuple[str, ...] = ()


def get_records(authors: set[int], *, at: datetime) -> dict[int, AuthorRecord]:
    """Return what the site knows of some authors: two queries."""
    sanctions = defaultdict(list)
    for one in Sanction.objects.filter(of__in=authors).in_force(at):
        sanctions[one.of_id].append(one.get_kind_display())
    rows = (
        Comment.objects.filter(author__in=authors)
        .order_by()
        .values("author", "author__date_joined")
        .annotate(
            shown=Count("pk", filter=Q(state__in=VISIBLE, deleted_at__isnull=True)),
            rejected=Count("pk", filter=Q(state=State.REJECTED)),
            waiting=Count("pk", filter=Q(state__in=WAITING, deleted_at__isnull=True)),
        )
    )
    return {
        row["author"]: AuthorRecord(
            shown=row["shown"],
            rejected=row["rejected"],
            waiting=row["waiting"],
            since=row["author__date_joined"],
            sanctions=tuple(sanctions[row["author"]]),
        )
        for row in rows
    }
