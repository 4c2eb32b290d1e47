"""Where a path leads that was public once. No database, no Django."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True)
class Place:
    """A page that stood, or stands, at an address. ``path`` is where it stands now, if it does."""

    path: str | None
    moved_to: int | None = None
    is_gone: bool = False


@dataclass(frozen=True)
class Lead:
    """What to answer: go there, where ``page`` is; it is gone for good; or neither: not found."""

    path: str | None = None
    is_gone: bool = False
    page: int | None = None


def normal(path: str) -> str:
    """Return a path as the ledger keeps it: decoded, with a slash at both ends, no query."""
    bare = unquote(path.partition("?")[0].partition("#")[0]).strip("/")
    return f"/{bare}/" if bare else "/"


def path_on(address: str, root_url: str) -> str | None:
    """Return the path for which an address asks a site, None where it asks another or no page.

    http and https are one. What has neither scheme nor a slash before it means nothing here.
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    if parts.scheme or parts.netloc:
        is_here = parts.netloc.lower() == urlsplit(root_url).netloc.lower()
        return normal(parts.path) if is_here and parts.scheme in {"http", "https"} else None
    return normal(parts.path) if parts.path.startswith("/") else None


def lead_from(path: str, page: int, places: Mapping[int, Place]) -> Lead:
    """Return where a path leads that was this page's: straight to where readers find something.

    However often pages moved, it is one step; what leads back to the path itself leads nowhere.
    """
    seen: set[int] = set()
    here: int | None = page
    gone = False
    while here is not None and here not in seen and here in places:
        seen.add(here)
        place = places[here]
        if place.path is not None:
            return Lead() if place.path == normal(path) else Lead(path=place.path, page=here)
        gone = gone or place.is_gone
        here = place.moved_to
    return Lead(is_gone=gone)


LONGEST_NOTED = 200
# Doors that programs try at every site; nobody followed a link there.
_TRIED = (".php", ".asp", ".aspx", ".jsp", ".cgi", ".env", ".sql", ".bak", ".ini", ".yml", ".zip")


def is_worth_noting(path: str) -> bool:
    """Return whether somebody may have followed a link to this path, as ``normal`` returns it."""
    parts = path.strip("/").split("/")
    return (
        len(path) <= LONGEST_NOTED
        and path.isprintable()
        and not any(part.startswith((".", "wp-")) for part in parts)
        and not parts[-1].lower().endswith(_TRIED)
    )
