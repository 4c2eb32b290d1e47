"""Who somebody is to others: name, handle, words, picture, links, and whether it is public."""

import re
from collections.abc import Sequence
from datetime import datetime
from math import ceil
from typing import Any

from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils.crypto import get_random_string
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.accounts.models import Handle, Profile, ProfileLink, User
from blog.accounts.models.profile import page_tag
from blog.accounts.permissions import ensure
from blog.accounts.portraits import make_portrait
from blog.accounts.rules import handles
from blog.accounts.rules.handles import Refusal
from blog.accounts.rules.limits import PORTRAITS
from blog.accounts.rules.roles import Act
from blog.accounts.signals import name_changed
from blog.audit.services.recording import record
from blog.errors import Conflict, Invalid
from blog.web.limits import TooOften, take
from blog.web.purging import purge

SENTENCES: dict[Refusal, str | Promise] = {
    Refusal.TOO_SHORT: gettext_lazy("A handle has at least 3 characters."),
    Refusal.TOO_LONG: gettext_lazy("A handle has at most 30 characters."),
    Refusal.FORM: gettext_lazy(
        "A handle begins with a letter and has only the letters a to z, digits, and single hyphens "
        "between them."
    ),
    Refusal.RESERVED: gettext_lazy(
        "This handle looks like one of the site’s own names. Choose another one."
    ),
}


