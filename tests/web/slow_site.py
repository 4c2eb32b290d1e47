"""A site of two answers for test_waiting_room.py, served by the real server: ready ones, and work."""

from blog.web.waiting_room import WaitingRoom


def django(environ, start_response):
    body = environ["wsgi.input"].read() if environ["REQUEST_METHOD"] == "POST" else b"page"
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]


application = WaitingRoom(django, workers=2, senders=20, max_bytes=5000)
