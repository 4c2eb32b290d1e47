"""Ready answers: on disk for every process and the next start, in memory for the next reader.

The files are the truth. A request looks at one file's number and time; when both are those of the
copy in memory, the copy is good. So a change that any process of this machine makes is seen by the
next request of every other.
"""

import logging
import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from blog.web.page_cache import answers
from blog.web.page_cache.answers import Answer, Ready
from blog.web.page_cache.keys import Key
from blog.web.page_cache.register import EVERYTHING, LATER, Ledger, Register, Waiting

logger = logging.getLogger(__name__)

TOLD_AT_ONCE = 100  # addresses in one message to a network
AT_ONCE = 500  # answers made anew for one change; more than that are made when they are asked for
ROOM = 0.95  # of the bound, after something had to go
UNWEIGHED = 0.01  # of the bound, that a process writes before it adds up what is kept
OVERHEAD = 2000  # bytes in memory beside a body
SECONDS_BETWEEN_COMPLAINTS = 60
FAILURES = (OSError, sqlite3.Error)


class NotWritten(Exception):
    """A change could not be written down."""


@dataclass
class Copy:
    """An answer in memory, and the file that it was read from."""

    answer: Answer
    meta: str
    file_number: int
    file_time: int
    held: int = OVERHEAD


class Store:
    """Keeps answers in a folder of about ``max_bytes``, and ``memory_bytes`` of them in memory.

    Whatever the disk refuses is logged, and Django answers instead. ``notes_untold``: a delivery
    network in front is to be told which addresses have changed.
    """

    def __init__(
        self, folder: Path, *, max_bytes: int, memory_bytes: int, notes_untold: bool = False
    ) -> None:
        self.folder = folder
        self.max_bytes = max_bytes
        self.memory_bytes = memory_bytes
        self.register = Register(folder, notes_untold=notes_untold)
        # A change could not be written down: what is kept may be old, so nothing of it is sent.
        self.broken = False
        self._copies: dict[Key, Copy] = {}
        self._held = 0
        self._unweighed = max_bytes  # what there is from before
        self._lock = threading.Lock()
        self._complained_at = 0.0

    # --- for a reader's request ------------------------------------------------------------------

    def find(self, key: Key, forms: tuple[str, ...]) -> Ready | None:
        """Return the best form of a ready answer that is sound, or None."""
        if self.broken:
            return None
        copy = self._copies.get(key)
        if copy is not None:
            try:
                now = os.stat(copy.meta)
            except OSError:
                self._let_go(key)
                return None
            if now.st_mtime_ns != copy.file_time or now.st_ino != copy.file_number:
                copy = None
        if copy is None:
            copy = self._read(key)
            if copy is None:
                return None
        answer = copy.answer
        if answer.until is not None and time.time() >= answer.until:
            return None
        for form in forms:
            ready = answer.ready.get(form) or self._load(copy, form)
            if ready is not None:
                return ready
        return None

    def _read(self, key: Key) -> Copy | None:
        meta = f"{self.folder / key.file}{answers.META}"
        try:
            now = os.stat(meta)
        except (OSError, ValueError):
            return None
        answer = answers.read(key, self.folder)
        if answer is None:
            self._let_go(key)
            return None
        copy = Copy(answer, meta, now.st_ino, now.st_mtime_ns)
        with self._lock:
            self._drop_copy(key)
            self._copies[key] = copy
            self._held += copy.held
        return copy

    def _load(self, copy: Copy, form: str) -> Ready | None:
        ready = answers.load(copy.answer, form, self.folder)
        if ready is not None:
            with self._lock:
                if self._copies.get(copy.answer.key) is copy:
                    copy.held += len(ready.body)
                    self._held += len(ready.body)
                while self._held > self.memory_bytes and len(self._copies) > 1:
                    self._drop_copy(next(iter(self._copies)))
        return ready

    def _let_go(self, key: Key) -> None:
        with self._lock:
            self._drop_copy(key)

    def _drop_copy(self, key: Key) -> None:
        copy = self._copies.pop(key, None)
        if copy:
            self._held -= copy.held

    # --- keeping ---------------------------------------------------------------------------------

    def moment(self) -> int:
        """Return the number of the latest change: ask before an answer is made, give it to keep."""
        try:
            return self.register.reading().last_change()
        except FAILURES as problem:
            self._complain(problem)
            return -1

    def complete(self, answer: Answer) -> Answer:
        """Return an answer in every form, with the moment at which its text became what it is.

        The same text keeps its date; another one is never as old as the text before it. Where the
        answer has not changed at all, it is the one that is kept.
        """
        before = answers.read(answer.key, self.folder)
        if before is None:
            return answer.packed(changed_at=answer.changed_at)
        if not before.says_what(answer):
            return answer.packed(changed_at=max(answer.changed_at, before.changed_at + 1))
        if before.is_like(answer) and answers.load_all(before, self.folder):
            return before
        return answer.packed(changed_at=before.changed_at)

    def keep(self, answer: Answer, *, since: int) -> bool:
        """Keep an answer unless what it shows has changed since that moment; return whether so."""
        try:
            with self.register.writing() as ledger:
                ledger.announce(answer.key, answer.tags)
            with self.register.writing() as ledger:
                if ledger.changed_since(since, answer.tags) or not ledger.has(answer.key):
                    return False
                is_there = answer.is_written and answers.read(answer.key, self.folder) == answer
                if not is_there:
                    answers.write(answer, self.folder)
                    self._unweighed += answer.size
                ledger.settle(answer.key, answer.tags, answer.size)
                self._make_room(ledger)
        except FAILURES as problem:
            self._complain(problem)
            return False
        return True

    def drop(self, keys: Iterable[Key]) -> None:
        """Take answers away, at once and for every process."""
        wanted = list(keys)
        try:
            with self.register.writing() as ledger:
                for key in wanted:
                    answers.remove(key, self.folder)
                    ledger.forget(key)
        except FAILURES as problem:
            self._complain(problem)

    def _make_room(self, ledger: Ledger) -> None:
        if self._unweighed < self.max_bytes * UNWEIGHED:
            return  # to add up all sizes takes the longer, the more is kept
        _number, size = ledger.totals()
        if size <= self.max_bytes:
            self._unweighed = 0
            return
        for key, its_size in ledger.oldest():
            answers.remove(key, self.folder)
            ledger.note_untold([key])  # the next change would not know this address
            ledger.forget(key)
            size -= its_size
            if size <= self.max_bytes * ROOM:
                self._unweighed = 0
                return

    # --- changes ---------------------------------------------------------------------------------

    def change(
        self,
        *,
        tags: Iterable[str],
        gone: Iterable[str] = (),
        wanted: Iterable[Key] = (),
        number: int | None = None,
    ) -> bool:
        """Have what shows these tags made anew, what shows ``gone`` only after it was taken away.

        ``wanted`` are made first, kept already or not. ``number`` is the change's in the database;
        one that is known is not heard twice. Returns whether it was news.

        :raises NotWritten: the disk refused; nothing kept is sent until a later call succeeds
        """
        try:
            with self.register.writing() as ledger:
                if number is not None and not ledger.hear(number):
                    return False
                all_tags = [*tags, *gone]
                ledger.note_change(all_tags)
                if EVERYTHING in gone:
                    self._empty(ledger)
                else:
                    away = ledger.keys_with(gone)
                    for key in away:
                        answers.remove(key, self.folder)
                    ledger.note_untold(away)
                    ledger.want(away, place=LATER)
                    stale = ledger.keys_with(all_tags)
                    ledger.grow_old(stale)
                    ledger.want(stale[:AT_ONCE], place=LATER)
                    for key in stale[AT_ONCE:]:
                        answers.remove(key, self.folder)
                        ledger.forget(key)
                wanted = list(wanted)
                ledger.want(wanted)
                ledger.grow_old(wanted)
        except FAILURES as problem:
            self.broken = True
            self._complain(problem)
            raise NotWritten from problem
        return True

    def _empty(self, ledger: Ledger) -> None:
        keys = ledger.keys_with([EVERYTHING])
        for key in keys:
            answers.remove(key, self.folder)
        ledger.note_untold(keys)
        for key in keys[AT_ONCE:]:
            ledger.forget(key)
        ledger.want(keys[:AT_ONCE], place=LATER)

    def take(self) -> Waiting | None:
        """Return the next answer that somebody should make, or None."""
        try:
            with self.register.writing() as ledger:
                return ledger.take()
        except FAILURES as problem:
            self._complain(problem)
            return None

    def put_off(self, key: Key, *, seconds: float) -> None:
        """Have nobody make an answer for so long; what is kept is sent meanwhile."""
        try:
            with self.register.writing() as ledger:
                ledger.put_off(key, seconds=seconds)
        except FAILURES as problem:
            self._complain(problem)

    def hand_over_untold(self, tell: Callable[[list[Key]], None]) -> None:
        """Give ``tell`` the addresses that have changed, until it has taken them all.

        What it refuses by an error is given again; what it took may be given twice.
        """
        while self.register.reading().has_untold():
            taken_at = time.time()
            with self.register.writing() as ledger:
                keys = ledger.take_untold(TOLD_AT_ONCE, now=taken_at)
            # Without the register's lock: whoever is told may have to wait for another one.
            try:
                if keys:
                    tell(keys)
            except BaseException:
                with self.register.writing() as ledger:
                    ledger.give_back_untold(taken_at=taken_at)
                raise
            with self.register.writing() as ledger:
                ledger.forget_untold(taken_at=taken_at)

    def _complain(self, problem: Exception) -> None:
        """Log that the cache cannot work, now and then: Django answers, and the site goes on."""
        now = time.monotonic()
        if now - self._complained_at > SECONDS_BETWEEN_COMPLAINTS or not self._complained_at:
            self._complained_at = now
            logger.error("The page cache cannot be used, pages are rendered: %s", problem)


def remove_other_releases(parent: Path, current: str) -> None:
    """Delete the answers of older versions of the site's code, but for the one before this."""
    folders = [one for one in parent.glob("*") if one.is_dir() and one.name != current]
    folders.sort(key=lambda one: one.stat().st_mtime, reverse=True)
    for old in folders[1:]:
        shutil.rmtree(old, ignore_errors=True)
