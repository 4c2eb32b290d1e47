"""A real site for the tests: the server people run, on a copy of the demo publication."""

import fcntl
import hashlib
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from functools import cache
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

PROJECT = Path(__file__).resolve().parents[2]
KEPT = PROJECT / ".testdb"
BUILT_FROM = (
    "src/blog/accounts",
    "src/blog/comments",
    "src/blog/audit",
    "src/blog/content",
    "src/blog/delivery",
    "src/blog/operations",
    "src/blog/publishing",
)
# What serves the world and has no part in making it.
NO_PART_IN_IT = {
    *("views", "urls", "desk_urls", "root_urls", "forms", "presenters", "feeds", "sitemaps"),
    *("middleware", "wagtail_hooks", "allauth_adapter", "gates", "templatetags"),
}
PASSWORD = "correct-horse-battery"  # as in e2e/settings.py


def _environment(data_dir: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "e2e.settings",
        "PYTHONPATH": f"{PROJECT / 'src'}{os.pathsep}{PROJECT}",
        "DATA_DIR": str(data_dir),
        **more,
    }


@cache
def built_world() -> Path:
    """Return a DATA_DIR with the demo publication, made once for what it is built from."""
    KEPT.mkdir(exist_ok=True)
    digest = hashlib.sha256((PROJECT / "requirements/base.lock").read_bytes())
    for folder in BUILT_FROM:
        for file in sorted((PROJECT / folder).rglob("*")):
            place = file.relative_to(PROJECT / folder)
            if NO_PART_IN_IT & {*place.parts, place.stem}:
                continue
            if file.suffix in {".py", ".toml", ".txt"}:
                digest.update(str(file.relative_to(PROJECT)).encode() + file.read_bytes())
    digest.update((Path(__file__).parent / "build_world.py").read_bytes())
    wanted = KEPT / f"world-{digest.hexdigest()[:16]}"
    with (KEPT / "world-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not wanted.exists():
            for old in KEPT.glob("world-*/"):
                shutil.rmtree(old, ignore_errors=True)  # also one that somebody has left half made
            scratch = Path(tempfile.mkdtemp(prefix="world-making-", dir=KEPT))
            _prepare(scratch)
            _fold(scratch / "site.sqlite3")
            scratch.rename(wanted)
        else:
            _prepare(wanted, "static")
    return wanted


def _prepare(data_dir: Path, *words: str) -> None:
    command = [sys.executable, "-m", "e2e.support.build_world", *words]
    subprocess.run(command, cwd=PROJECT, env=_environment(data_dir), check=True)


def _fold(database: Path) -> None:
    """Fold the write-ahead log into the one file that is copied."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class Site:
    """A running site. ``url`` has no slash at its end; ``more`` is added to its environment."""

    def __init__(self, folder: Path, **more: str) -> None:
        self.world = built_world()
        self.data_dir = folder / "data"
        shutil.copytree(self.world, self.data_dir)
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        address = {"PORT": str(self.port), "BIND": "127.0.0.1", "BASE_URL": self.url}
        self.log = (folder / "server.log").open("w+")
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--no-worker"],
            cwd=PROJECT,
            env=_environment(self.data_dir, WEB_CONCURRENCY="1", **address, **more),
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )
        self._wait()
        # What each test begins from, the site's own address included.
        self.start = folder / "start.sqlite3"
        with (
            closing(sqlite3.connect(self.database)) as now,
            closing(sqlite3.connect(self.start)) as kept,
        ):
            now.backup(kept)

    @property
    def database(self) -> Path:
        """The running site's database."""
        return self.data_dir / "site.sqlite3"

    def reset(self) -> None:
        """Put the database back to what it was at the start; the server goes on running."""
        with (
            closing(sqlite3.connect(self.start)) as kept,
            closing(sqlite3.connect(self.database)) as now,
        ):
            kept.backup(now)

    def filled(self, path: str) -> str:
        """Return a path with the number of each post in the place of its name in braces."""

        def number(match: re.Match[str]) -> str:
            with closing(sqlite3.connect(self.database)) as now:
                asked = "SELECT id FROM wagtailcore_page WHERE slug = ?"
                return str(now.execute(asked, [match[1]]).fetchone()[0])

        return re.sub(r"{([\w-]+)}", number, path)

    def work(self, name: str) -> None:
        """Do one round of the worker, which does not run in the tests."""
        urlopen(Request(f"{self.url}/e2e/rounds/{quote(name)}/", method="POST"), timeout=60).close()

    def later(self, table: str, column: str, days: int) -> None:
        """Let something have happened, or be due, so many days earlier."""
        # The names are the test's own.
        self._change(f"UPDATE {table} SET {column} = datetime({column}, '-{days} days')")  # noqa: S608

    def let_one_person_publish(self) -> None:
        """Let no section ask for a second pair of eyes."""
        self._change("UPDATE content_sectionpage SET four_eyes = 0")

    def publish_nothing(self) -> None:
        """Let no post be readable: what lists posts is known, and empty."""
        self._change(
            "UPDATE wagtailcore_page SET live = 0 WHERE id IN (SELECT page_ptr_id FROM content_postpage)"
        )

    def let_pictures_move(self) -> None:
        """Let every picture be one that can be played; what is played looks as it does."""
        self._change("UPDATE content_siteimage SET moving = file")
        # The server may remember the page without: a test may have looked at it before.
        self._change(
            "INSERT INTO web_pagechange (tags, gone, addresses, changed_at)"
            """ VALUES ('["*"]', '[]', '[]', datetime('now'))"""
        )

    def take_guests(self) -> None:
        """Let people without an account comment."""
        self._change("UPDATE content_postpage SET comment_policy = 'guests'")

    def let_the_reader_follow_a_thread(self) -> None:
        """Let the reader hear of what is said below the first comment of all."""
        self._change(
            "INSERT INTO comments_follow (post_id, thread_id, by_id, at)"
            " SELECT post_id, id, (SELECT id FROM accounts_user WHERE email = 'reader@demo.example'),"
            " written_at FROM comments_comment WHERE id = 1"
        )

    def let_a_schedule_fail(self) -> None:
        """Let the one post that is set for a time have failed, and pause for a while."""
        self._change(
            "UPDATE publishing_schedule SET state = 'failed', tries = 3,"
            " due_at = datetime('now', '-1 hour'), next_try_at = datetime('now', '+1 hour'),"
            " reason = 'OperationalError: the database is locked'"
        )

    def correct_something(self) -> None:
        """Let readers have had another text of “The verb is the engine”, which was corrected."""
        self._change(
            "INSERT INTO wagtailcore_revision (content_type_id, base_content_type_id, object_id,"
            " created_at, object_str, content, user_id, approved_go_live_at)"
            " SELECT content_type_id, base_content_type_id, object_id, created_at, object_str,"
            " json_set(content, '$.title', 'The verb is the motor'), user_id, NULL"
            " FROM wagtailcore_revision WHERE id = (SELECT live_revision_id"
            " FROM wagtailcore_page WHERE slug = 'the-verb-is-the-engine')"
        )
        self._change(
            "INSERT INTO publishing_release (post_id, revision_id, previous_revision_id, at,"
            ' "change", note, was_open, undo_until) SELECT page.id, page.live_revision_id,'
            " (SELECT max(id) FROM wagtailcore_revision), page.last_published_at, 'correction',"
            " 'It is an engine, not a motor.', true, page.last_published_at"
            " FROM wagtailcore_page AS page WHERE page.slug = 'the-verb-is-the-engine'"
        )

    def add_webhooks(self) -> None:
        """Let there be a webhook that hears of things, one of which failed, and one that has gone."""
        self._change(
            "INSERT INTO delivery_webhookendpoint (id, name, url, events, secret, previous_secret,"
            " is_on, off_reason, off_at, created_at, failing_since, failures) VALUES"
            " (1, 'Chat of the newsroom', 'https://chat.example.com/hooks/galley',"
            """ '["post.published", "workflow.submitted"]', 'sealed', '', 1, '', NULL,"""
            " '2026-11-20 12:00:00', '2026-11-26 12:00:00', 3),"
            " (2, 'Old search', 'https://search.example.com/', '[\"post.published\"]', 'sealed', '', 0,"
            " 'gone', '2026-11-25 12:00:00', '2026-11-20 12:00:00', NULL, 0)"
        )
        tried = '{"at": "2026-11-26T12:00:01+00:00", "status": %s, "ms": %s, "answer": "%s", "error": "%s"}'
        told = [
            ("post.published", "sent", tried % (200, 84, "ok", "")),
            ("workflow.submitted", "waiting", tried % (503, 1210, "Try again later", "")),
            ("post.published", "dead", tried % ("null", 10000, "", "took too long")),
        ]
        for number, (kind, state, tries) in enumerate(told, 1):
            at, later = "2026-11-26 12:00:00", "2026-11-26 12:02:00"
            self._add(
                "delivery_outboxmessage",
                **{
                    "id": 9000 + number,
                    "kind": "webhook",
                    "payload": "{}",
                    "key": f"hook:{number}",
                },
                **{"group": "", "state": state, "created_at": at, "due_at": later, "claim": ""},
                **{"tries": 1, "last_error": ""},
            )
            self._add(
                "delivery_webhookevent",
                **{"id": number, "public_id": f"msg_{number:027}", "kind": kind, "created_at": at},
                **{"about": f"post:{number}", "body": f'{{"type":"{kind}","sequence":{number}}}'},
            )
            self._add(
                "delivery_delivery",
                **{"endpoint_id": 1, "event_id": number, "message_id": 9000 + number},
                **{"wanted_at": at, "tries": f"[{tries}]"},
            )

    def undo_what_would_be_sent(self) -> None:
        """Let a publication have been undone while a message about it waited."""
        self._add(
            "delivery_outboxmessage",
            **{"kind": "feeds", "payload": '{"addresses": []}', "key": "undone", "group": "post:1"},
            **{"state": "undone", "created_at": "2026-11-26 12:00:00", "claim": "", "tries": 0},
            **{"due_at": "2026-11-26 12:01:00", "last_error": ""},
        )

    def _add(self, table: str, **values: object) -> None:
        """Write a row."""
        names, places = ", ".join(f'"{name}"' for name in values), ", ".join("?" for _ in values)
        with closing(sqlite3.connect(self.database)) as connection:
            statement = f"INSERT INTO {table} ({names}) VALUES ({places})"  # noqa: S608
            connection.execute(statement, list(values.values()))
            connection.commit()

    def give_a_page_a_password(self) -> None:
        """Let the page “About” open with a password only."""
        self._change(
            "INSERT INTO wagtailcore_pageviewrestriction (page_id, restriction_type, password)"
            " SELECT id, 'password', 'quoin' FROM wagtailcore_page WHERE slug = 'about'"
        )

    def _change(self, statement: str) -> None:
        with closing(sqlite3.connect(self.database)) as connection:
            connection.execute(statement)
            connection.commit()

    def stop(self) -> None:
        """End the server."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)
        self.log.close()

    def _wait(self) -> None:
        end = time.monotonic() + 90
        while time.monotonic() < end and self.process.poll() is None:
            try:
                urlopen(f"{self.url}/livez", timeout=5).close()
            except HTTPError as error:
                error.close()
            except (URLError, ConnectionError, TimeoutError):
                time.sleep(0.1)
                continue
            return
        self.log.seek(0)
        raise RuntimeError(f"The site did not start:\n{self.log.read()}")


def free_port() -> int:
    """Return a port on which nobody listens."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
