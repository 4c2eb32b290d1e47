"""Whose address it is: asked at the doors, with the same work whatever the answer."""

from allauth.account.internal.userkit import filter_users_by_email

from blog.accounts.models import User


def get_owners(email: str) -> list[User]:
    """Return the accounts that sign in with an address: who confirmed it before who only gave it.

    Asked for those who confirmed it first, django-allauth looks at one table when there is one, and
    at two when there is nobody: whoever has a watch could tell. Here both are always looked at.
    """
    owners = filter_users_by_email(email, for_login=True)
    if len(owners) > 1:
        owners = filter_users_by_email(email, for_login=True, prefer_verified=True)
    return [user for user in owners if user.is_active]
