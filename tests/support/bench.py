"""Measure the site as it is served: requests a second, CPU and waiting time for a few pages.

Everything runs on this machine, the load included, so compare numbers of one table, or of two runs
on a quiet machine. CPU per request is the steadiest: it counts the server's processes only.
"""

import argparse
import http.client
import json
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

PROJECT = Path(__file__).resolve().parents[2]
MANAGE = [sys.executable, str(PROJECT / "manage.py")]
HEADERS = {"Accept-Encoding": "br, gzip", "User-Agent": "galley-bench"}
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Load:
    """What a load generator saw."""

    requests: int
    errors: int
    seconds: float
    median_ms: float
    p99_ms: float


@dataclass(frozen=True)
class Row:
    """One measured page; ``cpu_ms`` is None where the system does not say."""

    name: str
    load: Load
    cpu_ms: float | None
    generator_was_the_limit: bool


def find_pages(home: str) -> dict[str, str]:
    """Return the addresses to measure, as the home page links them."""
    found = {"home": "/"}
    patterns = {
        "post": r'<article\b.*?<a\b[^>]*?href="([^"]+)"',
        "feed": r'<link\b(?=[^>]*application/(?:atom|rss)\+xml)[^>]*?href="([^"]+)"',
        "search": r'<a\b[^>]*?href="([^"]*/search/)"|<form\b(?=[^>]*search)[^>]*?action="([^"]+)"',
    }
    for name, pattern in patterns.items():
        if match := re.search(pattern, home, re.DOTALL):
            path = urlsplit(unescape(next(filter(None, match.groups())))).path
            found[name] = f"{path}?q=writing" if name == "search" else path
    return found


def generate(host: str, port: int, path: str, *, seconds: float, connections: int) -> Load:
    """Ask for one page over and over on several kept connections."""
    times: list[float] = []
    errors: list[int] = []
    begun = time.perf_counter()

    def ask() -> None:
        connection = http.client.HTTPConnection(host, port, timeout=30)
        while time.perf_counter() - begun < seconds:
            asked = time.perf_counter()
            try:
                connection.request("GET", path, headers=HEADERS)
                answer = connection.getresponse()
                answer.read()
            except (OSError, http.client.HTTPException):
                errors.append(0)
                connection.close()
                continue
            times.append(time.perf_counter() - asked)
            if answer.status != 200:
                errors.append(answer.status)

    threads = [threading.Thread(target=ask) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return summary(times, len(errors), time.perf_counter() - begun)


def summary(times: list[float], errors: int, seconds: float) -> Load:
    """Return the middle and the slow end of the answers' times."""
    ordered = sorted(times) or [float("nan")]
    median, slow = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
    return Load(len(times), errors, seconds, median * 1000, slow * 1000)


def processes_below(root: int) -> list[int]:
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


def cpu_seconds(root: int) -> float | None:
    """Return the CPU time that a process and its descendants have used so far."""
    total = 0
    processes = processes_below(root)
    for process in processes:
        try:
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += int(fields[11]) + int(fields[12])
    return total / TICKS if processes else None


def memory_mib(root: int) -> float | None:
    """Return the memory (PSS, in MiB) of a process and its descendants."""
    total = 0
    for process in processes_below(root):
        try:
            text = Path(f"/proc/{process}/smaps_rollup").read_text()
        except OSError:
            continue
        if match := re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE):
            total += int(match[1])
    return total / 1024 if total else None


def measure(
    name: str, port: int, path: str, *, server: int, seconds: float, connections: int
) -> Row:
    """Warm one page up, then measure it with a load generator in a process of its own."""
    run_generator(port, path, 1, connections)
    before, own_before = cpu_seconds(server), own_children_cpu()
    load = run_generator(port, path, seconds, connections)
    after, own_after = cpu_seconds(server), own_children_cpu()
    cpu = None
    if before is not None and after is not None and load.requests:
        cpu = (after - before) * 1000 / load.requests
    return Row(name, load, cpu, (own_after - own_before) / load.seconds > 0.85)


def run_generator(port: int, path: str, seconds: float, connections: int) -> Load:
    """Run this file again as the load generator."""
    command = [sys.executable, __file__, "--generate", f"127.0.0.1:{port}{path}"]
    command += ["--seconds", str(seconds), "--connections", str(connections)]
    return Load(**json.loads(subprocess.run(command, capture_output=True, check=True).stdout))


