"""Asking Django as somebody whom the site has never seen.

The request is made up from the key alone: no cookie and no header of a visitor is in it. So what is
kept cannot depend on who asked first, and nobody can put anything into it.
"""

import io
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from blog.web.page_cache import answers
from blog.web.page_cache.answers import Answer
from blog.web.page_cache.keys import Key
from blog.web.shown import IN_PASSING, Shown

WSGIApplication = Callable[[dict[str, Any], Callable[..., Any]], Any]

SHOWN = "blog.shown"  # no header of a request can have this name
# Of a visitor's request, for logs and limits only: no public view looks at them.
PASSED_ON = ("REMOTE_ADDR", "REMOTE_PORT", "HTTP_X_REQUEST_ID", "wsgi.errors")
DECIDES = {"hx-request", "hx-request-type"}  # what a kept answer may vary on
LEFT_OUT = {
    "content-length",
    "date",
    "etag",
    "last-modified",
    "server",
    "vary",
    "x-request-id",
}
VARY = ("Vary", "HX-Request, HX-Request-Type, Accept-Encoding")


@dataclass
class Reply:
    """What Django said."""

    status: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    shown: Shown = field(default_factory=Shown)

    def values(self, name: str) -> list[str]:
        """Return all values of a header."""
        return [value for found, value in self.headers if found.lower() == name]


class Stranger:
    """Asks for the answers that keys stand for. ``base_url`` is the site's own address."""

    def __init__(
        self, django: WSGIApplication, *, base_url: str, proxy_says: tuple[str, str] | None = None
    ) -> None:
        self.django = django
        self.address = urlsplit(base_url)
        self.proxy_says = proxy_says

    def ask(
        self, key: Key, visitor: Mapping[str, Any] | None = None, *, in_passing: bool = False
    ) -> Reply:
        """Return what Django answers to a stranger."""
        reply = Reply()
        environ = self._request(key, visitor or {})
        environ[SHOWN] = reply.shown
        environ[IN_PASSING] = in_passing

        def start_response(status: str, headers: Any, _problem: Any = None) -> None:
            reply.status, reply.headers = status, list(headers)

        response = self.django(environ, start_response)
        try:
            reply.body = b"".join(response)
        finally:
            if hasattr(response, "close"):
                response.close()
        return reply

    def _request(self, key: Key, visitor: Mapping[str, Any]) -> dict[str, Any]:
        own = self.address.hostname == key.host.strip("[]")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": key.path,
            "QUERY_STRING": key.query,
            "SERVER_NAME": key.host,
            "SERVER_PORT": str(self.address.port or (443 if self._is_secure else 80)),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": self.address.netloc if own else key.host,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": self.address.scheme,
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
            **{name: visitor[name] for name in PASSED_ON if name in visitor},
        }
        if self.proxy_says and self._is_secure:
            environ[self.proxy_says[0]] = self.proxy_says[1]
        if key.part:
            environ |= {"HTTP_HX_REQUEST": "true", "HTTP_HX_REQUEST_TYPE": "partial"}
        return environ

    @property
    def _is_secure(self) -> bool:
        return self.address.scheme == "https"


def keepable(reply: Reply, key: Key) -> Answer | None:
    """Return the answer to keep, or None where a reply is not for everybody or not for long.

    Kept is only what a view has declared: a 200 that is public, says what it shows, sets no cookie
    and depends on nothing that is not in the key.
    """
    control = ",".join(reply.values("cache-control")).lower()
    directives = {part.strip().partition("=")[0] for part in control.split(",")}
    varies = {name.strip().lower() for name in ",".join(reply.values("vary")).split(",")} - {""}
    if (
        not reply.status.startswith("200 ")
        or not {"public", "s-maxage"} <= directives
        or not directives.isdisjoint({"private", "no-store", "no-cache"})
        or not varies <= DECIDES
        or not reply.shown.tags
        or reply.values("set-cookie")
        or reply.values("content-encoding")
    ):
        return None
    headers = [(name, value) for name, value in reply.headers if name.lower() not in LEFT_OUT]
    return answers.make(
        key=key,
        headers=(*headers, VARY),
        tags=reply.shown.tags,
        body=reply.body,
        changed_at=int(time.time()),
        until=reply.shown.until,
    )
