"""Stop PostgreSQL in the middle of the work, start it again, and see whether everything goes on by itself.

    python tests/support/outage.py [--times 3] [--seconds 15]

``manage.py serve`` runs on a scratch site with a PostgreSQL of its own. Each time three posts are
scheduled, of which a webhook is told, and three mails queued, all of them due; while the first mail
is on its way the database is stopped as ``pg_ctl stop -m immediate`` does, and started again after
so many seconds. Meanwhile the front page, which is kept ready, has to be answered, and ``/readyz``
has to say that the site is not ready. Afterwards everything is done, nothing is lost or published
twice, and no process has been replaced. Exit status 0 says so.

PostgreSQL 15 or later has to be installed here; ``DATABASE_URL`` is not looked at.
"""

import argparse
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

PROJECT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(PROJECT / "src"), str(PROJECT)]

from tests.support import crash, postgres  # noqa: E402

PATIENCE = 120
IN_TIME = 12


@dataclass
class Answers:
    """What came of asking for one page; 0 stands for no answer in time."""

    statuses: Counter[int] = field(default_factory=Counter)
    slowest: float = 0

    def __str__(self) -> str:
        counted = ", ".join(f"{status} ({often})" for status, often in self.statuses.items())
        return f"{counted}, slowest {self.slowest:.3f} s"


@dataclass
class Seen:
    """What came of asking during one outage, and afterwards."""

    front_page: Answers = field(default_factory=Answers)
    not_kept: Answers = field(default_factory=Answers)
    readiness: Answers = field(default_factory=Answers)
    ready_again: float = 0
    done_again: float = 0


def status_of(url: str) -> int:
    """Ask for a page; return its status, 0 where there was no answer in time."""
    try:
        with urlopen(url, timeout=IN_TIME) as answer:
            return int(answer.status)
    except HTTPError as error:
        error.close()
        return int(error.code)
    except (URLError, TimeoutError, ConnectionError):
        return 0


def family_of(parent: int) -> set[int]:
    """Return the processes below one, at any depth."""
    asked = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True)
    pairs = [tuple(map(int, line.split())) for line in asked.stdout.splitlines()]
    found = {parent}
    while grown := {child for child, its in pairs if its in found} - found:
        found |= grown
    return found - {parent}


def until(condition: Callable[[], bool], what: str) -> float:
    """Wait for something and return how long it took.

    :raises TimeoutError: it did not come
    """
    begun = time.monotonic()
    while True:
        with suppress(Exception):  # the database is away
            if condition():
                return time.monotonic() - begun
            time.sleep(0.1)
        if time.monotonic() - begun > PATIENCE:
            raise TimeoutError(what)


def forget_connections() -> None:
    """Leave the connections of this script, which has the outage too."""
    from django.db import connection

    connection.close()
    connection.close_pool()


class Outages:
    """The site, its database and those whom it tells, in a scratch folder."""

    def __init__(
        self, database: postgres.Server, url: str, server: subprocess.Popen[bytes]
    ) -> None:
        self.database, self.url, self.server = database, url, server

    def run(
        self,
        number: int,
        newsroom: crash.Newsroom,
        mails: crash.MailServer,
        seconds: float,
    ) -> Seen:
        """Stop the database in the middle of the work and start it again."""
        seen = Seen()
        self.ask("/")  # kept ready from now on
        newsroom.prepare_round(number)
        mails.is_taking.clear()
        if not mails.is_taking.wait(PATIENCE):
            raise TimeoutError("the worker sent no mail")
        self.database.stop_at_once()
        forget_connections()
        end = time.monotonic() + seconds
        asking = [
            threading.Thread(target=self.ask_until, args=(end, path, counted))
            for path, counted in (
                ("/", seen.front_page),
                ("/readyz", seen.readiness),
                (f"/search/?q={number}", seen.not_kept),
            )
        ]
        for thread in asking:
            thread.start()
        time.sleep(seconds)
        self.database.start()
        begun = time.monotonic()
        seen.ready_again = until(lambda: self.ask("/readyz") == 200, "the site is not ready again")
        until(newsroom.is_all_done, "what was begun is not done")
        seen.done_again = time.monotonic() - begun
        for thread in asking:
            thread.join()
        return seen

    def ask_until(self, end: float, path: str, counted: Answers) -> None:
        """Ask for a page again and again, and note what came of it before the end."""
        while (begun := time.monotonic()) < end:
            status = self.ask(path)
            if time.monotonic() < end:
                counted.statuses[status] += 1
                counted.slowest = max(counted.slowest, time.monotonic() - begun)
            time.sleep(0.1)

    def ask(self, path: str) -> int:
        """Ask the site for a page; return the status."""
        return status_of(self.url + path)


