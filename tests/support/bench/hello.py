"""A WSGI application that always sends the same bytes."""

import os
from pathlib import Path

BODY = Path(os.environ["BENCH_BODY"]).read_bytes()
HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Encoding", "br"),
    ("Content-Length", str(len(BODY))),
]


def application(environ, start_response):
    """Answer."""
    start_response("200 OK", HEADERS)
    return [BODY]
