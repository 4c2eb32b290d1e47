"""What stands around every page: the publication's name, its sections and its pages."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from operator import attrgetter
from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from blog.content import selectors
from blog.content.models import SectionPage, StandardPage
from blog.content.rules import cache_tags
from blog.content.selectors import Home
from blog.web.memory import Kept, remembered
from blog.web.shown import shows


@dataclass(frozen=True)
class NavigationLink:
    """A link of the frame. ``is_current`` marks the part of the site that the reader is in."""

    name: str
    url: str
    is_current: bool = False


@dataclass(frozen=True)
class Frame:
    """The publication as every page names it."""

    name: str
    tagline: str
    accent: str
    typeface: str
    home_url: str
    search_url: str
    archive_url: str
    feeds_url: str
    sign_in_url: str
    account_url: str
    sections: tuple[NavigationLink, ...]
    pages: tuple[NavigationLink, ...]
    year: int
    kept: Kept = field(default_factory=Kept, compare=False, repr=False)

    @property
    def place(self) -> tuple[str, ...]:
        """Where the reader is, as the navigation marks it."""
        return tuple(link.url for link in self.sections if link.is_current)


def site(request: Any) -> dict[str, Any]:
    """Context processor: give every template ``site``, looked up when it is first used."""
    return {"site": cache(lambda: get_frame(request))}  # templates call what can be called


def get_frame(request: Any) -> Frame:
    """Return the frame of a page in the language that is active."""
    frame = _frame()
    if not any(request.path.startswith(link.url) for link in (*frame.sections, *frame.pages)):
        return frame
    return replace(
        frame,
        sections=_marked(frame.sections, request.path),
        pages=_marked(frame.pages, request.path),
    )


@remembered
def _frame() -> Frame:
    year = timezone.now().year
    shows(cache_tags.FRAME, until=datetime(year + 1, 1, 1, tzinfo=UTC))
    publication = selectors.get_publication()
    home = selectors.get_home()
    return Frame(
        name=publication.name,
        tagline=home.tagline or publication.tagline,
        accent=publication.accent,
        typeface=publication.typeface,
        home_url=home.url,
        search_url=reverse("content:search"),
        archive_url=reverse("content:archive"),
        feeds_url=reverse("content:feeds"),
        sign_in_url=reverse("account_login"),
        account_url=reverse("accounts:account"),
        sections=_links(home, SectionPage) if home.tree_path else (),
        pages=_links(home, StandardPage) if home.tree_path else (),
        year=year,
    )


def _links(home: Home, model: type[Page]) -> tuple[NavigationLink, ...]:
    """Return the pages of a type directly below the front page."""
    depth = len(home.tree_path) // Page.steplen + 1
    pages = selectors.open_pages(model).filter(depth=depth)  # a few; below home is every post
    found = []
    shown = pages.only("title", "url_path", "path", "expire_at")
    for page in sorted(shown, key=attrgetter("path")):
        if page.path.startswith(home.tree_path):
            shows(until=page.expire_at)
            found.append(NavigationLink(page.title, page.get_url() or ""))
    return tuple(found)


def _marked(links: tuple[NavigationLink, ...], path: str) -> tuple[NavigationLink, ...]:
    return tuple(
        replace(link, is_current=True) if path.startswith(link.url) else link for link in links
    )
