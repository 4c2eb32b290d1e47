"""Where a request came from, as a keyed hash: no address is ever stored.

The same network gives the same hash, and nobody without the site's key can find the address
again. An IPv6 address counts as its /64, which is one household's or one device's.
"""

import ipaddress

from allauth.core.internal.httpkit import get_client_ip
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

# Purged after this time, wherever a room keeps one.
KEPT_DAYS = 30

# What stands where a column wants an address: the discard-only block (RFC 6666), which no host has.
_STAND_INS = ipaddress.IPv6Network("100::/64")
NO_ADDRESS = str(_STAND_INS.network_address)


def network_hash(address: str) -> str:
    """Return the keyed hash of an address: 32 hexadecimal digits, nothing for no address."""
    network = _network(address)
    if not network:
        return ""
    return salted_hmac("blog.web.network", network, algorithm="sha256").hexdigest()[:32]


def stand_in(address: str) -> str:
    """Return an IPv6 address made of the keyed hash, for columns that want an address."""
    digits = network_hash(address)[:16]
    if not digits:
        return NO_ADDRESS
    return str(ipaddress.IPv6Address(int(_STAND_INS.network_address) | int(digits, 16)))


def network_of(request: HttpRequest) -> str:
    """Return the keyed hash of where a request came from, or nothing where that is not known."""
    return network_hash(get_client_ip(request) or "")


def _network(address: str) -> str:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.IPv6Network((found, 64), strict=False).network_address)
    return str(found)
