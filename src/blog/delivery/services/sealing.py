"""Secrets that the site must be able to read again, and that a stolen database must not give away.

Sealed with a key made of SECRET_KEY; SECRET_KEY_FALLBACKS open what was sealed before a rotation.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from blog.errors import Conflict


class CannotOpen(Conflict):
    """It was sealed with a key that this site does not have any more."""

    message = _("It was sealed with another SECRET_KEY. Add the old one to SECRET_KEY_FALLBACKS.")


def seal(*, secret: str) -> str:
    """Return a secret so that only this site can read it."""
    return _box().encrypt(secret.encode()).decode()


def unseal(*, sealed: str) -> str:
    """Return what was sealed.

    :raises CannotOpen: with a key that is not known any more
    """
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise CannotOpen from error


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str | bytes) -> bytes:
    made = salted_hmac("blog.delivery.sealing", "", secret=key, algorithm="sha256")
    return base64.urlsafe_b64encode(made.digest())
