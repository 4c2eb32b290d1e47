"""Telling the networks in front of the site which addresses answer something else now."""

from collections.abc import Iterable

from blog.delivery.services import outbox


def purge_addresses(*, addresses: Iterable[str]) -> None:
    """Have every network in front forget these addresses, by the outbox: tried again until done."""
    outbox.put(kind="purge", payload={"addresses": list(addresses)})
