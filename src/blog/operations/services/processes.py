"""The web server and the worker under one parent, which ends both."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from types import FrameType
from urllib.error import URLError
from urllib.request import Request, urlopen

from django.conf import settings

from blog.errors import Conflict

SECONDS_TO_STOP = 15
PREPARATION = "preparation"


class AddressInUse(Conflict):
    """Another program listens there already."""

    def __init__(self, bind: str, port: int) -> None:
        super().__init__(
            f"Something is already using {bind}:{port}. "
            f"Stop it, or choose another port: PORT={port + 1}"
        )


def ensure_free(*, bind: str, port: int) -> None:
    """Check that nobody listens at an address. The server itself would share the port silently.

    :raises AddressInUse: somebody does
    """
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((bind, port))
        except OSError as error:
            raise AddressInUse(bind, port) from error


def web_command(
    *, bind: str, port: int, application: str = "blog.config.wsgi:application"
) -> list[str]:
    """Return the web server's command line."""
    return [
        *(
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--host",
            bind,
            "--port",
            str(port),
        ),
        *("--workers", str(settings.SERVER_WORKERS)),
        # A thread for each request that waits; how many are worked on: blog/web/waiting_room.py.
        *("--blocking-threads", str(settings.SERVER_WAITING)),
        *("--backpressure", str(settings.SERVER_WAITING)),
        # It warns of so many threads, and says in the same breath that it may be meant so.
        *("--respawn-failed-workers", "--no-ws", "--log-level", "error"),
        application,
    ]


def worker_command() -> list[str]:
    """Return the worker's command line."""
    return [sys.executable, str(settings.PROJECT_DIR / "manage.py"), "work"]


def prepare_command() -> list[str]:
    """Return the command line that brings the database to where the code is."""
    return [sys.executable, str(settings.PROJECT_DIR / "manage.py"), "prepare"]


def run_together(
    *,
    commands: Mapping[str, list[str]],
    environment: Mapping[str, str],
    when_started: Callable[[], None] = lambda: None,
    then: Mapping[str, list[str]] | None = None,
    when_prepared: Callable[[], None] = lambda: None,
) -> int:
    """Run these programs until one ends or this one is told to stop; then end all of them.

    With ``then``, a program called ``preparation`` is one that ends: after it ``when_prepared`` is
    called and the programs of ``then`` are started. SIGTERM and Ctrl-C stop all in order, giving
    each time to finish what it does. Returns 0 after such a stop, else the exit status of the
    program that ended by itself (at least 1).
    """
    stop = _StopSignal()
    children: dict[str, subprocess.Popen[bytes]] = {}
    try:
        _start(children, commands, environment)
        when_started()
        while not stop.asked:
            for name, child in list(children.items()):
                status = child.poll()
                if status == 0 and name == PREPARATION and then is not None:
                    del children[name]
                    when_prepared()
                    _start(children, then, environment)
                elif status is not None:
                    sys.stderr.write(f"The {name} has ended by itself (status {status}).\n")
                    return max(1, status)
            time.sleep(0.2)
        return 0
    finally:
        end(children=list(children.values()))


def _start(
    children: dict[str, "subprocess.Popen[bytes]"],
    commands: Mapping[str, list[str]],
    environment: Mapping[str, str],
) -> None:
    """Start programs one by one, so that whoever was started is ended if the next cannot be."""
    known = {**os.environ, **environment}
    for name, command in commands.items():
        children[name] = subprocess.Popen(command, env=known, start_new_session=True)  # noqa: S603


def wait_until_it_answers(
    *, url: str, seconds: float, running: Callable[[], bool] = lambda: True
) -> bool:
    """Ask a page until it answers with 200; return whether it did in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and running():
        try:
            with urlopen(Request(url, headers={"User-Agent": "galley-demo"}), timeout=5) as answer:  # noqa: S310
                if answer.status == 200:
                    return True
        except (URLError, ConnectionError, TimeoutError):
            pass
        time.sleep(0.2)
    return False


class _StopSignal:
    """Remembers that SIGTERM or SIGINT came."""

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.asked = True


def end(*, children: list[subprocess.Popen[bytes]]) -> None:
    """Tell programs to stop, each the leader of a session; kill those that do not in time.

    What they started goes with them. A server may wait for somebody who is still sending.
    """
    for child in children:
        if child.poll() is None:
            child.terminate()
    until = time.monotonic() + SECONDS_TO_STOP
    for child in children:
        try:
            child.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
