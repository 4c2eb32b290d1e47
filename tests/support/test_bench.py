"""How the measurements are read and put side by side."""

import math
import os
import socket
import sys
import threading
from contextlib import ExitStack, closing

import pytest

from tests.support.bench import processes
from tests.support.bench.__main__ import as_table
from tests.support.bench.checker import Checker
from tests.support.bench.inside import Reader
from tests.support.bench.load import Load, read_wrk

WRK = """Running 2s test @ http://127.0.0.1:8000/
  1 threads and 8 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency   199.12us  251.75us   6.62ms   94.34%
    Req/Sec    47.26k     3.19k   52.93k    76.19%
  Latency Distribution
     50%  141.00us
     75%  190.00us
     90%  320.00us
     99%    1.24ms
  98765 requests in 2.10s, 1.12GB read
Requests/sec:  47030.95
Transfer/sec:    546.13MB
"""


def test_a_server_that_does_not_answer_is_not_left_running(monkeypatch):
    monkeypatch.setattr(processes, "SECONDS_TO_ANSWER", 0.2)
    before = processes.below(os.getpid())
    deaf = [sys.executable, "-c", "import signal; signal.pause()"]

    with pytest.raises(SystemExit, match="This did not answer"):
        processes.Server(deaf, processes.free_port(), environment=os.environ)

    assert processes.below(os.getpid()) == before


def test_what_wrk_says_is_read():
    assert vars(read_wrk(WRK)) == pytest.approx(vars(Load(98765, 0, 2.1, 0.141, 1.24)))


def test_failures_are_counted():
    failed = WRK.replace("Requests/sec:", "  Non-2xx or 3xx responses: 12\nRequests/sec:")
    broken = failed.replace(
        "  Non-2xx", "  Socket errors: connect 1, read 2, write 0, timeout 3\n  Non-2xx"
    )

    assert read_wrk(failed).errors == 12
    assert read_wrk(broken).errors == 18


def test_a_run_without_an_answer_has_no_times():
    silent = WRK[: WRK.index("  Latency Dist")] + "  0 requests in 2.00s, 0.00B read\n"

    assert read_wrk(silent).requests == 0
    assert math.isnan(read_wrk(silent).p99_ms)


def test_what_is_no_report_is_refused():
    with pytest.raises(ValueError, match="unable to connect"):
        read_wrk("unable to connect to 127.0.0.1:1 Connection refused")


def test_ratios_are_of_the_same_run():
    def row(name, rate, cpu, beside="nginx, a file"):
        return {
            "name": name,
            "beside": beside,
            "requests_per_second": rate,
            "cpu_ms": cpu,
            "p50_ms": 1,
            "p99_ms": 2,
            "bytes": 8000,
            "errors": 0,
        }

    table = as_table(
        [
            row("hello", 40_000, 0.03),
            row("bare Django view", 13_000, 0.12),
            row("nginx, a file", 100_000, 0.008),
            row("nginx, a file of the same bytes", 50_000, 0.01),
            row("post, by nginx in front", 48_000, 0.01, beside="nginx, a file of the same bytes"),
            row("post", 25_000, 0.045),
        ]
    )

    assert table.splitlines()[-2].startswith("| post, by nginx in front | 48,000 | 96% |")
    assert table.splitlines()[-1] == (
        "| post | 25,000 | 25% | 0.045 | 1.5 | 0.4 | 1.0 / 2.0 | 8,000 | 0 |"
    )


def answer(text="one", *, path="/a/", tag='"1"', minute=1):
    body = f'<link rel="canonical" href="https://news.example{path}"> {text} </html>'
    dated = {"ETag": tag, "Last-Modified": f"Fri, 27 Nov 2026 09:{minute:02} GMT"}
    return 200, dated, body.encode()


@pytest.mark.parametrize(
    ("second", "wrong"),
    [
        (answer(), None),
        (answer("two", tag='"2"', minute=2), None),
        (answer("two"), "has two texts"),
        (answer(path="/b/", tag='"3"'), "another address"),
        (answer(tag='"0"', minute=0), "older text"),
        ((200, answer()[1], answer()[2][:-9]), "not whole"),
        ((503, {}, b""), "answers 503"),
    ],
)
def test_the_checker_tells_a_wrong_answer_from_a_new_one(second, wrong):
    checker = Checker()
    checker.see("/a/", *answer())
    checker.see("/a/", *second, asked_after=checker.newest("/a/"))

    assert checker.checked == 2
    if wrong is None:
        assert checker.wrong == []
    else:
        assert any(wrong in line for line in checker.wrong)


@pytest.fixture
def answering():
    """A server that sends these pieces, one after the other, to whoever asks."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))

        def answer(pieces):
            with listener.accept()[0] as asked:
                asked.recv(65_536)
                for piece in pieces:
                    asked.sendall(piece)

        def begin(*pieces):
            threading.Thread(target=answer, args=[pieces], daemon=True).start()
            return stack.enter_context(closing(Reader(listener.getsockname()[1], "/")))

        yield begin


def test_an_answer_is_read_whole_in_however_many_pieces_it_comes(answering):
    reader = answering(b"HTTP/1.1 200 OK\r\nContent-", b"Length: 6\r\n\r", b"\nbre", b"ad.")

    assert reader.ask() == b"bread."


@pytest.mark.parametrize(
    "answer", [b"", b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nbre"]
)
def test_an_answer_that_is_not_whole_is_no_answer(answering, answer):
    with pytest.raises(ConnectionError):
        answering(answer).ask()
