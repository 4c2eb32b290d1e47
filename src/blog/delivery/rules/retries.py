"""When a message that could not be delivered is tried again, and when no more."""

from datetime import timedelta

# Eight tries within about a day: seconds help with a restart, hours with an outage.
PAUSES = (
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=15),
)
MOST_TRIES = len(PAUSES) + 1

# A worker that was killed while it sent lets go of its messages after this time.
LEASE = timedelta(minutes=5)


def pause_after(tries: int) -> timedelta | None:
    """Return how long to wait after this many failed tries, or None: give up.

    :raises ValueError: fewer than one try
    """
    if tries < 1:
        raise ValueError(tries)
    return PAUSES[tries - 1] if tries < MOST_TRIES else None
