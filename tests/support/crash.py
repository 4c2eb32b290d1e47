"""Kill the worker, again and again, in the middle of publishing and of sending; count what is lost.

    python tests/support/crash.py [--rounds 50] [--seed 1]

Each round schedules three posts and queues three mails, starts ``manage.py work`` and ends it with
SIGKILL: in odd rounds while the mail server is taking a mail, in even ones while a post is being
published. Afterwards a worker runs to the end, and the rows and the received mails are compared.
Exit status 0: nothing was lost, and nothing was published twice. A mail that the server had taken
before the worker could note it is sent again with the same Message-ID, by which mail programs tell;
the report says how many there were.

Everything is real: the worker, SQLite, a mail server. It lives in a temporary folder.
"""

import argparse
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
from contextlib import closing
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
AT_ONCE = 3
PATIENCE = 120


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


def is_writing(database: str) -> bool:
    """Return whether somebody holds SQLite's one lock for writing at this moment."""
    with closing(sqlite3.connect(database, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        connection.execute("ROLLBACK")
        return False


class Newsroom:
    """The rows of the scratch site, by the project's own models and services."""

    def __init__(self) -> None:
        from tests import factories

        self.editor = factories.make_user("ed@example.com", roles=["Editor"], first_name="Ed")
        self.tom = factories.make_user(
            "tom@example.com", roles=["Trusted author"], first_name="Tom"
        )
        self.section = factories.make_section("News")
        self.posts: list[int] = []
        self.mails = 0

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

    def let_time_pass(self) -> int:
        """Let the leases of a dead worker's messages end; return how many it was sending."""
        from blog.delivery.models import OutboxMessage, State
        from blog.delivery.rules.retries import LEASE

        left = OutboxMessage.objects.filter(state=State.SENDING)
        for message in left:
            message.claimed_at -= LEASE
            message.save(update_fields=["claimed_at"])
        return len(left)

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

    def find_damage(self, server: MailServer) -> list[str]:
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


def run(folder: Path, rounds: int, chance: random.Random) -> int:
    """Run the rounds in a scratch folder; return the exit status."""
    port = free_port()
    os.environ.update(
        DATA_DIR=str(folder),
        DJANGO_SETTINGS_MODULE="tests.support.crash_settings",
        CRASH_SMTP_PORT=str(port),
        GRACE_SECONDS="1",
        PYTHONPATH=f"{PROJECT / 'src'}{os.pathsep}{PROJECT}",
    )
    sys.path[:0] = [str(PROJECT / "src"), str(PROJECT)]
    from tests.support.database import copy_to

    database = str(copy_to(folder / "site.sqlite3"))
    import django

    django.setup()
    from aiosmtpd.controller import Controller
    from django.core.management import call_command

    call_command("createcachetable", verbosity=0)
    server = MailServer()
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        return kill_and_count(Newsroom(), server, database, rounds, chance)
    finally:
        controller.stop()


def kill_and_count(
    newsroom: Newsroom, server: MailServer, database: str, rounds: int, chance: random.Random
) -> int:
    """Kill a worker in each round, let one finish, and report."""
    begun = time.monotonic()
    writing = sending = 0
    for number in range(1, rounds + 1):
        posts = newsroom.prepare_round(number)
        server.is_taking.clear()
        worker = start_worker()
        if number % 2:
            if not server.is_taking.wait(PATIENCE):
                raise TimeoutError("the worker sent no mail")
            time.sleep(chance.uniform(0, 0.06))
        else:
            until(newsroom.is_first_public(posts))
            time.sleep(chance.uniform(0, 0.15))
        held = is_writing(database)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        writing += held
        sending += bool(newsroom.let_time_pass())
        print(f"  Killed {number} of {rounds}", end="\r", flush=True)
    print()
    worker = start_worker()
    try:
        until(newsroom.is_all_done, pause=0.5, patience=PATIENCE + 5 * rounds)
    finally:
        worker.terminate()
        worker.wait()
    damage = newsroom.find_damage(server)
    twice = sum(number - 1 for number in server.taken.values())
    print(f"{rounds} workers killed in {time.monotonic() - begun:.0f} s:")
    print(f"  {writing} while a transaction was open, {sending} while a message was being sent")
    print(f"  {len(newsroom.posts)} posts scheduled, {len(server.taken)} mails received")
    print(f"  {twice} mails received twice, with the same Message-ID")
    for line in damage:
        print(f"  DAMAGE: {line}")
    print("Something was lost or doubled." if damage else "Nothing was lost or doubled.")
    return 1 if damage else 0


if __name__ == "__main__":
    sys.exit(main())
