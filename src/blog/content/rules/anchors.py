"""Addresses within a page: short, readable, never twice, never one that the page itself uses."""

import re
import unicodedata
from collections.abc import Collection

PREFIX = "s-"  # keeps an author's anchors apart from the ids of the page's own parts
LONGEST = 60

_NOT_WORD = re.compile(r"[^\w]+")


def anchor_for(text: str, taken: Collection[str] = ()) -> str:
    """Return an anchor for a heading that is not among those ``taken``."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = _NOT_WORD.sub("-", folded).strip("-_")[:LONGEST].rstrip("-_") or "part"
    anchor = f"{PREFIX}{words}"
    number = 2
    while anchor in taken:
        anchor = f"{PREFIX}{words}-{number}"
        number += 1
    return anchor
