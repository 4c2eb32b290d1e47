"""Measure Galley beside the simplest servers there are, on this machine, in one run.

Every page is asked in turns of a few seconds, all pages one after the other, and that several
times; what is printed is the middle of the turns. Requests a second move with whatever else the
machine does, since the load comes from it too. CPU per request (user and system, of the server with
all its processes) moves least: read the ratios.
"""

import argparse
import json
import os
import platform
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "blog.config.settings.demo")

from blog.web.page_cache.register import Register
from tests.support.bench import load, yardsticks
from tests.support.bench.processes import Server, cpu_seconds, free_port, is_free, memory_mib
from tests.support.database import PROJECT

MANAGE = [sys.executable, str(PROJECT / "manage.py")]
STRANGER = {"Accept-Encoding": "br, gzip", "User-Agent": "galley-bench"}
PART = {**STRANGER, "HX-Request": "true", "HX-Request-Type": "partial"}
YARDSTICK = "hello"  # what the ratios are of
A_FILE = "nginx, a file"
SECONDS_OF_SILENCE = 10
TURNS_APART = 8  # that begin at different addresses
NEW_SEARCHES = [f"/search/?q=writing+-unlike{number}" for number in range(8000)]


@dataclass
class Target:
    """A page as somebody asks for it, and what its turns gave."""

    name: str
    server: Server
    paths: Sequence[str]
    headers: Mapping[str, str]
    status: int = 200
    by_many: bool = False  # each request is another visitor's
    beside: str = A_FILE  # whose requests a second are this one's 100 %
    bytes: int = 0
    turns: list[tuple[float, float, load.Load]] = field(default_factory=list)

    def check(self) -> None:
        """Ask once, and see that it answers as it should.

        :raises SystemExit: it does not
        """
        for _warm_up in range(3):
            status, _headers, body = self.server.ask(self.paths[0], self.headers)
        if status != self.status:
            raise SystemExit(f"{self.name} ({self.paths[0]}) answers {status}.")
        self.bytes = len(body)

    def turn(self, *, seconds: float, connections: int) -> None:
        """Measure once."""
        root = self.server.process.pid
        # Each turn begins elsewhere: what only the turn before has asked for is asked for once.
        begin = len(self.turns) * len(self.paths) // TURNS_APART
        before = cpu_seconds(root)
        seen = load.run(
            self.server.port,
            [*self.paths[begin % len(self.paths) :], *self.paths[: begin % len(self.paths)]],
            self.headers,
            seconds=seconds,
            connections=connections,
            by_many=self.by_many,
        )
        cpu = (cpu_seconds(root) - before) * 1000 / max(1, seen.requests)
        self.turns.append((seen.requests / seen.seconds, cpu, seen))

    @property
    def result(self) -> dict[str, Any]:
        """The middle of the turns."""
        return {
            "name": self.name,
            "path": self.paths[0],
            "addresses": len(self.paths),
            "beside": self.beside,
            "bytes": self.bytes,
            "requests_per_second": statistics.median(rate for rate, _cpu, _seen in self.turns),
            "cpu_ms": statistics.median(cpu for _rate, cpu, _seen in self.turns),
            "p50_ms": statistics.median(seen.median_ms for _rate, _cpu, seen in self.turns),
            "p99_ms": statistics.median(seen.p99_ms for _rate, _cpu, seen in self.turns),
            "errors": sum(seen.errors for _rate, _cpu, seen in self.turns),
        }


