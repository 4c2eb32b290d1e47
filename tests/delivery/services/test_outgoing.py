"""Asking another site: never a place inside, never for long, never much, never led elsewhere."""

import socket
import time

import pytest

from blog.delivery.services import outgoing
from tests.support.receiver import receiver


@pytest.fixture
def there():
    with receiver() as state:
        yield state


def ask(url, **more):
    return outgoing.ask(**{"url": url, "largest": 100, "may_connect": lambda a: True, **more})


def test_an_answer_arrives_with_its_status(there):
    there.answers = [418]

    answer = ask(f"{there.url}/a?b=c", method="POST", body=b"said", headers={"X-A": "b"})

    assert (answer.status, answer.body, answer.is_whole) == (418, b"thank you", True)
    assert (there.paths, there.bodies) == (["/a?b=c"], [b"said"])
    assert there.headers[0]["x-a"] == "b"
    assert there.headers[0]["host"] == there.url.removeprefix("http://")


def test_a_place_inside_is_refused_before_anything_is_sent(there):
    with pytest.raises(outgoing.NoAnswer, match="not a public address"):
        outgoing.ask(url=there.url, largest=100)
    assert there.paths == []


def test_one_inner_address_among_a_hosts_is_enough_to_refuse(there, monkeypatch):
    port = int(there.url.rpartition(":")[2])
    rows = [(2, 1, 6, "", ("93.184.216.34", port)), (2, 1, 6, "", ("127.0.0.1", port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: rows)
    with pytest.raises(outgoing.NoAnswer, match="not a public address"):
        outgoing.ask(url="http://two-faces.example/", largest=100)


def test_the_name_is_looked_up_once_and_the_checked_address_is_used(there, monkeypatch):
    port = int(there.url.rpartition(":")[2])
    asked = []

    def look_up(host, *args, **more):
        asked.append(host)
        return [(2, 1, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    ask(f"http://rebinding.example:{port}/")

    # create_connection looks up the number that was checked, never the name again.
    assert asked == ["rebinding.example", "127.0.0.1"]
    assert there.headers[0]["host"] == f"rebinding.example:{port}"


def test_a_redirect_is_an_answer_and_is_not_followed(there):
    there.answers, there.location = [302], "/elsewhere"

    assert ask(there.url).status == 302
    assert len(there.paths) == 1


def test_no_more_is_read_than_was_asked_for(there):
    there.says = b"x" * 5000
    answer = ask(there.url)
    assert (len(answer.body), answer.is_whole) == (100, False)


@pytest.mark.parametrize("how", ["holds", "drips"])
def test_it_ends_in_time_whatever_the_other_side_does(there, how):
    setattr(there, how, True)
    begin = time.monotonic()

    with pytest.raises(outgoing.NoAnswer, match="too long"):
        ask(there.url, seconds=0.3)

    assert time.monotonic() - begin < 2


def test_nobody_there_is_no_answer():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(outgoing.NoAnswer):
        ask(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://a/b", "http://u:p@a/b", "//a/b", "http://"]
)
def test_other_kinds_of_address_are_refused(url):
    with pytest.raises(outgoing.NoAnswer):
        ask(url)
