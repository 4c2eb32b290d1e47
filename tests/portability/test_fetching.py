"""Fetching for an import: never a place inside, never too much, never led elsewhere. Real sockets."""

import http.server
import threading
from contextlib import suppress

import pytest

from blog.portability.fetching import LARGEST, CannotFetch, fetch


class Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/picture")
            self.end_headers()
            return
        self.send_response(200)
        self.end_headers()
        size = LARGEST + 1 if self.path == "/huge" else 10
        with suppress(OSError):
            self.wfile.write(b"x" * size)

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def anywhere(address):
    return True


def test_a_server_inside_is_refused_by_default(server):
    with pytest.raises(CannotFetch, match="not a public address"):
        fetch(f"{server}/picture")


def test_a_file_arrives(server):
    assert fetch(f"{server}/picture", may_connect=anywhere) == b"x" * 10


def test_a_redirect_is_not_followed(server):
    with pytest.raises(CannotFetch, match="302"):
        fetch(f"{server}/moved", may_connect=anywhere)


def test_a_file_that_is_too_large_is_cut_off(server):
    with pytest.raises(CannotFetch, match="larger"):
        fetch(f"{server}/huge", may_connect=anywhere)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://a/b", "http://u:p@a/b", "//a/b", "http://"]
)
def test_other_kinds_of_address_are_refused(url):
    with pytest.raises(CannotFetch):
        fetch(url, may_connect=anywhere)
