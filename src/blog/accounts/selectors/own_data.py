"""What accounts keeps of a person, as records; and what the page about it needs to know."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import Q

from blog.accounts.models import (
    DataExport,
    ExportState,
    Invitation,
    Leaving,
    NotificationChoice,
    Profile,
    User,
)
from blog.accounts.permissions import roles_of
from blog.accounts.rules import exports as rules
from blog.accounts.selectors.notices import news_of
from blog.audit.models import Entry

type Records = list[dict[str, Any]]


@dataclass(frozen=True)
class ExportStatus:
    """Where somebody's latest copy is, and from when on they may ask for the next one."""

    pk: int | None
    state: str  # "" where there never was one
    asked_at: datetime | None
    expires_at: datetime | None
    next_at: datetime | None


def get_export_status(*, user: User, at: datetime) -> ExportStatus:
    """Return what somebody may do about a copy of their data now."""
    latest = DataExport.objects.filter(user=user).first()
    counted = DataExport.objects.filter(user=user).exclude(state=ExportState.FAILED).first()
    next_at = rules.next_export(counted.asked_at if counted else None, at=at)
    if latest is None:
        return ExportStatus(None, "", None, None, next_at)
    state = latest.state
    if state == ExportState.READY and latest.expires_at and latest.expires_at <= at:
        state = ExportState.EXPIRED
    return ExportStatus(latest.pk, state, latest.asked_at, latest.expires_at, next_at)


def account_records(user_id: int) -> Records:
    """Return the account itself."""
    user = User.objects.get(pk=user_id)
    addresses = EmailAddress.objects.filter(user=user).order_by("pk")
    keys = Authenticator.objects.filter(user=user).order_by("pk")
    elsewhere = SocialAccount.objects.filter(user=user).order_by("pk")
    return [
        {
            "joined": user.date_joined,
            "last signed in": user.last_login,
            "roles": sorted(role.value for role in roles_of(user)),
            "e-mail addresses": [
                {"address": one.email, "confirmed": one.verified, "main": one.primary}
                for one in addresses
            ],
            "ways to sign in": [
                "password" if user.has_usable_password() else "code by e-mail",
                *(f"{one.type}, since {one.created_at:%Y-%m-%d}" for one in keys),
            ],
            "accounts elsewhere": [
                {
                    "provider": one.provider,
                    "number there": one.uid,
                    "connected": one.date_joined,
                    "what it said of you": one.extra_data,
                }
                for one in elsewhere
            ],
        }
    ]


def profile_records(user_id: int) -> Records:
    """Return what somebody says of themselves."""
    profile = Profile.objects.prefetch_related("handles", "links").get(user_id=user_id)
    return [
        {
            "name": profile.name,
            "handle": profile.handle,
            "earlier handles": [one.handle for one in profile.handles.all() if one.given_up_at],
            "public": profile.is_public,
            "links": [link.url for link in profile.links.all()],
            "picture": "portrait.webp" if profile.picture else None,
            "language of e-mails": profile.language,
            "text": profile.bio,
        }
    ]


def profile_files(user_id: int) -> dict[str, bytes]:
    """Return somebody's picture."""
    profile = Profile.objects.get(user_id=user_id)
    if not profile.picture:
        return {}
    with profile.picture.open() as file:
        return {"portrait.webp": file.read()}


def session_records(user_id: int) -> Records:
    """Return where somebody is signed in; the mark of the network means nothing to them."""
    return [
        {"browser": one.user_agent, "signed in": one.created_at, "last used": one.last_seen_at}
        for one in UserSession.objects.filter(user_id=user_id).order_by("pk")
    ]


def notification_records(user_id: int) -> Records:
    """Return what somebody was told; of what the desk tells its own, what they may know now."""
    news = news_of(User.objects.get(pk=user_id))
    return [
        {"at": one.at, "kind": one.kind, "line": one.line, "url": one.url, "read": one.read_at}
        for one in news
    ]


def preference_records(user_id: int) -> Records:
    """Return how somebody wants to be told."""
    chosen = NotificationChoice.objects.filter(user_id=user_id).order_by("kind")
    return [{"kind": one.kind, "way": one.way} for one in chosen]


def request_records(user_id: int) -> Records:
    """Return which copies somebody asked for, and whether their account is to end."""
    copies = DataExport.objects.filter(user_id=user_id).order_by("pk")
    leaving = Leaving.objects.filter(user_id=user_id)
    return [
        *({"what": "copy", "asked": one.asked_at, "ready": one.ready_at} for one in copies),
        *(
            {
                "what": "deletion",
                "asked": one.asked_at,
                "due": one.due_at,
                "comments": one.comments,
            }
            for one in leaving
        ),
    ]


def invitation_records(user_id: int) -> Records:
    """Return whom somebody invited to the staff, and what they were invited to themselves."""
    addresses = EmailAddress.objects.filter(user_id=user_id).values_list("email", flat=True)
    theirs = Q(invited_by=user_id) | Q(accepted_by=user_id)
    for address in addresses:
        theirs |= Q(email__iexact=address)
    return [
        {
            "by you": one.invited_by_id == user_id,
            "address": one.email,
            "roles": one.role_names,
            "invited": one.invited_at,
            "expires": one.expires_at,
            "accepted": one.accepted_at,
            "withdrawn": one.revoked_at,
        }
        for one in Invitation.objects.filter(theirs).order_by("pk")
    ]


def audit_records(user_id: int) -> Records:
    """Return what the audit log says of somebody: what they did, and what was done to them."""
    about = Q(subject_kind="account", subject_id=str(user_id))
    return [
        {
            "at": one.at,
            "act": one.act,
            "by you": one.actor_id == user_id,
            "about": f"{one.subject_kind} {one.subject_label}".strip(),
            "detail": one.detail if one.actor_id == user_id else {},
        }
        for one in Entry.objects.filter(Q(actor_id=user_id) | about)
    ]
