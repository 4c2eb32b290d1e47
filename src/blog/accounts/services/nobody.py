"""Work done for an address without an account, so that it takes as long as for one that has one."""

import secrets

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F

from blog.accounts.models import User
from blog.accounts.services.sign_in_link import make_link


def make_no_link() -> None:
    """Sign a link for nobody and let it go."""
    make_link(user=User(pk=0))


@transaction.atomic
def join_as_nobody(*, email: str, password: str | None) -> None:
    """Make an account, perhaps with a password, and take it back before anybody sees it.

    ``email`` is the known address that was given. Its row is written as it is, so that the disk has
    as much to take at the end as for a new account.
    """
    with transaction.atomic():
        address = f"{secrets.token_hex(8)}@nobody.invalid"
        user = User.objects.create_user(email=address, password=password)
        row = EmailAddress.objects.create(user=user, email=address, primary=True)
        for _look in range(3):  # django-allauth looks its new row up as often
            EmailAddress.objects.select_related("user").get(pk=row.pk)
        transaction.set_rollback(True)
    EmailAddress.objects.filter(email__iexact=email).update(verified=F("verified"))
