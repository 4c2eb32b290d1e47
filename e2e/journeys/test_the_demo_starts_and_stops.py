"""What ``bin/demo`` runs: it says what to do, keeps what people wrote, and ends whole."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.request import urlopen

import pytest

from e2e.support.site import PROJECT, built_world, free_port

CHANGED = "A title that an author changed"


class Demo:
    """``manage.py demo`` in a folder of its own."""

    def __init__(self, data_dir):
        self.data_dir, self.port = data_dir, free_port()
        self.running = None

    def start(self, *words, port=None):
        """Start it; return at once."""
        self.running = subprocess.Popen(
            [sys.executable, "manage.py", "demo", *words],
            cwd=PROJECT,
            env={
                "PATH": os.environ["PATH"],
                "DJANGO_SETTINGS_MODULE": "e2e.demo_settings",
                "PYTHONPATH": f"{PROJECT / 'src'}{os.pathsep}{PROJECT}",
                "DATA_DIR": str(self.data_dir),
                "DEMO_PASSWORD": "correct-horse-battery",
                "PORT": str(port or self.port),
                "WEB_CONCURRENCY": "1",
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def said_until(self, words):
        """Return what it says up to a line with these words."""
        said = []
        for line in self.running.stdout:
            said.append(line)
            if words in line:
                return "".join(said)
        raise AssertionError("".join(said))

    def children(self):
        """Return the command lines of the programs that it has started, and of theirs."""
        return _children(self.running.pid)

    def stop(self, sign=signal.SIGTERM):
        """Tell it to stop; return its status and what it still says."""
        self.running.send_signal(sign)
        rest, _ = self.running.communicate(timeout=60)
        return self.running.returncode, rest

    def database(self):
        """Open its database."""
        return closing(sqlite3.connect(self.data_dir / "site.sqlite3"))


def _children(parent):
    found = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            ppid = re.search(r"^PPid:\s+(\d+)", status.read_text(), re.MULTILINE)[1]
            if int(ppid) == parent:
                words = (status.parent / "cmdline").read_text().replace("\0", " ")
                found |= {int(status.parent.name): words, **_children(int(status.parent.name))}
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has ended meanwhile
    return found


@pytest.fixture
def demo(tmp_path):
    """The demo on a copy of the publication that all browser tests begin from."""
    data_dir = tmp_path / "data"
    shutil.copytree(built_world(), data_dir)
    demo = Demo(data_dir)
    yield demo
    if demo.running and demo.running.poll() is None:
        demo.stop()


def test_it_says_where_it_is_keeps_what_was_written_and_leaves_nobody_behind(demo):
    demo.start()
    said = demo.said_until("Ctrl-C")

    address = f"http://127.0.0.1:{demo.port}/"
    assert address in said
    for name in ("reader", "author", "author2", "editor", "moderator", "admin"):
        assert re.search(rf"\b{name}@", said)
    assert "correct-horse-battery" in said
    with urlopen(address, timeout=30) as answer:
        assert answer.status == 200
        assert f'<link rel="canonical" href="{address}">' in answer.read().decode()
    children = demo.children()
    assert [words for words in children.values() if "granian" in words]
    assert [words for words in children.values() if "manage.py work" in words]
    with demo.database() as database, database:
        database.execute("UPDATE wagtailcore_page SET draft_title = ? WHERE depth = 4", [CHANGED])
        pages = database.execute("SELECT count(*) FROM wagtailcore_page").fetchone()

    status, rest = demo.stop(signal.SIGINT)

    assert status == 0
    assert "Stopped." in rest
    assert not [pid for pid in children if Path(f"/proc/{pid}/cmdline").exists()]

    demo.start()
    again = demo.said_until("Ctrl-C")

    assert "migrations" not in again
    with demo.database() as database:
        kept = "SELECT DISTINCT draft_title FROM wagtailcore_page WHERE depth = 4"
        assert database.execute(kept).fetchall() == [(CHANGED,)]
        assert database.execute("SELECT count(*) FROM wagtailcore_page").fetchone() == pages
    assert demo.stop()[0] == 0


def test_an_address_that_is_taken_is_said_before_anything_is_done(demo, site):
    demo.start("--reset", port=site.port)
    said, _ = demo.running.communicate(timeout=60)

    assert demo.running.returncode == 1
    assert f"Something is already using 127.0.0.1:{site.port}." in said
    assert f"PORT={site.port + 1}" in said
    assert (demo.data_dir / "site.sqlite3").exists()
