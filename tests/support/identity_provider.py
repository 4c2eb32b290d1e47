"""An OpenID Connect provider that lets everybody in as the person it is told to name."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        here, asked = self.server.here, urlsplit(self.path)
        if asked.path == "/authorize":
            words = parse_qs(asked.query)
            back = urlencode({"code": "a-code", "state": words["state"][0]})
            self.send_response(302)
            self.send_header("Location", f"{words['redirect_uri'][0]}?{back}")
            self.end_headers()
        elif asked.path == "/me":
            self._say(self.server.person)
        elif self.server.person is None:
            self.send_error(503)
        else:
            self._say(
                {
                    "issuer": here,
                    "authorization_endpoint": f"{here}/authorize",
                    "token_endpoint": f"{here}/token",
                    "userinfo_endpoint": f"{here}/me",
                    "jwks_uri": f"{here}/keys",
                }
            )

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self._say({"access_token": "a-token", "token_type": "Bearer"})

    def _say(self, answer):
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@contextmanager
def identity_provider(**person):
    """Run a provider. ``person`` is what it says of who comes; with None it is out of order."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    server.here = f"http://127.0.0.1:{server.server_port}"
    server.person = person
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
