"""What a guest with a link may say of a version, and when two sendings are one."""

import hashlib
from enum import StrEnum

LONGEST = 2_000  # characters


class Kind(StrEnum):
    """A guest makes a remark, or approves. Neither decides anything: both are information."""

    REMARK = "remark"
    APPROVAL = "approval"


class Problem(StrEnum):
    """Why what was typed cannot be taken."""

    EMPTY = "empty"
    TOO_LONG = "too long"


def problem_of(kind: Kind, text: str) -> Problem | None:
    """Return what is wrong with a text, or None. An approval needs no words.

    >>> problem_of(Kind.REMARK, "  ").value
    'empty'
    >>> problem_of(Kind.APPROVAL, "") is None
    True
    """
    length = len(plain(text))
    if length > LONGEST:
        return Problem.TOO_LONG
    return Problem.EMPTY if kind is Kind.REMARK and not length else None


def plain(text: str) -> str:
    r"""Return a text with the line breaks of this site, whatever browser sent it.

    >>> plain(" One.\r\nTwo. ")
    'One.\nTwo.'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()


def sending_of(token: str, kind: Kind, text: str) -> str:
    """Return by what a sending is known: the form, and what was said with it.

    A button that is pressed twice says one thing. Whoever goes back and types something else says
    another.
    """
    return hashlib.sha256("\0".join((token, kind, plain(text))).encode()).hexdigest()
