"""What the measurements need from inside the site. Prints JSON.

Run with the site's settings: ``python -m tests.support.bench.inside addresses``, ``sessions``, or
``publish URL TIMES``.
"""

import json
import re
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db.models import Count  # noqa: E402

from blog.accounts.models import User  # noqa: E402
from blog.content.models import PostIndexPage, PostPage, Tag  # noqa: E402
from blog.publishing.services import release  # noqa: E402
from blog.web.page_cache.register import Register  # noqa: E402

HEADERS = {"Accept-Encoding": "identity", "User-Agent": "galley-bench"}
MOST_SECONDS = 30
CONNECTIONS = 8
SECONDS_BETWEEN = 0.005  # two looks of one reader; with four readers a load of its own


def addresses() -> dict[str, Any]:
    """Return the addresses to measure, and those of up to 500 posts."""
    readable = PostPage.objects.visible_to(None).filter(locale__language_code="en").newest_first()
    busy = readable.annotate(said=Count("comments")).order_by("-said", "-pk")[0]
    return {
        "post": busy.get_url(),
        "post_id": busy.pk,
        "tag": _busy_tag().get_absolute_url(),
        "posts": [post.get_url() for post in readable[:500]],
        "number": readable.count(),
    }


def _busy_tag() -> Tag:
    return Tag.objects.public().annotate(posts=Count("post_links")).order_by("-posts")[0]


def sessions() -> dict[str, str]:
    """Return the cookie of a signed-in reader, editor and moderator."""
    found = {}
    for name in ("reader", "editor", "moderator"):
        user = User.objects.get(email=f"{name}@demo.example")
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        found[name] = f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
    return found


def publish(url: str, times: int) -> list[dict[str, float]]:
    """Publish posts one by one; return after how many milliseconds each page had the title.

    All pages are looked at from the moment of publishing on, each by a reader of its own, and the
    next post waits until the pages that this one made old are ready.
    """
    kept = Register(Path(settings.PAGE_CACHE_DIR) / "current").reading()
    editor = User.objects.get(email="editor@demo.example")
    parent = PostIndexPage.objects.get(locale__language_code="en")
    tag = _busy_tag()
    port = urlsplit(url).port or 80
    took = []
    with ThreadPoolExecutor(4) as readers:
        for number in range(times):
            title = f"Published at {time.time_ns()}"
            post = PostPage(title=title, slug=f"published-{time.time_ns()}", live=False)
            post.body = [("paragraph", f"<p>Number {number}.</p>")]
            parent.add_child(instance=post)
            post.tag_links.create(tag=tag)
            post = release.publish_now(page=post, by=editor)
            until = partial(_until, port, title=title, begun=time.perf_counter())
            pages = {"post": post.get_url(), "home": "/", "feed": "/feeds/rss.xml"}
            pages["tag"] = tag.get_absolute_url()
            took.append(dict(zip(pages, readers.map(until, pages.values()), strict=True)))
            while kept.next():
                time.sleep(0.05)
    return took


def _until(port: int, path: str, *, title: str, begun: float) -> float:
    """Ask until it is there on all connections, of which each worker is likely to have some."""
    readers = [Reader(port, path) for _ in range(CONNECTIONS)]
    seen, at = 0, 0.0
    for reader in cycle(readers):
        if title.encode() in reader.ask():
            at = at if seen else (time.perf_counter() - begun) * 1000
            seen += 1
        elif time.perf_counter() - begun > MOST_SECONDS:
            at = float("inf")
        else:
            seen = 0
            time.sleep(SECONDS_BETWEEN)
        if seen == CONNECTIONS or at == float("inf"):
            break
    for reader in readers:
        reader.close()
    return at


class Reader:
    """Asks for one page, again and again: who looks must not take what is looked at its time.

    ``http.client`` took a fifth of the machine's two processors for this.
    """

    def __init__(self, port: int, path: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=MOST_SECONDS)
        fields = "".join(f"{name}: {value}\r\n" for name, value in HEADERS.items())
        self._request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{fields}\r\n".encode()

    def ask(self) -> bytes:
        """Return the body of the answer, whatever its status.

        :raises ConnectionError: it ends before its length
        """
        self._socket.sendall(self._request)
        head, end, body = b"", b"", b""
        while not end:
            head, end, body = (head + self._receive()).partition(b"\r\n\r\n")
        length = re.search(rb"\r\ncontent-length: *(\d+)", head, re.IGNORECASE)
        if length is None:
            raise ConnectionError(f"An answer without a length: {head!r}")
        while len(body) < int(length[1]):
            body += self._receive()
        return body

    def _receive(self) -> bytes:
        received = self._socket.recv(65_536)
        if not received:
            raise ConnectionError("The answer ends before its length.")
        return received

    def close(self) -> None:
        """Ask no more."""
        self._socket.close()


if __name__ == "__main__":
    asked, *more = sys.argv[1:]
    if asked == "addresses":
        answer: Any = addresses()
    elif asked == "sessions":
        answer = sessions()
    else:
        answer = publish(more[0], int(more[1]))
    print(json.dumps(answer))
