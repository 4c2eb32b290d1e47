"""Which addresses of the internet may be spoken to. No database, no Django, no looking up."""

import ipaddress
from enum import StrEnum
from urllib.parse import urlsplit

LONGEST = 500
# 64:ff9b::/96 is an IPv4 address behind a translator, ::/96 an old spelling of one.
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
_OLD_SPELLING = ipaddress.IPv6Network("::/96")
# All of the internet's IPv6 addresses begin so; what is outside is old, odd, or still to be given.
_GIVEN_OUT = ipaddress.IPv6Network("2000::/3")
_INSIDE = (".localhost", ".local", ".internal", ".home.arpa")


class Refusal(StrEnum):
    """Why nothing can be sent to an address that somebody typed."""

    NO_ADDRESS = "no address"
    NOT_HTTPS = "not https"
    HAS_LOGIN = "has a name or a password"
    TOO_LONG = "too long"
    INSIDE = "inside"


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the open internet, IPv4 inside IPv6 included."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = _ipv4_in(ip)
        if inner is not None:
            return inner.is_global and not inner.is_multicast
        return ip.is_global and ip in _GIVEN_OUT
    return ip.is_global and not ip.is_multicast


def is_here(address: str) -> bool:
    """Return whether an IP address is this machine's own."""
    ip = ipaddress.ip_address(address)
    inner = ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) else None
    return (inner or ip).is_loopback


def refusal_of(url: str, *, here_is_fine: bool = False) -> Refusal | None:
    """Return why nothing may be sent to an address as it was typed, or None.

    Only what can be seen without asking anybody: where a name leads is checked with each request.
    """
    if len(url) > LONGEST:
        return Refusal.TOO_LONG
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return Refusal.NO_ADDRESS
    if not host or any(letter.isspace() or not letter.isprintable() for letter in url):
        return Refusal.NO_ADDRESS
    here = _names_here(host)
    if parts.scheme != "https" and not (parts.scheme == "http" and here and here_is_fine):
        return Refusal.NOT_HTTPS
    if parts.username is not None or parts.password is not None:
        return Refusal.HAS_LOGIN
    if here:
        return None if here_is_fine else Refusal.INSIDE
    return Refusal.INSIDE if _is_inside(host) else None


def _ipv4_in(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if ip in _TRANSLATED or ip in _OLD_SPELLING:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)


def _names_here(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return is_here(host)
    except ValueError:
        return False


def _is_inside(host: str) -> bool:
    try:
        return not is_public(host)
    except ValueError:  # a name
        return "." not in host or host.rstrip(".").endswith(_INSIDE)
