"""A copy of one's data: asked for, put together by the worker, fetched, thrown away."""

import logging
from datetime import datetime
from math import ceil
from typing import Any

from django.core import signing
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import get_random_string
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.accounts.archives import build_archive
from blog.accounts.models import DataExport, ExportState, User
from blog.accounts.permissions import ensure
from blog.accounts.rules import exports as rules
from blog.accounts.rules.roles import Act
from blog.accounts.services.notifying import notify
from blog.audit.services.recording import record
from blog.errors import NotFound
from blog.web.limits import TooOften

logger = logging.getLogger(__name__)

SALT = "blog.accounts.export"


class AskedLately(TooOften):
    """A copy was asked for within the last day. ``next_at`` is when the next one is possible."""

    def __init__(self, next_at: datetime, at: datetime) -> None:
        self.next_at = next_at
        super().__init__(
            ceil((next_at - at).total_seconds()),
            _(
                "You can ask for a copy once a day, because collecting everything is a lot of work "
                "for the site. You can ask again from %(when)s."
            )
            % {"when": f"{localtime(next_at):%Y-%m-%d %H:%M} UTC"},
        )


class ExportExpired(NotFound):
    """The link, or the copy behind it, is older than a week."""

    message = gettext_lazy("This copy has been deleted. Ask for a new one.")


@transaction.atomic
def ask_for_export(*, by: User, at: datetime) -> DataExport:
    """Note that somebody wants a copy of their data; the worker's next round makes it.

    :raises RoleRefused: the account is closed
    :raises AskedLately: they asked within the last day
    """
    ensure(by, Act.KEEP_ACCOUNT, owns=True)
    User.objects.select_for_update().get(pk=by.pk)  # two presses of the button are one wish
    last = DataExport.objects.filter(user=by).exclude(state=ExportState.FAILED).first()
    next_at = rules.next_export(last.asked_at if last else None, at=at)
    if next_at is not None:
        raise AskedLately(next_at, at)
    export = DataExport.objects.create(user=by, asked_at=at)
    record(by=by, act="account.export_asked", subject=("account", by.pk), at=at)
    return export


def make_waiting(*, at: datetime) -> int:
    """Put together the copies that somebody waits for; return how many are ready."""
    waiting = DataExport.objects.filter(state=ExportState.WAITING).order_by("asked_at", "pk")
    return sum(_make(export_id, at) for export_id in list(waiting.values_list("pk", flat=True)))


def link_token(*, export_id: int, user_id: int) -> str:
    """Return the signed part of the link to a copy: good for a week, and for its owner only."""
    return signing.dumps([export_id, user_id], salt=SALT)


def fetch_export(*, token: str, by: User, at: datetime) -> Any:
    """Return the file of a copy, open for reading.

    :raises RoleRefused: the account is closed
    :raises ExportExpired: the copy, or the link to it, is older than a week
    :raises NotFound: the link is not ours, or not this person's
    """
    ensure(by, Act.KEEP_ACCOUNT, owns=True)
    try:
        export_id, user_id = signing.loads(token, salt=SALT, max_age=rules.READY_FOR)
    except signing.SignatureExpired as old:
        raise ExportExpired from old
    except signing.BadSignature as broken:
        raise NotFound from broken
    export = DataExport.objects.filter(pk=export_id, user_id=user_id).first()
    if export is None or user_id != by.pk:
        raise NotFound
    if export.state != ExportState.READY or export.expires_at is None or export.expires_at <= at:
        raise ExportExpired
    record(by=by, act="account.export_fetched", subject=("account", by.pk), at=at)
    return export.file.open("rb")


def tidy_exports(*, at: datetime) -> int:
    """Delete the copies that have expired; return how many."""
    old = list(DataExport.objects.filter(state=ExportState.READY, expires_at__lte=at))
    for export in old:
        export.file.delete(save=False)
        DataExport.objects.filter(pk=export.pk).update(state=ExportState.EXPIRED, file="")
    return len(old)


def _make(export_id: int, at: datetime) -> bool:
    """Put one copy together. A worker that dies meanwhile leaves it to the next round."""
    waiting = DataExport.objects.filter(pk=export_id, state=ExportState.WAITING)
    export = waiting.select_related("user__profile").first()
    if export is None:
        return False
    language = export.user.profile.language
    try:
        with translation.override(language):
            data = build_archive(user_id=export.user_id, at=at)
            name = f"{export.user_id}-{get_random_string(24)}.zip"
            export.file.save(name, ContentFile(data), save=False)
    except Exception:
        logger.exception("Could not put export %d together", export_id)
        waiting.update(state=ExportState.FAILED)
        return False
    with transaction.atomic():
        made = waiting.update(
            state=ExportState.READY,
            file=export.file.name,
            ready_at=at,
            expires_at=rules.expires_at(at),
        )
        if made:
            with translation.override(language):
                url = reverse("accounts:own_data")
            notify(
                user=export.user,
                kind="account.export_ready",
                facts={"until": f"{rules.expires_at(at):%Y-%m-%d}"},
                url=url,
                key=f"export:{export.pk}",
                at=at,
            )
    if not made:  # another worker was quicker
        export.file.delete(save=False)
    return bool(made)
