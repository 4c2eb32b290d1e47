"""What an answer shows, named while it is made, so that a change finds every answer it touches.

Selectors say ``shows("post:12")`` where they hand out what a page prints. The names become the
answer's cache tags: in its headers for caches elsewhere, in the register of the page cache here.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

# Of a request for an answer that nobody waits for; no header can have this name.
IN_PASSING = "blog.in_passing"


class Shown:
    """The names of what one answer shows, and the moment at which it stops being true."""

    def __init__(self) -> None:
        self.tags: dict[str, None] = {}
        self.until: float | None = None

    @property
    def until_moment(self) -> datetime | None:
        """``until`` as a moment."""
        return datetime.fromtimestamp(self.until, UTC) if self.until else None


_current: ContextVar[Shown | None] = ContextVar("shown", default=None)


def shows(*tags: str, until: datetime | None = None) -> None:
    """Note that the answer being made shows this, and until when it may be shown so.

    Outside of an answer nothing is noted.
    """
    shown = _current.get()
    if shown is None:
        return
    shown.tags |= dict.fromkeys(tags)
    if until is not None:
        moment = until.timestamp()
        shown.until = moment if shown.until is None else min(shown.until, moment)


def shows_too(others: Iterable[Shown]) -> None:
    """Note that the answer being made shows all that things did which were made before."""
    shown = _current.get()
    if shown is None:
        return
    for other in others:
        shown.tags |= other.tags
        if other.until is not None:
            shown.until = other.until if shown.until is None else min(shown.until, other.until)


@contextmanager
def noting[S: Shown | None](shown: S) -> Iterator[S]:
    """Note in ``shown`` what is shown inside; nowhere, if that is None."""
    token = _current.set(shown)
    try:
        yield shown
    finally:
        _current.reset(token)
