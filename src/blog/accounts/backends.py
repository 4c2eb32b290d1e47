"""The table of roles, plugged into Django: where ``has_perm`` of other people's code ends."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from blog.accounts.models import User
from blog.accounts.permissions import roles_of
from blog.accounts.rules.wagtail_rights import model_permissions
from blog.web.prepared import Later, Prepared


@Prepared
def _account() -> Any:
    """Asked with each request of who is signed in."""
    return User.objects.filter(pk=Later.number("pk")).order_by()


class RoleBackend(AuthenticationBackend):
    """Signs people in as django-allauth does; what they may is read from their roles.

    Rows of permissions in the database, a person's or a group's, open nothing.
    """

    def get_user(self, user_id: Any) -> User | None:
        """Return who a session belongs to, unless the account is closed."""
        user = _account.first(pk=user_id)
        return user if user and self.user_can_authenticate(user) else None

    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return nothing: a person has rights by their roles only."""
        return set()

    def get_group_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return what the person's roles give."""
        return set() if obj is not None else set(model_permissions(roles_of(user_obj)))

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return what the person's roles give."""
        return self.get_group_permissions(user_obj, obj)
