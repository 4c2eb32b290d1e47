"""What the site keeps of a person, room by room: for their copy of it, and for when they leave.

A room that keeps something of people declares it once, where the room is plugged in; accounts asks
all of them and knows none. No database, no Django.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from blog.accounts.rules.leaving import Comments

type Records = list[dict[str, Any]]


def _nothing(user_id: int, comments: Comments) -> None:
    """Leave everything as it is."""


def _no_files(user_id: int) -> dict[str, bytes]:
    return {}


@dataclass(frozen=True)
class Holding:
    """One kind of thing that a room keeps of people.

    ``collect`` returns it as records that JSON can hold (moments and dates may stay what they are);
    a record's ``text`` is long, its ``body`` is for programs alone. ``files`` returns what is no
    text, by name. ``let_go`` is called in the transaction that ends an account, before its row
    goes; it may be called again. ``relations`` names the fields that point at an account and that
    the records come from, as ``app.Model.field``; a test asks for every one of the project's.
    """

    name: str
    title: Any
    collect: Callable[[int], Records]
    files: Callable[[int], dict[str, bytes]] = _no_files
    let_go: Callable[[int, Comments], None] = _nothing
    relations: tuple[str, ...] = ()


HOLDINGS: dict[str, Holding] = {}
# What points at an account and is no part of a copy, and why.
LEFT_OUT: dict[str, str] = {}


def declare(*holdings: Holding) -> None:
    """Add to what is kept. To declare the same again changes nothing.

    :raises ValueError: something else has this name
    """
    for holding in holdings:
        if HOLDINGS.setdefault(holding.name, holding) != holding:
            raise ValueError(holding.name)


def leave_out(reasons: dict[str, str]) -> None:
    """Say of relations (``app.Model.field``) why they are no part of a copy."""
    LEFT_OUT.update(reasons)
