"""A page cache of a test's own, in front of Django, in this process and without threads."""

import io

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, reset_queries

from blog.web.page_cache import opening
from blog.web.page_cache.door import Door
from blog.web.page_cache.keys import Addresses
from blog.web.page_cache.renewal import Renewal
from blog.web.page_cache.store import Store
from blog.web.page_cache.stranger import Stranger

HOST = "testserver"


class Answered:
    """What came back for a request."""

    def __init__(self):
        self.status = ""
        self.headers = {}
        self.pairs = []
        self.body = b""

    @property
    def code(self):
        return int(self.status.split()[0])


def ask(application, path, *, method="GET", query="", **headers):
    """Ask a WSGI application as a web server would; headers are named as in the environment."""
    environ = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": HOST,
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": HOST,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **headers,
    }
    answered = Answered()

    def start_response(status, pairs, _problem=None):
        answered.status, answered.pairs = status, list(pairs)
        answered.headers = {name.lower(): value for name, value in pairs}

    response = application(environ, start_response)
    answered.body = b"".join(response)
    if hasattr(response, "close"):
        response.close()
    return answered


class Cache:
    """A door with its store, its renewal, and a count of what Django was asked."""

    def __init__(self, folder, *, max_bytes=50_000_000, memory_bytes=5_000_000, django=None):
        self.asked = []
        self.handler = django or WSGIHandler()
        self.store = Store(folder, max_bytes=max_bytes, memory_bytes=memory_bytes)
        self.door = Door(
            self._counted,
            store=self.store,
            addresses=Addresses(
                hosts=[HOST, "localhost"], private=("/admin/", "/accounts/"), default=HOST
            ),
            stranger=Stranger(self._counted, base_url=f"http://{HOST}"),
        )
        self.renewal = Renewal(self.door, lambda: ())

    def _counted(self, environ, start_response):
        self.asked.append(environ)
        return self.handler(environ, start_response)

    def get(self, path, **headers):
        return ask(self.door, path, **headers)

    def uncached(self, path, **headers):
        return ask(self.handler, path, **headers)


def without_connection_handling():
    """Keep Django from closing the test's connection at the end of a request."""
    request_started.disconnect(reset_queries)
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)


def with_connection_handling():
    """Undo it."""
    request_started.connect(reset_queries)
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


def hears(cache):
    """Have this process's changes reach a cache; None for no cache."""
    opening.use(cache.renewal if cache else None)
