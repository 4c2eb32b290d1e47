"""What the team knows of somebody who comments."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession

from blog.accounts.models import User
from blog.comments.models import PersonNote, Sanction
from blog.comments.models.people import Kind
from blog.comments.selectors.records import AuthorRecord, get_records
from blog.errors import NotFound
from blog.web.network import NO_ADDRESS


@dataclass(frozen=True)
class Limit:
    """Something that was laid upon somebody."""

    pk: int
    what: str
    reason: str
    until: datetime | None
    by: str
    at: datetime
    lifted_at: datetime | None
    holds: bool


@dataclass(frozen=True)
class Note:
    """What a moderator wrote down."""

    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Person:
    """Somebody who comments, as moderators see them."""

    pk: int
    name: str
    email: str
    record: AuthorRecord
    limits: tuple[Limit, ...]
    notes: tuple[Note, ...]
    alike: tuple[tuple[int, str], ...]  # banned accounts that were here from the same network


def get_account(person_id: int) -> User:
    """Return an account.

    :raises NotFound: there is none
    """
    user = User.objects.filter(pk=person_id).first()
    if user is None:
        raise NotFound
    return user


def get_person(user: User, *, at: datetime) -> Person:
    """Return all that the team knows of somebody: seven queries."""
    holding = set(Sanction.objects.filter(of=user).in_force(at).values_list("pk", flat=True))
    limits = Sanction.objects.filter(of=user).select_related("by").order_by("-pk")
    notes = PersonNote.objects.filter(of=user).select_related("by").order_by("-pk")
    return Person(
        pk=user.pk,
        name=str(user),
        email=user.email,
        record=get_records({user.pk}, at=at).get(user.pk, AuthorRecord(since=user.date_joined)),
        limits=tuple(_limit(one, one.pk in holding) for one in limits),
        notes=tuple(Note(one.text, _who(one.by), one.at) for one in notes),
        alike=_alike(user, at),
    )


def _limit(one: Sanction, holds: bool) -> Limit:
    return Limit(
        pk=one.pk,
        what=one.get_kind_display(),
        reason=one.reason,
        until=one.until,
        by=_who(one.by),
        at=one.at,
        lifted_at=one.lifted_at,
        holds=holds and one.kind != Kind.WARN,
    )


def _alike(user: User, at: datetime) -> tuple[tuple[int, str], ...]:
    """Return banned accounts with a session from the same network: a hint, and no proof."""
    banned = Sanction.objects.filter(kind=Kind.BAN).in_force(at).values("of")
    networks = UserSession.objects.filter(user=user).exclude(ip=NO_ADDRESS).values("ip")
    others = User.objects.filter(pk__in=banned, usersession__ip__in=networks).exclude(pk=user.pk)
    return tuple((one.pk, str(one)) for one in others.distinct().order_by("pk")[:10])


def _who(user: Any) -> str:
    return str(user) if user else ""
