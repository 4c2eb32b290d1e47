"""Versions of one sitting, told as one entry of the history. No database, no Django."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

PAUSE = timedelta(minutes=30)


@dataclass(frozen=True)
class Saved:
    """A version: who saved it when, what became of it, and the name that somebody gave it."""

    revision_id: int
    by: str
    at: datetime
    names: tuple[str, ...] = ()
    is_public: bool = False
    label: str = ""


@dataclass(frozen=True)
class Sitting:
    """Versions that somebody saved one after the other; ``last`` stands for them."""

    last: Saved
    since: datetime
    versions: int


def sittings(newest_first: Iterable[Saved]) -> tuple[Sitting, ...]:
    """Return the entries of a history, newest first.

    A version that something came of, or that has a name, ends a sitting.
    """
    found: list[Sitting] = []
    for saved in newest_first:
        last = found[-1] if found else None
        if (
            last
            and not saved.names
            and not saved.is_public
            and not saved.label
            and last.last.by == saved.by
            and last.since - saved.at <= PAUSE
        ):
            found[-1] = Sitting(last.last, saved.at, last.versions + 1)
        else:
            found.append(Sitting(saved, saved.at, 1))
    return tuple(found)
