"""Several programs under one parent, which ends them all."""

import ctypes
import gc
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from multiprocessing import parent_process
from multiprocessing.context import ForkProcess
from types import FrameType
from typing import Self
from urllib.error import URLError
from urllib.request import Request, urlopen

from django.conf import settings

from blog.errors import Conflict

SECONDS_TO_STOP = 15
END_WITH_PARENT = 1  # PR_SET_PDEATHSIG, of prctl.h


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


def web_arguments(
    *,
    bind: str,
    port: int,
    application: str = "blog.config.wsgi:application",
    workers: int | None = None,
) -> list[str]:
    """Return what granian is to do, in the words of its command line."""
    return [
        *("--interface", "wsgi", "--host", bind, "--port", str(port)),
        *("--workers", str(workers or settings.SERVER_WORKERS)),
        # A thread for each request that waits; how many are worked on: blog/web/waiting_room.py.
        *("--blocking-threads", str(settings.SERVER_WAITING)),
        *("--backpressure", str(settings.SERVER_WAITING)),
        # It warns of so many threads, and says in the same breath that it may be meant so.
        *("--respawn-failed-workers", "--no-ws", "--log-level", "error"),
        # Who waits for what will not come does not keep a worker: its parent may be gone.
        *("--workers-kill-timeout", str(SECONDS_TO_STOP - 3)),
        application,
    ]


def web_command(*, bind: str, port: int, **options: str | int) -> list[str]:
    """Return the web server's command line."""
    arguments = web_arguments(bind=bind, port=port, **options)  # type: ignore[arg-type]
    return [sys.executable, "-m", "granian", *arguments]


def worker_command() -> list[str]:
    """Return the worker's command line."""
    return [sys.executable, str(settings.PROJECT_DIR / "manage.py"), "work"]


def begin_as_program() -> None:
    """Begin in a copy as a program would: it listens to signals, and ends when its parent has.

    Linux tells it of a parent that was killed, too: it stops in order and frees the address.
    """
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)
    _end_with_parent()
    parent = parent_process()
    if parent is not None and os.getppid() != parent.pid:
        raise SystemExit(1)


def _end_with_parent() -> None:
    with suppress(AttributeError):  # another system
        ctypes.CDLL(None).prctl(END_WITH_PARENT, signal.SIGTERM)


class Fork(ForkProcess):
    """A copy of this process that does something of its own from here on, and shares the memory.

    Waited for in the words of ``subprocess``. No thread may be running when it is made.
    """

    def run(self) -> None:
        """Begin as a program would, with its own session."""
        os.setsid()
        begin_as_program()
        gc.enable()
        super().run()

    def poll(self) -> int | None:
        """Return the exit status, or None while it runs."""
        return self.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended.

        :raises subprocess.TimeoutExpired: it has not, in time
        """
        self.join(timeout)
        if self.exitcode is None:
            raise subprocess.TimeoutExpired(self.name, timeout or 0)
        return self.exitcode


type Child = subprocess.Popen[bytes] | Fork


class Together:
    """Programs under this one: none outlives the others, whoever ends first.

    SIGTERM, SIGHUP and Ctrl-C stop all in order, giving each time to finish what it does.
    ``status`` is 0 after such a stop, else the exit status of the program that ended by itself (at
    least 1).
    """

    def __init__(self) -> None:
        self.status = 0
        self._stop = _StopSignal()
        self._running: dict[str, Child] = {}
        self._dismissed: list[Child] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        end(children=[*self._running.values(), *self._dismissed])

    def start(self, name: str, program: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start a program by its command line, while no thread is running."""
        self._running[name] = subprocess.Popen(  # noqa: S603
            program,
            env={**os.environ, **environment},
            start_new_session=True,
            preexec_fn=_end_with_parent,
        )

    def fork(self, name: str, act: Callable[[], object]) -> None:
        """Have a copy of this process do something; it has ended when that returns."""
        child = Fork(target=act, name=name)
        child.start()
        self._running[name] = child

    def dismiss(self, name: str) -> None:
        """Tell a program to stop once it has finished what it does; nobody waits for it."""
        child = self._running.pop(name)
        if child.poll() is None:
            child.terminate()
        self._dismissed.append(child)

    def finishes(self, name: str) -> bool:
        """Wait until a program has done what it was to do; return False if all is over instead."""
        child = self._running[name]
        if not self.run(until=lambda: child.poll() == 0):
            return False
        del self._running[name]
        return True

    def run(self, until: Callable[[], bool] = lambda: False) -> bool:
        """Wait until something is true; return False if one ends or all are told to stop."""
        while not self._stop.asked:
            for child in self._dismissed:
                child.poll()  # else one that has ended stays in the list of processes
            if until():
                return True
            for name, child in self._running.items():
                status = child.poll()
                if status is not None:
                    sys.stderr.write(f"The {name} has ended by itself (status {status}).\n")
                    self.status = max(1, status)
                    return False
            time.sleep(0.1)
        return False


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
    """Remembers that SIGTERM, SIGINT or, unless ``nohup`` has it ignored, SIGHUP came."""

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, self._ask)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.asked = True


def end(*, children: Sequence[Child]) -> None:
    """Tell programs to stop, each the leader of a session; kill those that do not in time.

    What they started goes with them, also if they were killed. A server may wait for somebody who
    is still sending.
    """
    for child in children:
        if child.poll() is None:
            child.terminate()
        else:
            _tell_all_of(child, signal.SIGTERM)
    until = time.monotonic() + SECONDS_TO_STOP
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.wait(timeout=max(0.1, until - time.monotonic()))
        _tell_all_of(child, signal.SIGKILL)
        child.wait()


def _tell_all_of(child: Child, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):  # macOS does not permit it for the dead
        os.killpg(child.pid or 0, number)