class HandleRefused(Invalid):
    """A handle that nobody can have."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(SENTENCES[refusal])


class HandleTaken(Conflict):
    """A handle that somebody else has, or had until lately."""

    message = gettext_lazy("Somebody else has this handle. Choose another one.")


class HandleChangedLately(TooOften):
    """The last change is not 14 days ago. ``opens_at`` is when the next one is possible."""

    def __init__(self, opens_at: datetime, at: datetime) -> None:
        self.opens_at = opens_at
        super().__init__(
            ceil((opens_at - at).total_seconds()),
            _("A handle can be changed once in 14 days. You can change yours again from %(when)s.")
            % {"when": f"{localtime(opens_at):%Y-%m-%d %H:%M} UTC"},
        )


@transaction.atomic
def begin_profile(*, user: User, language: str | None = None) -> Profile:
    """Give an account its profile: private, with a handle made up from its name."""
    name = user.get_full_name()
    handle = _free_handle(name)
    fields = {"language": language} if language else {}
    profile = Profile.objects.create(user=user, name=(name or handle)[:80], **fields)
    Handle.objects.create(profile=profile, handle=handle)
    return profile


@transaction.atomic
def save_profile(*, by: User, name: str, bio: str, links: Sequence[str], is_public: bool) -> None:
    """Keep what somebody says of themselves, and whether others may read it.

    The name of somebody with a byline is the byline's and is not changed here.

    :raises RoleRefused: the account is closed
    """
    ensure(by, Act.KEEP_ACCOUNT, owns=True)
    profile = Profile.objects.select_for_update().get(user=by)
    was_public = profile.is_public
    if not profile.name_is_byline:
        profile.name = name
        _name_account(by, name)
    profile.bio = bio
    profile.is_public = is_public
    profile.save(update_fields=["name", "bio", "is_public"])
    profile.links.all().delete()
    ProfileLink.objects.bulk_create(
        ProfileLink(profile=profile, url=url, place=place) for place, url in enumerate(links)
    )
    if was_public != is_public:
        act = "account.made_public" if is_public else "account.made_private"
        record(by=by, act=act, subject=("account", by.pk))
    if is_public:
        purge(page_tag(by.pk))
    else:
        purge(gone=[page_tag(by.pk)])


@transaction.atomic
def give_name(*, user: User, name: str) -> None:
    """Give somebody without a name the one that they said elsewhere, such as beside a comment."""
    Profile.objects.filter(user=user).update(name=name[:80])
    _name_account(user, name)
    purge(page_tag(user.pk))


@transaction.atomic
def take_name_from_byline(*, user: User, name: str) -> None:
    """Give an account the name of its byline; from now on it is changed there."""
    Profile.objects.filter(user=user).update(name=name[:80], name_is_byline=True)
    _name_account(user, name)
    purge(page_tag(user.pk))


@transaction.atomic
def release_name(*, user: User) -> None:
    """Let somebody without a byline change their name themselves again."""
    Profile.objects.filter(user=user).update(name_is_byline=False)


@transaction.atomic
def change_handle(*, by: User, handle: str, at: datetime) -> bool:
    """Give somebody another handle; the old one leads to it. Return whether it is another.

    One that they gave up lately can be taken back.

    :raises RoleRefused: the account is closed
    :raises HandleRefused: nobody can have it
    :raises HandleChangedLately: the last change is not 14 days ago
    :raises HandleTaken: somebody else has it, or gave it up lately
    """
    ensure(by, Act.KEEP_ACCOUNT, owns=True)
    profile = Profile.objects.select_for_update().get(user=by)
    handle = handles.tidy(handle)
    before = profile.handles.get(given_up_at=None)
    if handle == before.handle:
        return False
    if refusal := handles.refusal_of(handle):
        raise HandleRefused(refusal)
    if not handles.may_change(profile.handle_changed_at, at=at):
        opens_at = handles.next_change(profile.handle_changed_at)
        raise HandleChangedLately(opens_at or at, at)
    _free(handle, profile, at)
    before.given_up_at = at
    before.save(update_fields=["given_up_at"])
    try:
        with transaction.atomic():
            Handle.objects.create(profile=profile, handle=handle)
    except IntegrityError as taken:  # by somebody, a moment ago
        raise HandleTaken from taken
    profile.handle_changed_at = at
    profile.save(update_fields=["handle_changed_at"])
    record(by=by, act="account.handle_changed", subject=("account", by.pk), at=at)
    purge(page_tag(by.pk))
    return True


def set_picture(*, by: User, upload: Any) -> None:
    """Keep a small square of an uploaded picture; the one before is deleted.

    :raises RoleRefused: the account is closed
    :raises TooOften: they uploaded so many; it says when to come back
    :raises PictureRefused: it is no picture, damaged, or beyond a limit; the message says which
    """
    ensure(by, Act.KEEP_ACCOUNT, owns=True)
    take(PORTRAITS, by.pk)
    portrait = make_portrait(upload)
    _replace_picture(by, portrait)


def remove_picture(*, by: User) -> None:
    """Delete somebody's picture.

    :raises RoleRefused: the account is closed
    """
    ensure(by, Act.KEEP_ACCOUNT, owns=True)
    _replace_picture(by, None)


def _replace_picture(user: User, portrait: Any) -> None:
    with transaction.atomic():
        profile = Profile.objects.select_for_update().get(user=user)
        old = profile.picture.name
        if portrait is None:
            profile.picture = ""
        else:
            profile.picture.save(portrait.name, portrait, save=False)
        profile.save(update_fields=["picture"])
        purge(page_tag(user.pk))
        if old:
            transaction.on_commit(lambda: default_storage.delete(old))


def _name_account(user: User, name: str) -> None:
    """Let the editors' pages use the same name, and other rooms know."""
    before = user.get_full_name()
    user.first_name, user.last_name = name[:150], ""
    User.objects.filter(pk=user.pk).update(first_name=user.first_name, last_name="")
    if user.get_full_name() != before:
        name_changed.send(User, user_id=user.pk)


def _free_handle(name: str) -> str:
    """Return a handle that can be had, like the name where there is one."""
    stem = re.sub(r"-+", "-", re.sub(r"[^a-z0-9-]", "", slugify(name)))[:20].strip("-")
    if not stem or not stem[0].isalpha():
        stem = "reader"
    handle = stem if name and handles.refusal_of(stem) is None else _with_digits(stem)
    while Handle.objects.filter(handle=handle).exists():
        handle = _with_digits(stem)
    return handle


def _with_digits(stem: str) -> str:
    # Of a million people one in seventeen would meet one that is taken, and tries again.
    return f"{stem}-{get_random_string(8, '23456789')}"


def _free(handle: str, profile: Profile, at: datetime) -> None:
    """Make way for a handle: drop it where it is the person's own old one, or long given up."""
    found = Handle.objects.select_for_update().filter(handle=handle).first()
    if found is None:
        return
    is_own = found.profile_id == profile.pk
    if not is_own and (found.given_up_at is None or handles.is_kept(found.given_up_at, at=at)):
        raise HandleTaken
    found.delete()
