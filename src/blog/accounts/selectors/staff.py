"""What the screens of staff and invitations show."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from blog.accounts.models import Invitation, User
from blog.accounts.permissions import NAMES, awake, has_second_step, roles_given_to
from blog.accounts.rules.invitations import State
from blog.accounts.rules.roles import COLUMNS, STAFF, Act, Reach, Role, reach
from blog.errors import NotFound


@dataclass(frozen=True)
class Person:
    """One account as the screen of roles shows it."""

    pk: int
    name: str
    email: str
    roles: tuple[Role, ...]
    role_names: str
    has_second_step: bool


@dataclass(frozen=True)
class Offer:
    """One invitation as the screen shows it."""

    pk: int
    email: str
    role_names: str
    invited_by: str
    expires_at: datetime
    is_open: bool


def get_staff() -> tuple[Person, ...]:
    """Return everybody with a role of the staff, by name."""
    people = User.objects.filter(
        Q(groups__name__in=[role.value for role in STAFF]) | Q(is_superuser=True), is_active=True
    )
    return tuple(sorted(map(_person, people.distinct()), key=lambda person: person.name.lower()))


def get_everybody_who_may(*, act: Act) -> tuple[User, ...]:
    """Return the people whose role lets them do this to anything, and counts now."""
    return tuple(awake(_given_the_right_to(act)).order_by("pk"))


def get_everybody_who_could(*, act: Act) -> tuple[User, ...]:
    """Return the people whose role would let them, and sleeps until they have a second step."""
    given = _given_the_right_to(act)
    return tuple(given.exclude(pk__in=awake(given).values("pk")).order_by("pk"))


def _given_the_right_to(act: Act) -> QuerySet[User]:
    roles = [role.value for role in COLUMNS if reach([role], act) is Reach.ALL]
    people = User.objects.filter(
        Q(groups__name__in=roles) | Q(is_superuser=Role.ADMIN.value in roles), is_active=True
    )
    return people.distinct()


def get_person(*, person_id: int) -> Person:
    """Return one account.

    :raises NotFound: there is none that is open
    """
    return _person(get_account(person_id=person_id))


def get_account(*, person_id: int) -> User:
    """Return the account itself, for the services.

    :raises NotFound: there is none that is open
    """
    found = User.objects.filter(pk=person_id, is_active=True).first()
    if found is None:
        raise NotFound
    return found


def find_person(*, email: str) -> Person | None:
    """Return the account that signs in with this address."""
    found = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    return _person(found) if found else None


def get_offers(*, at: datetime) -> tuple[Offer, ...]:
    """Return the invitations that were neither accepted nor withdrawn, newest first."""
    waiting = Invitation.objects.filter(accepted_at=None, revoked_at=None)
    return tuple(
        Offer(
            pk=invitation.pk,
            email=invitation.email,
            role_names=names_of(invitation.roles),
            invited_by=str(invitation.invited_by or ""),
            expires_at=invitation.expires_at,
            is_open=invitation.state(at) is State.OPEN,
        )
        for invitation in waiting.select_related("invited_by")
    )


def names_of(roles: tuple[Role, ...]) -> str:
    """Return the names of roles as people read them."""
    return ", ".join(str(NAMES[role]) for role in roles)


def _person(user: User) -> Person:
    given = roles_given_to(user) & STAFF
    roles = tuple(role for role in COLUMNS if role in given)
    return Person(
        pk=user.pk,
        name=str(user),
        email=user.email,
        roles=roles,
        role_names=names_of(roles),
        has_second_step=has_second_step(user),
    )
