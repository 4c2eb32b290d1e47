"""The board of all posts: its states as tabs, its rows, and the filters that somebody saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from blog.publishing.presenters.desk import Row, present_list
from blog.publishing.rules.workflow import State
from blog.publishing.selectors.board import Board, Saved
from blog.publishing.services.steps import STATE_NAMES


@dataclass(frozen=True)
class Tab:
    """A state, how many posts stand in it, and where they are shown."""

    name: str
    url: str
    number: int
    is_current: bool


@dataclass(frozen=True)
class FilterLink:
    """A saved filter."""

    saved: Saved
    url: str
    is_current: bool


@dataclass(frozen=True)
class ShownBoard:
    """The board as a page of it is shown."""

    rows: tuple[Row, ...]
    tabs: tuple[Tab, ...]
    filters: tuple[FilterLink, ...]
    total: int
    page: int
    pages: int
    previous_url: str
    next_url: str


def present_board(
    *, board: Board, saved: tuple[Saved, ...], words: Mapping[str, str], path: str
) -> ShownBoard:
    """Return a page of the board; ``words`` are those of its address."""
    state = words.get("state", "")
    rest: dict[str, Any] = {name: value for name, value in words.items() if name != "state"}
    others = sum(number for one, number in board.counts.items() if one is not State.TRASHED)
    tabs = [Tab(_("all"), address_of(path, rest), others, not state)]
    tabs += [
        Tab(
            str(STATE_NAMES[one]),
            address_of(path, {**rest, "state": one.value}),
            board.counts.get(one, 0),
            one.value == state,
        )
        for one in State
        if board.counts.get(one) or one.value == state
    ]
    filters = tuple(
        FilterLink(one, address_of(path, dict(one.words)), dict(one.words) == dict(words))
        for one in saved
    )

    def page(number: int) -> str:
        return address_of(path, {**words, "page": number}) if 0 < number <= board.pages else ""

    return ShownBoard(
        rows=present_list(lines=board.lines),
        tabs=tuple(tabs),
        filters=filters,
        total=board.total,
        page=board.page,
        pages=board.pages,
        previous_url=page(board.page - 1),
        next_url=page(board.page + 1),
    )


def address_of(path: str, words: dict[str, Any]) -> str:
    """Return the address of a board. One that asks for nothing says so: no filter opens then."""
    return f"{path}?{urlencode(words or {'all': 1})}"
