"""Writing the audit log."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q
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
    entry = _entry(by, act, subject, label, detail or {}, at or timezone.now())
    entry.save()
    return entry


def record_all(*, by: Any, act: str, subjects: Iterable[tuple[tuple[str, Any], str]]) -> None:
    """Write an entry for each of many subjects and their labels, in the caller's transaction."""
    now = timezone.now()
    Entry.objects.bulk_create(
        _entry(by, act, subject, label, {}, now) for subject, label in subjects
    )


def _entry(
    by: Any, act: str, subject: tuple[str, Any], label: str, detail: dict[str, Any], at: datetime
) -> Entry:
    return Entry(
        at=at,
        actor=by,
        actor_name=str(by)[:150] if by is not None else "",
        act=act,
        subject_kind=subject[0],
        subject_id=str(subject[1]),
        subject_label=label[:255],
        detail=detail,
    )


def forget_person(*, account_id: int, addresses: Collection[str], name: str) -> None:
    """Put ``name`` in the place of an account's name and addresses, before it is deleted.

    The one change that entries allow: what was done stays, and to which account; who it was goes.
    """
    Entry.objects.filter(actor_id=account_id).update(actor_name=name)
    about = Q(subject_kind="account", subject_id=str(account_id))
    for address in addresses:
        about |= Q(subject_label__iexact=address)
    Entry.objects.filter(about).exclude(subject_label="").update(subject_label=name)
