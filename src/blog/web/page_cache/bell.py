"""Waking the other processes of this machine when there is something to make.

Each that listens has a socket of its own in a folder; who has something to tell sends a byte to all
of them. Nothing rests on it: who hears no bell looks for itself a moment later.
"""

import os
import socket
import time
from contextlib import suppress
from pathlib import Path

SECONDS_WITHOUT = 0.02  # between two looks where the disk takes no sockets


class Bell:
    """The bell of one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._own: socket.socket | None = None

    def listen(self) -> None:
        """Hear it from now on, for as long as this process lives."""
        path = self.folder / str(os.getpid())
        own = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        own.setblocking(False)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            own.bind(str(path))
        except OSError:  # a file system without sockets, or a path that is too long for one
            own.close()
            return
        self._own = own

    def wait(self, seconds: float) -> bool:
        """Wait until it rings, and no longer than that; return whether it rang."""
        if self._own is None:
            time.sleep(min(seconds, SECONDS_WITHOUT))
            return False
        self._own.settimeout(seconds)
        rang = self._was_rung()
        self._own.settimeout(0)
        while self._was_rung():  # many times, but it is looked once
            pass
        return rang

    def _was_rung(self) -> bool:
        try:
            return self._own is not None and bool(self._own.recv(1))
        except (TimeoutError, BlockingIOError):
            return False

    def ring(self) -> None:
        """Wake everybody who listens."""
        try:
            others = list(self.folder.iterdir())
        except OSError:
            return
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
            sender.setblocking(False)
            for other in others:
                try:
                    sender.sendto(b".", str(other))
                except ConnectionRefusedError:  # of a process that has ended
                    with suppress(OSError):
                        other.unlink()
                except OSError:  # it has not heard many others yet, so it will look
                    continue
