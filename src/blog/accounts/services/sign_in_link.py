"""A link that signs in once: made for a mail, opened in any browser, acted on by a press only."""

from dataclasses import dataclass

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from blog.accounts.models import User
from blog.errors import Conflict

SALT = "blog.accounts.sign_in_link"
GOOD_FOR_SECONDS = 15 * 60


class LinkIsOver(Conflict):
    """The link was used, or too much time has passed, or it is not one of ours."""

    message = _("This link has been used already, or it is older than 15 minutes.")


@dataclass(frozen=True)
class SignInLink:
    """Who signs in, and where they go then."""

    user: User
    next_url: str


def make_link(*, user: User, next_url: str = "") -> str:
    """Return the secret part of a link for an account.

    Signing in by any way ends it: the last sign-in is part of what is signed.
    """
    return signing.dumps([user.pk, _fingerprint(user), next_url], salt=SALT)


def read_link(*, secret: str) -> SignInLink:
    """Return what a link stands for; looking at it does not use it up.

    :raises LinkIsOver: it is not good any more
    """
    try:
        pk, fingerprint, next_url = signing.loads(secret, salt=SALT, max_age=GOOD_FOR_SECONDS)
    except signing.BadSignature as error:
        raise LinkIsOver from error
    user = User.objects.filter(pk=pk, is_active=True).first()
    if user is None or not constant_time_compare(fingerprint, _fingerprint(user)):
        raise LinkIsOver
    return SignInLink(user, next_url)


def _fingerprint(user: User) -> str:
    last = user.last_login.isoformat() if user.last_login else ""
    words = f"{user.pk}|{user.password}|{user.email}|{last}"
    return salted_hmac(SALT, words, algorithm="sha256").hexdigest()[:20]
