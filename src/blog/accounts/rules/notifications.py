"""What people are told of, and how it reaches them. No database, no Django.

A room says what it tells people by declaring kinds, once, where the room is plugged in; see
docs/how-to/tell-somebody.md. Words are whatever ``str`` makes text of, so they may be lazy.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

DIGEST_HOUR = 6  # UTC
DIGEST = "digest"  # in the place of a kind: all that comes once a day
# What was read, or not, is thrown away after this time.
KEPT_FOR = timedelta(days=180)


class Way(StrEnum):
    """How a kind of news reaches a person. All but OFF also show it on the site."""

    NOW = "now"
    DAILY = "daily"
    HERE = "here"
    OFF = "off"


@dataclass(frozen=True)
class Kind:
    """A kind of news.

    ``label`` names it in the preferences. ``line`` is the sentence that people read, with
    ``%(name)s`` for what is told apart. ``link`` says what its address leads to. A kind that
    ``must_reach`` people goes out at once, whatever they prefer. ``stop`` is for news of one thing
    out of many that somebody asked to hear of: it says what the link in a mail ends.
    """

    name: str
    label: Any
    line: Any
    link: Any
    default: Way = Way.NOW
    must_reach: bool = False
    for_staff: bool = False
    stop: Any = ""


@dataclass(frozen=True)
class Routing:
    """What is done with one piece of news."""

    show: bool
    mail_now: bool
    mail_daily: bool


KINDS: dict[str, Kind] = {}


def declare(*kinds: Kind) -> None:
    """Add kinds to the table. To declare the same again changes nothing.

    :raises ValueError: another kind has this name
    """
    for kind in kinds:
        if KINDS.setdefault(kind.name, kind) != kind:
            raise ValueError(kind.name)


def optional(*, is_staff: bool) -> tuple[Kind, ...]:
    """Return the kinds that a person can choose a way for, in the order of their declaration."""
    return tuple(
        kind for kind in KINDS.values() if not kind.must_reach and (is_staff or not kind.for_staff)
    )


def of_staff() -> list[str]:
    """Return the kinds that tell of what only the staff may see."""
    return [kind.name for kind in KINDS.values() if kind.for_staff]


def way_of(kind: Kind, chosen: Way | None) -> Way:
    """Return the way that holds: the chosen one, unless the kind must reach people."""
    if kind.must_reach:
        return Way.NOW
    return chosen or kind.default


def route(way: Way) -> Routing:
    """Return what a way means."""
    return Routing(show=way is not Way.OFF, mail_now=way is Way.NOW, mail_daily=way is Way.DAILY)


def without_mail(way: Way) -> Way:
    """Return what is left of a way when no mail is wanted."""
    return Way.OFF if way is Way.OFF else Way.HERE


def digest_cutoff(at: datetime) -> datetime:
    """Return the last moment at which a daily digest was due: news from before it goes out."""
    today = at.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    return today if at >= today else today - timedelta(days=1)
