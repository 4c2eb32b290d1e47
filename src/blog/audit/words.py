"""The words for what is in the log. Each room names its own acts and kinds of subject."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise

_acts: dict[str, str | Promise] = {}
_kinds: dict[str, str | Promise] = {}
_places: dict[str, Callable[[Any, str], str]] = {}


def name_acts(words: Mapping[str, str | Promise]) -> None:
    """Say how acts are called: ``{"post.published": _("published the post")}``."""
    _acts.update(words)


def name_kinds(words: Mapping[str, str | Promise]) -> None:
    """Say how kinds of subject are called: ``{"post": _("post")}``."""
    _kinds.update(words)


def name_place(kind: str, place: Callable[[Any, str], str]) -> None:
    """Say where a kind of subject is seen: the address for a person, empty if it is not theirs."""
    _places[kind] = place


def place_of(kind: str, subject_id: str, *, user: Any) -> str:
    """Return where a person sees what an entry is about, or nothing."""
    place = _places.get(kind)
    return place(user, subject_id) if place else ""


def act_in_words(act: str) -> str:
    """Return an act as people read it, or as it is written where nobody has named it."""
    return str(_acts.get(act, act))


def kind_in_words(kind: str) -> str:
    """Return a kind of subject as people read it, or as it is written."""
    return str(_kinds.get(kind, kind))


def known_acts() -> tuple[tuple[str, str], ...]:
    """Return every named act with its words, in the order of the words."""
    return tuple(sorted(((act, str(words)) for act, words in _acts.items()), key=lambda p: p[1]))
