"""A web server on this machine that hears what the site sends, and answers as it is told."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Receiver:
    """What arrived: each request's path, headers and body. ``answers`` are given in their order.

    The last answer is given again and again. With ``drips`` it sends a byte now and then and never
    ends; with ``holds`` it says nothing until ``let_go`` is set.
    """

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.bodies: list[bytes] = []
        self.answers: list[int] = [200]
        self.says = b"thank you"
        self.location = ""
        self.drips = self.holds = False
        self.let_go = threading.Event()
        self.url = ""


@contextmanager
def receiver() -> Iterator[Receiver]:
    """Run one for as long as it is needed."""
    state = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            state.paths.append(self.path)
            state.headers.append({name.lower(): value for name, value in self.headers.items()})
            state.bodies.append(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
            status = state.answers.pop(0) if len(state.answers) > 1 else state.answers[0]
            if state.holds:
                state.let_go.wait(10)
            with suppress(OSError):
                self._answer(status)

        do_GET = do_POST

        def _answer(self, status):
            if state.drips:
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                while not state.let_go.wait(0.02):
                    self.wfile.write(b"x")
                return
            self.send_response(status)
            if state.location:
                self.send_header("Location", state.location)
            self.end_headers()
            self.wfile.write(state.says)

        def log_message(self, *args):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    state.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield state
    finally:
        state.let_go.set()
        server.shutdown()
        server.server_close()
