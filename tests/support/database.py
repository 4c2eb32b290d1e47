"""A migrated SQLite database, made once for a set of migrations and copied for each run.

Migrating takes longer than most tests. The copy is keyed by what the migrations and the locked
packages are, so a change of either makes a new one.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
KEPT = PROJECT / ".testdb"


def fingerprint() -> str:
    """Return a hash of every migration of ours, of what follows them, and of others' versions."""
    digest = hashlib.sha256()
    files = [
        PROJECT / "requirements/base.lock",
        *sorted((PROJECT / "src").rglob("migrations/*.py")),
    ]
    by_handlers = ["accounts/rules/wagtail_rights.py", "content/indexes.py"]
    for file in [*files, *(PROJECT / "src/blog" / name for name in by_handlers)]:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def migrated_database() -> Path:
    """Return a migrated SQLite file, made where there is none. Copy it; never write to it."""
    KEPT.mkdir(exist_ok=True)
    wanted = KEPT / f"{fingerprint()}.sqlite3"
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not wanted.exists():
            for old in KEPT.glob("*.sqlite3*"):
                old.unlink()
            scratch = KEPT / "making.sqlite3"
            _migrate(scratch)
            scratch.replace(wanted)
    return wanted


def _migrate(database: Path) -> None:
    env = {**os.environ, "DATABASE_URL": f"sqlite:///{database}", "PYTHONWARNINGS": "ignore"}
    env["DJANGO_SETTINGS_MODULE"] = "blog.config.settings.test"
    manage = [sys.executable, str(PROJECT / "manage.py"), "migrate", "--verbosity=0"]
    subprocess.run(manage, env=env, check=True)
    # Fold the write-ahead log into the one file that is copied.
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")


def copy_to(target: Path) -> Path:
    """Copy the migrated database; return the copy's path."""
    shutil.copyfile(migrated_database(), target)
    return target
