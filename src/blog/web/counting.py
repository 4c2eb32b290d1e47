"""Counting no further than anybody wants to know: "1,000+" costs the same however many there are.

An index answers how many rows there are only by going through them all. Numbers that stand beside
things and tell what waits end at ``MOST``; a number that people rely on to the last is kept or
counted elsewhere.
"""

from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery
from django.utils.formats import number_format

MOST = 1000


class CountUpToMost(Subquery):
    """How many rows a query finds, as a value beside others; ``MOST + 1`` stands for more."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
    empty_result_set_value = 0

    def __init__(self, found: QuerySet[Any]) -> None:
        super().__init__(found.order_by().values("pk")[: MOST + 1])


def in_words(number: int) -> str:
    """Return a number that was counted so as people read it: ``12``, ``1,000+``."""
    if number <= MOST:
        return str(number)
    return f"{number_format(MOST, force_grouping=True)}+"
