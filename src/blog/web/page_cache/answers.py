"""A kept answer, and how it is written to files that a web server in front can send as they are.

Beside each body (``index.html``, ``index.html.br``, …) stands ``index.html.meta``: headers, tags
and the digest of every form. Each file is replaced in one step, the meta file last; whatever does
not fit its digest counts as absent.
"""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from pathlib import Path

from blog.web.page_cache.encodings import IDENTITY, SUFFIXES, forms_of
from blog.web.page_cache.keys import Key

Headers = tuple[tuple[str, str], ...]

FORMAT = 1
META = ".meta"
# What a 304 repeats (RFC 9110, 15.4.5), and the tags, for caches that are purged by tag.
RENEWING = {"cache-control", "vary", "cache-tag", "surrogate-key"}


@dataclass(frozen=True, slots=True)
class Ready:
    """One form of an answer, with everything that is sent made up already."""

    body: bytes
    etag: str
    changed_at: int
    headers: list[tuple[str, str]]
    headers_unchanged: list[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """A whole answer. ``changed_at`` and ``until`` are seconds of the clock.

    ``is_written``: it was read from its files.
    """

    key: Key
    headers: Headers
    tags: tuple[str, ...]
    changed_at: int
    until: float | None
    digests: dict[str, str]
    ready: dict[str, Ready] = field(default_factory=dict, compare=False)
    is_written: bool = field(default=False, compare=False)

    @property
    def size(self) -> int:
        """The bytes of all loaded forms."""
        return sum(len(form.body) for form in self.ready.values())

    def says_what(self, other: "Answer") -> bool:
        """Return whether its text is that of another one."""
        return self.digests[IDENTITY] == other.digests[IDENTITY]

    def is_like(self, other: "Answer") -> bool:
        """Return whether it is another one, but for its date and how it is packed."""
        same = (self.key, self.headers, set(self.tags), self.until)
        return self.says_what(other) and same == (
            *(other.key, other.headers, set(other.tags), other.until),
        )

    def packed(self, *, changed_at: int) -> "Answer":
        """Return it in every form, changed at a moment."""
        bodies = forms_of(self.ready[IDENTITY].body)
        digests = {form: _digest(data) for form, data in bodies.items()}
        answer = replace(self, changed_at=changed_at, digests=digests, ready={})
        for form, data in bodies.items():
            answer.prepare(form, data)
        return answer

    def prepare(self, form: str, body: bytes) -> Ready:
        """Make up everything that is sent with this form, once."""
        # A strong validator names the text and how it is packed.
        etag = f'"{self.digests[IDENTITY]}{"-" + form if form else ""}"'
        validators = [
            ("ETag", etag),
            ("Last-Modified", formatdate(self.changed_at, usegmt=True)),
        ]
        packed = [("Content-Encoding", form)] if form else []
        length = ("Content-Length", str(len(body)))
        kept = [(name, value) for name, value in self.headers if name.lower() in RENEWING]
        self.ready[form] = Ready(
            body,
            etag,
            self.changed_at,
            [*self.headers, *packed, length, *validators],
            [*kept, *validators],
        )
        return self.ready[form]


def make(
    *,
    key: Key,
    headers: Headers,
    tags: Iterable[str],
    body: bytes,
    changed_at: int,
    until: float | None,
) -> Answer:
    """Return an answer with its body as it is."""
    digests = {IDENTITY: _digest(body)}
    answer = Answer(key, headers, tuple(tags), changed_at, until, digests)
    answer.prepare(IDENTITY, body)
    return answer


def write(answer: Answer, folder: Path) -> None:
    """Write an answer's files, each in one step, what belongs to an older version last of all.

    :raises OSError: they cannot be written
    """
    path = folder / answer.key.file
    path.parent.mkdir(parents=True, exist_ok=True)
    for form, ready in answer.ready.items():
        _replace(Path(f"{path}{SUFFIXES[form]}"), ready.body)
    _replace(Path(f"{path}{META}"), _pack(answer))
    for form, suffix in SUFFIXES.items():
        if form not in answer.ready:
            Path(f"{path}{suffix}").unlink(missing_ok=True)


def remove(key: Key, folder: Path) -> None:
    """Remove an answer's files, first the one that readers' requests look at."""
    path = folder / key.file
    for suffix in (META, *SUFFIXES.values()):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


def read(key: Key, folder: Path) -> Answer | None:
    """Return a kept answer without its bodies, or None where there is no sound one."""
    try:
        answer = _unpack((folder / f"{key.file}{META}").read_bytes())
    except (OSError, ValueError, KeyError, TypeError):
        return None
    # On file systems that ignore case, another address may have the same file.
    return answer if answer.key == key else None


def load_all(answer: Answer, folder: Path) -> bool:
    """Load every form of the body; return whether all are there and sound, and no other is."""
    path = folder / answer.key.file
    others = [suffix for form, suffix in SUFFIXES.items() if form not in answer.digests]
    if any(Path(f"{path}{suffix}").exists() for suffix in others):
        return False
    return all(load(answer, form, folder) for form in answer.digests)


def load(answer: Answer, form: str, folder: Path) -> Ready | None:
    """Load one form of the body; return it if it is there and sound."""
    if form not in answer.digests:
        return None
    try:
        data = Path(f"{folder / answer.key.file}{SUFFIXES[form]}").read_bytes()
    except OSError:
        return None
    return answer.prepare(form, data) if _digest(data) == answer.digests[form] else None


def _pack(answer: Answer) -> bytes:
    text = json.dumps(
        {
            "format": FORMAT,
            "key": answer.key,
            "headers": answer.headers,
            "tags": answer.tags,
            "changed_at": answer.changed_at,
            "until": answer.until,
            "digests": answer.digests,
        }
    ).encode()
    return _digest(text).encode() + b"\n" + text


def _unpack(data: bytes) -> Answer:
    digest, _, text = data.partition(b"\n")
    if _digest(text).encode() != digest:
        raise ValueError
    kept = json.loads(text)
    if kept["format"] != FORMAT:
        raise ValueError
    return Answer(
        Key(*kept["key"]),
        tuple((name, value) for name, value in kept["headers"]),
        tuple(kept["tags"]),
        kept["changed_at"],
        kept["until"],
        dict(kept["digests"]),
        is_written=True,
    )


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _replace(path: Path, data: bytes) -> None:
    scratch = Path(f"{path}.{os.getpid()}.new")
    try:
        scratch.write_bytes(data)
        scratch.replace(path)
    except OSError:
        scratch.unlink(missing_ok=True)
        raise
