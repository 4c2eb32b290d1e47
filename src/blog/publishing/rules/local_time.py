"""A time that somebody writes on their wall clock, and the moment it means.

When clocks change, an hour is missing in spring and one comes twice in autumn. Neither is guessed:
whoever asks gets the moments that could be meant.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Fit(StrEnum):
    """How a wall-clock time sits in its zone."""

    ONCE = "once"
    MISSING = "missing"
    TWICE = "twice"


@dataclass(frozen=True)
class Moment:
    """What a wall-clock time can mean: one instant, or two to choose from, in UTC."""

    fit: Fit
    choices: tuple[datetime, ...]


def moment_of(wall: datetime, zone: str) -> Moment:
    """Return the instant or instants that a wall-clock time means in a zone.

    Of a time that is skipped, the choices are the same distance before and after the gap.

    :raises ValueError: ``wall`` has a zone of its own
    """
    if wall.tzinfo is not None:
        raise ValueError("A time on the wall has no zone of its own.")
    place = ZoneInfo(zone)
    earlier, later = (wall.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (0, 1))
    if earlier == later:
        return Moment(Fit.ONCE, (earlier,))
    is_real = earlier.astimezone(place).replace(tzinfo=None) == wall
    choices = tuple(sorted((earlier, later)))
    return Moment(Fit.TWICE if is_real else Fit.MISSING, choices)


def shown(instant: datetime, zone: str) -> str:
    """Return an instant as its zone's clock shows it, with the zone's offset, and in UTC."""
    there = instant.astimezone(ZoneInfo(zone))
    offset = there.utcoffset() or timedelta(0)
    minutes = int(offset.total_seconds()) // 60
    sign = "−" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    return (
        f"{there:%Y-%m-%d %H:%M} {zone} (UTC{sign}{hours:02}:{rest:02}), "
        f"{instant.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    )
