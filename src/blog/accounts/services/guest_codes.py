"""Who has no account shows by a code that an e-mail address is theirs; the account comes with it.

Nothing here depends on whether there is an account already: not what is answered, nor how long it
takes, before the code is right.
"""

import time
from dataclasses import asdict, dataclass
from typing import Any, Self

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.core.internal.cryptokit import normalize_user_code
from django.db import IntegrityError, transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from blog.accounts.models import User
from blog.accounts.rules.limits import CODE_TRIES
from blog.accounts.services import door_mails
from blog.errors import Conflict, Invalid
from blog.web.limits import TooOften, take

# As all codes: long enough for whoever reads slowly (WCAG 2.2.1).
GOOD_FOR_SECONDS = CODE_TRIES.seconds
_SALT = "blog.accounts.guest_codes"


class CodeIsOver(Conflict):
    """Too many tries, or too much time: a new code is needed."""

    message = _("This code is over. Send a new one.")


class WrongCode(Invalid):
    """Not the code that was sent."""

    message = _("This code is not right. Check it, or ask for a new one.")


@dataclass(frozen=True)
class SentCode:
    """A code under way, as the browser's session keeps it: never the code itself."""

    email: str
    digest: str
    sent_at: float  # seconds since 1970

    @classmethod
    def from_session(cls, kept: dict[str, Any]) -> Self:
        """Return what ``to_session`` made."""
        return cls(**kept)

    def to_session(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)


def send_code(*, email: str, network: str) -> SentCode:
    """Mail a new code to an address, and return what the session keeps of it.

    :raises TooOften: too many mails to the address, or from this network
    """
    door_mails.count(address=email, network=network)
    code = get_adapter().generate_login_code()
    get_adapter().send_mail("account/email/guest_code", email, {"code": code})
    return SentCode(email, _digest(email, code), time.time())


def ensure_right(*, sent: SentCode, code: str) -> None:
    """Return where the code is the one that was sent.

    :raises CodeIsOver: it was tried too often, or is older than 15 minutes
    :raises WrongCode: it is another one
    """
    if time.time() - sent.sent_at > GOOD_FOR_SECONDS:
        raise CodeIsOver
    try:
        take(CODE_TRIES, sent.digest)
    except TooOften as error:
        raise CodeIsOver from error
    if not constant_time_compare(_digest(sent.email, code), sent.digest):
        raise WrongCode


def get_or_make_account(*, email: str) -> User:
    """Return the account of an address that was shown to be somebody's; make one where none is.

    The new one has no password: its owner signs in by code, and can set one.
    """
    email = email.lower()
    if user := _owner_of(email):
        return user
    try:
        with transaction.atomic():
            user = User.objects.create_user(email=email)
            EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    except IntegrityError:  # two browsers showed the same address at the same moment
        return User.objects.get(email=email)
    return user


def _owner_of(email: str) -> User | None:
    """Return whose confirmed address this is, or else whose main address; not who only added it."""
    confirmed = EmailAddress.objects.filter(email=email, verified=True).select_related("user")
    if address := confirmed.first():
        owner: User = address.user
        return owner
    user = User.objects.filter(email=email).first()
    if user is not None:  # made without a door: with the row, signing in confirms the address
        EmailAddress.objects.get_or_create(user=user, email=email, defaults={"primary": True})
    return user


def _digest(email: str, code: str) -> str:
    words = f"{email.lower()}|{normalize_user_code(code)}"
    return salted_hmac(_SALT, words, algorithm="sha256").hexdigest()
