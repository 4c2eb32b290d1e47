"""How often somebody may have their data, and for how long it lies ready. No Django."""

from datetime import datetime, timedelta

# Collecting everything is work for the server, and a copy of it all is worth stealing.
ONE_EACH = timedelta(days=1)
READY_FOR = timedelta(days=7)


def next_export(last_asked_at: datetime | None, *, at: datetime) -> datetime | None:
    """Return from when on the next export may be asked for, or None: now."""
    if last_asked_at is None or at >= last_asked_at + ONE_EACH:
        return None
    return last_asked_at + ONE_EACH


def expires_at(ready_at: datetime) -> datetime:
    """Return until when an export can be fetched."""
    return ready_at + READY_FOR
