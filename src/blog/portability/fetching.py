"""Fetching a file from another site without being led to a place inside ours.

Addresses in an import are a stranger's words. So: http and https only, the host's addresses looked
up once and refused if any is not public, the connection made to the very address that was checked,
no redirects, a limit on size and on time.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from urllib.parse import quote, urlsplit

SECONDS = 10
LARGEST = 20 * 1024 * 1024

PORTS = {"http": 80, "https": 443}


class CannotFetch(Exception):
    """The file is out of reach; the message says why."""


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the open internet, mapped forms included."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            return inner.is_global
    return ip.is_global and not ip.is_multicast


def fetch(
    url: str, *, may_connect: Callable[[str], bool] = is_public, seconds: float = SECONDS
) -> bytes:
    """Return the file at an address.

    :raises CannotFetch: an address that is not allowed, no answer in time, a redirect, too large
    """
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname or parts.username:
        raise CannotFetch("not an http or https address")
    end = time.monotonic() + seconds
    try:
        port = parts.port or PORTS[parts.scheme]
        address = _checked_address(parts.hostname, port, may_connect)
        connection = _connect(parts.scheme, parts.hostname, address, port, seconds)
        try:
            path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
                f"?{parts.query}" if parts.query else ""
            )
            connection.request(
                "GET", path, headers={"User-Agent": "Galley import", "Accept": "image/*"}
            )
            return _body(connection.getresponse(), end)
        finally:
            connection.close()
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise CannotFetch(str(error) or type(error).__name__) from error


def _checked_address(host: str, port: int, may_connect: Callable[[str], bool]) -> str:
    found = [info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found or not all(may_connect(str(address)) for address in found):
        raise CannotFetch(f"{host} is not a public address")
    return str(found[0])


def _connect(
    scheme: str, host: str, address: str, port: int, seconds: float
) -> http.client.HTTPConnection:
    """Connect to the checked address, speaking to the host by its name."""
    connection = http.client.HTTPConnection(host, port, timeout=seconds)
    plain = socket.create_connection((address, port), timeout=seconds)
    if scheme == "https":
        connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    else:
        connection.sock = plain
    return connection


def _body(answer: http.client.HTTPResponse, end: float) -> bytes:
    if answer.status != 200:
        raise CannotFetch(f"answered {answer.status}")
    body = bytearray()
    while chunk := answer.read(65_536):
        body += chunk
        if len(body) > LARGEST:
            raise CannotFetch(f"larger than {LARGEST // 1024 // 1024} MB")
        if time.monotonic() > end:
            raise CannotFetch("took too long")
    return bytes(body)
