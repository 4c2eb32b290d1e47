"""Who may speak, and until when: the post's word, else its section's, else the site's."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from blog.comments.rules.checks import Moderation

INHERIT = "inherit"


class Closed(StrEnum):
    """Why nobody can comment."""

    OFF = "off"  # nobody may, here
    ENDED = "ended"  # the days are over


@dataclass(frozen=True)
class Words:
    """What one level says. ``inherit`` and None leave it to the next."""

    who: str = INHERIT
    moderation: str = INHERIT
    close_after_days: int | None = None


@dataclass(frozen=True)
class Policy:
    """What holds for a post."""

    is_off: bool
    takes_guests: bool  # people without an account, who show an e-mail address by a code
    moderation: Moderation
    closes_at: datetime | None

    def closed(self, at: datetime) -> Closed | None:
        """Return why the conversation is closed at a moment, or None while it is open."""
        if self.is_off:
            return Closed.OFF
        return Closed.ENDED if self.closes_at and at >= self.closes_at else None


def settle(levels: tuple[Words, ...], *, published_at: datetime | None) -> Policy:
    """Return what holds: for each question the first level that answers. 0 days is "never"."""
    who = next((level.who for level in levels if level.who != INHERIT), "members")
    moderation = next((one.moderation for one in levels if one.moderation != INHERIT), "none")
    days = next((one.close_after_days for one in levels if one.close_after_days is not None), 0)
    closes_at = published_at + timedelta(days=days) if published_at and days else None
    return Policy(who == "closed", who == "guests", Moderation(moderation), closes_at)
