"""Whoever sends slowly keeps nobody from reading. With the real server."""

import http.client
import os
import resource
import socket
import subprocess
import time
from contextlib import ExitStack

import pytest

from blog.operations.services import processes
from blog.web.waiting_room import WaitingRoom, with_room
from tests.support.database import PROJECT

SLOW = 16


@pytest.fixture
def port():
    """The port of a server of this test's own: one from before may still hold who has gone."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = processes.web_command(
        bind="127.0.0.1", port=port, application="tests.web.slow_site:application"
    )
    command[command.index("--workers") + 1] = "1"
    paths = os.pathsep.join([str(PROJECT), str(PROJECT / "src")])
    environment = {**os.environ, "PYTHONPATH": paths}
    server = subprocess.Popen(command, cwd=PROJECT, env=environment, start_new_session=True)
    try:
        assert processes.wait_until_it_answers(url=f"http://127.0.0.1:{port}/", seconds=30)
        yield port
    finally:
        processes.end(children=[server])


def begin(stack, port, text):
    """Open a connection, send the beginning of a request, and leave it at that."""
    connection = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
    connection.sendall(text)
    return connection


def ask(port, method="GET", body=None, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, "/", body=body, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def test_slow_headers_stop_nobody(port):
    with ExitStack() as stack:
        for _ in range(SLOW):
            begin(stack, port, b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")

        assert ask(port) == (200, b"page")


def test_slow_bodies_stop_nobody(port):
    with ExitStack() as stack:
        slow = [
            begin(stack, port, b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nab")
            for _ in range(SLOW)
        ]

        assert ask(port) == (200, b"page")
        assert ask(port, "POST", b"quick") == (200, b"quick")

        slow[0].sendall(b"cd")
        assert slow[0].recv(4000).endswith(b"abcd")


def test_more_than_may_wait_are_told_to_come_back(port):
    with ExitStack() as stack:
        # Some more than may wait: what is asked below can take the place of one that comes late.
        for _ in range(24):
            begin(stack, port, b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nab")

        until = time.monotonic() + 20
        while ask(port, "POST", b"more")[0] != 503:
            assert time.monotonic() < until
        assert ask(port) == (200, b"page")
    until = time.monotonic() + 20
    while ask(port, "POST", b"more")[0] != 200:
        assert time.monotonic() < until


def test_too_much_is_refused_before_it_is_read(port):
    assert ask(port, "POST", b"x" * 5001)[0] == 413
    assert ask(port, "POST", b"x" * 5000) == (200, b"x" * 5000)


def test_a_process_that_ends_says_so():
    room = WaitingRoom(lambda environ, start: [b""], workers=1, senders=1, max_bytes=10)
    room._workers.shutdown()
    said = []

    body = room({}, lambda status, headers: said.append((status, dict(headers)["Retry-After"])))

    assert said == [("503 Service Unavailable", "5")]
    assert b"being restarted" in b"".join(body)


def test_no_depth_of_calls_asks_the_system_for_memory_each_time():
    """Without one large piece for their frames there is a depth at which each call does."""

    def leaf(): ...

    leaf.__code__ = leaf.__code__.replace(co_stacksize=200)

    def calls():
        for _ in range(500):
            leaf()

    def at(depth):
        return at(depth - 1) if depth else faults_of(calls)

    @with_room
    def at_each_depth():
        return max(at(depth) for depth in range(300))

    assert at_each_depth() < 100


def faults_of(function):
    before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
    function()
    return resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before
