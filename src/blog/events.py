"""It happened: typed events, told to whoever listens after the transaction has committed.

An event is a frozen dataclass of ids, named in the past tense. A listener that fails is logged and
cannot undo the deed. A witness is called before that, inside the transaction: it writes down what
must not be lost, such as a message for the outbox, and is undone with the deed.
"""

import logging
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db import transaction

logger = logging.getLogger(__name__)

_listeners: defaultdict[type[Any], list[Callable[[Any], None]]] = defaultdict(list)
_witnesses: defaultdict[type[Any], list[Callable[[Any], None]]] = defaultdict(list)


def announce(event: object) -> None:
    """Tell every listener of this event's type, once the current transaction has committed.

    Its witnesses are called at once; one that fails lets the deed fail.
    """
    for see in _witnesses.get(type(event), ()):
        see(event)
    transaction.on_commit(lambda: _deliver(event))


def listen[E](event_type: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Register the decorated function to be called with each ``event_type`` that is announced."""

    def register(listener: Callable[[E], None]) -> Callable[[E], None]:
        if listener not in _listeners[event_type]:
            _listeners[event_type].append(listener)
        return listener

    return register


def witness[E](event_type: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Register the decorated function to be called with each ``event_type``, in its transaction."""

    def register(see: Callable[[E], None]) -> Callable[[E], None]:
        if see not in _witnesses[event_type]:
            _witnesses[event_type].append(see)
        return see

    return register


def _deliver(event: object) -> None:
    for listener in _listeners[type(event)]:
        try:
            listener(event)
        except Exception:
            logger.exception("A listener of %s failed", type(event).__name__)
