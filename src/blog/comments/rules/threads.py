"""Where a comment stands in its thread. Sorting by ``path`` reads a conversation top to bottom.

A path is one fixed-width step for each comment from the first of the thread down, so that it sorts
alike in every database, whatever its collation.
"""

STEP = 8
DEEPEST = 40  # answers below it stand beside what they answer
SHOWN_DEPTH = 4  # and this much of it is drawn

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


ALL_THREADS = "comments"  # what lists the comments of every post


def tag_of(post_id: int) -> str:
    """Return the name by which caches know the conversation on a post."""
    return f"discussion:{post_id}"


def step(number: int) -> str:
    """Return a comment's own step."""
    text = ""
    while number:
        number, digit = divmod(number, 36)
        text = _DIGITS[digit] + text
    return text.rjust(STEP, "0")


def path_under(parent_path: str, number: int) -> str:
    """Return the path of a comment below another; an empty parent begins a thread."""
    kept = parent_path[: STEP * (DEEPEST - 1)]
    return kept + step(number)


def depth_of(path: str) -> int:
    """Return how deep a comment stands; the first of a thread stands at 1."""
    return len(path) // STEP


def root_of(path: str) -> str:
    """Return the path of the first comment of the thread."""
    return path[:STEP]


def end_of(path: str) -> str:
    """Return a string that sorts after everything below a path, and before what follows."""
    return path + "~"
