"""Work done for an address without an account, so that it takes as long as for one that has one."""

import secrets
from types import SimpleNamespace
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.email_verification import get_address_for_login
from allauth.account.models import EmailAddress, Login
from allauth.account.utils import has_verified_email, setup_user_email
from django.db import transaction
from django.db.models import F

from blog.accounts.models import User
from blog.accounts.services.sign_in_link import make_link


def make_no_link() -> None:
    """Sign a link for nobody and let it go."""
    make_link(user=User(pk=0))


@transaction.atomic
def join_as_nobody(*, email: str, password: str | None, request: Any) -> None:
    """Make an account, perhaps with a password, and take it back before anybody sees it.

    ``email`` is the known address that was given. Its row is written as it is, so that the disk has
    as much to take at the end as for a new account. All else is what django-allauth does for one,
    up to the mail, by its own functions: whatever a new version does more is done here as well.
    """
    adapter = get_adapter()
    with transaction.atomic():
        address = f"{secrets.token_hex(8)}@nobody.invalid"
        form = SimpleNamespace(cleaned_data={"email": address, "password1": password})
        user = adapter.save_user(request, adapter.new_user(request), form)
        setup_user_email(request, user, [EmailAddress(email=address)])
        _look_up(user)
        transaction.set_rollback(True)
    EmailAddress.objects.filter(email__iexact=email).update(verified=F("verified"))


def look_up(*, email: str) -> None:
    """Look at a known address as at a new one for which another code is asked."""
    address = EmailAddress.objects.filter(email=email.lower()).first()
    if address is not None:
        EmailAddress.objects.get_for_user(address.user, address.email)


def _look_up(user: User) -> None:
    """Look at the address of who has just joined as signing in does, before it mails."""
    has_verified_email(user)
    address = get_address_for_login(Login(user=user, signup=True))
    if address is not None:
        EmailAddress.objects.get_for_user(address.user, address.email)
    # What was done before in the same answer takes less time when it is done again, as much of this
    # is: one look more makes up for it, by measure.
    EmailAddress.objects.select_related("user__profile").filter(user=user).first()
