"""Which requests ask for the same answer. Everything else about a request is left out.

A key holds a host that is ours, a plain path, the number of a list's page, and whether htmx wants a
part. The language is in the path. What encoding somebody accepts chooses among the forms of one
answer. A request that has no key goes to Django.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

MAX_PATH = 500
MAX_QUERY = 1000
MAX_NAMES = 64

# Added by newsletters and networks to the links people follow; no view reads them.
IGNORED_PARAMETERS = frozenset(
    "utm_source utm_medium utm_campaign utm_term utm_content utm_id "
    "fbclid gclid dclid msclkid mc_cid mc_eid".split()
)
# No segment begins with a dot, is empty or very long, or holds what a file system may mistake.
_PATH = re.compile(
    r"(?:/[A-Za-z0-9_~%+,()'!@$&=\x80-\xff-][A-Za-z0-9._~%+,()'!@$&=\x80-\xff-]{0,119})*/?"
)
_OURS = (".meta", ".gz", ".br", ".zst", ".new")  # what the cache names its own files
_PAGE = re.compile(r"[2-9]|[1-9][0-9]{1,5}")
_HOST = re.compile(r"(?P<name>[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")


class Key(NamedTuple):
    """What an answer is found by. ``page`` is 1 for an address without a number."""

    host: str
    path: str
    page: int = 1
    part: bool = False

    @property
    def query(self) -> str:
        """The query that asks for this page of the list."""
        return "" if self.page == 1 else f"page={self.page}"

    @property
    def file(self) -> str:
        """Where the answer is kept below the cache's folder; nginx finds it by the same rule."""
        kind = ("part" if self.part else "page") + ("" if self.page == 1 else f"-{self.page}")
        name = f"{self.path}index.html" if self.path.endswith("/") else self.path
        return f"{self.host.strip('[]').replace(':', '_')}/{kind}{name}"


class Addresses:
    """Reads keys from requests. ``hosts`` are the site's names, ``private`` the paths it skips."""

    def __init__(self, *, hosts: Iterable[str], private: tuple[str, ...], default: str) -> None:
        self.hosts = frozenset(hosts)
        self.private = private
        self.default = default
        self._names: dict[str, str] = {}

    def key_of(self, environ: Mapping[str, Any]) -> Key | None:
        """Return the key of a request, or None where no ready answer may be given."""
        name = environ.get("HTTP_HOST", "")
        host = self._names.get(name) or self._host(name)
        if not host:
            return None
        query = environ.get("QUERY_STRING", "")
        number = _page_number(query) if query else 1
        path = environ.get("PATH_INFO", "")
        if number is None or not self.is_plain(path):
            return None
        part = (
            environ.get("HTTP_HX_REQUEST_TYPE") == "partial"
            and environ.get("HTTP_HX_REQUEST") == "true"
        )
        return Key(host, path, number, part)

    def key_at(self, address: str) -> Key | None:
        """Return the key of a path, as the site writes it in its own links."""
        path, _, query = address.partition("?")
        return self.key_of(
            {
                "HTTP_HOST": self.default,
                "PATH_INFO": path.encode().decode("latin-1"),
                "QUERY_STRING": query,
            }
        )

    def is_plain(self, path: str) -> bool:
        """Return whether an answer at this path may be kept at all."""
        return (
            0 < len(path) <= MAX_PATH
            and _PATH.fullmatch(path) is not None
            and not path.startswith(self.private)
            and not path.endswith(_OURS)
            and not path.endswith("/index.html")
        )

    def _host(self, name: str) -> str:
        match = _HOST.fullmatch(name)
        host = match["name"].lower().rstrip(".") if match else ""
        if host not in self.hosts:
            return ""
        if len(self._names) < MAX_NAMES:
            self._names[name] = host
        return host


def _page_number(query: str) -> int | None:
    """Return the list's page that a query asks for; None if it asks for anything else, too."""
    if len(query) > MAX_QUERY:
        return None
    number = 1
    for pair in query.split("&"):
        name, _, value = pair.partition("=")
        if name in IGNORED_PARAMETERS:
            continue
        if name != "page" or number != 1 or not _PAGE.fullmatch(value):
            return None
        number = int(value)
    return number
