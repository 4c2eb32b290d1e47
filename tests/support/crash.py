"""Kill the worker, again and again, in the middle of publishing and of sending; count what is lost.

    python tests/support/crash.py [--rounds 50] [--seed 1]
    python tests/support/postgres.py python tests/support/crash.py --rounds 20

Each round schedules three posts, of which a webhook is told, and queues three mails, starts
``manage.py work`` and ends it with SIGKILL: in turns while the mail server is taking a mail, while a
post is being published, and while the webhook's receiver is taking an event. Afterwards a worker
runs to the end, and the rows, the received mails and the received events are compared.
Exit status 0: nothing was lost, and nothing was published twice. A mail or an event that was taken
before the worker could note it is sent again with the same Message-ID or ``webhook-id``, by which
its receiver tells; the report says how many there were. Without those, the events about one post
arrived in the order in which they happened.

Everything is real: the worker, SQLite or the PostgreSQL of DATABASE_URL, a mail server, a receiver.
It lives in a temporary folder.
"""

import argparse
import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import closing, suppress
from datetime import timedelta
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self

PROJECT = Path(__file__).resolve().parents[2]
AT_ONCE = 3
PATIENCE = 120
KINDS = ["workflow.scheduled", "post.published"]


class MailServer:
    """Takes mails slowly enough to be interrupted, and counts them by Message-ID."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()
        self.is_taking = threading.Event()

    async def handle_DATA(self, server, session, envelope):
        """Take a mail, and say so a little later."""
        import asyncio

        self.is_taking.set()
        await asyncio.sleep(0.02)
        self.taken[message_from_bytes(envelope.content)["Message-ID"]] += 1
        await asyncio.sleep(0.02)
        return "250 taken"


class HookServer:
    """Takes webhooks slowly enough to be interrupted, and counts them by ``webhook-id``."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()
        self.sequences: dict[int, list[int]] = {}  # of each post, as they arrived first
        self.is_taking = threading.Event()
        told = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                """Take an event, and say so a little later."""
                body = self.rfile.read(int(self.headers["Content-Length"]))
                told.is_taking.set()
                time.sleep(0.02)
                told.take(self.headers["webhook-id"], json.loads(body))
                time.sleep(0.02)
                with suppress(OSError):  # whoever sent it has been killed
                    self.send_response(200)
                    self.end_headers()

            def log_message(self, *args: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/"

    def take(self, public_id: str, event: dict) -> None:
        """Count an event."""
        if not self.taken[public_id]:
            self.sequences.setdefault(event["data"]["post"]["id"], []).append(event["sequence"])
        self.taken[public_id] += 1

    def __enter__(self) -> Self:
        serve = self._server.serve_forever
        threading.Thread(target=serve, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def free_port() -> int:
    """Return a port that nobody uses."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_worker() -> subprocess.Popen:
    """Start the worker that people run."""
    return subprocess.Popen(
        [sys.executable, "manage.py", "work"], cwd=PROJECT, stdout=subprocess.DEVNULL
    )


def until(condition, *, patience=PATIENCE, pause=0.002):
    """Wait for something; fail where it does not come."""
    end = time.monotonic() + patience
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(condition.__doc__ or "it did not happen")
        time.sleep(pause)


def is_writing() -> bool:
    """Return whether somebody else has a transaction open that writes, at this moment."""
    from django.db import connection as ours

    if ours.vendor == "postgresql":
        with ours.cursor() as cursor:
            cursor.execute(
                "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()"
                " AND backend_xid IS NOT NULL AND pid <> pg_backend_pid())"
            )
            return bool(cursor.fetchone()[0])
    name = ours.settings_dict["NAME"]
    with closing(sqlite3.connect(name, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        connection.execute("ROLLBACK")
        return False


class Newsroom:
    """The rows of the scratch site, by the project's own models and services."""

    def __init__(self, hook_url: str) -> None:
        from blog.delivery.services import endpoints
        from tests import factories

        self.editor = factories.make_user("ed@example.com", roles=["Editor"], first_name="Ed")
        self.tom = factories.make_user(
            "tom@example.com", roles=["Trusted author"], first_name="Tom"
        )
        self.section = factories.make_section("News")
        self.posts: list[int] = []
        self.mails = 0
        self.events: dict[str, str] = {}  # what was to be told, by id: its kind and its post
        endpoints.add(name="Receiver", url=hook_url, events=KINDS)

    def prepare_round(self, number: int) -> list[int]:
        """Schedule posts and queue mails, all of them due; return the posts."""
        from django.utils import timezone

        from blog.delivery.services.mail import queue_mail
        from blog.publishing.models import Schedule
        from blog.publishing.services import schedule
        from tests.publishing.desk import Desk

        now = timezone.now()
        fresh = []
        for place in range(AT_ONCE):
            post = Desk.write(self.tom, title=f"Post {number}.{place}", section=self.section)
            schedule.schedule(
                post_id=post.pk,
                revision_id=Desk.newest(post),
                due_at=now + timedelta(hours=1),
                by=self.editor,
            )
            fresh.append(post.pk)
            self.mails += 1
            queue_mail(
                to="rosa@example.com",
                subject=f"Mail {self.mails}",
                text="Rye.",
                key=f"crash:{self.mails}",
            )
        due = now - timedelta(seconds=1)
        Schedule.objects.filter(post__in=fresh).update(due_at=due, next_try_at=due)
        self.posts += fresh
        return fresh

    def is_first_public(self, posts: list[int]):
        """Return a question: has the first of them come out?"""
        from blog.content.models import PostPage

        return lambda: PostPage.objects.filter(pk__in=posts, live=True).exists()

    def note_events(self) -> None:
        """Note what is to be told: a worker forgets old deliveries when it starts."""
        from blog.delivery.models import WebhookEvent

        for public_id, kind, about in WebhookEvent.objects.values_list(
            "public_id", "kind", "about"
        ):
            self.events[public_id] = f"{kind} of {about}"

    def let_time_pass(self) -> set[str]:
        """Let the leases of a dead worker's messages end; return which kinds it was sending."""
        from blog.delivery.models import OutboxMessage, State
        from blog.delivery.rules.retries import LEASE

        left = OutboxMessage.objects.filter(state=State.SENDING)
        for message in left:
            message.claimed_at -= LEASE
            message.save(update_fields=["claimed_at"])
        return {message.kind for message in left}

    def is_all_done(self) -> bool:
        """Return whether nothing waits any more; what waits for its moment is due now."""
        from django.utils import timezone

        from blog.delivery.models import OutboxMessage, State
        from blog.publishing.models import Schedule, ScheduleState

        now = timezone.now()
        waiting = OutboxMessage.objects.filter(state=State.WAITING)
        waiting.filter(due_at__gt=now).update(due_at=now)
        self.let_time_pass()
        standing = Schedule.objects.filter(
            state__in=[ScheduleState.WAITING, ScheduleState.FAILED], post__in=self.posts
        )
        sending = OutboxMessage.objects.filter(state=State.SENDING)
        return not (waiting.exists() or sending.exists() or standing.exists())

    def find_damage(self, server: MailServer, hooks: HookServer) -> list[str]:
        """Return what was lost or done twice, one line each."""
        from blog.audit.models import Entry
        from blog.content.models import PostPage
        from blog.delivery.models import OutboxMessage, State
        from blog.publishing.models import Release, Schedule, ScheduleState

        lines = []
        for post in PostPage.objects.filter(pk__in=self.posts):
            releases = Release.objects.filter(post=post).count()
            entries = Entry.objects.filter(
                subject_id=str(post.pk), act="post.published_on_schedule"
            ).count()
            done = Schedule.objects.filter(post=post, state=ScheduleState.DONE).count()
            if not post.live or (releases, entries, done) != (1, 1, 1):
                lines.append(
                    f"{post.title}: live {post.live}, releases {releases}, log {entries}, schedules done {done}"
                )
        mails = OutboxMessage.objects.filter(kind="mail")
        not_sent = mails.exclude(state=State.SENT).count()
        if not_sent:
            lines.append(f"{not_sent} mails were not sent")
        if len(server.taken) != mails.count():
            lines.append(f"{mails.count()} mails were written, {len(server.taken)} received")
        if mails.filter(key__startswith="crash:").count() != self.mails:
            lines.append("a queued mail is gone")
        return lines + self._find_untold(hooks)

    def _find_untold(self, hooks: HookServer) -> list[str]:
        """Return which events were lost, told of twice under two ids, or told in another order."""
        lines = [
            f"{what} was not told" for id_, what in self.events.items() if not hooks.taken[id_]
        ]
        lines += [f"{id_} was told, and is no event" for id_ in hooks.taken.keys() - self.events]
        wanted = Counter(f"{kind} of post:{post}" for kind in KINDS for post in self.posts)
        counted = Counter(self.events.values())
        lines += [
            f"{what}: {counted[what]} events, not {wanted[what]}"
            for what in wanted | counted
            if counted[what] != wanted[what]
        ]
        lines += [
            f"post {post}: told in the order {sequences}"
            for post, sequences in hooks.sequences.items()
            if sequences != sorted(sequences)
        ]
        return lines


def main() -> int:
    """Run the rounds and print the report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory() as folder:
        return run(Path(folder), arguments.rounds, chance)


def set_up(folder: Path, *, smtp_port: int, **environment: str) -> None:
    """Make a scratch site in a folder, for this process and those that it starts."""
    os.environ.update(
        DATA_DIR=str(folder),
        DJANGO_SETTINGS_MODULE="tests.support.crash_settings",
        CRASH_SMTP_PORT=str(smtp_port),
        GRACE_SECONDS="1",
        PYTHONPATH=f"{PROJECT / 'src'}{os.pathsep}{PROJECT}",
        **environment,
    )
    sys.path[:0] = [str(PROJECT / "src"), str(PROJECT)]
    import django
    from django.core.management import call_command

    from tests.support.database import copy_to

    if not os.environ.get("DATABASE_URL"):
        copy_to(folder / "site.sqlite3")
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def run(folder: Path, rounds: int, chance: random.Random) -> int:
    """Run the rounds in a scratch folder; return the exit status."""
    port = free_port()
    set_up(folder, smtp_port=port)
    from aiosmtpd.controller import Controller

    server = MailServer()
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        with HookServer() as hooks:
            return kill_and_count(Newsroom(hooks.url), server, hooks, rounds, chance)
    finally:
        controller.stop()


def kill_in_the_middle(
    number: int,
    newsroom: Newsroom,
    server: MailServer,
    hooks: HookServer,
    chance: random.Random,
) -> bool:
    """Start a worker and kill it; return whether a transaction was open."""
    posts = newsroom.prepare_round(number)
    server.is_taking.clear()
    hooks.is_taking.clear()
    worker = start_worker()
    if number % 3 == 2:
        until(newsroom.is_first_public(posts))
        time.sleep(chance.uniform(0, 0.15))
    else:
        taking = server.is_taking if number % 3 else hooks.is_taking
        if not taking.wait(PATIENCE):
            raise TimeoutError("the worker sent nothing")
        time.sleep(chance.uniform(0, 0.06))
    held = is_writing()
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    newsroom.note_events()
    return held


def kill_and_count(
    newsroom: Newsroom, server: MailServer, hooks: HookServer, rounds: int, chance: random.Random
) -> int:
    """Kill a worker in each round, let one finish, and report."""
    from django.db import connection

    begun = time.monotonic()
    writing = 0
    sending: Counter[str] = Counter()
    for number in range(1, rounds + 1):
        writing += kill_in_the_middle(number, newsroom, server, hooks, chance)
        sending.update(newsroom.let_time_pass())
        print(f"  Killed {number} of {rounds}", end="\r", flush=True)
    print()
    worker = start_worker()
    try:
        until(newsroom.is_all_done, pause=0.5, patience=PATIENCE + 5 * rounds)
    finally:
        worker.terminate()
        worker.wait()
    newsroom.note_events()
    damage = newsroom.find_damage(server, hooks)
    mails, events = (
        sum(times - 1 for times in taken.values()) for taken in (server.taken, hooks.taken)
    )
    print(f"{rounds} workers killed on {connection.vendor} in {time.monotonic() - begun:.0f} s:")
    print(
        f"  {writing} while a transaction was open, {sending['mail']} while a mail was being sent,"
    )
    print(f"  {sending['webhook']} while a webhook was being sent")
    print(f"  {len(newsroom.posts)} posts scheduled, {len(server.taken)} mails received,")
    print(f"  {len(hooks.taken)} events received")
    print(f"  {mails} mails received again with the same Message-ID,")
    print(f"  {events} events with the same webhook-id")
    for line in damage:
        print(f"  DAMAGE: {line}")
    print("Something was lost or doubled." if damage else "Nothing was lost or doubled.")
    return 1 if damage else 0


if __name__ == "__main__":
    sys.exit(main())
