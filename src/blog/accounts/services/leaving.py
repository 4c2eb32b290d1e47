"""The end of an account: asked for, thought over for a week, then done by the worker."""

import logging
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.accounts.letters import Letter, rendered
from blog.accounts.models import DataExport, Leaving, Profile, User
from blog.accounts.models.own_data import private_files
from blog.accounts.models.profile import page_tag
from blog.accounts.permissions import ensure
from blog.accounts.rules import leaving as rules
from blog.accounts.rules.holdings import HOLDINGS
from blog.accounts.rules.leaving import Comments
from blog.accounts.rules.roles import Act
from blog.accounts.services import sessions
from blog.accounts.services.inviting import forget_invitations
from blog.accounts.services.notifying import notify
from blog.accounts.services.roles import is_last_admin
from blog.audit.services.recording import forget_person, record
from blog.delivery.services.mail import forget_address, queue_mail
from blog.errors import Conflict
from blog.web.purging import purge

logger = logging.getLogger(__name__)

NAMELESS = "a deleted account"


class LastAdmin(Conflict):
    """Nobody else could look after the site."""

    message = gettext_lazy(
        "You are the only admin. Make somebody else an admin first, then delete your account."
    )


class NotLeaving(Conflict):
    """There is nothing to cancel."""

    message = gettext_lazy("Your account is not going to be deleted.")


@transaction.atomic
def ask_to_leave(*, by: User, comments: Comments, at: datetime) -> Leaving:
    """Let an account end in a week. To ask again changes the choice about comments, not the day.

    :raises RoleRefused: the account is closed
    :raises LastAdmin: nobody else could look after the site
    """
    ensure(by, Act.KEEP_ACCOUNT, owns=True)
    ensure_may_leave(user=by)
    leaving, is_new = Leaving.objects.get_or_create(
        user=by,
        defaults={"asked_at": at, "due_at": rules.ends_at(at), "comments": comments.value},
    )
    if not is_new:
        Leaving.objects.filter(pk=leaving.pk).update(comments=comments.value)
        return leaving
    record(
        by=by,
        act="account.deletion_asked",
        subject=("account", by.pk),
        detail={"due": leaving.due_at.isoformat(), "comments": comments.value},
        at=at,
    )
    _tell(leaving, "account.deletion_asked", at)
    return leaving


@transaction.atomic
def stay(*, by: User, at: datetime) -> None:
    """Keep an account after all.

    :raises RoleRefused: the account is closed
    :raises NotLeaving: it was not going to end
    """
    ensure(by, Act.KEEP_ACCOUNT, owns=True)
    if not Leaving.objects.filter(user=by).delete()[0]:
        raise NotLeaving
    record(by=by, act="account.deletion_cancelled", subject=("account", by.pk), at=at)
    notify(user=by, kind="account.deletion_cancelled", at=at)


def ensure_may_leave(*, user: User) -> None:
    """Let everybody go but the last admin.

    :raises LastAdmin: they are the last
    """
    if is_last_admin(person=user):
        raise LastAdmin


def remind_due(*, at: datetime) -> int:
    """Remind those whose account ends within a day, once; return how many."""
    soon = Leaving.objects.filter(due_at__lte=at + rules.REMINDER, due_at__gt=at, reminded_at=None)
    return sum(_remind(leaving_id, at) for leaving_id in soon.values_list("pk", flat=True))


def end_due(*, at: datetime) -> int:
    """End the accounts whose week is over, each in its own transaction; return how many."""
    due = Leaving.objects.filter(due_at__lte=at).order_by("due_at", "pk")
    ended = 0
    for leaving_id in list(due.values_list("pk", flat=True)):
        try:
            ended += _end(leaving_id, at)
        except Exception:
            logger.exception("Could not end an account", extra={"leaving_id": leaving_id})
    return ended


@transaction.atomic
def _remind(leaving_id: int, at: datetime) -> bool:
    leaving = Leaving.objects.select_for_update().filter(pk=leaving_id).first()
    if leaving is None or not rules.wants_reminder(leaving.due_at, leaving.reminded_at, at=at):
        return False
    leaving.reminded_at = at
    leaving.save(update_fields=["reminded_at"])
    _tell(leaving, "account.deletion_soon", at)
    return True


@transaction.atomic
def _end(leaving_id: int, at: datetime) -> bool:
    """End one account: what is everybody's stays, what is the person's goes."""
    leaving = Leaving.objects.select_for_update().filter(pk=leaving_id).first()
    if leaving is None or not rules.is_over(leaving.due_at, at=at):
        return False  # cancelled, or done by another worker
    user = User.objects.select_for_update().get(pk=leaving.user_id)
    try:
        ensure_may_leave(user=user)
    except LastAdmin:
        leaving.delete()
        notify(user=user, kind="account.deletion_refused", at=at)
        return False
    comments = Comments(leaving.comments)
    files = _files_of(user)
    addresses = {user.email, *_addresses_of(user)}
    subject, text, html = _farewell(user)
    for holding in HOLDINGS.values():
        holding.let_go(user.pk, comments)
    sessions.end_all(user_id=user.pk)
    for address in addresses:
        forget_address(address=address)
    record(
        by=None,
        act="account.deleted",
        subject=("account", user.pk),
        detail={"comments": comments.value},
        at=at,
    )
    forget_person(account_id=user.pk, addresses=addresses, name=NAMELESS)
    forget_invitations(addresses=addresses)
    queue_mail(to=user.email, subject=subject, text=text, html=html, key=f"farewell:{user.pk}")
    purge(gone=[page_tag(user.pk)])
    user.delete()
    transaction.on_commit(lambda: [storage.delete(name) for storage, name in files])
    return True


def _tell(leaving: Leaving, kind: str, at: datetime) -> None:
    with translation.override(leaving.user.profile.language):
        url = reverse("accounts:leave")
    notify(
        user=leaving.user,
        kind=kind,
        facts={"day": f"{leaving.due_at:%Y-%m-%d}", "time": f"{leaving.due_at:%H:%M}"},
        url=url,
        key=f"{kind}:{leaving.pk}",
        at=at,
    )


def _files_of(user: User) -> list[tuple[Any, str]]:
    """Return what lies on a disk: the picture and the copies of the person's data."""
    picture = Profile.objects.get(user=user).picture.name
    exports = DataExport.objects.filter(user=user).exclude(file="").values_list("file", flat=True)
    found: list[tuple[Any, str]] = [(private_files(), name) for name in exports]
    return [*found, (default_storage, picture)] if picture else found


def _addresses_of(user: User) -> list[str]:
    return list(EmailAddress.objects.filter(user=user).values_list("email", flat=True))


def _farewell(user: User) -> tuple[str, str, str]:
    with translation.override(user.profile.language):
        letter = Letter(
            subject=_("Your account has been deleted"),
            lines=(
                _("Your account has been deleted, as you asked. We will not write again."),
                _("Thank you for having been here."),
            ),
        )
        return letter.subject, *rendered(letter)
