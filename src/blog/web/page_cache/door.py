"""The door in front of Django: gives what is ready, and has made what is not.

A public page is the same for everybody, so a cookie does not matter here: people who are signed in
get the same bytes. What differs for them is at addresses that are never kept.
"""

import fcntl
import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from blog.web.caching import BRIEFLY
from blog.web.page_cache.answers import Answer, Ready
from blog.web.page_cache.encodings import accepted
from blog.web.page_cache.keys import Addresses, Key
from blog.web.page_cache.store import Store
from blog.web.page_cache.stranger import Reply, Stranger, WSGIApplication, keepable

LOCKS = 256
SECONDS_TO_WAIT = 10
SECONDS_REFUSED = 30
MAX_REFUSED = 2000


class Door:
    """A WSGI application in front of another. ``proxy_says`` is the header that means HTTPS."""

    def __init__(
        self,
        django: WSGIApplication,
        *,
        store: Store,
        addresses: Addresses,
        stranger: Stranger,
        https_only: bool = False,
        proxy_says: tuple[str, str] | None = None,
    ) -> None:
        self.django = django
        self.store = store
        self.addresses = addresses
        self.stranger = stranger
        self.https_only = https_only
        self.proxy_says = proxy_says
        self._refused: dict[Key, float] = {}

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Answer a request."""
        method = environ["REQUEST_METHOD"]
        if method not in ("GET", "HEAD") or (self.https_only and not self._is_https(environ)):
            return self.django(environ, start_response)
        key = self.addresses.key_of(environ)
        if key is None:
            return self._pass_on(environ, start_response)
        forms = accepted(environ.get("HTTP_ACCEPT_ENCODING", ""))
        ready = self.store.find(key, forms)
        if ready is not None:
            return _send(ready, key, environ, start_response)
        # Somebody with a cookie may get something else than a stranger at an address like this.
        if "HTTP_COOKIE" in environ or "HTTP_AUTHORIZATION" in environ or self._is_refused(key):
            return self._pass_on(environ, start_response)
        return self._make(key, forms, environ, start_response)

    def _make(
        self,
        key: Key,
        forms: tuple[str, ...],
        environ: dict[str, Any],
        start_response: Callable[..., Any],
    ) -> Iterable[bytes]:
        """Have an answer made, once for everybody who asks for it at the same moment."""
        with self.alone(key):
            ready = self.store.find(key, forms)
            if ready is not None:
                return _send(ready, key, environ, start_response)
            if self._is_refused(key):
                return self._pass_on(environ, start_response)
            reply, answer, kept = self.make(key, environ)
        if answer is not None:
            form = next(form for form in forms if form in answer.ready)
            return _send(answer.ready[form], key, environ, start_response, is_kept=kept)
        self._refuse(key)
        start_response(reply.status, _briefly(reply.headers))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [reply.body]

    def _pass_on(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Let Django answer. What is not kept here is in no register, and no purge names it."""

        def start(status: str, headers: list[tuple[str, str]], *problem: Any) -> Any:
            return start_response(status, _briefly(headers), *problem)

        return self.django(environ, start)

    def make(
        self, key: Key, visitor: dict[str, Any] | None = None, *, in_passing: bool = False
    ) -> tuple[Reply, Answer | None, bool]:
        """Ask Django as a stranger, and keep the answer if it may be kept; say whether it was.

        ``in_passing``: nobody waits for it, so what it alone rests on need not be remembered.
        """
        since = self.store.moment()
        reply = self.stranger.ask(key, visitor, in_passing=in_passing)
        answer = keepable(reply, key)
        if answer is None:
            return reply, None, False
        answer = self.store.complete(answer)
        return reply, answer, self.store.keep(answer, since=since)

    @contextmanager
    def alone(self, key: Key, *, seconds: float = SECONDS_TO_WAIT) -> Iterator[bool]:
        """Wait while another thread or process makes this answer; say whether nobody does now."""
        number = hashlib.blake2b(repr(key).encode(), digest_size=2).digest()[0] % LOCKS
        path = self.store.folder / "locks" / str(number)
        try:
            lock = _opened(path)
        except OSError:  # no disk, no lock: everybody renders
            yield True
            return
        with lock:
            until = time.monotonic() + seconds
            while not (is_alone := _locked(lock)) and time.monotonic() < until:
                time.sleep(0.002)
            yield is_alone

    def _is_refused(self, key: Key) -> bool:
        until = self._refused.get(key)
        return until is not None and until > time.monotonic()

    def _refuse(self, key: Key) -> None:
        """Remember for a while that this is no answer to keep, so that nobody waits for it."""
        if len(self._refused) >= MAX_REFUSED:
            self._refused.clear()
        self._refused[key] = time.monotonic() + SECONDS_REFUSED

    def _is_https(self, environ: dict[str, Any]) -> bool:
        if self.proxy_says:
            name, value = self.proxy_says
            return bool(environ.get(name, "").partition(",")[0].strip() == value)
        return bool(environ.get("wsgi.url_scheme") == "https")


def _send(
    ready: Ready,
    key: Key,
    environ: dict[str, Any],
    start_response: Callable[..., Any],
    *,
    is_kept: bool = True,
) -> list[bytes]:
    is_named = is_kept and environ.get("QUERY_STRING", "") == key.query
    if _is_unchanged(ready, environ):
        headers = ready.headers_unchanged
        start_response("304 Not Modified", headers if is_named else _briefly(headers))
        return []
    start_response("200 OK", ready.headers if is_named else _briefly(ready.headers))
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [ready.body]


def _briefly(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of what no purge will name: let it grow old by itself, in a minute instead of five."""
    return [
        (name, BRIEFLY if name.lower() == "cache-control" and "s-maxage" in value else value)
        for name, value in headers
    ]


def _is_unchanged(ready: Ready, environ: dict[str, Any]) -> bool:
    """Return whether the visitor has this very answer. The date counts where no tag is named."""
    named = environ.get("HTTP_IF_NONE_MATCH")
    if named is not None:
        if named == ready.etag or named.strip() == "*":
            return True
        return ready.etag in [tag.strip().removeprefix("W/") for tag in named[:4000].split(",")]
    dated = environ.get("HTTP_IF_MODIFIED_SINCE")
    if dated is None:
        return False
    try:
        since = parsedate_to_datetime(dated).timestamp()
    except (TypeError, ValueError, OverflowError):
        return False
    return since >= ready.changed_at


def _opened(path: Path) -> Any:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.open("wb")


def _locked(lock: Any) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
