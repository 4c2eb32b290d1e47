"""What a person had typed into a form that cannot be accepted, to be given back to them."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

# Secrets are never shown again, nor kept. A code is a secret; the code in a post's block is none.
_SECRET = re.compile(
    r".*passw.*|code|.*token|.*credential.*|.*secret.*|([a-z]+[_-])?t?otp", re.IGNORECASE
)
# Fields that nobody typed: where to go next, and the bookkeeping of Wagtail's editor.
_MACHINE = re.compile(
    r"^(next|keep|kept_form|action.*)$|(^|-)(type|order|deleted|id|count|[A-Z_]+_FORMS)$",
    re.IGNORECASE,
)
# What a tick, a choice or a number looks like when it is sent: nothing that people would read.
_NOT_WORDS = re.compile(r"\s*|on|off|true|false|[\d.,:TZ+-]+", re.IGNORECASE)


@dataclass(frozen=True)
class KeptField:
    """One value of a form. ``words`` is what a person reads of it; empty when there is nothing."""

    name: str
    value: str
    words: str

    @property
    def label(self) -> str:
        """The field's name, made readable."""
        return self.name.replace("_", " ")

    @property
    def is_line(self) -> bool:
        """Whether the words fit into a line."""
        return "\n" not in self.value and len(self.value) < 80

    @property
    def is_plain(self) -> bool:
        """Whether the words are the value itself, so that they can be changed as they stand."""
        return self.words == self.value.strip()


def kept_fields(fields: Iterable[tuple[str, Any]]) -> list[KeptField]:
    """Return every field but the secrets, so that the form can be sent once more."""
    return [
        KeptField(name, value, _words_of(name, value))
        for name, value in fields
        if isinstance(value, str) and not _SECRET.fullmatch(name)
    ]


def kept_text(fields: Iterable[tuple[str, Any]]) -> list[tuple[str, str]]:
    """Return name and words of each field worth reading, names made readable."""
    return [(field.label, field.words) for field in kept_fields(fields) if field.words]


def pairs(posted: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what was sent as name and value, each value of a name that has several."""
    return [(name, value) for name, values in posted.lists() for value in values]  # type: ignore[attr-defined]


def _words_of(name: str, value: str) -> str:
    if _MACHINE.search(name):
        return ""
    text = _readable(value).strip()
    return "" if _NOT_WORDS.fullmatch(text) else text


def _readable(value: str) -> str:
    """Return a value as a person would read it; the rich text editor sends its text as JSON."""
    if not value.startswith('{"'):
        return value
    try:
        return "\n".join(block["text"] for block in json.loads(value)["blocks"])
    except (ValueError, KeyError, TypeError):
        return value
