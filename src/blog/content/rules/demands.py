"""What a section may demand of its texts beyond what every text needs: a table others fill.

The room that checks texts is upstairs. It declares what it checks; the section's form offers it.
"""

from collections.abc import Mapping

DEMANDS: dict[str, object] = {}


def declare(demands: Mapping[str, object]) -> None:
    """Add checks, each by its name with the words for it, which may be translated late."""
    DEMANDS.update(demands)


def choices() -> list[tuple[str, str]]:
    """Return every check that can be demanded, with the words that stand beside its box."""
    return [(name, str(words)) for name, words in DEMANDS.items()]
