"""Making answers anew after a change, in the background, while readers still get the old ones.

What waits is in the register, so it outlives the process that was told. The web servers and the
worker make it; a command that ends leaves it to them. Changes by other machines, and by a process
that died before it acted, are found in the database.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from datetime import timedelta

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from blog.web.models import PageChange
from blog.web.page_cache.bell import Bell
from blog.web.page_cache.door import Door
from blog.web.page_cache.keys import Key
from blog.web.page_cache.register import Waiting
from blog.web.page_cache.store import NotWritten

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_GLANCES = 0.1  # at the register's file, should nobody have rung
SECONDS_BETWEEN_LOOKS = 1.0  # at the database
SECONDS_AFTER_A_FAILURE = 120  # a page that could not be made is tried again
SECONDS_WHILE_AWAY = 1  # before the next page, where nothing can be made at this moment
SECONDS_TO_COME_BACK = 5  # before the same page, so that it alone does not hold up the others
SECONDS_FOR_A_READER = 0.2  # whose request is making the very page at this moment
ATTEMPTS = 3
BRISK = 60  # answers made without a pause: what one change makes old, as a rule
OVERLAP = 200  # rows of the database looked at again: transactions end in another order than begun
DAYS_KEPT = 2
HEARD_UP_TO = "heard up to"
FILLED = "filled"


class Renewal:
    """Works off changes for one folder of answers. ``fill_with`` yields what should be ready.

    ``tell`` is given the addresses that answer something else now, where a delivery network keeps
    copies of them.
    """

    def __init__(
        self,
        door: Door,
        fill_with: Callable[[], Iterable[str]],
        tell: Callable[[list[Key]], None] | None = None,
    ) -> None:
        self.door = door
        self.store = door.store
        self.bell = Bell(door.store.folder / "bells")
        self.fill_with = fill_with
        self.tell = tell
        self.gently = False
        self._is_filled = False
        self._wake = threading.Event()
        self._looked_for = threading.Event()
        self._is_away = False
        self._threads: list[threading.Thread] = []

    # --- changes ---------------------------------------------------------------------------------

    def hear(self, change: PageChange) -> None:
        """Act on a change: take away what is gone, have the rest made anew."""
        try:
            self.store.change(
                tags=change.tags,
                gone=change.gone,
                wanted=self._keys(change.addresses),
                number=change.pk,
            )
        except NotWritten:
            return  # logged; looked for again by catch_up
        self._wake.set()
        self.bell.ring()  # this process may be the one that serves nobody

    def catch_up(self) -> None:
        """Act on every change in the database that this folder has not heard of."""
        last = PageChange.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        ledger = self.store.register.reading()
        mark = ledger.marked(HEARD_UP_TO)
        if mark is not None and last < mark:
            # An older database stands in the place of the one that was known.
            self.store.change(tags=[], gone=["*"])
            mark = None
        start = max(0, (last if mark is None else mark) - OVERLAP)
        heard = ledger.heard()
        oldest = PageChange.objects.order_by("pk").values_list("pk", flat=True).first() or last
        if mark is not None and mark + 1 < oldest:
            self.store.change(
                tags=[], gone=["*"]
            )  # too long away: some rows were deleted meanwhile
        for change in PageChange.objects.filter(pk__gt=start).exclude(pk__in=heard).order_by("pk"):
            self.store.change(
                tags=change.tags,
                gone=change.gone,
                wanted=self._keys(change.addresses),
                number=change.pk,
            )
        if mark != last or self.store.broken:
            with self.store.register.writing() as ledger:
                ledger.mark(HEARD_UP_TO, last)
                ledger.unhear(before=last - 2 * OVERLAP)
            self.store.broken = False

    def fill(self) -> None:
        """Have everything made that should be ready, once for a release of the site's code."""
        with self.store.register.writing() as ledger:
            if ledger.marked(FILLED):
                return
            ledger.mark(FILLED, 1)
        keys = self._keys(self.fill_with())
        with self.store.register.writing() as ledger:
            ledger.want([key for key in keys if not ledger.has(key)], place=2_000_000)

    def _keys(self, addresses: Iterable[str]) -> list[Key]:
        return [key for address in addresses if (key := self.door.addresses.key_at(address))]

    # --- making ----------------------------------------------------------------------------------

    def work_off(self) -> int:
        """Make everything that waits; return how many answers were looked at."""
        made = 0
        while waiting := self.store.take():
            begun = time.monotonic()
            self._renew(waiting)
            made += 1
            if self.gently and self._is_away:
                self._wait(SECONDS_WHILE_AWAY)  # each page would fail, and say so in the log
            elif self.gently and made > BRISK and not waiting.is_looked_for:
                self._rest(time.monotonic() - begun)  # readers come first
        return made

    def _rest(self, seconds: float) -> None:
        """Make nothing for so long, or until there is what people look for."""
        if self._looked_for.wait(seconds):
            self._looked_for.clear()

    def _wait(self, seconds: float) -> None:
        """Make nothing for so long, whoever asks."""
        time.sleep(seconds)

    def tell_network(self) -> None:
        """Have the network in front forget what it keeps of addresses that have changed."""
        if self.tell is not None:
            self.store.hand_over_untold(self.tell)

    def _renew(self, waiting: Waiting) -> None:
        self._is_away = False
        with self.door.alone(waiting.key, seconds=0) as is_alone:
            if is_alone:
                self._make(waiting.key, in_passing=not waiting.is_looked_for)
            else:  # a reader was quicker
                self.store.put_off(waiting.key, seconds=SECONDS_FOR_A_READER)

    def _make(self, key: Key, *, in_passing: bool) -> None:
        for _ in range(ATTEMPTS):
            try:
                reply, answer, kept = self.door.make(key, in_passing=in_passing)
            except Exception:
                logger.exception("A page could not be made ready: %s", key.path)
                self.store.put_off(key, seconds=SECONDS_AFTER_A_FAILURE)
                return
            if kept:
                return
            if answer is None:
                if reply.status.startswith("503"):  # this process ends, or the database is away
                    self._is_away = True
                    self.store.put_off(key, seconds=SECONDS_TO_COME_BACK)
                    return
                if reply.status.startswith("5"):
                    logger.error("A page could not be made ready: %s (%s)", key.path, reply.status)
                    self.store.put_off(key, seconds=SECONDS_AFTER_A_FAILURE)
                    return
                break
        # Not for everybody, no longer there, or changing all the time: Django answers.
        self.store.drop([key])

    # --- threads ---------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to work in the background, for as long as the process lives."""
        self.gently = True
        self.bell.listen()
        for target in (self._make_for_ever, self._look_for_ever):
            thread = threading.Thread(target=target, name="page-cache", daemon=True)
            thread.start()
            self._threads.append(thread)

    def _make_for_ever(self) -> None:
        while True:
            self._wake.wait()
            self._wake.clear()
            try:
                self.work_off()
            except Exception:
                logger.exception("The page cache's work stopped; it goes on with the next change")
            finally:
                close_old_connections()

    def glance(self, *, is_due: bool) -> None:
        """Look for what waits. When it is due, look at the database too, and tell the network.

        What a second has made anew is told in one message, not each page in one of its own, behind
        which mails would wait.
        """
        if is_due:
            self.catch_up()
            self.tell_network()
        if not self._is_filled:
            self.fill()
            self._is_filled = True
        if waiting := self.store.register.reading().next():
            self._wake.set()
            if waiting.is_looked_for:
                self._looked_for.set()

    def _look_for_ever(self) -> None:
        looked_at, tidied_at = -SECONDS_BETWEEN_LOOKS, -3600.0
        touched, rang = None, False
        while True:
            try:
                is_due = time.monotonic() - looked_at >= SECONDS_BETWEEN_LOOKS
                now = self.store.register.touched()
                if is_due or rang or now != touched:
                    touched = now
                    if is_due:
                        looked_at = time.monotonic()
                    self.glance(is_due=is_due)
                if time.monotonic() - tidied_at >= 3600:
                    tidied_at = time.monotonic()
                    before = timezone.now() - timedelta(days=DAYS_KEPT)
                    PageChange.objects.filter(changed_at__lt=before).delete()
            except (DatabaseError, NotWritten):
                connection.close()  # asked again in a moment; a lasting fault shows elsewhere
            except Exception:
                logger.exception("The page cache could not look for changes")
                time.sleep(SECONDS_BETWEEN_LOOKS)
            rang = self.bell.wait(SECONDS_BETWEEN_GLANCES)
