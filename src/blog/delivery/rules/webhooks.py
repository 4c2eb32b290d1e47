"""Webhooks: which events there are, how they are signed, and when an endpoint rests or goes.

A room says what it tells by declaring kinds, once, where the room is plugged in. Words are whatever
``str`` makes text of, so they may be lazy. No database, no Django.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

TEST = "webhook.test"
SECRET_BYTES = 32
PREFIX = "whsec_"
# The old secret signs beside the new one for this time.
OVERLAP = timedelta(hours=24)
# An endpoint that has done nothing but fail for this time is switched off.
OFF_AFTER = timedelta(days=5)
# A message that an unreachable endpoint kept from being tried at all is given up after this time.
WAITS_FOR = timedelta(hours=24)
SECONDS = 10
# An answer that took longer makes the endpoint rest as long, so that others get their turn.
SLOW = timedelta(seconds=2)
SHORTEST_REST, LONGEST_REST = timedelta(seconds=30), timedelta(minutes=10)
SHOWN_OF_ANSWER = 500  # bytes that are kept
READ_OF_ANSWER = 4096
KEPT = 50  # deliveries of each endpoint
TRIES_KEPT = 20  # of each delivery


class Audience(StrEnum):
    """Who could see by themselves what an event tells."""

    PUBLIC = "everybody"
    WORKFLOW = "the newsroom"
    MODERATION = "the moderators"


class Off(StrEnum):
    """Why an endpoint is off."""

    BY_HAND = "by hand"
    GONE = "gone"
    FAILING = "failing"


@dataclass(frozen=True)
class EventKind:
    """A kind of event. ``label`` names it in the form, ``fields`` are what its data holds."""

    name: str
    label: Any
    audience: Audience
    when: str
    fields: tuple[str, ...]


EVENTS: dict[str, EventKind] = {}


def declare(*kinds: EventKind) -> None:
    """Add kinds to the table. To declare the same again changes nothing.

    :raises ValueError: another kind has this name
    """
    for kind in kinds:
        if EVENTS.setdefault(kind.name, kind) != kind:
            raise ValueError(kind.name)


def body_of(*, kind: str, at: datetime, sequence: int, data: Mapping[str, Any]) -> str:
    """Return what is sent: one line of JSON, the same for everybody and at every try."""
    said = {"type": kind, "timestamp": moment(at), "sequence": sequence, "data": data}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def moment(at: datetime | None) -> str | None:
    """Return a moment as it is told: ISO 8601 in UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else None


def new_secret(chance: bytes) -> str:
    """Return random bytes as a secret is shown and given to receivers' libraries."""
    return PREFIX + base64.b64encode(chance).decode()


def headers_for(
    *, public_id: str, body: bytes, at: datetime, secrets: Iterable[str]
) -> dict[str, str]:
    """Return the headers of the Standard Webhooks specification, one signature for each secret."""
    stamp = str(int(at.timestamp()))
    signed = b".".join([public_id.encode(), stamp.encode(), body])
    return {
        "webhook-id": public_id,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(_signature(secret, signed) for secret in secrets),
    }


def rest_after(*, failures: int) -> timedelta:
    """Return how long an endpoint that could not be reached is left alone: longer each time."""
    return min(SHORTEST_REST * 2 ** min(failures - 1, 10), LONGEST_REST)


def is_beyond_hope(*, failing_since: datetime, at: datetime) -> bool:
    """Return whether an endpoint that has failed since then is switched off."""
    return at - failing_since >= OFF_AFTER


def is_good(status: int) -> bool:
    """Return whether an answer says that the event was taken."""
    return 200 <= status < 300


def _signature(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