class Site:
    """The demo publication and generated posts, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.support.bench.settings",
            "DATA_DIR": str(folder / "data"),
            "BIND": "127.0.0.1",
            "LOG_LEVEL": "WARNING",
            "PYTHONPATH": os.pathsep.join([str(PROJECT / "src"), str(PROJECT)]),
        }
        self.environment.pop("DATABASE_URL", None)

    def build(self, scale: int) -> None:
        """Fill it, unless it is. Pictures and search entries are made before anybody asks."""
        if (self.folder / "data" / "site.sqlite3").exists():
            return
        steps = [["demo", "--prepare-only"], ["demo_content", "--scale", str(scale)]]
        for step in [*steps, ["db_worker", "--batch", "--no-startup-delay"]]:
            say(" ".join(step))
            self._run(MANAGE + step)

    def inside(self, *words: str, port: int | None = None) -> Any:
        """Ask something from inside the site, as the program that serves it at a port."""
        command = [sys.executable, "-m", "tests.support.bench.inside", *words]
        return json.loads(self._run(command, **_address(port)))

    def port(self) -> int:
        """Return the port of this folder: another one would be another site, with all to make anew."""
        noted = self.folder / "port"
        if noted.exists() and is_free(port := int(noted.read_text())):
            return port
        noted.write_text(str(port := free_port()))
        return port

    def make_ready(self, places: Mapping[str, Any]) -> Server:
        """Serve with ready pages, and return when every page has been made."""
        server = self.serve(page_cache="on", port=self.port())
        for path in ["/", places["post"], places["tag"], "/feeds/rss.xml", *places["posts"]]:
            server.ask(path, STRANGER)
        kept = Register(self.folder / "data" / "pages" / "current").reading()
        told = time.monotonic()
        while kept.next():
            if time.monotonic() - told > SECONDS_OF_SILENCE:
                told = time.monotonic()
                say(f"{kept.totals()[0]:,} pages are ready")
            time.sleep(0.5)
        return server

    def serve(self, *, page_cache: str, port: int | None = None) -> Server:
        """Start the web server, with a worker where pages are kept ready."""
        port = port or free_port()
        alone = ["--no-worker"] if page_cache == "off" else []
        return Server(
            [*MANAGE, "serve", "--no-migrate", *alone],
            port,
            environment={**self.environment, **_address(port), "PAGE_CACHE": page_cache},
        )

    def _run(self, command: list[str], **more: str) -> str:
        done = subprocess.run(
            command,
            env={**self.environment, **more},
            capture_output=True,
            text=True,
            check=False,
            cwd=PROJECT,
        )
        if done.returncode:
            raise SystemExit(f"{' '.join(command)}\n{done.stdout}\n{done.stderr}")
        return done.stdout


def _address(port: int | None) -> dict[str, str]:
    return {"PORT": str(port), "BASE_URL": f"http://127.0.0.1:{port}"} if port else {}


def say(line: str) -> None:
    """Tell whoever waits."""
    print(f"  {line}", file=sys.stderr, flush=True)


def targets_of(
    ready: Server, bare: Server, places: Mapping[str, Any], cookies: Mapping[str, str]
) -> list[Target]:
    """Return the pages to measure: as strangers get them, rendered anew, and for people signed in."""
    post = places["post"]
    _status, headers, _body = ready.ask(post, STRANGER)
    known = {**STRANGER, "If-None-Match": headers["ETag"]}
    reader = {**STRANGER, "Cookie": cookies["reader"]}
    return [
        Target("home", ready, ["/"], STRANGER),
        Target("post", ready, [post], STRANGER),
        Target("500 posts in turn", ready, places["posts"], STRANGER),
        Target("tag", ready, [places["tag"]], STRANGER),
        Target("feed", ready, ["/feeds/rss.xml"], STRANGER),
        Target("post, not changed (304)", ready, [post], known, status=304),
        Target("post, signed in", ready, [post], reader),
        Target("home, rendered", bare, ["/"], STRANGER),
        Target("post, rendered", bare, [post], STRANGER),
        Target("tag, rendered", bare, [places["tag"]], STRANGER),
        Target("search", bare, ["/search/?q=writing"], STRANGER, by_many=True),
        Target("search, not asked before", bare, NEW_SEARCHES, STRANGER, by_many=True),
        Target(
            "comment form, signed in",
            bare,
            [f"/comments/{places['post_id']}/write/"],
            {**PART, "Cookie": cookies["reader"]},
        ),
        Target("review queue", bare, ["/desk/review/"], {**STRANGER, "Cookie": cookies["editor"]}),
        Target(
            "moderation queue",
            bare,
            ["/desk/moderation/"],
            {**STRANGER, "Cookie": cookies["moderator"]},
        ),
    ]


@contextmanager
def checking(
    port: int, paths: Sequence[str], *, answers: int, rate: float
) -> Iterator[dict[str, Any]]:
    """Compare answers, in a process of its own; what it found is there afterwards."""
    command = [sys.executable, "-m", "tests.support.bench.checker", str(port), str(answers)]
    checker = subprocess.Popen(
        [*command, str(rate)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=PROJECT
    )
    found: dict[str, Any] = {}
    try:
        assert checker.stdin is not None
        checker.stdin.write(json.dumps(list(paths)) + "\n")
        checker.stdin.flush()
        yield found
        said, _ = checker.communicate(timeout=600)  # ends its input, too
        found |= json.loads(said)
    finally:
        checker.kill()


def yardsticks_of(page: bytes, folder: Path, environment: Mapping[str, str]) -> list[Target]:
    """Serve the bytes of a page by the simplest servers; return how to ask for them."""
    body = folder / "body"
    body.write_bytes(page)
    served = folder / "nginx"
    served.mkdir()
    found = [
        Target(YARDSTICK, yardsticks.hello(body, environment), ["/"], STRANGER),
        Target("bare Django view", yardsticks.bare_django(body, environment), ["/"], STRANGER),
    ]
    if server := yardsticks.nginx(body, served):
        found.append(Target(A_FILE, server, ["/page.html"], STRANGER))
    else:
        say("nginx is not installed: it is missing from the table")
    return found


def in_front_of(ready: Server, site: Site, places: Mapping[str, Any], folder: Path) -> list[Target]:
    """Return how to ask nginx for our ready pages, each beside a file of the same bytes."""
    served = folder / "front"
    served.mkdir()
    pages = site.folder / "data" / "pages" / "current" / "127.0.0.1"
    server = yardsticks.nginx_in_front(pages, ready.port, served)
    if server is None:
        return []
    found = []
    for name, path in (("home", "/"), ("post", places["post"])):
        own = folder / f"file-{name}"
        own.mkdir()
        body = own / "body"
        body.write_bytes(server.ask(path, STRANGER)[2])
        file = f"{A_FILE} of the same bytes ({name})"
        if alike := yardsticks.nginx(body, own):
            found.append(Target(file, alike, ["/page.html"], STRANGER))
        found.append(Target(f"{name}, by nginx in front", server, [path], STRANGER, beside=file))
    return found


def as_table(results: Sequence[Mapping[str, Any]]) -> str:
    """Return the results as a Markdown table with ratios."""
    by_name = {row["name"]: row for row in results}
    hello, django = by_name[YARDSTICK]["cpu_ms"], by_name["bare Django view"]["cpu_ms"]
    lines = [
        "| page | req/s | of nginx | CPU ms | × hello | × bare Django | p50 / p99 ms | bytes | errors |",
        "| --- | --: | --: | --: | --: | --: | --: | --: | --: |",
    ]
    for row in results:
        nginx = by_name.get(row["beside"])
        share = f"{row['requests_per_second'] / nginx['requests_per_second']:.0%}" if nginx else "–"
        lines.append(
            f"| {row['name']} | {row['requests_per_second']:,.0f} | {share} "
            f"| {row['cpu_ms']:.3f} | {row['cpu_ms'] / hello:.1f} | {row['cpu_ms'] / django:.1f} "
            f"| {row['p50_ms']:.1f} / {row['p99_ms']:.1f} | {row['bytes']:,} | {row['errors']} |"
        )
    return "\n".join(lines)


def measure(options: argparse.Namespace, folder: Path, scratch: Path) -> dict[str, Any]:
    """Build everything, take the turns, and return what was found."""
    site = Site(folder)
    site.build(options.scale)
    places, cookies = site.inside("addresses"), site.inside("sessions")
    say("making the pages ready")
    ready = site.make_ready(places)
    _status, _headers, home = ready.ask("/", STRANGER)
    ready.stop()
    # What a reader meets right after a restart: everything on disk, nothing in memory.
    ready = site.serve(page_cache="on", port=ready.port)
    restarted = {
        name: Target(name, ready, paths, STRANGER)
        for name, paths in (("500 posts", places["posts"]), ("one post", [places["post"]]))
    }
    for target in restarted.values():
        target.turn(seconds=options.seconds, connections=options.connections)
    bare = site.serve(page_cache="off")
    rows = yardsticks_of(home, scratch, site.environment)
    rows += in_front_of(ready, site, places, scratch)
    rows += targets_of(ready, bare, places, cookies)
    try:
        for row in rows:
            row.check()
        for number in range(options.rounds):
            say(f"round {number + 1} of {options.rounds}")
            for row in rows:
                row.turn(seconds=options.seconds, connections=options.connections)
        say("publishing, while readers look closely")
        looked_at = ["/", places["tag"], "/feeds/rss.xml", *places["posts"][:5]]
        with checking(ready.port, looked_at, answers=options.checked, rate=options.rate) as checked:
            published = site.inside(
                "publish", f"http://127.0.0.1:{ready.port}", str(options.publish), port=ready.port
            )
        memory = memory_mib(ready.process.pid)
    finally:
        for server in {row.server for row in rows}:
            server.stop()
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": "bin/bench " + " ".join(sys.argv[1:]),
        "machine": f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, load by {'wrk' if load.WRK else 'Python'}, "
        f"load average {os.getloadavg()[1]:.1f}",
        "posts": places["number"],
        "pages": [row.result for row in rows],
        "after_restart": {
            name: target.result["requests_per_second"] for name, target in restarted.items()
        },
        "published_ms": {
            name: {
                "median": statistics.median(one[name] for one in published),
                "most": max(one[name] for one in published),
            }
            for name in ("post", "home", "tag", "feed")
        },
        "checked": checked,
        "memory_mib": memory,
        "cold_start_seconds": ready.started_in,
    }


def report(found: Mapping[str, Any]) -> str:
    """Return what was found as Markdown."""
    cold = found["after_restart"]
    published = "; ".join(
        f"{name} {took['median']:.0f} ms (most {took['most']:.0f})"
        for name, took in found["published_ms"].items()
    )
    checked = found["checked"]
    return "\n".join(
        [
            f"{found['at']}, `{found['command']}`, {found['posts']:,} posts; {found['machine']}.",
            "",
            as_table(found["pages"]),
            "",
            f"- Right after a restart: 500 different posts {cold['500 posts']:,.0f} requests a "
            f"second, then one post {cold['one post']:,.0f}.",
            f"- From publishing to being seen, by every worker: {published}.",
            f"- Meanwhile {checked['checked']:,} answers were compared, of {checked['versions']} "
            f"versions; wrong, mixed or older than one before: {checked['wrong']}.",
            f"- Web server and worker after the load: {found['memory_mib']:.0f} MiB (PSS).",
            f"- From the start of the command to the first page: {found['cold_start_seconds']:.1f} s.",
        ]
    )


def main() -> int:
    """Read the command line and run; 1 if a page answered with an error."""
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("--scale", type=int, default=1000, help="generated posts (1000)")
    parser.add_argument("--rounds", type=int, default=5, help="turns of each page (5)")
    parser.add_argument("--seconds", type=int, default=2, help="whole seconds of a turn (2)")
    parser.add_argument("--connections", type=int, default=8, help="at the same time (8)")
    parser.add_argument("--publish", type=int, default=10, help="posts to publish (10)")
    parser.add_argument(
        "--checked", type=int, default=2000, help="answers to compare meanwhile (2000)"
    )
    parser.add_argument("--rate", type=float, default=200, help="of them a second (200)")
    parser.add_argument(
        "--folder", type=Path, metavar="DIR", help="build the site there, or use the one that is"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything there as well")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="galley-bench-") as scratch:
        found = measure(options, options.folder or Path(scratch), Path(scratch))
    print(report(found))
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n")
    for line in found["checked"]["first_wrong"]:
        say(line)
    return int(any(row["errors"] for row in found["pages"]) or found["checked"]["wrong"] > 0)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that no server is left behind
    sys.exit(main())
