"""What a server and everything below it use of the machine."""

import http.client
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
SECONDS_TO_ANSWER = 120


def below(root: int) -> list[int]:
    """Return a process and all its descendants; empty where there is no /proc."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(folder.name))
    found = [root] if Path(f"/proc/{root}").exists() else []
    for process in found:
        found += parents.get(process, [])
    return found


def cpu_seconds(root: int) -> float:
    """Return the CPU time, user and system, that a process and its descendants have used so far."""
    total = 0
    for process in below(root):
        try:
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def memory_mib(*roots: int) -> float:
    """Return the memory (PSS, in MiB) of processes and all their descendants."""
    total = 0
    for process in (pid for root in roots for pid in below(root)):
        try:
            text = Path(f"/proc/{process}/smaps_rollup").read_text()
        except OSError:
            continue
        if match := re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE):
            total += int(match[1])
    return total / 1024


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def is_free(port: int) -> bool:
    """Return whether nobody listens on a port of this machine."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


class Server:
    """A server of this machine. ``started_in`` is how long its first 200 took, in seconds."""

    def __init__(
        self,
        command: Sequence[str],
        port: int,
        *,
        environment: Mapping[str, str],
        path: str = "/",
        cwd: Path | None = None,
    ) -> None:
        self.port = port
        begun = time.perf_counter()
        self.process = subprocess.Popen(command, env=dict(environment), cwd=cwd)
        while self._status(path) != 200:
            if self.process.poll() is not None or time.perf_counter() - begun > SECONDS_TO_ANSWER:
                self.stop()
                raise SystemExit(f"This did not answer: {' '.join(command)}")
            time.sleep(0.01)
        self.started_in = time.perf_counter() - begun

    def _status(self, path: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()

    def ask(
        self, path: str, headers: Mapping[str, str]
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        """Ask for one page; return status, headers and the body as it was sent."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path, headers=dict(headers))
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def stop(self) -> None:
        """End it and everything below it."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
