"""What a person had typed into a form that cannot be accepted, to be given back to them."""

import json
import re
from collections.abc import Iterable
from typing import Any

# Secrets are never shown again.
_SECRET = re.compile(r"passw|code|token|credential|secret|otp", re.IGNORECASE)
# Fields that nobody typed: where to go next, and the bookkeeping of Wagtail's editor.
_MACHINE = re.compile(
    r"^(next|action.*)$|(^|-)(type|order|deleted|id|count|[A-Z_]+_FORMS)$", re.IGNORECASE
)


def kept_text(fields: Iterable[tuple[str, Any]]) -> list[tuple[str, str]]:
    """Return name and text of each field worth giving back, names made readable."""
    kept = []
    for name, value in fields:
        if isinstance(value, str) and not _SECRET.search(name) and not _MACHINE.search(name):
            text = _words(value).strip()
            if text:
                kept.append((name.replace("_", " "), text))
    return kept


def _words(value: str) -> str:
    """Return a value as a person would read it; the rich text editor sends its text as JSON."""
    if not value.startswith('{"'):
        return value
    try:
        return "\n".join(block["text"] for block in json.loads(value)["blocks"])
    except (ValueError, KeyError, TypeError):
        return value
