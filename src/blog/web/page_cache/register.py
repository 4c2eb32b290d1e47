"""What is kept, by tag, and what waits to be made anew: one SQLite file beside the answers.

Readers' requests never open it. Every process that changes what is kept does, and its write lock is
what keeps two of them apart.
"""

import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from blog.web.page_cache.keys import Key

EVERYTHING = "*"  # every answer has this tag
SECONDS_FOR_ONE = 30  # after which another process makes an answer that one had begun
SECONDS_TO_TELL = 60  # after which another process tells of what one had begun to tell
KEPT_CHANGES = 1000
LATER = 1_000_000

_TABLES = """
CREATE TABLE IF NOT EXISTS answers (
  id INTEGER PRIMARY KEY,
  host TEXT NOT NULL, path TEXT NOT NULL, page INTEGER NOT NULL, part INTEGER NOT NULL,
  bytes INTEGER NOT NULL DEFAULT 0,
  kept_at REAL,
  waits_at INTEGER,
  begun_at REAL,
  is_old INTEGER NOT NULL DEFAULT 0,
  UNIQUE (host, path, page, part)
);
CREATE INDEX IF NOT EXISTS answers_waiting ON answers (waits_at, id) WHERE waits_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS tags (
  tag TEXT NOT NULL, answer INTEGER NOT NULL REFERENCES answers ON DELETE CASCADE,
  PRIMARY KEY (tag, answer)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS tags_of_answer ON tags (answer);
CREATE TABLE IF NOT EXISTS changes (number INTEGER PRIMARY KEY AUTOINCREMENT, tag TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS heard (number INTEGER PRIMARY KEY);
CREATE TABLE IF NOT EXISTS marks (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS untold (
  host TEXT NOT NULL, path TEXT NOT NULL, page INTEGER NOT NULL, taken_at REAL,
  PRIMARY KEY (host, path, page)
) WITHOUT ROWID;
"""


class Waiting(NamedTuple):
    """An answer to make. ``is_looked_for``: people look there first for what has changed."""

    key: Key
    is_looked_for: bool


class Register:
    """The register of one folder of answers. A connection for each thread.

    With ``notes_untold`` it keeps the addresses at which an answer became another one, or none,
    until a delivery network has been told.
    """

    def __init__(self, folder: Path, *, notes_untold: bool = False) -> None:
        self.folder = folder
        self.notes_untold = notes_untold
        self._file = folder / "register.sqlite3"
        self._own = threading.local()

    @contextmanager
    def writing(self) -> Iterator["Ledger"]:
        """Hold the write lock, and keep what was written unless an error comes out.

        :raises sqlite3.Error: the file cannot be used
        """
        connection = self._connection()
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield Ledger(connection, notes_untold=self.notes_untold)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # a full disk may have ended it already
                connection.execute("ROLLBACK")
            raise

    def reading(self) -> "Ledger":
        """Look things up, each as it is at that moment."""
        return Ledger(self._connection(), notes_untold=self.notes_untold)

    def touched(self) -> tuple[int, int] | None:
        """Return what is another one after every write by any process: cheaper than a question."""
        try:
            journal = self._file.with_name(f"{self._file.name}-wal").stat()
        except OSError:
            return None
        return journal.st_mtime_ns, journal.st_size

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if connection is None or not self._file.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self._file, timeout=10, isolation_level=None)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute("PRAGMA foreign_keys=ON")
            connection.executescript(_TABLES)
            self._own.connection = connection
        return connection


