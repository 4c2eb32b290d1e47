"""What the site knows of the people who comment."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from allauth.usersessions.models import UserSession
from django.db.models import Exists, OuterRef, QuerySet

from blog.accounts.models import User
from blog.comments.models import Comment, Sanction
from blog.comments.models.people import Kind
from blog.comments.rules.states import State
from blog.comments.rules.throwaway import is_throwaway
from blog.web.counting import CountUpToMost
from blog.web.network import NO_ADDRESS
from blog.web.prepared import Later, Prepared


@dataclass(frozen=True)
class AuthorRecord:
    """What the site knows of an author. The last two are hints of somebody who was banned.

    How many comments there are is counted as ``web/counting.py`` does; what was rejected counts
    also where its author has taken it back.
    """

    shown: int = 0
    rejected: int = 0
    waiting: int = 0
    since: datetime | None = None
    sanctions: tuple[str, ...] = ()
    is_throwaway: bool = False  # their mail address is of the kind that lasts an hour
    is_near_a_ban: bool = False  # a banned account was here from the same network


def get_records(authors: set[int], *, at: datetime) -> dict[int, AuthorRecord]:
    """Return what the site knows of some authors: one query."""
    asked = {f"author_{place}": pk for place, pk in enumerate(sorted(authors))}
    rows = _records_of(len(authors))(now=at, **asked) if authors else []
    return {
        row["id"]: AuthorRecord(
            shown=row["shown"],
            rejected=row["rejected"],
            waiting=row["waiting"],
            since=row["date_joined"],
            sanctions=tuple(str(kind.label) for kind in Kind if row[f"has_{kind}"]),
            is_throwaway=is_throwaway(row["email"]),
            is_near_a_ban=row["near"],
        )
        for row in rows
    }


@cache
def _records_of(number: int) -> Prepared[Any]:
    """Of so many authors; a page of comments has no more than it has comments."""
    return Prepared(lambda: _rows([Later.number(f"author_{place}") for place in range(number)]))


def _rows(authors: list[Any]) -> Any:
    at: Any = Later.moment("now")
    limits = Sanction.objects.in_force(at).filter(of=OuterRef("pk"))
    theirs = Comment.objects.by(OuterRef("pk"))
    has = {f"has_{kind}": Exists(limits.filter(kind=kind)) for kind in Kind.values}
    return (
        User.objects.filter(pk__in=authors)
        .annotate(
            **has,
            near=Exists(near_a_ban(at).filter(user=OuterRef("pk"))),
            shown=CountUpToMost(theirs.shown()),
            rejected=CountUpToMost(theirs.filter(state=State.REJECTED)),
            waiting=CountUpToMost(theirs.pending()),
        )
        .order_by()
        .values("id", "date_joined", "email", "near", "shown", "rejected", "waiting", *has)
    )


def near_a_ban(at: datetime) -> QuerySet[Any]:
    """Return sessions from a network from which another account came that is banned now."""
    banned = Sanction.objects.filter(kind=Kind.BAN).in_force(at).values("of")
    theirs = UserSession.objects.filter(ip=OuterRef("ip"), user__in=banned)
    others = theirs.exclude(user=OuterRef("user"))
    return UserSession.objects.exclude(ip=NO_ADDRESS).filter(Exists(others))
