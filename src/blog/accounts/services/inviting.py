"""Inviting people to the staff, by a link that one person can use once."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from allauth.account.models import EmailAddress
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.accounts.models import Invitation, User
from blog.accounts.permissions import NAMES, ensure, roles_given_to
from blog.accounts.rules import roles as table
from blog.accounts.rules.invitations import GOOD_FOR, State
from blog.accounts.rules.limits import INVITATIONS, INVITATIONS_TO
from blog.accounts.rules.roles import COLUMNS, STAFF, Act, Role
from blog.accounts.services.roles import give_roles
from blog.audit.services.recording import record
from blog.delivery.services.mail import queue_mail
from blog.errors import Conflict, Invalid, NotAllowed, NotFound
from blog.web.addresses import absolute
from blog.web.limits import take
from blog.web.mail import html_of


class NoRole(Invalid):
    """An invitation to nothing."""

    message = gettext_lazy("Choose at least one role.")


class HasTheRoles(Conflict):
    """The owner of the address has these roles already."""

    message = gettext_lazy("The account with this address has these roles already.")


class NoSuchInvitation(NotFound):
    """The link is none of ours."""

    message = gettext_lazy(
        "This link leads to no invitation. Check that it is complete, or ask for a new one."
    )


class NotOpen(Conflict):
    """The invitation cannot be accepted or withdrawn any more; the message says why."""

    reasons = {
        State.ACCEPTED: gettext_lazy("This invitation has been accepted already."),
        State.REVOKED: gettext_lazy("This invitation has been withdrawn. Ask for a new one."),
        State.EXPIRED: gettext_lazy(
            "This invitation was good for seven days and has expired. Ask for a new one."
        ),
    }

    def __init__(self, state: State) -> None:
        self.state = state
        super().__init__(self.reasons[state])


class AnotherAddress(NotAllowed):
    """The account that is signed in does not own the address that was invited."""

    message = gettext_lazy(
        "This invitation is for another address. Sign in with the account of that address, "
        "or add the address to your account and confirm it."
    )


@transaction.atomic
def invite(*, email: str, roles: Collection[Role], by: Any, at: datetime) -> Invitation:
    """Offer roles to whoever owns an address, and mail them the link.

    An open invitation to the same address is withdrawn: the newest one counts.

    :raises RoleRefused: ``by`` may not invite
    :raises NoRole: no role of the staff is among ``roles``
    :raises HasTheRoles: the account of this address has them all
    :raises TooOften: by them, or to this address; it says when to come back
    """
    ensure(by, Act.INVITE)
    offered = frozenset(roles) & STAFF
    if not offered:
        raise NoRole
    email = email.strip().lower()
    if any(offered <= roles_given_to(owner) for owner in _owners_of(email)):
        raise HasTheRoles
    take(INVITATIONS_TO, email)
    take(INVITATIONS, by.pk)
    Invitation.objects.filter(email=email, accepted_at=None, revoked_at=None).update(revoked_at=at)
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email,
        role_names=[role.value for role in COLUMNS if role in offered],
        invited_by=by,
        invited_at=at,
        expires_at=at + GOOD_FOR,
        secret_hash=_hash(secret),
    )
    _mail_link(invitation, secret)
    _write_down(invitation, "invitation.sent", by=by, at=at)
    return invitation


@transaction.atomic
def revoke(*, invitation_id: int, by: Any, at: datetime) -> Invitation:
    """Withdraw an invitation: its link opens nothing any more.

    :raises RoleRefused: ``by`` may not invite
    :raises NoSuchInvitation: there is none
    :raises NotOpen: it was accepted or withdrawn, or has expired
    """
    ensure(by, Act.INVITE)
    invitation = Invitation.objects.select_for_update().filter(pk=invitation_id).first()
    if invitation is None:
        raise NoSuchInvitation
    if (state := invitation.state(at)) is not State.OPEN:
        raise NotOpen(state)
    invitation.revoked_at = at
    invitation.save(update_fields=["revoked_at"])
    _write_down(invitation, "invitation.withdrawn", by=by, at=at)
    return invitation


def find(*, secret: str) -> Invitation:
    """Return the invitation of a link.

    :raises NoSuchInvitation: there is none
    """
    found = Invitation.objects.select_related("invited_by").filter(secret_hash=_hash(secret))
    invitation = found.first()
    if invitation is None:
        raise NoSuchInvitation
    return invitation


def ensure_good(*, invitation: Invitation, at: datetime) -> None:
    """Let through an invitation that can be accepted.

    :raises NotOpen: it was used or withdrawn, has expired, or whoever sent it may invite no more
    """
    if (state := invitation.state(at)) is not State.OPEN:
        raise NotOpen(state)
    if not table.may(roles_given_to(invitation.invited_by), Act.INVITE):
        raise NotOpen(State.REVOKED)


def is_for(*, invitation: Invitation, person: Any) -> bool:
    """Return whether a person has proved that the invited address is theirs."""
    return bool(person.is_authenticated) and person in _owners_of(invitation.email)


@transaction.atomic
def accept(*, secret: str, by: User, at: datetime) -> Invitation:
    """Give a person the roles that were offered to an address which is proved to be theirs.

    :raises NoSuchInvitation: there is no invitation with this link
    :raises NotOpen: it was used or withdrawn, has expired, or whoever sent it may invite no more
    :raises AnotherAddress: the person has not proved that the address is theirs
    """
    held = Invitation.objects.select_for_update().filter(secret_hash=_hash(secret)).first()
    if held is None:
        raise NoSuchInvitation
    ensure_good(invitation=held, at=at)
    if not is_for(invitation=held, person=by):
        raise AnotherAddress
    held.accepted_at, held.accepted_by = at, by
    held.save(update_fields=["accepted_at", "accepted_by"])
    _write_down(held, "invitation.accepted", by=by, at=at)
    give_roles(person=by, roles=held.roles, by=held.invited_by, at=at)
    return held


def forget_invitations(*, addresses: Collection[str]) -> None:
    """Delete every invitation to these addresses, when their owner leaves."""
    for address in addresses:
        Invitation.objects.filter(email__iexact=address).delete()


def _owners_of(email: str) -> list[User]:
    proved = EmailAddress.objects.filter(email__iexact=email, verified=True, user__is_active=True)
    return [address.user for address in proved.select_related("user")]


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _write_down(invitation: Invitation, act: str, *, by: Any, at: datetime) -> None:
    record(
        by=by,
        act=act,
        subject=("invitation", invitation.pk),
        label=invitation.email,
        detail={"roles": invitation.role_names},
        at=at,
    )


def _mail_link(invitation: Invitation, secret: str) -> None:
    roles = ", ".join(str(NAMES[role]) for role in invitation.roles)
    until = timezone.localtime(invitation.expires_at)
    paragraphs = [
        _("%(name)s invites you to work on this site: %(home)s")
        % {"name": invitation.invited_by, "home": absolute("/")},
        _("Your role: %(roles)s.") % {"roles": roles},
        _("Accept the invitation here. The link is for you alone and can be used once:"),
        absolute(reverse("accounts:invitation", args=[secret])),
        _("It is good for seven days, until %(date)s (UTC).")
        % {"date": date_format(until, "DATETIME_FORMAT")},
        _("If you do not know what this is about, you need not do anything."),
    ]
    home = absolute("/")
    site_name = urlsplit(home).netloc
    text = "\n\n".join([*paragraphs, f"-- \n{site_name}\n{home}\n"])
    subject = _("You are invited to work on a publication")
    queue_mail(
        to=invitation.email,
        subject=subject,
        text=text,
        html=html_of(text, subject=subject, site_name=site_name, home_url=home),
        key=f"invitation:{invitation.pk}",
    )
