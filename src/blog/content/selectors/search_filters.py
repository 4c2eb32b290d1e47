"""What search results are narrowed to, and how they may be narrowed further."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from blog.content.models import Author, Byline, PostTag, SectionPage, Tag
from blog.content.querysets import PostQuerySet
from blog.content.rules import cache_tags
from blog.content.selectors.sections import open_sections
from blog.content.selectors.totals import NARROWED, has_many
from blog.web.memory import remember_each, remembered
from blog.web.shown import noting, shows

MOST_OPTIONS = 8  # of a filter
MOST_SEEN = 5000  # posts whose labels are at hand


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

    def narrow(self, posts: PostQuerySet, *, newest: bool = False) -> PostQuerySet:
        """Return the posts that pass; ``newest``: of many, the newest will do."""
        subjects = {"section": self.section, "tag": self.tag, "author": self.author}
        chosen = {kind: one for kind, one in subjects.items() if one}
        newest = newest and len(chosen) == 1  # several may have many posts, and few together
        for kind, one in chosen.items():
            many = newest and has_many(kind, one.pk)
            posts = NARROWED[kind](posts, one, many=many)
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
    """The options of one filter. Of a filter that is chosen there is one: to let go of it."""

    title: str
    options: tuple[FilterOption, ...]

    @property
    def chosen(self) -> FilterOption | None:
        """The option that the results are narrowed to."""
        first = next(iter(self.options), None)
        return first if first and first.is_chosen else None


@lru_cache(maxsize=4096)
def _encoded(name: str, value: str) -> str:
    return urlencode({name: value})


@dataclass(frozen=True)
class SearchLinks:
    """Addresses of the same search, asked a little differently. Each begins at its first page."""

    base_url: str
    parameters: dict[str, str]

    @property
    def here(self) -> str:
        return self._to(self.parameters)

    def adding(self, name: str, value: str) -> str:
        """Return the address that asks for this too, which was not asked for yet."""
        return f"{self._and}{_encoded(name, value)}"

    def without(self, *names: str) -> str:
        return self._to({key: v for key, v in self.parameters.items() if key not in names})

    def asking(self, text: str) -> str:
        return self._to({"q": text})

    @cached_property
    def _and(self) -> str:
        return f"{self.here}&" if self.parameters else f"{self.base_url}?"

    def _to(self, parameters: Mapping[str, str]) -> str:
        return f"{self.base_url}?{urlencode(parameters)}" if parameters else self.base_url


type Label = tuple[str, str, str]  # which filter, and a name with its slug


@lru_cache(maxsize=8192)
def _label(*label: str) -> Label:
    """Return the same label for the same words: what is one thing is counted quickly."""
    kind, name, slug = label
    return kind, name, slug


@dataclass
class Labels:
    """What results can be narrowed by of one post."""

    pk: int
    labels: list[Label] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)

    weight: ClassVar[int] = 1


def _load_labels(missing: list[tuple[str, int]]) -> dict[tuple[str, int], Labels]:
    """Load what many posts are labelled with: two queries."""
    found = {pk: Labels(pk) for _, pk in missing}
    tags = PostTag.objects.filter(content_object__in=found).order_by()
    # Asked for the public ones alone, SQLite would begin at every tag of the site.
    for pk, tag, name, slug, internal in tags.values_list(
        "content_object", "tag", "tag__name", "tag__slug", "tag__is_internal"
    ):
        if not internal:
            found[pk].shown.append(cache_tags.tag(tag))
            found[pk].labels.append(_label("tag", name, slug))
    authors = Byline.objects.filter(post__in=found).order_by()
    for pk, author, name, slug in authors.values_list(
        "post", "author", "author__name", "author__slug"
    ):
        found[pk].shown.append(cache_tags.author(author))
        found[pk].labels.append(_label("author", name, slug))
    return {("labels", pk): labels for pk, labels in found.items()}


def _labels_of(labels: Labels) -> Labels:
    shows(cache_tags.post(labels.pk), *labels.shown)
    return labels


@remembered
def _seen() -> dict[int, Labels]:
    """Return where the labels of posts lie that were found since a post has changed.

    Some hundred are looked up for each search, and each lookup in the memory takes longer.
    """
    shows(cache_tags.ALL_POSTS)
    return {}


def _labels_of_all(pks: Sequence[int]) -> list[Labels]:
    """Return the labels of posts that were found."""
    seen = _seen()
    labels = {pk: known for pk in pks if (known := seen.get(pk))}
    if missing := [("labels", pk) for pk in pks if pk not in labels]:
        with noting(None):  # a list of all posts is old anyway as soon as one of them changes
            found = remember_each(missing, _load_labels, _labels_of)
        loaded = {pk: one for (_, pk), one in found.items()}
        labels |= loaded
        if len(seen) < MOST_SEEN:
            seen |= loaded
    return list(labels.values())


def filter_groups(
    pks: Sequence[int],
    years: Sequence[str],
    in_sections: Sequence[int | None],
    filters: SearchFilters,
    links: SearchLinks,
) -> tuple[FilterGroup, ...]:
    """Return the filters that would change something, with the number of hits for each option.

    ``pks`` are the hits, ``years`` those in which they came out.
    """
    hits = _labels_of_all(pks)
    sections = open_sections()
    counted: dict[str, dict[tuple[str, str], int]] = {
        "section": {
            (sections[pk].link.name, sections[pk].slug): count
            for pk, count in Counter(in_sections).items()
            if pk in sections
        },
        "tag": {},
        "author": {},
        "year": {(year, year): count for year, count in Counter(years).items()},
    }
    labels = Counter(chain.from_iterable([hit.labels for hit in hits]))
    for (kind, name, slug), count in labels.items():
        counted[kind][name, slug] = count
    titles = {"section": _("Section"), "tag": _("Tag"), "author": _("Author"), "year": _("Year")}
    groups = (
        FilterGroup(titles[name], _options(name, getattr(filters, name), counted[name], links))
        for name in titles
    )
    return tuple(group for group in groups if group.options)


def _options(
    name: str, chosen: Any, counted: Mapping[tuple[str, str], int], links: SearchLinks
) -> tuple[FilterOption, ...]:
    if chosen:
        label = str(chosen)
        slug = str(getattr(chosen, "slug", chosen))
        return (FilterOption(label, links.without(name), counted.get((label, slug), 0), True),)
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
