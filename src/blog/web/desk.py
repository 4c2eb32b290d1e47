"""The desk's table of contents. Each room enters its own screens; the frame shows them.

The desk (``/desk/``) is not a room: it is a frame, ``templates/layouts/desk.html``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise


def _none(user: Any) -> int:
    return 0


@dataclass(frozen=True)
class Screen:
    """A screen in the desk's navigation. ``place`` orders them, ``is_open_to`` says who sees it.

    ``number`` is how much waits there for somebody; it costs every page of the desk a question.
    """

    name: str | Promise
    url_name: str
    place: int
    is_open_to: Callable[[Any], bool]
    number: Callable[[Any], int] = _none


@dataclass(frozen=True)
class ScreenLink:
    """A screen as one person's navigation shows it."""

    name: str
    url: str
    is_current: bool
    number: int = 0


_screens: dict[str, Screen] = {}


def enter(screen: Screen) -> None:
    """Show a screen in the navigation; called once by its room, when the site starts."""
    _screens[screen.url_name] = screen


def screens_for(user: Any, *, path: str = "") -> tuple[ScreenLink, ...]:
    """Return the screens that are open to a person, in their order; ``path`` is the present one."""
    mine = sorted(
        (screen for screen in _screens.values() if screen.is_open_to(user)),
        key=lambda screen: (screen.place, screen.url_name),
    )
    urls = [reverse(screen.url_name) for screen in mine]
    # Below a screen's address are its details; the longest address that fits is the present one.
    current = max((url for url in urls if path.startswith(url)), key=len, default="")
    return tuple(
        ScreenLink(str(screen.name), url, url == current, screen.number(user))
        for screen, url in zip(mine, urls, strict=True)
    )
