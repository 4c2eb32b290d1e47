"""Numbers that come from outside, as text."""

LARGEST_NUMBER = 2**63 - 1  # what both databases take for a whole number
LAST_PAGE = 99_999  # nobody looks through a list further than this


def number_in(text: str | None, *, most: int = LARGEST_NUMBER) -> int | None:
    """Return the whole number that a text is; None for other text and for more than ``most``."""
    if not text or not (text.isascii() and text.isdigit()) or len(text) > len(str(most)):
        return None
    number = int(text)
    return number if number <= most else None
