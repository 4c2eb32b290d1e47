"""The one way in which this site asks another one for something, without being led inside.

The addresses are often a stranger's words. So: http and https only, the host's addresses looked up
once and refused if any is not public, the connection made to the very address that was checked, no
redirects, an end to how long it takes whatever the other side does, and to how much is read.
"""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, urlsplit

from blog.delivery.rules.addresses import is_public

SECONDS = 10
PORTS = {"http": 80, "https": 443}
AGENT = "Galley"


class NoAnswer(Exception):
    """There is no answer to be had; the message says why."""


@dataclass(frozen=True)
class Answer:
    """What the other side said. ``body`` is its beginning, all of it if ``is_whole``."""

    status: int
    body: bytes
    is_whole: bool


def ask(
    *,
    url: str,
    largest: int,
    method: str = "GET",
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    may_connect: Callable[[str], bool] = is_public,
    seconds: float = SECONDS,
) -> Answer:
    """Send one request and return the answer, whatever its status; a redirect is one of them.

    No more than ``largest`` bytes are read. ``may_connect`` says of each of the host's IP addresses
    whether it is fine.

    :raises NoAnswer: an address that is not allowed, or no answer within the time
    """
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname or parts.username:
        raise NoAnswer("not an http or https address")
    end = time.monotonic() + seconds
    try:
        port = parts.port or PORTS[parts.scheme]
        address = _checked_address(parts.hostname, port, may_connect)
        connection = _connect(parts.scheme, parts.hostname, address, port, end)
        with _ended_at(end, connection) as is_over:
            try:
                path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
                    f"?{parts.query}" if parts.query else ""
                )
                sent = {"User-Agent": AGENT, **(headers or {})}
                connection.request(method, path, body=body, headers=sent)
                answer = connection.getresponse()
                got = answer.read(largest + 1)
            except (OSError, http.client.HTTPException, ValueError) as error:
                if is_over():
                    raise NoAnswer("took too long") from error
                raise
            if is_over():
                raise NoAnswer("took too long")
            return Answer(answer.status, got[:largest], is_whole=len(got) <= largest)
    except TimeoutError as error:
        raise NoAnswer("took too long") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NoAnswer(str(error) or type(error).__name__) from error


def _checked_address(host: str, port: int, may_connect: Callable[[str], bool]) -> str:
    found = [info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found or not all(may_connect(str(address)) for address in found):
        raise NoAnswer(f"{host} is not a public address")
    return str(found[0])


def _connect(
    scheme: str, host: str, address: str, port: int, end: float
) -> http.client.HTTPConnection:
    """Connect to the checked address, speaking to the host by its name."""
    default = scheme == "https" and port == PORTS["https"]
    connection = http.client.HTTPConnection(host, PORTS["http"] if default else port)
    plain = socket.create_connection((address, port), timeout=_left(end))
    if scheme == "https":
        plain.settimeout(_left(end))
        try:
            connection.sock = _trust().wrap_socket(plain, server_hostname=host)
        except BaseException:
            plain.close()
            raise
    else:
        connection.sock = plain
    connection.sock.settimeout(_left(end))
    return connection


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()


def _left(end: float) -> float:
    return max(end - time.monotonic(), 0.001)


@contextmanager
def _ended_at(end: float, connection: http.client.HTTPConnection) -> Iterator[Callable[[], bool]]:
    """Hang up at a moment, even on somebody who sends a byte now and then; say if it has come."""
    over = threading.Event()
    line = connection.sock

    def hang_up() -> None:
        over.set()
        with suppress(OSError):  # it may have ended by itself
            socket.socket.shutdown(line, socket.SHUT_RDWR)  # the plain line, under any TLS

    timer = threading.Timer(_left(end), hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield over.is_set
    finally:
        timer.cancel()
        connection.close()