class Ledger:
    """What can be written and looked up, in the words of the cache."""

    def __init__(self, connection: sqlite3.Connection, *, notes_untold: bool = False) -> None:
        self._notes_untold = notes_untold
        self._run = connection.execute
        self._run_many = connection.executemany

    # --- answers ---------------------------------------------------------------------------------

    def announce(self, key: Key, tags: Iterable[str]) -> None:
        """Have a row for an answer before its files are there: what has files can be found."""
        self._run(
            "INSERT OR IGNORE INTO answers (host, path, page, part) VALUES (?, ?, ?, ?)",
            key,
        )
        self._add_tags(self._number_of(key), tags)

    def has(self, key: Key) -> bool:
        """Return whether there is a row for an answer."""
        return self._number_of(key) is not None

    def settle(self, key: Key, tags: Iterable[str], size: int) -> None:
        """Note that the files of an answer are there, and all its tags."""
        number = self._number_of(key)
        self._note_if_old(number)
        over = self._add_tags(number, tags)
        self._run_many("DELETE FROM tags WHERE tag = ? AND answer = ?", [(t, number) for t in over])
        self._run(
            "UPDATE answers SET bytes = ?, kept_at = ?, waits_at = NULL, begun_at = NULL,"
            " is_old = 0 WHERE id = ?",
            (size, time.time(), number),
        )

    def _add_tags(self, number: int | None, tags: Iterable[str]) -> set[str]:
        """Have an answer found by these tags; return those by which it was found besides."""
        rows = self._run("SELECT tag FROM tags WHERE answer = ?", (number,))
        found, wanted = {row[0] for row in rows}, {EVERYTHING, *tags}
        self._run_many(
            "INSERT INTO tags (tag, answer) VALUES (?, ?)", [(t, number) for t in wanted - found]
        )
        return found - wanted

    def forget(self, key: Key) -> None:
        """Drop the row of an answer."""
        number = self._number_of(key)
        self._note_if_old(number)
        self._run("DELETE FROM answers WHERE id = ?", (number,))

    def keys_with(self, tags: Iterable[str]) -> list[Key]:
        """Return the answers that have any of these tags, those kept last first."""
        wanted = list(dict.fromkeys(tags))
        marks = ", ".join("?" * len(wanted))
        rows = self._run(
            f"SELECT host, path, page, part FROM answers WHERE id IN"  # noqa: S608 - question marks
            f" (SELECT answer FROM tags WHERE tag IN ({marks})) ORDER BY page, part, kept_at DESC",
            wanted,
        )
        return [_key(row) for row in rows]

    def oldest(self) -> list[tuple[Key, int]]:
        """Return the answers that can go first, and their bytes: ends of lists, then by age."""
        rows = self._run(
            "SELECT host, path, page, part, bytes FROM answers WHERE waits_at IS NULL"
            " ORDER BY page = 1, kept_at LIMIT 1000"
        )
        return [(_key(row[:4]), row[4]) for row in rows]

    def totals(self) -> tuple[int, int]:
        """Return how many answers there are, and their bytes."""
        row = self._run("SELECT count(*), coalesce(sum(bytes), 0) FROM answers").fetchone()
        return row[0], row[1]

    # --- what a network has yet to be told -------------------------------------------------------

    def grow_old(self, keys: Iterable[Key]) -> None:
        """Note that what these addresses answer is not true any more: told once it is made anew."""
        self._run_many(
            "UPDATE answers SET is_old = 1 WHERE host = ? AND path = ? AND page = ? AND part = ?",
            keys,
        )

    def note_untold(self, keys: Iterable[Key]) -> None:
        """Note addresses that answer something else from now on."""
        if self._notes_untold:
            self._run_many(
                "INSERT INTO untold (host, path, page) VALUES (?, ?, ?)"
                " ON CONFLICT DO UPDATE SET taken_at = NULL",
                [key[:3] for key in keys],
            )

    def has_untold(self) -> bool:
        """Return whether there are addresses that nobody tells of at this moment."""
        return bool(self._untold(time.time(), 1))

    def take_untold(self, most: int, *, now: float) -> list[Key]:
        """Return addresses of which a network has yet to be told; others leave them for a while."""
        keys = self._untold(now, most)
        self._run_many(
            "UPDATE untold SET taken_at = ? WHERE host = ? AND path = ? AND page = ?",
            [(now, *key[:3]) for key in keys],
        )
        return keys

    def forget_untold(self, *, taken_at: float) -> None:
        """Forget what was taken then, and has not changed again since."""
        self._run("DELETE FROM untold WHERE taken_at = ?", (taken_at,))

    def give_back_untold(self, *, taken_at: float) -> None:
        """Let what was taken then be told of by whoever comes first."""
        self._run("UPDATE untold SET taken_at = NULL WHERE taken_at = ?", (taken_at,))

    def _untold(self, now: float, most: int) -> list[Key]:
        rows = self._run(
            "SELECT host, path, page, 0 FROM untold WHERE taken_at IS NULL OR taken_at < ? LIMIT ?",
            (now - SECONDS_TO_TELL, most),
        )
        return [_key(row) for row in rows]

    def _note_if_old(self, number: int | None) -> None:
        rows = self._run(
            "SELECT host, path, page, part FROM answers WHERE id = ? AND is_old", (number,)
        )
        self.note_untold([_key(row) for row in rows])

    # --- what waits ------------------------------------------------------------------------------

    def want(self, keys: Iterable[Key], *, place: int = 0) -> None:
        """Have these answers made, whether they are kept or not; the first of them first."""
        for step, key in enumerate(keys):
            self._run(
                "INSERT INTO answers (host, path, page, part, waits_at) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET begun_at = NULL,"
                " waits_at = min(coalesce(waits_at, excluded.waits_at), excluded.waits_at)",
                (*key, place + step),
            )

    def take(self) -> Waiting | None:
        """Return the next answer to make, and keep other processes from making it meanwhile."""
        waiting = self.next()
        if waiting is not None:
            number = self._number_of(waiting.key)
            self._run("UPDATE answers SET begun_at = ? WHERE id = ?", (time.time(), number))
        return waiting

    def put_off(self, key: Key, *, seconds: float) -> None:
        """Have nobody make an answer for so long; what is kept is sent meanwhile."""
        begun_at = time.time() + seconds - SECONDS_FOR_ONE
        self._run("UPDATE answers SET begun_at = ? WHERE id = ?", (begun_at, self._number_of(key)))

    def next(self) -> Waiting | None:
        """Return the next answer to make that no process is making at this moment."""
        row = self._run(
            "SELECT host, path, page, part, waits_at FROM answers WHERE waits_at IS NOT NULL"
            " AND (begun_at IS NULL OR begun_at < ?) ORDER BY waits_at, id LIMIT 1",
            (time.time() - SECONDS_FOR_ONE,),
        ).fetchone()
        return Waiting(_key(row[:4]), is_looked_for=row[4] < LATER) if row else None

    # --- changes ---------------------------------------------------------------------------------

    def note_change(self, tags: Iterable[str]) -> None:
        """Note what has changed, for answers that are being made at this moment."""
        self._run_many("INSERT INTO changes (tag) VALUES (?)", [(tag,) for tag in tags])
        self._run("DELETE FROM changes WHERE number <= ?", (self.last_change() - KEPT_CHANGES,))

    def last_change(self) -> int:
        """Return the number of the latest change."""
        number: int = self._run("SELECT coalesce(max(number), 0) FROM changes").fetchone()[0]
        return number

    def changed_since(self, number: int, tags: Iterable[str]) -> bool:
        """Return whether anything of these tags has changed after a change's number."""
        last = self.last_change()
        if last == number:
            return False
        if last - number >= KEPT_CHANGES or last < number:
            return True
        rows = self._run("SELECT tag FROM changes WHERE number > ?", (number,))
        return not {row[0] for row in rows}.isdisjoint({EVERYTHING, *tags})

    def hear(self, number: int) -> bool:
        """Note that this folder knows of a row of the database; return whether that is news."""
        news = self._run("INSERT OR IGNORE INTO heard (number) VALUES (?)", (number,)).rowcount
        return news > 0

    def heard(self) -> set[int]:
        """Return the rows of the database that this folder knows of, the latest ones."""
        return {row[0] for row in self._run("SELECT number FROM heard")}

    def unhear(self, *, before: int) -> None:
        """Forget the numbers of old rows."""
        self._run("DELETE FROM heard WHERE number < ?", (before,))

    # --- marks -----------------------------------------------------------------------------------

    def mark(self, name: str, value: int) -> None:
        """Remember a number by name."""
        self._run("INSERT OR REPLACE INTO marks (name, value) VALUES (?, ?)", (name, value))

    def marked(self, name: str) -> int | None:
        """Return a remembered number."""
        row = self._run("SELECT value FROM marks WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def _number_of(self, key: Key) -> int | None:
        row = self._run(
            "SELECT id FROM answers WHERE host = ? AND path = ? AND page = ? AND part = ?", key
        ).fetchone()
        return row[0] if row else None


def _key(row: tuple[str, str, int, int]) -> Key:
    host, path, page, part = row
    return Key(host, path, page, bool(part))
