"""May this person do that? The one question of the house; ``rules.roles`` has the answers."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
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


class SecondStepMissing(NotAllowed):
    """The person has the role, but it sleeps until they sign in with more than a password."""

    message = gettext_lazy(
        "Your role opens this only with a second step for signing in. "
        "Set one up in your account, under “Two-step sign-in”."
    )


def roles_given_to(user: Any) -> frozenset[Role]:
    """Return the roles that a person was given: none for a stranger or a closed account.

    Everybody else is at least a reader. Costs one query; the answer stays on the object.
    """
    if user is None or not user.is_authenticated or not user.is_active:
        return frozenset()
    kept: frozenset[Role] | None = getattr(user, "_roles_given", None)
    if kept is None:
        named = {role.value: role for role in Role}
        groups = user.groups.values_list("name", flat=True)
        kept = frozenset({Role.READER} | {named[name] for name in groups if name in named})
        if user.is_superuser:
            kept |= {Role.ADMIN}
        user._roles_given = kept
    return kept


def roles_of(user: Any) -> frozenset[Role]:
    """Return the roles that count for a person now.

    A role of the staff sleeps while its holder has no second step for signing in: then they are a
    reader, whatever they were given. One more query for staff; the answer stays on the object.
    """
    return frozenset({Role.READER}) if lacks_second_step(user) else roles_given_to(user)


def lacks_second_step(user: Any) -> bool:
    """Return whether a person was given a role of the staff and has no second step, but needs it.

    A code app or a key is one; recovery codes alone are not, for they are printed and kept.
    """
    if not settings.STAFF_NEED_SECOND_STEP or not roles_given_to(user) & table.STAFF:
        return False
    kept: bool | None = getattr(user, "_lacks_second_step", None)
    if kept is None:
        kept = user._lacks_second_step = not has_second_step(user)
    return kept


def has_second_step(user: Any) -> bool:
    """Return whether a person's account has a code app, a passkey or a security key."""
    return bool(second_steps_of(user).exists())


def second_steps_of(user: Any) -> Any:
    """Return a person's code app, passkeys and security keys."""
    return _strong_steps().filter(user_id=user.pk)


def _strong_steps() -> Any:
    from allauth.mfa.models import Authenticator

    strong = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return Authenticator.objects.filter(type__in=strong)


def awake(people: Any) -> Any:
    """Return those of some people of the staff, a queryset of accounts, whose role counts now."""
    if not settings.STAFF_NEED_SECOND_STEP:
        return people
    return people.filter(Exists(_strong_steps().filter(user_id=OuterRef("pk"))))


def works_without_second_step(user: Any) -> bool:
    """Return whether a person of the staff has no second step because this site asks for none."""
    asked = settings.STAFF_NEED_SECOND_STEP
    return not asked and bool(roles_of(user) & table.STAFF) and not has_second_step(user)


def forget_roles(user: Any) -> None:
    """Ask the database anew the next time; called by whoever changes a person's roles."""
    for kept in ("_roles_given", "_lacks_second_step"):
        if hasattr(user, kept):
            delattr(user, kept)


def is_in_every_group(user: Any) -> bool:
    """Return whether a person reads what is for any group: an admin, while that role counts."""
    return Role.ADMIN in roles_of(user)


def groups_that_count(user: Any) -> Any:
    """Return the groups whose pages a person reads: a role that sleeps opens none."""
    if not user.is_active:
        return user.groups.none()
    asleep = roles_given_to(user) - roles_of(user)
    return user.groups.exclude(name__in=[role.value for role in asleep])


def may(user: Any, act: Act, *, owns: bool = False) -> bool:
    """Return whether a person may do this to one thing, ``owns`` saying whether it is theirs."""
    return table.may(roles_of(user), act, owns=owns)


def ensure(user: Any, act: Act, *, owns: bool = False) -> None:
    """Let a person through who may do this.

    :raises RoleRefused: they may not; its message says which roles may
    :raises SecondStepMissing: they may, once they have a second step for signing in
    """
    if may(user, act, owns=owns):
        return
    if table.may(roles_given_to(user), act, owns=owns):
        raise SecondStepMissing
    raise RoleRefused(act, table.who_may(act))
