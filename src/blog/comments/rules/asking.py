"""Which comments ask something, and how they begin. No database, no Django."""

import re

QUESTION = re.compile(r"[?\u061f\uff1f]")  # also as Arabic and Chinese write it
ADDRESS = re.compile(r"https?://\S+")
LONGEST = 180


def asks(source: str) -> bool:
    """Return whether a comment asks something; a question mark in an address is none."""
    return bool(QUESTION.search(ADDRESS.sub("", source)))


def opening(source: str, *, most: int = LONGEST) -> str:
    """Return the beginning of a comment on one line, cut at a word."""
    line = " ".join(source.split())
    if len(line) <= most:
        return line
    cut = line[:most]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut else cut}…"
