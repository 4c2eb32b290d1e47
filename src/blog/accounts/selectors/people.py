"""What the pages about people need to know."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from django.urls import reverse

from blog.accounts.models import Handle, Leaving, Profile, User
from blog.accounts.permissions import may
from blog.accounts.rules import handles
from blog.accounts.rules.roles import Act
from blog.errors import NotFound


@dataclass(frozen=True)
class Person:
    """Somebody's public page."""

    user_id: int
    handle: str
    name: str
    bio: str
    picture_url: str
    links: tuple[str, ...]
    joined_at: datetime


@dataclass(frozen=True)
class OwnProfile:
    """What somebody sees of their own profile before they change it."""

    name: str
    name_is_byline: bool
    bio: str
    picture_url: str
    links: tuple[str, ...]
    is_public: bool
    handle: str
    url: str
    handle_opens_at: datetime | None


def may_open_desk(user: Any) -> bool:
    """Return whether somebody finds the desk and the editor open now."""
    return may(user, Act.USE_DESK)


def get_person(handle: str) -> Person:
    """Return whose public page is at this handle; an old handle gives the present one.

    :raises NotFound: there is nobody, or nobody who wants to be seen: one query either way
    """
    found = (
        Handle.objects.filter(handle=handle, profile__is_public=True, profile__user__is_active=True)
        .select_related("profile__user")
        .prefetch_related("profile__handles", "profile__links")
        .first()
    )
    if found is None:
        raise NotFound
    profile = found.profile
    return Person(
        user_id=profile.user_id,
        handle=profile.handle,
        name=profile.name,
        bio=profile.bio,
        picture_url=picture_url(profile),
        links=tuple(link.url for link in profile.links.all()),
        joined_at=profile.user.date_joined,
    )


def get_own_profile(*, user: User, at: datetime) -> OwnProfile:
    """Return somebody's own profile."""
    profile = Profile.objects.prefetch_related("handles", "links").get(user=user)
    may_change = handles.may_change(profile.handle_changed_at, at=at)
    return OwnProfile(
        name=profile.name,
        name_is_byline=profile.name_is_byline,
        bio=profile.bio,
        picture_url=picture_url(profile),
        links=tuple(link.url for link in profile.links.all()),
        is_public=profile.is_public,
        handle=profile.handle,
        url=profile.get_absolute_url(),
        handle_opens_at=None if may_change else handles.next_change(profile.handle_changed_at),
    )


def picture_url(profile: Profile) -> str:
    """Return the address of somebody's picture, or nothing."""
    return str(profile.picture.url) if profile.picture else ""


def get_leaving(user: Any) -> Leaving | None:
    """Return the end of an account that its owner asked for, or None."""
    return Leaving.objects.filter(user_id=user.pk).first()


def has_confirmed(*, email: str, user_id: int | None) -> bool:
    """Return whether an address is this person's, confirmed."""
    return EmailAddress.objects.filter(user_id=user_id, email=email.lower(), verified=True).exists()


def get_public_people(*, handles: Iterable[str]) -> list[User]:
    """Return who has one of these handles now, of those whose profile everybody may see."""
    found = _present(handles).select_related("profile__user").order_by("handle")
    return [one.profile.user for one in found]


def get_addresses(*, handles: Iterable[str]) -> dict[str, str]:
    """Return where the public profile of each handle is, by handle; nothing for the others."""
    found = _present(handles).values_list("handle", flat=True)
    return {handle: reverse("accounts:public_profile", args=[handle]) for handle in found}


def _present(handles: Iterable[str]) -> QuerySet[Handle]:
    wanted = list(handles)
    if not wanted:
        return Handle.objects.none()
    return Handle.objects.filter(
        handle__in=wanted,
        given_up_at=None,
        profile__is_public=True,
        profile__user__is_active=True,
    )
