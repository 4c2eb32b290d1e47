"""A link to one version of a post, for somebody without an account."""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from blog.audit.services import recording
from blog.errors import Conflict, Gone, Invalid
from blog.events import announce
from blog.publishing.events import PreviewRevoked, PreviewShared
from blog.publishing.models import SharedPreview
from blog.publishing.rules.limits import PREVIEWS
from blog.publishing.rules.workflow import Action
from blog.publishing.services import steps
from blog.web.limits import take

LONGEST = timedelta(days=30)


class PreviewOver(Gone):
    """The link is unknown, has ended or was revoked."""

    message = _("This preview has ended. Ask whoever sent you the link for a new one.")


class TooLong(Invalid):
    """A preview would last too long, or has ended before it begins."""

    message = _("Choose an end within the next 30 days.")


class NamelessGuest(Invalid):
    """Whoever may leave remarks needs a name, under which these are shown."""

    message = _("Write the name of your guest: their remarks are shown under it.")


class FormUsed(Conflict):
    """The preview that this form made has ended since."""

    message = _(
        "This form was sent before, and its preview has ended. Reload the page to share anew."
    )


@dataclass(frozen=True)
class Shared:
    """A preview that was shared. ``token`` is its secret, and is told only now."""

    preview_id: int
    token: str
    expires_at: datetime
    taken: steps.Taken


@transaction.atomic
def share(
    *,
    post_id: int,
    revision_id: int,
    by: Any,
    expires_at: datetime,
    guest: str = "",
    takes_remarks: bool = False,
    key: str | None = None,
    at: datetime | None = None,
) -> Shared:
    """Make a link to one version. The version is kept as it is from now on.

    ``takes_remarks``: the named guest may leave remarks and approve. Asked again with the same
    ``key``, it answers with the same link: the secret is made of it, for whoever asks.

    :raises RoleRefused: they may not
    :raises NotInThisState: the post is in the trash
    :raises NoSuchRevision: it has none of this number
    :raises TooLong: it would not end within thirty days
    :raises NamelessGuest: whoever may leave remarks has no name
    :raises FormUsed: what was shared with this key has ended
    :raises TooOften: they shared too many; it says when to come back
    """
    step = steps.begin(action=Action.SHARE_PREVIEW, post_id=post_id, by=by, at=at)
    revision = steps.revision_of(post=step.post, revision_id=revision_id)
    if not step.at < expires_at <= step.at + LONGEST:
        raise TooLong
    if takes_remarks and not guest.strip():
        raise NamelessGuest
    token = _token_of(post_id, by, key) if key else secrets.token_urlsafe(32)
    if made := SharedPreview.objects.filter(digest=_digest(token)).first():
        if made.revoked_at is not None or made.expires_at <= step.at:
            raise FormUsed
        was = step.was
        taken = steps.Taken(post_id, was.state, was.is_public, made.revision_id, made.pk)
        return Shared(made.pk, token, made.expires_at, taken)
    if by is not None:
        take(PREVIEWS, by.pk)
    row = SharedPreview.objects.create(
        post=step.post,
        revision=revision,
        digest=_digest(token),
        by=by,
        at=step.at,
        guest=guest.strip()[:120],
        takes_remarks=takes_remarks,
        expires_at=expires_at,
    )
    announce(PreviewShared(post_id, row.pk, by.pk if by is not None else None))
    taken = steps.done(step=step, act="preview_shared", revision_id=revision.pk, record_id=row.pk)
    return Shared(row.pk, token, expires_at, taken)


@transaction.atomic
def revoke(*, post_id: int, preview_id: int, by: Any, at: datetime | None = None) -> steps.Taken:
    """End a shared preview at once. One that has ended stays ended.

    :raises RoleRefused: they may not
    :raises PreviewOver: the post has no such preview
    """
    step = steps.begin(action=Action.SHARE_PREVIEW, post_id=post_id, by=by, at=at)
    row = SharedPreview.objects.filter(pk=preview_id, post_id=post_id).first()
    if row is None:
        raise PreviewOver
    if row.revoked_at is None:
        row.revoked_at = step.at
        row.save(update_fields=["revoked_at"])
        announce(PreviewRevoked(post_id, row.pk, by.pk if by is not None else None))
    return steps.done(step=step, act="preview_revoked", record_id=row.pk)


@transaction.atomic
def open_shared(*, token: str, at: datetime) -> SharedPreview:
    """Return the preview that a link means, and note that it was opened.

    :raises PreviewOver: the link is unknown, has ended or was revoked
    """
    row = find_open(token=token, at=at)
    SharedPreview.objects.filter(pk=row.pk).update(opened=F("opened") + 1, last_opened_at=at)
    recording.record(
        by=None,
        act="post.preview_opened",
        subject=("post", row.post_id),
        label=row.post.draft_title,
        detail={"preview": row.pk, "guest": row.guest, "revision": row.revision_id},
        at=at,
    )
    return row


def find_open(*, token: str, at: datetime, lock: bool = False) -> SharedPreview:
    """Return the preview that a link means; nothing is noted. ``lock``: nobody ends it meanwhile.

    :raises PreviewOver: the link is unknown, has ended or was revoked
    """
    rows = SharedPreview.objects.filter(digest=_digest(token), revoked_at=None, expires_at__gt=at)
    if lock:
        rows = rows.select_for_update(of=("self",))
    row = rows.select_related("revision", "post").first()
    if row is None:
        raise PreviewOver
    return row


def _token_of(post_id: int, by: Any, key: str) -> str:
    whose = f"{post_id}:{by.pk if by is not None else ''}:{key}"
    made = salted_hmac("publishing.preview", whose, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(made).rstrip(b"=").decode()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
