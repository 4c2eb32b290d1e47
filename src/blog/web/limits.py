"""How often something may be done. Counted in a table of its own, so that every process knows.

A limit is a number of places, each free again some seconds after it was taken. Taking one is a
single atomic ``add``: however many ask at once, no more get through than there are places.
"""

import hashlib
import time

from django.core.cache import BaseCache, caches
from django.utils.translation import gettext, ngettext

from blog.errors import DomainError
from blog.web.rules.limits import Limit


class TooOften(DomainError):
    """Not now, but later: answered with 429. ``seconds`` says when it can be tried again.

    ``message`` says it in the limit's own words, where it has any.
    """

    def __init__(self, seconds: int, message: str = "") -> None:
        self.seconds = max(1, seconds)
        words = gettext("That was too often in a short time. You can try again %(when)s.")
        super().__init__(message or words % {"when": wait_in_words(self.seconds)})


def take(limit: Limit, *whose: object) -> None:
    """Take one place of the limit for this person, address or thing.

    :raises TooOften: none is free
    """
    keys, counts = _keys(limit, whose), _counts(limit)
    if limit.here:  # to try a place costs no more than to look, and most are free: begin anywhere
        begin = time.monotonic_ns() % limit.amount
        keys = keys[begin:] + keys[:begin]
    taken = {} if limit.here else counts.get_many(keys)
    for key in keys:
        if key not in taken and counts.add(key, time.time() + limit.seconds, limit.seconds):
            return
    raise TooOften(wait_for(limit, *whose))


def wait_for(limit: Limit, *whose: object) -> int:
    """Return in how many seconds a place is free; 0 means now. Takes nothing."""
    taken = _counts(limit).get_many(_keys(limit, whose))
    return 0 if len(taken) < limit.amount else _until_free(limit, taken.values())


def forget(limit: Limit, *whose: object) -> None:
    """Free all places."""
    _counts(limit).delete_many(_keys(limit, whose))


def wait_in_words(seconds: int) -> str:
    """Return "in 40 seconds", "in 3 minutes", "in 5 hours"."""
    if seconds < 60:
        return ngettext("in %(count)d second", "in %(count)d seconds", seconds) % {"count": seconds}
    minutes = -(-seconds // 60)
    if minutes <= 120:
        return ngettext("in %(count)d minute", "in %(count)d minutes", minutes) % {"count": minutes}
    hours = -(-minutes // 60)
    return ngettext("in %(count)d hour", "in %(count)d hours", hours) % {"count": hours}


def _counts(limit: Limit) -> BaseCache:
    return caches["here" if limit.here else "limits"]


def _keys(limit: Limit, whose: tuple[object, ...]) -> list[str]:
    # Hashed: the cache is no place for addresses.
    digest = hashlib.sha256(repr([str(part) for part in whose]).encode()).hexdigest()[:32]
    return [f"limit:{limit.name}:{digest}:{place}" for place in range(limit.amount)]


def _until_free(limit: Limit, ends: object) -> int:
    first = min(ends, default=time.time() + limit.seconds)  # type: ignore[call-overload]
    return max(1, round(first - time.time()))
