"""Visitors who send slowly wait here, where they keep nobody from being served.

The server has a thread for each request that it hands over, and a body that comes a byte at a time
would hold one for as long as it likes. So there are many threads, which cost little while they
wait, and a few that work: a body is read whole before one of these takes it up. What may wait is
bounded, so that some threads are always free for readers.
"""

import tempfile
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

Headers = list[tuple[str, str]]

PIECE = 65_536
PLACES = 16_500  # of eight bytes: so large a frame gets 256 KB of the system, half of it for others
IN_MEMORY = 1_000_000  # bytes of a body; more of it goes to a temporary file


def with_room[**P, T](function: Callable[P, T]) -> Callable[P, T]:
    """Give a function, and all that is called from it, one large piece of memory for their frames.

    Python takes such memory in pieces of 16 KB. Where calls come and go at the end of one, each of
    them asks the system for the next piece and gives it back: that was a twentieth of a page.
    See record 62.
    """
    code: Any = getattr(function, "__code__")  # noqa: B009 - no type knows of it
    function.__code__ = code.replace(co_stacksize=PLACES)
    return function


class WaitingRoom:
    """A WSGI application in front of Django.

    ``workers`` requests are worked on at once; ``senders`` may be sending a body at once, each of
    at most ``max_bytes``.
    """

    def __init__(
        self, django: Callable[..., Any], *, workers: int, senders: int, max_bytes: int
    ) -> None:
        self.django = django
        self.max_bytes = max_bytes
        self._workers = ThreadPoolExecutor(workers, thread_name_prefix="django")
        self._senders = threading.BoundedSemaphore(senders)

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Answer a request, once it is all there."""
        length = _length(environ)
        if length is None:
            return _refuse(start_response, "400 Bad Request", "The length of this is no number.")
        if length > self.max_bytes:
            return _refuse(start_response, "413 Content Too Large", "This is too large to be sent.")
        if not length:
            return self._work(environ, start_response)
        if not self._senders.acquire(blocking=False):
            text = "Too many people are sending something right now. Try again in a moment."
            return _refuse(start_response, "503 Service Unavailable", text, ("Retry-After", "5"))
        try:
            body = _read(environ["wsgi.input"], length)
        finally:
            self._senders.release()
        with body:
            return self._work({**environ, "wsgi.input": body}, start_response)

    def _work(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        started: list[tuple[Any, ...]] = []

        def begin(*answer: Any) -> None:
            started[:] = [answer]

        try:
            work = self._workers.submit(self._ask, environ, begin)
        except RuntimeError:  # this process is about to end
            text = "The site is being restarted. Try again in a moment."
            return _refuse(start_response, "503 Service Unavailable", text, ("Retry-After", "5"))
        response = work.result()
        start_response(*started[0])
        return response

    @with_room
    def _ask(self, environ: dict[str, Any], begin: Callable[..., Any]) -> Iterable[bytes]:
        """Have Django answer, in a thread that keeps its connections; files are sent elsewhere."""
        response = self.django(environ, begin)
        if getattr(response, "streaming", False):
            return response
        try:
            return [b"".join(response)]
        finally:
            if hasattr(response, "close"):
                response.close()


def _length(environ: dict[str, Any]) -> int | None:
    given = environ.get("CONTENT_LENGTH") or "0"
    return int(given) if given.isascii() and given.isdigit() else None


def _read(source: Any, length: int) -> Any:
    """Return a body that can be read again and again; shorter if the visitor has gone."""
    body = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed by the caller
    while length > 0 and (piece := source.read(min(PIECE, length))):
        body.write(piece)
        length -= len(piece)
    body.seek(0)
    return body


def _refuse(
    start_response: Callable[..., Any], status: str, text: str, *headers: tuple[str, str]
) -> list[bytes]:
    body = f"{text}\n".encode()
    kept: Headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        *headers,
    ]
    start_response(status, kept)
    return [body]
