"""What a process remembers of what pages show, until a change names it.

``@remembered`` stands over a selector whose answer is the same for every stranger. While it
looks, what it shows is noted (``web/shown.py``), and it is forgotten when ``purge`` names one of
those tags, by which the ready pages go, too. Whether anything has changed is asked of the database
once a request, so no process and no machine answers with what another one has changed.

Nothing is remembered outside of a request, and nothing that was seen inside a transaction, which
may yet be undone. Which posts somebody may read is never remembered: that is asked each time.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from blog.web.models import PageChange
from blog.web.prepared import Later, Prepared
from blog.web.purging import EVERYTHING, when_pages_change
from blog.web.shown import IN_PASSING, Shown, noting, shows_too

OF_A_CARD = 10  # the weight of most of what is remembered
MOST = 2000 * OF_A_CARD
MOST_ASKED = 4096  # questions of which it is noted that they were asked
OVERLAP = 200  # changes looked at again: transactions end in another order than they begin

type Key = tuple[Hashable, ...]
type Stamp = tuple[int, int | None, str]


class Kept(dict[tuple[Any, ...], tuple[str, ...]]):
    """The HTML that was made of something remembered: forgotten with it. See ``{% keep %}``."""


@dataclass(frozen=True)
class Entry:
    """Something that was found out, and what it shows."""

    value: Any
    shown: Shown

    @property
    def weight(self) -> int:
        """How much of the memory it takes; a value that is no card's size says so itself."""
        weight: int = getattr(self.value, "weight", OF_A_CARD)
        return weight

    @property
    def is_over(self) -> bool:
        """Whether the moment has come at which it stops being true."""
        return self.shown.until is not None and self.shown.until <= time.time()


class Memory:
    """What this process remembers, the least used first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries: OrderedDict[Key, Entry] = OrderedDict()
            self._by_tag: dict[str, set[Key]] = {}
            self._known: dict[int, Any] = {}  # changes that were heard of, the newest
            self._since = 0  # those after this one are looked at again
            self._stamp: Stamp | None = None
            self._age = 0
            self._weight = 0
            self._asked: set[int] = set()

    def was_asked(self, key: Key) -> bool:
        """Note that this is asked; return whether it was before, not too many others ago."""
        name = hash(key)
        if name in self._asked or key in self._entries:
            return True
        if len(self._asked) >= MOST_ASKED:
            self._asked = set()
        self._asked.add(name)
        return False

    def listen(self) -> int:
        """Forget what has changed since the last time; return the age of what is left.

        One query while nothing has changed.
        """
        if _stamp(self._since) != self._stamp:
            with self._lock:
                self._catch_up()
        return self._age

    def get_all(self, keys: Iterable[Key]) -> dict[Key, Entry]:
        """Return what is remembered under each key."""
        found = {}
        with self._lock:
            for key in keys:
                entry = self._entries.get(key)
                if entry is None:
                    continue
                if entry.is_over:
                    self._drop(key)
                    continue
                self._entries.move_to_end(key)
                found[key] = entry
        return found

    def keep(self, key: Key, entry: Entry, *, age: int) -> None:
        """Remember something that was found out when the memory had this age.

        What changed meanwhile may not be in it: then it is not kept.
        """
        with self._lock:
            if age != self._age:
                return
            self._drop(key)
            self._entries[key] = entry
            self._weight += entry.weight
            for tag in entry.shown.tags:
                self._by_tag.setdefault(tag, set()).add(key)
            while self._weight > MOST and len(self._entries) > 1:
                self._drop(next(iter(self._entries)))

    def _catch_up(self) -> None:
        since = self._since
        found = _changes(since)
        known = {pk: at for pk, at in self._known.items() if pk > since}
        if known and known.items() <= found.items():
            new = found.keys() - known.keys()
            for pk, tags, gone in _said(since=min(new) - 1) if new else ():
                if pk in new:
                    self._drop_all({*tags, *gone})
        else:  # the first look, too long away, or another database stands in the old one's place
            self._drop_all({EVERYTHING})
        self._known = found
        self._since = max(0, max(found, default=0) - OVERLAP)
        newest = {pk: at for pk, at in found.items() if pk > self._since}
        self._stamp = _as_stamp(
            len(newest), max(newest, default=None), max(newest.values(), default=None)
        )
        self._age += 1

    def _drop_all(self, tags: set[str]) -> None:
        if EVERYTHING in tags:
            self._entries.clear()
            self._by_tag.clear()
            self._weight = 0
        for tag in tags:
            for key in list(self._by_tag.get(tag, ())):
                self._drop(key)

    def _drop(self, key: Key) -> None:
        entry = self._entries.pop(key, None)
        if entry is None:
            return
        self._weight -= entry.weight
        for tag in entry.shown.tags:
            keys = self._by_tag[tag]
            keys.discard(key)
            if not keys:
                del self._by_tag[tag]


def _stamp(since: int) -> Stamp:
    """Return what differs as soon as there is one change more, from whichever process."""
    return _as_stamp(*_rows("COUNT(*), MAX(id), MAX(changed_at)", since)[0])


def _as_stamp(count: int, newest: int | None, at: Any) -> Stamp:
    """SQLite gives a moment as text where it was computed, and as a moment where it was kept."""
    return count, newest, str(at)


def _changes(since: int) -> dict[int, Any]:
    """Return the changes after one, and when each was made."""
    return dict(_rows("id, changed_at", since))


def _rows(columns: str, since: int) -> list[Any]:
    table = connection.ops.quote_name(PageChange._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {table} WHERE id > %s", [since])  # noqa: S608
        return cursor.fetchall()


@Prepared
def _said() -> Any:
    """What was said by the changes after one."""
    later = PageChange.objects.filter(pk__gt=Later.number("since")).order_by("pk")
    return later.values_list("pk", "tags", "gone")


memory = Memory()


@dataclass
class Request:
    """What a request has found out already, whether or not the process may remember it."""

    found: dict[Key, Entry] = field(default_factory=dict)
    age: int | None = None
    in_passing: bool = False


_request: ContextVar[Request | None] = ContextVar("request", default=None)


class MemoryMiddleware:
    """Let a request find out nothing twice.

    Of what one that is ``IN_PASSING`` finds out, nothing large is remembered: hundreds of pages
    that are made after a change, and then lie ready, would push out what the next ones need.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _request.set(Request(in_passing=request.META.get(IN_PASSING, False)))
        try:
            return self.get_response(request)
        finally:
            _request.reset(token)


