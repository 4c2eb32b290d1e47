"""Readers who look closely while posts are published: is each answer whole, and of its address?

``python -m tests.support.bench.checker PORT ANSWERS RATE`` reads the addresses from the first line of
its input as JSON, goes on until its input ends and so many answers were compared, and prints what
was wrong, as JSON.
"""

import http.client
import itertools
import json
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

READERS = 4
HEADERS = {"Accept-Encoding": "identity", "User-Agent": "galley-bench"}
MOST_TOLD = 10


@dataclass
class Checker:
    """What was seen at each address so far. Whatever differs from it is told in ``wrong``."""

    checked: int = 0
    wrong: list[str] = field(default_factory=list)
    versions: set[tuple[str, str]] = field(default_factory=set)
    _bodies: dict[tuple[str, str], int] = field(default_factory=dict)
    _dates: dict[str, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def see(
        self,
        path: str,
        status: int,
        headers: Mapping[str, str],
        body: bytes,
        *,
        asked_after: float = 0,
    ) -> None:
        """Compare an answer. ``asked_after``: no text older than that may come any more."""
        with self._lock:
            self.checked += 1
            if status != 200:
                self.wrong.append(f"{path} answers {status}")
                return
            tag = (path, headers["ETag"])
            if self._bodies.setdefault(tag, hash(body)) != hash(body):
                self.wrong.append(f"{path} has two texts with the tag {tag[1]}")
            self.versions.add(tag)
            if b"</html>" not in body[-40:] and b"</rss>" not in body[-40:]:
                self.wrong.append(f"{path} is not whole")
            if f'{path}"'.encode() not in body:
                self.wrong.append(f"{path} is the page of another address")
            if dated := headers.get("Last-Modified"):  # what was rendered just now has none
                date = parsedate_to_datetime(dated).timestamp()
                if date < asked_after:
                    self.wrong.append(f"{path} went back to an older text")
                self._dates[path] = max(date, self._dates.get(path, 0))

    def miss(self, path: str, problem: Exception) -> None:
        """Note that there was no answer."""
        with self._lock:
            self.wrong.append(f"{path} is not answered: {problem!r}")

    def newest(self, path: str) -> float:
        """Return when the newest text was made that anybody has seen at an address."""
        with self._lock:
            return self._dates.get(path, 0)


def check(
    port: int, paths: Sequence[str], *, answers: int, rate: float, enough: threading.Event
) -> Checker:
    """Ask a server of this machine, so many times a second, and compare what it answers.

    It ends when it is ``enough``, and not before so many answers.
    """
    checker = Checker()
    begun = time.perf_counter()

    def read(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        for place in itertools.count(number, READERS):
            if place >= answers and enough.is_set():
                return
            time.sleep(max(0, begun + place / rate - time.perf_counter()))
            path = paths[place % len(paths)]
            newest = checker.newest(path)
            try:
                connection.request("GET", path, headers=HEADERS)
                answer = connection.getresponse()
                body = answer.read()
            except (OSError, http.client.HTTPException) as problem:
                checker.miss(path, problem)
                connection.close()
                continue
            checker.see(path, answer.status, answer.headers, body, asked_after=newest)

    readers = [threading.Thread(target=read, args=[number]) for number in range(READERS)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return checker


if __name__ == "__main__":
    port, answers, rate = sys.argv[1:]
    wanted = json.loads(sys.stdin.readline())
    ended = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
    found = check(int(port), wanted, answers=int(answers), rate=float(rate), enough=ended)
    print(
        json.dumps(
            {
                "checked": found.checked,
                "versions": len(found.versions),
                "wrong": len(found.wrong),
                "first_wrong": found.wrong[:MOST_TOLD],
            }
        )
    )
