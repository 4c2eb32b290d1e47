"""The one way to say that readers' pages have changed: ``purge("post:12")``.

What is said is written in the same transaction, so neither can be lost without the other, and acted
upon after it. Whatever a transaction says is one change: a page that it touches in several ways is
made anew once. A content delivery network is told from here, too.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from blog.web.models import PageChange

EVERYTHING = "*"
MOST_TOGETHER = 500  # tags; what an import says is told in several changes

_hearers: list[Callable[[PageChange], None]] = []


def purge(*tags: str, gone: Iterable[str] = (), addresses: Iterable[str] = ()) -> None:
    """Have every kept page made anew that shows one of these tags, once this is committed.

    Readers get the old page until the new one is there. What shows a tag of ``gone`` is taken away
    first: it may not be read any longer. ``addresses`` are made ready as well, in their order.
    """
    said: dict[str, Iterable[str]] = {"tags": tags, "gone": gone, "addresses": addresses}
    place = _place()
    told_later = next(_to_tell(place), None)
    if told_later is not None and told_later.has_room:
        _add(told_later.change, said)
        return
    change = PageChange.objects.create(
        **{name: list(dict.fromkeys(values)) for name, values in said.items()}
    )
    transaction.on_commit(_Telling(change, place))


def purge_everything(*, gone: bool = False) -> None:
    """Have every page made anew; with ``gone`` nothing old is sent from now on."""
    purge(*([] if gone else [EVERYTHING]), gone=[EVERYTHING] if gone else [])


def when_pages_change(hearer: Callable[[PageChange], None]) -> Callable[[PageChange], None]:
    """Have a function called after each committed change, in the process that made it."""
    if hearer not in _hearers:
        _hearers.append(hearer)
    return hearer


@dataclass
class _Telling:
    """What is done with a change after its transaction."""

    change: PageChange
    place: object
    is_over: bool = False

    @property
    def has_room(self) -> bool:
        return len(self.change.tags) + len(self.change.gone) < MOST_TOGETHER

    def __call__(self) -> None:
        self.is_over = True
        for hearer in _hearers:
            hearer(self.change)


def _place() -> object:
    """Return what is the same until the transaction ends, also for one inside of a test's own."""
    around = [getattr(block, "_from_testcase", False) for block in connection.atomic_blocks]
    return tuple(connection.savepoint_ids[: sum(around)]) if False in around else object()


def _to_tell(place: object) -> Iterator[_Telling]:
    """Yield what waits for the end of this transaction, the latest first.

    What was said inside of a savepoint that was undone is no longer there; what is there can only
    be undone together with what is added to it.
    """
    for waiting in reversed(connection.run_on_commit):
        function: Any = waiting[1]
        if isinstance(function, _Telling) and function.place == place and not function.is_over:
            yield function


def _add(change: PageChange, said: dict[str, Iterable[str]]) -> None:
    """Have a change say this, too. It is written even if it is said already.

    What an undone savepoint had added is gone from the row, but not from what is told here.
    """
    for name, values in said.items():
        setattr(change, name, list(dict.fromkeys([*getattr(change, name), *values])))
    change.save(update_fields=list(said))