@when_pages_change
def look_anew(_change: PageChange) -> None:
    """Have a request that changed something find out anew what it shows."""
    request = _request.get()
    if request is not None:
        request.found.clear()
        request.age = None


def remembered[**P, T](find: Callable[P, T]) -> Callable[P, T]:
    """Have a function asked once until what it shows has changed; once for each language.

    Its arguments are part of what it is remembered by; they are few and plain. What it returns is
    shared by all requests: nobody changes it.
    """

    @wraps(find)
    def remember(*args: P.args, **kwargs: P.kwargs) -> T:
        key = (find, *args, *sorted(kwargs.items()))
        return remember_as(key, lambda: find(*args, **kwargs))

    return remember


def remember_as[T](key: Hashable, find: Callable[[], T]) -> T:
    """Return what is remembered under a key; what ``find`` says, if nothing is."""
    (found,) = remember_each({key}, lambda _missing: {key: None}, lambda _row: find()).values()
    return found


def remember_from_the_second_time[T](key: Hashable, find: Callable[[], T]) -> T:
    """As ``remember_as``, but not when it is asked for the first time.

    For questions that have no end: most are asked once, and would push out what all pages need.
    """
    if memory.was_asked((get_language(), key)):
        return remember_as(key, find)
    return find()


def remember_each[K: Hashable, Row, T](
    keys: Iterable[K], load: Callable[[list[K]], Mapping[K, Row]], shape: Callable[[Row], T]
) -> dict[K, T]:
    """Return what is found under each key, in their order.

    What is not remembered is loaded together: ``load`` returns a row for each key that it finds,
    and ``shape`` makes of a row what is remembered.
    """
    request = _request.get()
    language = get_language()
    age = _age(request)
    wanted = {(language, key): key for key in keys}
    known = _recall(request, wanted, age)
    entries = {key: known[name] for name, key in wanted.items() if name in known}
    shows_too(entry.shown for entry in entries.values())
    answers: dict[K, T] = {key: entry.value for key, entry in entries.items()}
    if len(answers) == len(wanted):
        return answers
    missing = [key for key in wanted.values() if key not in answers]
    for key, row in load(missing).items():
        with noting(Shown()) as shown:
            entry = Entry(shape(row), shown)
        if request is not None:
            request.found[language, key] = entry
            if age is not None and (not request.in_passing or entry.weight <= OF_A_CARD):
                memory.keep((language, key), entry, age=age)
        shows_too([entry.shown])
        answers[key] = entry.value
    return {key: answers[key] for key in wanted.values() if key in answers}


def _recall(request: Request | None, keys: Iterable[Key], age: int | None) -> dict[Key, Entry]:
    """Return at least what is known under these keys."""
    if request is None:
        return {}
    if age is not None:
        request.found |= memory.get_all([key for key in keys if key not in request.found])
    return request.found


def _age(request: Request | None) -> int | None:
    """Return the age of the memory that this request may use; None if it may use none now."""
    if request is None or settings.DEBUG:
        return None
    if any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks):
        return None
    if request.age is None:
        request.age = memory.listen()
    return request.age
