"""Writing the audit log."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from blog.audit.models import Entry


def record(
    *,
    by: Any,
    act: str,
    subject: tuple[str, Any],
    label: str = "",
    detail: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> Entry:
    """Write one entry, in the caller's transaction: what is undone leaves no entry.

    ``by`` is an account, or None where the site itself acts. ``subject`` is a pair of kind and id
    (``("post", 12)``), ``label`` what people call it. ``detail`` is data for JSON: no secrets, no
    text of readers, no addresses.
    """
    return Entry.objects.create(
        at=at or timezone.now(),
        actor=by,
        actor_name=str(by)[:150] if by is not None else "",
        act=act,
        subject_kind=subject[0],
        subject_id=str(subject[1]),
        subject_label=label[:255],
        detail=detail or {},
    )


def forget_actor(*, actor_id: int, name: str) -> int:
    """Put ``name`` in the place of an account's name, before it is deleted; return how many.

    The one change that entries allow: what was done stays, who it was goes.
    """
    return Entry.objects.filter(actor_id=actor_id).update(actor_name=name)
