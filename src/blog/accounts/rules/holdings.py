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
    goes; it may be called again.
    """

    name: str
    title: Any
    collect: Callable[[int], Records]
    files: Callable[[int], dict[str, bytes]] = _no_files
    let_go: Callable[[int, Comments], None] = _nothing


HOLDINGS: dict[str, Holding] = {}


def declare(*holdings: Holding) -> None:
    """Add to what is kept. To declare the same again changes nothing.

    :raises ValueError: something else has this name
    """
    for holding in holdings:
        if HOLDINGS.setdefault(holding.name, holding) != holding:
            raise ValueError(holding.name)
