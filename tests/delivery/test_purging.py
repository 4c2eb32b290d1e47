"""Networks in front forget what has changed: once it is made anew here, and again if they failed."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from blog.config import env
from blog.delivery.models import OutboxMessage, State
from blog.delivery.services import outbox
from blog.delivery.services.purging import purge_addresses

HOME, FEED = "https://news.example/", "https://news.example/feeds/atom.xml?page=2"


class Network(HTTPServer):
    """A cache in front that takes purges, or refuses them as ``status`` says."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Purges)
        self.asked, self.status = [], 200


class Purges(BaseHTTPRequestHandler):
    def do_PURGE(self):
        self.server.asked.append((self.headers["Host"], self.path))
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args):
        """Say nothing in between the tests."""


@pytest.fixture
def network(settings):
    server = Network()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.WAGTAILFRONTENDCACHE = {
        "http": {
            "BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend",
            "LOCATION": f"http://127.0.0.1:{server.server_port}",
        }
    }
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.django_db
class TestOutbox:
    def test_a_network_is_told_every_address(self, network):
        purge_addresses(addresses=[HOME, FEED])
        outbox.send_due(at=timezone.now())

        assert network.asked == [
            ("news.example", "/"),
            ("news.example", "/feeds/atom.xml?page=2"),
        ]
        assert OutboxMessage.objects.get().state == State.SENT

    def test_what_it_refuses_waits_for_another_try(self, network):
        network.status = 503
        purge_addresses(addresses=[HOME])
        outbox.send_due(at=timezone.now())

        message = OutboxMessage.objects.get()
        assert message.state == State.WAITING
        assert "503" in message.last_error

        network.status = 200
        outbox.send_due(at=message.due_at)
        assert OutboxMessage.objects.get().state == State.SENT

    def test_one_that_fails_is_asked_no_further(self, network):
        network.status = 503
        purge_addresses(addresses=[HOME, FEED])
        outbox.send_due(at=timezone.now())

        assert network.asked == [("news.example", "/")]  # each could take as long as a mail waits

    def test_a_network_is_told_whatever_another_one_says(self, network, settings):
        nobody = {**settings.WAGTAILFRONTENDCACHE["http"], "LOCATION": "http://127.0.0.1:1"}
        settings.WAGTAILFRONTENDCACHE = {"nobody": nobody, **settings.WAGTAILFRONTENDCACHE}
        purge_addresses(addresses=[HOME, FEED])
        outbox.send_due(at=timezone.now())

        assert [path for _host, path in network.asked] == ["/", "/feeds/atom.xml?page=2"]
        message = OutboxMessage.objects.get()
        assert message.state == State.WAITING
        assert "nobody" in message.last_error

    def test_nobody_there_is_a_failure_too(self, network):
        network.shutdown()
        network.server_close()
        purge_addresses(addresses=[HOME])
        outbox.send_due(at=timezone.now())

        assert OutboxMessage.objects.get().state == State.WAITING


class TestSettings:
    def test_nothing_set_is_no_network(self, monkeypatch):
        for name in ("PURGE_URL", "CLOUDFLARE_ZONE", "CLOUDFLARE_TOKEN"):
            monkeypatch.delenv(name, raising=False)

        assert env.networks_in_front() == {}

    def test_both_kinds_at_once(self, monkeypatch):
        monkeypatch.setenv("PURGE_URL", "http://varnish.internal:6081")
        monkeypatch.setenv("CLOUDFLARE_ZONE", "z0ne")
        monkeypatch.setenv("CLOUDFLARE_TOKEN", "t0ken")

        found = env.networks_in_front()

        assert found["http"]["LOCATION"] == "http://varnish.internal:6081"
        assert (found["cloudflare"]["ZONEID"], found["cloudflare"]["BEARER_TOKEN"]) == (
            "z0ne",
            "t0ken",
        )

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("PURGE_URL", "varnish:6081"),
            ("PURGE_URL", "http://varnish/purge"),
            ("CLOUDFLARE_ZONE", "z0ne"),
            ("CLOUDFLARE_TOKEN", "t0ken"),
        ],
    )
    def test_what_cannot_be_used_stops_the_start(self, monkeypatch, name, value):
        monkeypatch.setenv(name, value)

        with pytest.raises(ImproperlyConfigured, match=r"PURGE_URL|belong together"):
            env.networks_in_front()