def main() -> int:
    """Run the outages and print the report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=15)
    arguments = parser.parse_args()
    programs = postgres.installed()
    if programs is None:
        print("Install PostgreSQL 15 or later.", file=sys.stderr)
        return 1
    with (
        tempfile.TemporaryDirectory() as folder,
        postgres.Server(programs, options=("max_connections=50",)) as database,
    ):
        return run(Path(folder), database, arguments.times, arguments.seconds)


def run(folder: Path, database: postgres.Server, times: int, seconds: float) -> int:
    """Run the outages on a scratch site; return the exit status."""
    smtp, port = crash.free_port(), crash.free_port()
    crash.set_up(folder, smtp_port=smtp, DATABASE_URL=database.address, PORT=str(port))
    from aiosmtpd.controller import Controller

    mails = crash.MailServer()
    controller = Controller(mails, hostname="127.0.0.1", port=smtp)
    controller.start()
    log = (folder / "log").open("w+")
    server = subprocess.Popen(
        [sys.executable, "manage.py", "serve"], cwd=PROJECT, stdout=log, stderr=log
    )
    url = f"http://127.0.0.1:{port}"
    try:
        with crash.HookServer() as hooks:
            until(lambda: status_of(f"{url}/readyz") == 200, "the site did not start")
            time.sleep(3)  # the server of the first pages goes
            newsroom = crash.Newsroom(hooks.url)
            before = family_of(server.pid)
            outages = Outages(database, url, server)
            all_seen = [outages.run(number, newsroom, mails, seconds) for number in range(times)]
            newsroom.note_events()
            damage = newsroom.find_damage(mails, hooks)
            if server.poll() is not None or family_of(server.pid) != before:
                damage.append("a process has ended, or was replaced")
            return report(all_seen, newsroom, mails, hooks, damage, log.name)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)
        controller.stop()
        forget_connections()


def report(
    all_seen: list[Seen],
    newsroom: crash.Newsroom,
    mails: crash.MailServer,
    hooks: crash.HookServer,
    damage: list[str],
    log: str,
) -> int:
    """Print what was seen; return the exit status."""
    for number, seen in enumerate(all_seen, 1):
        print(f"Outage {number}, statuses and how often:")
        print(f"  the front page, which is kept ready: {seen.front_page}")
        print(f"  /readyz: {seen.readiness}; a search: {seen.not_kept}")
        print(f"  ready {seen.ready_again:.1f} s after the start, all done {seen.done_again:.1f} s")
        if set(seen.front_page.statuses) != {200}:
            damage.append("the front page was not answered")
        others = (seen.readiness, seen.not_kept)
        damage += [f"not only 503: {asked}" for asked in others if set(asked.statuses) != {503}]
    again = [sum(times - 1 for times in one.taken.values()) for one in (mails, hooks)]
    print(f"{len(newsroom.posts)} posts scheduled, {len(mails.taken)} mails received,")
    print(f"{len(hooks.taken)} events received; again, with the same id: {again[0]} and {again[1]}")
    for line in damage:
        print(f"  DAMAGE: {line}")
    if damage:
        print(Path(log).read_text()[-3000:])
    print("Something was lost or doubled." if damage else "Everything went on by itself.")
    return 1 if damage else 0


if __name__ == "__main__":
    sys.exit(main())
