"""Setting a title in lines of about the same length, whatever its words are."""

import re
import unicodedata
from collections.abc import Callable

type Ruler = Callable[[str], float]  # how wide a text is

_SPACE = re.compile(r"\s+")
ELLIPSIS = "…"


def one_line(text: str) -> str:
    """Return a text on one line, without characters that only steer a display."""
    shown = (c for c in text if c.isspace() or unicodedata.category(c) not in {"Cc", "Cf", "Cs"})
    return _SPACE.sub(" ", "".join(shown)).strip()


def balanced_lines(text: str, *, width: float, most: int, ruler: Ruler) -> list[str] | None:
    """Return a text in as few lines as fit a width, these as even as they can be.

    None if it needs more than ``most`` lines, or a word is wider than a line.
    """
    words = _words(text)
    if not words:
        return []
    lines = _filled(words, width, ruler)
    if len(lines) > most or any(ruler(line) > width for line in lines):
        return None
    narrow, wide = width / len(lines), width
    for _halving in range(12):
        middle = (narrow + wide) / 2
        attempt = _filled(words, middle, ruler)
        if len(attempt) > len(lines) or any(ruler(line) > middle for line in attempt):
            narrow = middle
        else:
            wide = middle
    return _filled(words, wide, ruler)


def cut_lines(text: str, *, width: float, most: int, ruler: Ruler) -> list[str]:
    """Return the beginning of a text that is too long, in at most ``most`` lines, and an ellipsis.

    A word that is wider than a line is broken.
    """
    lines = _filled(_broken(_words(text), width, ruler), width, ruler)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and ruler(last + ELLIPSIS) > width:
        last = last[:-1].rstrip()
    return [*lines[: most - 1], last.rstrip(" ,;:–—-") + ELLIPSIS]


def _words(text: str) -> list[str]:
    """Return what may be parted: a dash or another lone mark stays with the word before it."""
    words: list[str] = []
    for word in one_line(text).split():
        if words and not any(character.isalnum() for character in word):
            words[-1] += f" {word}"
        else:
            words.append(word)
    return words


def _filled(words: list[str], width: float, ruler: Ruler) -> list[str]:
    lines = words[:1]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if ruler(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _broken(words: list[str], width: float, ruler: Ruler) -> list[str]:
    parts = []
    for word in words:
        rest = word
        while len(rest) > 1 and ruler(rest) > width:
            fits = next((n for n in range(len(rest) - 1, 1, -1) if ruler(rest[:n]) <= width), 1)
            parts.append(rest[:fits])
            rest = rest[fits:]
        parts.append(rest)
    return parts
