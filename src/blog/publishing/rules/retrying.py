"""When a schedule that failed is tried again. It never gives up: a person decides that."""

from datetime import timedelta

PAUSES = (
    timedelta(seconds=30),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(minutes=30),
)
# People are told at the first failure, and again when it goes on.
TOLD_AT = frozenset({1, 5, 20})


def pause_after(tries: int) -> timedelta:
    """Return how long to wait after this many failed tries.

    :raises ValueError: fewer than one try
    """
    if tries < 1:
        raise ValueError(tries)
    return PAUSES[min(tries, len(PAUSES)) - 1]
