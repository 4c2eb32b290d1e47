"""The one way to say that readers' pages have changed: ``purge("post:12")``.

What is said is written in the same transaction, so neither can be lost without the other, and acted
upon after it. A content delivery network is told from here, too.
"""

from collections.abc import Callable, Iterable

from django.db import transaction

from blog.web.models import PageChange

EVERYTHING = "*"

_hearers: list[Callable[[PageChange], None]] = []


def purge(*tags: str, gone: Iterable[str] = (), addresses: Iterable[str] = ()) -> None:
    """Have every kept page made anew that shows one of these tags, once this is committed.

    Readers get the old page until the new one is there. What shows a tag of ``gone`` is taken away
    first: it may not be read any longer. ``addresses`` are made ready as well, in their order.
    """
    change = PageChange.objects.create(
        tags=list(dict.fromkeys(tags)),
        gone=list(dict.fromkeys(gone)),
        addresses=list(dict.fromkeys(addresses)),
    )
    transaction.on_commit(lambda: _tell(change))


def purge_everything(*, gone: bool = False) -> None:
    """Have every page made anew; with ``gone`` nothing old is sent from now on."""
    purge(*([] if gone else [EVERYTHING]), gone=[EVERYTHING] if gone else [])


def when_pages_change(hearer: Callable[[PageChange], None]) -> Callable[[PageChange], None]:
    """Have a function called after each committed change, in the process that made it."""
    if hearer not in _hearers:
        _hearers.append(hearer)
    return hearer


def _tell(change: PageChange) -> None:
    for hearer in _hearers:
        hearer(change)
