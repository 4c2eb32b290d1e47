"""May this person do that? The one question of the house; ``rules.roles`` has the answers."""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.accounts.rules import roles as table
from blog.accounts.rules.roles import Act, Role
from blog.errors import NotAllowed

NAMES: dict[Role, Promise] = {
    Role.READER: gettext_lazy("Reader"),
    Role.AUTHOR: gettext_lazy("Author"),
    Role.TRUSTED_AUTHOR: gettext_lazy("Trusted author"),
    Role.EDITOR: gettext_lazy("Editor"),
    Role.MODERATOR: gettext_lazy("Moderator"),
    Role.ADMIN: gettext_lazy("Admin"),
}


class RoleRefused(NotAllowed):
    """The person's roles do not allow the act. ``who_can`` names the roles that do."""

    def __init__(self, act: Act, who_can: Iterable[Role]) -> None:
        self.act = act
        self.who_can = tuple(who_can)
        names = ", ".join(str(NAMES[role]) for role in self.who_can)
        super().__init__(
            _("Your account does not have the right to do this. These roles have it: %(roles)s.")
            % {"roles": names}
        )


def roles_of(user: Any) -> frozenset[Role]:
    """Return a person's roles: none for a stranger or a closed account, Reader for everybody else.

    Costs one query a person object and request; the answer stays on the object.
    """
    if user is None or not user.is_authenticated or not user.is_active:
        return frozenset()
    kept: frozenset[Role] | None = getattr(user, "_roles", None)
    if kept is None:
        named = {role.value: role for role in Role}
        groups = user.groups.values_list("name", flat=True)
        kept = frozenset({Role.READER} | {named[name] for name in groups if name in named})
        if user.is_superuser:
            kept |= {Role.ADMIN}
        user._roles = kept
    return kept


def may(user: Any, act: Act, *, owns: bool = False) -> bool:
    """Return whether a person may do this to one thing, ``owns`` saying whether it is theirs."""
    return table.may(roles_of(user), act, owns=owns)


def ensure(user: Any, act: Act, *, owns: bool = False) -> None:
    """Let a person through who may do this.

    :raises RoleRefused: they may not; its message says which roles may
    """
    if not may(user, act, owns=owns):
        raise RoleRefused(act, table.who_may(act))
