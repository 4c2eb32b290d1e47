"""How long what goes out waits after publishing, so that it can be undone."""

from datetime import datetime, timedelta


def undo_until(published_at: datetime, *, seconds: int) -> datetime:
    """Return the moment until which a publication can be undone, and mail and the like wait."""
    return published_at + timedelta(seconds=seconds)


def group_of(post_id: int, release_id: int) -> str:
    """Return the name under which all that one publication sends out can be cancelled."""
    return f"post:{post_id}:{release_id}"
