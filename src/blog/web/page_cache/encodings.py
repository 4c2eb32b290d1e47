"""The forms that an answer is kept in, and which of them a reader's program gets."""

import gzip
import sys
from collections.abc import Callable
from functools import lru_cache

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

IDENTITY = ""
SUFFIXES = {IDENTITY: "", "br": ".br", "zstd": ".zst", "gzip": ".gz"}
PREFERRED = ("br", "zstd", "gzip")  # smallest first
LEAST = 200  # bytes below which nothing is won


# For what is packed anew for each answer, the quickest first: a tenth of a millisecond, where a
# level more of any of them takes twice as long for a twentieth fewer bytes.
QUICKLY: dict[str, Callable[[bytes], bytes]] = {
    "zstd": lambda body: zstd.compress(body, level=4),
    "br": lambda body: brotli.compress(body, mode=brotli.MODE_TEXT, quality=3),
    "gzip": lambda body: gzip.compress(body, compresslevel=4, mtime=0),
}


def forms_of(body: bytes) -> dict[str, bytes]:
    """Return the body in every form that is smaller than itself, and as it is.

    Levels that take a few milliseconds: the answer is being waited for.
    """
    forms = {IDENTITY: body}
    if len(body) >= LEAST:
        packed = {
            "br": brotli.compress(body, mode=brotli.MODE_TEXT, quality=6),
            "zstd": zstd.compress(body, level=9),
            "gzip": gzip.compress(body, compresslevel=9, mtime=0),
        }
        forms |= {name: data for name, data in packed.items() if len(data) < len(body)}
    return forms


@lru_cache(maxsize=512)
def accepted(header: str) -> tuple[str, ...]:
    """Return the forms that an ``Accept-Encoding`` allows, best first, and last as it is."""
    weights: dict[str, float] = {}
    for part in header[:500].lower().split(","):
        name, _, parameters = part.strip().partition(";")
        weights[name.strip()] = _weight(parameters)
    rest = weights.get("*", 0.0)
    allowed = [name for name in PREFERRED if weights.get(name, rest) > 0]
    return (*allowed, IDENTITY)


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
