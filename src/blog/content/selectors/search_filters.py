"""What search results are narrowed to, and how they may be narrowed further."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from blog.content.models import Author, Byline, PostPage, PostTag, SectionPage, Tag
from blog.content.querysets import PostQuerySet
from blog.content.selectors.sections import open_pages

MOST_OPTIONS = 8  # of a filter


@dataclass(frozen=True)
class SearchFilters:
    """What results are narrowed to, and their order. Dates are days of first publication, UTC."""

    section: SectionPage | None = None
    tag: Tag | None = None
    author: Author | None = None
    year: int | None = None
    since: date | None = None
    until: date | None = None
    newest_first: bool = False

    def narrow(self, posts: PostQuerySet) -> PostQuerySet:
        """Return the posts that pass."""
        posts = posts.in_section(self.section) if self.section else posts
        posts = posts.tagged(self.tag) if self.tag else posts
        posts = posts.by(self.author) if self.author else posts
        posts = posts.published_in(self.year) if self.year else posts
        return posts.published_between(self.since, self.until)

    def __bool__(self) -> bool:
        return self != SearchFilters(newest_first=self.newest_first)


@dataclass(frozen=True)
class FilterOption:
    """A way to narrow the results, or to widen them again where it ``is_chosen``."""

    name: str
    url: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class FilterGroup:
    """The options of one filter."""

    title: str
    options: tuple[FilterOption, ...]


@dataclass(frozen=True)
class SearchLinks:
    """Addresses of the same search, asked a little differently. Each begins at its first page."""

    base_url: str
    parameters: dict[str, str]

    @property
    def here(self) -> str:
        return self._to(self.parameters)

    def adding(self, name: str, value: str) -> str:
        return self._to({**self.parameters, name: value})

    def without(self, *names: str) -> str:
        return self._to({key: v for key, v in self.parameters.items() if key not in names})

    def asking(self, text: str) -> str:
        return self._to({"q": text})

    def _to(self, parameters: Mapping[str, str]) -> str:
        return f"{self.base_url}?{urlencode(parameters)}" if parameters else self.base_url


def filter_groups(
    pks: list[int], years: list[str], filters: SearchFilters, links: SearchLinks
) -> tuple[FilterGroup, ...]:
    """Return the filters that would change something, with the number of hits for each option.

    ``pks`` are the hits, ``years`` those in which they came out.
    """
    shown = PostPage.objects.found_before(pks)
    sections = shown.filter(section__in=open_pages(SectionPage)).order_by()
    bylines = Byline.objects.filter(post__in=pks).order_by()
    links_to_tags = PostTag.objects.filter(content_object__in=pks).order_by()
    named_tags = links_to_tags.values_list("tag__name", "tag__slug", "tag__is_internal")
    counted = {
        "section": Counter(sections.values_list("section__title", "section__slug")),
        # Asked for the public ones alone, SQLite would begin at every tag of the site.
        "tag": Counter((name, slug) for name, slug, internal in named_tags if not internal),
        "author": Counter(bylines.values_list("author__name", "author__slug")),
        "year": Counter((year, year) for year in years),
    }
    titles = {"section": _("Section"), "tag": _("Tag"), "author": _("Author"), "year": _("Year")}
    groups = (
        FilterGroup(titles[name], _options(name, getattr(filters, name), counted[name], links))
        for name in titles
    )
    return tuple(group for group in groups if group.options)


def _options(
    name: str, chosen: Any, counted: Counter[tuple[str, str]], links: SearchLinks
) -> tuple[FilterOption, ...]:
    if chosen:
        label = str(chosen)
        slug = str(getattr(chosen, "slug", chosen))
        return (FilterOption(label, links.without(name), counted[label, slug], True),)
    if len(counted) < 2:
        return ()
    if name == "year":
        ordered = sorted(counted.items(), reverse=True)
    else:
        ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        FilterOption(label, links.adding(name, slug), count, False)
        for (label, slug), count in ordered[:MOST_OPTIONS]
    )
