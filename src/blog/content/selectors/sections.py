"""Sections, and other pages that are no posts, as strangers may see them."""

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page

from blog.content.models import SectionPage
from blog.content.querysets import open_to
from blog.content.rules import cache_tags
from blog.web.memory import remembered
from blog.web.shown import shows


def open_pages(model: type[Page], *, at: Any = None) -> Any:
    """Return the pages of a type, not posts, that strangers may see; ``at`` is now.

    They come by their keys: in the order of the tree, in which Wagtail has them, SQLite would read
    every page there is, posts too, to save itself the sorting of a few.
    """
    pages = model.objects.live().filter(open_to(None)).order_by("pk")
    return pages.filter(Q(expire_at__isnull=True) | Q(expire_at__gt=at or timezone.now()))


@dataclass(frozen=True)
class Link:
    """A name and where it leads."""

    name: str
    url: str


@dataclass(frozen=True)
class OpenSection:
    """A section as other pages name it, and when it ends; for most that is never."""

    link: Link
    slug: str
    tree_path: str
    ends_at: datetime | None


def section_link(section_id: int | None) -> Link | None:
    """Return a section, where strangers may see it."""
    section = open_sections().get(section_id or 0)
    if section is None:
        return None
    shows(cache_tags.page(section_id or 0), until=section.ends_at)
    return section.link


@remembered
def open_sections() -> dict[int, OpenSection]:
    """Return by id the sections that strangers may see, in the order of the tree."""
    sections = open_pages(SectionPage).only("title", "slug", "url_path", "path", "expire_at")
    found = {}
    for one in sorted(sections, key=attrgetter("path")):
        shows(until=one.expire_at)
        link = Link(one.title, one.get_url() or "")
        found[one.pk] = OpenSection(link, one.slug, one.path, one.expire_at)
    return found
