"""What a handle may be, and when it may change. No database, no Django.

A handle is the last part of a person's address, ``/people/rosa/``. Only ASCII is allowed, so that
no letter of another alphabet can stand in for one of these; and a handle that reads like one of the
site's own names, with 0 for o or rn for m, is refused as that name is.
"""

import re
from datetime import datetime, timedelta
from enum import StrEnum

SHORTEST = 3
LONGEST = 30
CHANGE_EVERY = timedelta(days=14)
# A handle that was given up leads to its owner, and is nobody else's, for this long.
KEPT_FOR = timedelta(days=180)

_FORM = re.compile(r"[a-z](?:-?[a-z0-9])*")

# Names that readers would take for the site speaking, and words that addresses are made of.
RESERVED = frozenset(
    "about abuse account accounts admin admins administrator administration all anonymous api "
    "archive author authors blog comment comments contact deleted desk edit editor editors "
    "everyone feed feeds galley guest help home info legal login logout mail me media mod "
    "moderation moderator moderators mods new news nobody null official owner people post "
    "postmaster posts press privacy profile publisher root search security settings signup site "
    "staff static superuser support system tag tags team terms test undefined user users webmaster "
    "www you".split()
)

# Letters that are read as others, and their plain form.
_LOOKALIKES = (("rn", "m"), ("vv", "w"), ("0", "o"), ("1", "l"), ("3", "e"), ("5", "s"), ("i", "l"))


class Refusal(StrEnum):
    """Why a handle is not taken."""

    TOO_SHORT = "too short"
    TOO_LONG = "too long"
    FORM = "other characters"
    RESERVED = "reserved"


def tidy(typed: str) -> str:
    """Return what was typed as it would be kept: in small letters, without ``@`` and spaces."""
    return typed.strip().removeprefix("@").lower()


def refusal_of(handle: str) -> Refusal | None:
    """Return why a tidy handle cannot be taken, whoever asks, or None."""
    if len(handle) < SHORTEST:
        return Refusal.TOO_SHORT
    if len(handle) > LONGEST:
        return Refusal.TOO_LONG
    if not _FORM.fullmatch(handle):
        return Refusal.FORM
    if _plain(handle) in _RESERVED_PLAIN:
        return Refusal.RESERVED
    return None


def next_change(changed_at: datetime | None) -> datetime | None:
    """Return from when on a handle may be changed; None: at any time, it never was."""
    return changed_at + CHANGE_EVERY if changed_at else None


def may_change(changed_at: datetime | None, *, at: datetime) -> bool:
    """Return whether a handle that was last changed then may be changed now."""
    opens = next_change(changed_at)
    return opens is None or at >= opens


def is_kept(given_up_at: datetime, *, at: datetime) -> bool:
    """Return whether a handle that was given up is still its owner's."""
    return at < given_up_at + KEPT_FOR


def _plain(handle: str) -> str:
    handle = handle.replace("-", "")
    for lookalike, plain in _LOOKALIKES:
        handle = handle.replace(lookalike, plain)
    return handle


_RESERVED_PLAIN = frozenset(_plain(word) for word in RESERVED)
