"""How somebody wants to be told, and how they stop a kind of mail from the mail itself."""

from collections.abc import Mapping

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from blog.accounts.models import NotificationChoice, Profile, User
from blog.accounts.permissions import ensure
from blog.accounts.rules import notifications as rules
from blog.accounts.rules.notifications import KINDS, Kind, Way
from blog.accounts.rules.roles import Act
from blog.errors import Invalid, NotFound

SALT = "blog.accounts.stop_mail"


class NoSuchLink(NotFound):
    """The link in a mail was cut short or changed."""

    message = _(
        "This link is not whole. Copy all of it from the e-mail, or sign in and change how you are "
        "notified."
    )


class CannotBeSwitchedOff(Invalid):
    """A kind of news that must reach people."""

    message = _("News about your account cannot be switched off.")


@transaction.atomic
def save_preferences(*, by: User, ways: Mapping[str, Way], language: str | None = None) -> None:
    """Keep the ways that somebody chose, by kind, and the language of their mails.

    :raises RoleRefused: the account is closed
    :raises CannotBeSwitchedOff: one of the kinds must reach people
    """
    ensure(by, Act.KEEP_ACCOUNT, owns=True)
    _choose(by, ways)
    if language is not None:
        Profile.objects.filter(user=by).update(language=language)


def _choose(user: User, ways: Mapping[str, Way]) -> None:
    for kind, way in ways.items():
        if KINDS[kind].must_reach:
            raise CannotBeSwitchedOff
        NotificationChoice.objects.update_or_create(
            user=user, kind=kind, defaults={"way": Way(way)}
        )


def stop_token(*, user_id: int, kind: str) -> str:
    """Return the signed part of a link that stops a kind of mail, or the digest. It lasts."""
    return signing.dumps([user_id, kind], salt=SALT)


def read_token(*, token: str) -> tuple[User, Kind | None]:
    """Return whose mail a link stops, and which kind; None is the digest.

    :raises NoSuchLink: it is not ours, or the account or the kind is gone
    """
    try:
        user_id, name = signing.loads(token, salt=SALT)
    except signing.BadSignature as broken:
        raise NoSuchLink from broken
    user = User.objects.filter(pk=user_id).first()
    kind = KINDS.get(name)
    if user is None or (kind is None and name != rules.DIGEST):
        raise NoSuchLink
    return user, kind


@transaction.atomic
def stop_mail(*, token: str) -> None:
    """Send no more mail of a kind; on the site it is shown as before. To repeat it is harmless.

    :raises NoSuchLink: the link is not ours
    """
    user, kind = read_token(token=token)
    chosen = dict(NotificationChoice.objects.filter(user=user).values_list("kind", "way"))
    kinds = [kind] if kind else [one for one in KINDS.values() if not one.must_reach]
    for one in kinds:
        way = rules.way_of(one, Way(chosen[one.name]) if one.name in chosen else None)
        if kind or way is Way.DAILY:
            _choose(user, {one.name: rules.without_mail(way)})
