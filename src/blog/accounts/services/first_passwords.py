"""The password of an account whose address nobody had confirmed: it may be anybody's."""

from allauth.account.models import EmailAddress

from blog.accounts.models import User
from blog.accounts.services import sessions


def drop(*, user: User, confirmed: str) -> bool:
    """Let the password go when its account's first address is confirmed; return whether it did.

    Anybody can sign up with somebody else's address and wait for the owner to sign in with a mailed
    code. Without this both would have the account. A superuser was made by whoever runs the site.
    """
    others = EmailAddress.objects.filter(user=user, verified=True).exclude(email__iexact=confirmed)
    if user.is_superuser or not user.has_usable_password() or others.exists():
        return False
    user.set_unusable_password()
    user.save(update_fields=["password"])
    sessions.end_all(user_id=user.pk)
    return True
