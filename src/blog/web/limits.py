"""How often something may be done. Counted in the shared cache, so that every process knows.

A limit is a number of places, each free again some seconds after it was taken. Taking one is a
single atomic ``add``: however many ask at once, no more get through than there are places.
"""

import hashlib
import time
from dataclasses import dataclass

from django.core.cache import cache
from django.utils.translation import gettext, ngettext

from blog.errors import DomainError


@dataclass(frozen=True)
class Limit:
    """``amount`` times in ``seconds``. The name keeps the counts of two limits apart."""

    name: str
    amount: int
    seconds: int


class TooOften(DomainError):
    """The limit is reached. ``seconds`` says when a place is free again."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        words = gettext("That was too often in a short time. You can try again %(when)s.")
        super().__init__(words % {"when": wait_in_words(seconds)})


def take(limit: Limit, *whose: object) -> None:
    """Take one place of the limit for this person, address or thing.

    :raises TooOften: none is free
    """
    keys = _keys(limit, whose)
    taken = cache.get_many(keys)
    for key in keys:
        if key not in taken and cache.add(key, time.time() + limit.seconds, limit.seconds):
            return
    raise TooOften(_until_free(limit, taken.values()))


def wait_for(limit: Limit, *whose: object) -> int:
    """Return in how many seconds a place is free; 0 means now. Takes nothing."""
    taken = cache.get_many(_keys(limit, whose))
    return 0 if len(taken) < limit.amount else _until_free(limit, taken.values())


def forget(limit: Limit, *whose: object) -> None:
    """Free all places."""
    cache.delete_many(_keys(limit, whose))


def wait_in_words(seconds: int) -> str:
    """Return "in 40 seconds", "in 3 minutes"."""
    if seconds < 60:
        return ngettext("in %(count)d second", "in %(count)d seconds", seconds) % {"count": seconds}
    minutes = -(-seconds // 60)
    return ngettext("in %(count)d minute", "in %(count)d minutes", minutes) % {"count": minutes}


def _keys(limit: Limit, whose: tuple[object, ...]) -> list[str]:
    # Hashed: the cache is no place for addresses.
    digest = hashlib.sha256(repr([str(part) for part in whose]).encode()).hexdigest()[:32]
    return [f"limit:{limit.name}:{digest}:{place}" for place in range(limit.amount)]


def _until_free(limit: Limit, ends: object) -> int:
    first = min(ends, default=time.time() + limit.seconds)  # type: ignore[call-overload]
    return max(1, round(first - time.time()))
