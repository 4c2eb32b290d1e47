"""Fetching a picture from another site: addresses in an import are a stranger's words."""

from collections.abc import Callable

from blog.delivery.rules.addresses import is_public
from blog.delivery.services import outgoing

LARGEST = 20 * 1024 * 1024


class CannotFetch(Exception):
    """The file is out of reach; the message says why."""


def fetch(
    url: str,
    *,
    may_connect: Callable[[str], bool] = is_public,
    seconds: float = outgoing.SECONDS,
) -> bytes:
    """Return the file at an address.

    :raises CannotFetch: an address that is not allowed, no answer in time, a redirect, too large
    """
    try:
        answer = outgoing.ask(
            url=url,
            largest=LARGEST,
            headers={"User-Agent": "Galley import", "Accept": "image/*"},
            may_connect=may_connect,
            seconds=seconds,
        )
    except outgoing.NoAnswer as error:
        raise CannotFetch(str(error)) from error
    if answer.status != 200:
        raise CannotFetch(f"answered {answer.status}")
    if not answer.is_whole:
        raise CannotFetch(f"larger than {LARGEST // 1024 // 1024} MB")
    return answer.body
