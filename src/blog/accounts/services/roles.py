"""Giving and taking roles: always by somebody, never one's own, and written down."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blog.accounts.models import User
from blog.accounts.permissions import ensure, forget_roles, roles_given_to
from blog.accounts.rules.roles import STAFF, Act, Role
from blog.audit.services.recording import record
from blog.errors import Conflict, NotAllowed


class NotYourOwn(NotAllowed):
    """Somebody wanted to change their own roles."""

    message = _("Nobody changes their own roles. Ask another admin.")


class LastAdmin(Conflict):
    """There would be nobody left who may give roles."""

    message = _("This is the last admin. Make somebody else an admin first.")


@transaction.atomic
def change_roles(*, person: User, roles: Collection[Role], by: Any, at: datetime) -> None:
    """Leave a person with exactly these roles of the staff; none makes them a reader.

    :raises RoleRefused: ``by`` may not give roles
    :raises NotYourOwn: ``person`` is ``by``
    :raises LastAdmin: the role of the only admin would be taken
    """
    ensure(by, Act.INVITE)
    if person.pk == by.pk:
        raise NotYourOwn
    _set_roles(person=person, roles=frozenset(roles) & STAFF, by=by, at=at)


@transaction.atomic
def give_roles(*, person: User, roles: Collection[Role], by: Any, at: datetime) -> None:
    """Add roles that somebody with the right to give them has offered; ``by`` is who offered."""
    _set_roles(person=person, roles=(roles_given_to(person) | set(roles)) & STAFF, by=by, at=at)


def is_last_admin(*, person: User) -> bool:
    """Return whether nobody else with an open account is an admin."""
    return (
        Role.ADMIN in roles_given_to(person)
        and not User.objects.filter(
            Q(groups__name=Role.ADMIN.value) | Q(is_superuser=True), is_active=True
        )
        .exclude(pk=person.pk)
        .exists()
    )


def _set_roles(*, person: User, roles: frozenset[Role], by: Any, at: datetime) -> None:
    # Whoever changes admins waits for whoever is about to: two who take each other's role would
    # both see the other as the one who is left.
    list(Group.objects.select_for_update().filter(name=Role.ADMIN.value))
    forget_roles(person)
    before = roles_given_to(person) & STAFF
    given, taken = roles - before, before - roles
    if not given and not taken:
        return
    if Role.ADMIN in taken:
        if is_last_admin(person=person):
            raise LastAdmin
        person.is_superuser = person.is_staff = False
        person.save(update_fields=["is_superuser", "is_staff"])
    named = {role.value for role in STAFF}
    person.groups.remove(*Group.objects.filter(name__in=named - {role.value for role in roles}))
    person.groups.add(*(Group.objects.get_or_create(name=role.value)[0] for role in given))
    forget_roles(person)
    record(
        by=by,
        act="roles.changed",
        subject=("account", person.pk),
        label=str(person),
        detail={
            "given": sorted(role.value for role in given),
            "taken": sorted(role.value for role in taken),
        },
        at=at,
    )