def own_children_cpu() -> float:
    """Return the CPU time of the load generators that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def table(rows: list[Row]) -> str:
    """Return the results as lines of text."""
    lines = [f"{'page':<8}{'req/s':>9}{'CPU ms':>9}{'p50 ms':>9}{'p99 ms':>9}{'errors':>9}"]
    for row in rows:
        load = row.load
        cpu = "-" if row.cpu_ms is None else f"{row.cpu_ms:.2f}"
        rate = f"{load.requests / load.seconds:.0f}{'*' if row.generator_was_the_limit else ''}"
        lines.append(
            f"{row.name:<8}{rate:>9}{cpu:>9}{load.median_ms:>9.1f}{load.p99_ms:>9.1f}"
            f"{load.errors:>9}"
        )
    if any(row.generator_was_the_limit for row in rows):
        lines.append("* The load generator was busy all the time: the server can do more.")
    return "\n".join(lines)


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def wait_until(answers: Callable[[], bool], *, seconds: float) -> None:
    """Return when something answers.

    :raises SystemExit: it did not in time
    """
    until = time.monotonic() + seconds
    while not answers():
        if time.monotonic() > until:
            raise SystemExit("The server did not answer in time.")
        time.sleep(0.2)


def get(port: int, path: str) -> str:
    """Return the text of a page, or nothing where the server does not answer yet."""
    try:
        request = Request(f"http://127.0.0.1:{port}{path}", headers={"User-Agent": "galley-bench"})
        with urlopen(request, timeout=30) as answer:
            return str(answer.read().decode())
    except OSError:
        return ""


def benchmark(*, scale: int, seconds: float, connections: int) -> int:
    """Build a site in a scratch folder, serve it, measure it, remove it; return an exit code."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="galley-bench-") as folder:
        environment = {
            **os.environ,
            "DATA_DIR": folder,
            "PORT": str(port),
            "BIND": "127.0.0.1",
            "BASE_URL": f"http://127.0.0.1:{port}",
            "LOG_LEVEL": "WARNING",
            "DJANGO_SETTINGS_MODULE": "blog.config.settings.demo",
        }
        environment.pop("DATABASE_URL", None)
        print(f"Building the demo publication and {scale} more posts…", flush=True)
        steps = [["demo", "--prepare-only"], ["demo_content", "--scale", str(scale)]]
        # Pictures and search entries are made by tasks, before anyone asks for a page.
        for step in [*steps, ["db_worker", "--batch", "--no-startup-delay"]]:
            done = subprocess.run(
                MANAGE + step, env=environment, capture_output=True, text=True, check=False
            )
            if done.returncode:
                print(done.stdout, done.stderr, file=sys.stderr)
                return 1
        # The worker stays out: what is measured is the web server.
        server = subprocess.Popen(
            [*MANAGE, "serve", "--no-migrate", "--no-worker"], env=environment
        )
        try:
            wait_until(lambda: bool(get(port, "/livez")) or server.poll() is not None, seconds=60)
            pages = find_pages(get(port, "/"))
            rows = []
            for name in ("home", "post", "search", "feed"):
                if name not in pages:
                    print(f"The home page links no {name}: not measured.")
                    continue
                print(f"Measuring {name}: {pages[name]}", flush=True)
                rows.append(
                    measure(
                        name,
                        port,
                        pages[name],
                        server=server.pid,
                        seconds=seconds,
                        connections=connections,
                    )
                )
            memory = memory_mib(server.pid)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)
    print(
        f"\n{scale} generated posts, {connections} connections, {seconds:g} s a page, "
        f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )
    print(table(rows))
    if memory:
        print(f"Memory of all server processes after the load: {memory:.0f} MiB")
    return int(any(row.load.errors for row in rows))


def main() -> int:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("--scale", type=int, default=1000, help="generated posts (1000)")
    parser.add_argument("--seconds", type=float, default=5, help="seconds for each page (5)")
    parser.add_argument("--connections", type=int, default=8, help="at the same time (8)")
    parser.add_argument("--generate", metavar="HOST:PORT/PATH", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.generate:
        host, _, path = options.generate.partition("/")
        name, _, port = host.partition(":")
        load = generate(
            name, int(port), f"/{path}", seconds=options.seconds, connections=options.connections
        )
        print(json.dumps(vars(load)))
        return 0
    return benchmark(scale=options.scale, seconds=options.seconds, connections=options.connections)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main())
