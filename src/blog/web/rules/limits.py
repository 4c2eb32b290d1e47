"""How often something may be done: every limit of the site, by name. No Django.

A room declares its limits in its ``rules``; ``web/limits.py`` counts. A test walks all of them.
"""

from dataclasses import dataclass

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR


@dataclass(frozen=True)
class Limit:
    """``amount`` times in ``seconds``. The name keeps the counts of two limits apart.

    ``here`` counts in each process by itself: for what only reads, and must not write to count.
    """

    name: str
    amount: int
    seconds: int
    here: bool = False


LIMITS: dict[str, Limit] = {}


def declare(name: str, amount: int, seconds: int, *, here: bool = False) -> Limit:
    """Return a limit that stands in the table of all. To declare the same again changes nothing.

    :raises ValueError: another limit has this name
    """
    limit = Limit(name, amount, seconds, here)
    if LIMITS.setdefault(name, limit) != limit:
        raise ValueError(name)
    return limit


# From a network: each form of somebody who is signed out makes a session, which is kept for weeks.
KEPT_FORMS = declare("kept-form", 20, HOUR)
