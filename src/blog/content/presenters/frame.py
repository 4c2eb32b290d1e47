"""What stands around every page: the publication's name, its sections and its pages."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from wagtail.models import Page

from blog.content import selectors
from blog.content.models import HomePage, SectionPage, StandardPage
from blog.content.models.base import site_roots
from blog.content.rules import cache_tags
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


def site(request: Any) -> dict[str, Any]:
    """Context processor: give every template ``site``, looked up when it is first used."""
    return {"site": SimpleLazyObject(lambda: get_frame(request))}


def get_frame(request: Any) -> Frame:
    """Return the frame of a page in the language that is active."""
    year = timezone.now().year
    shows(cache_tags.FRAME, until=datetime(year + 1, 1, 1, tzinfo=UTC))
    publication = selectors.get_publication()
    home = selectors.get_home()
    children = list(_children(home)) if home else []
    return Frame(
        name=publication.name,
        tagline=(home.tagline if home else "") or publication.tagline,
        accent=publication.accent,
        typeface=publication.typeface,
        home_url=(home.get_url() if home else None) or "/",
        search_url=reverse("content:search"),
        archive_url=reverse("content:archive"),
        feeds_url=reverse("content:feeds"),
        sign_in_url=reverse("account_login"),
        account_url=reverse("accounts:account"),
        sections=_links(children, SectionPage, request),
        pages=_links(children, StandardPage, request),
        year=year,
    )


def _children(home: HomePage) -> Any:
    children = selectors.open_pages(Page).child_of(home).select_related("content_type")
    return children.order_by("path").only("title", "url_path", "content_type", "path", "locale_id")


def _links(children: list[Page], model: type[Page], request: Any) -> tuple[NavigationLink, ...]:
    found = []
    for page in children:
        if issubclass(page.specific_class or Page, model):
            url = page.get_url(site_roots()) or ""
            found.append(NavigationLink(page.title, url, request.path.startswith(url)))
    return tuple(found)
