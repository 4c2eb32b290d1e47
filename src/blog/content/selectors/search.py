"""What the search page needs to know. Every answer begins with what this person may read."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import CharField, F, Q, Subquery
from django.db.models.functions import Cast
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler
from wagtail.models import Locale

from blog.content.full_text import Relevance
from blog.content.models import Author, Byline, PostPage, PostTag, SearchWord, SectionPage, Tag
from blog.content.querysets import PostQuerySet
from blog.content.rules.highlight import highlight, snippet
from blog.content.rules.search_query import SearchQuery, parse, replace_words
from blog.content.rules.search_terms import WORD, token
from blog.content.selectors.lists import (
    PAGE_SIZE,
    CardPage,
    Link,
    NoSuchPage,
    PostCard,
    page_url,
    readable_posts,
)

MOST_HITS = 300  # of more, the newest are ranked, and those with the words in their title
MOST_TITLE_HITS = 100
MOST_OPTIONS = 8  # of a filter

FEW_HITS = 3  # with fewer, a suggestion is looked for
MUCH_MORE = 10  # times as many hits must a suggestion have, where there are some
MOST_WORDS_MENDED = 6
MOST_CANDIDATES = 3  # for each word


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
class SearchCard(PostCard):
    """A post that was found. Both texts are HTML with ``<mark>`` around the words looked for."""

    title_html: SafeString
    summary_html: SafeString


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
class Suggestion:
    """Another spelling that finds more."""

    text: str
    url: str


@dataclass(frozen=True)
class SearchResults:
    """One page of results. ``has_more`` says that there are more hits than were counted."""

    list: CardPage
    has_more: bool
    filters: tuple[FilterGroup, ...]
    clear_url: str | None
    suggestion: Suggestion | None


@dataclass(frozen=True)
class _Hit:
    pk: int
    score: float
    published: str  # sorts by time; begins with the year


def get_search_results(
    *,
    query: SearchQuery,
    filters: SearchFilters,
    number: int,
    base_url: str,
    parameters: Mapping[str, str],
    user: Any = None,
) -> SearchResults:
    """Return one page of the posts that a query finds; without words, of all that pass.

    ``parameters`` are those of the request's address that ask for these results, page apart.

    :raises NoSuchPage: there are fewer pages
    """
    readable = readable_posts(user)
    hits = _hits(filters.narrow(readable), query, newest_first=filters.newest_first)
    has_more, hits = len(hits) > MOST_HITS, hits[:MOST_HITS]
    pages = max(1, -(-len(hits) // PAGE_SIZE))
    if number > pages:
        raise NoSuchPage
    shown = [hit.pk for hit in hits[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]]
    links = _Links(base_url, dict(parameters))
    return SearchResults(
        list=CardPage(
            cards=_cards(shown, query),
            number=number,
            pages=pages,
            total=len(hits),
            previous_url=page_url(links.here, number - 1) if number > 1 else None,
            next_url=page_url(links.here, number + 1) if number < pages else None,
        ),
        has_more=has_more,
        filters=_filter_groups(hits, filters, links),
        clear_url=links.without("section", "tag", "author", "year", "from", "to")
        if filters
        else None,
        suggestion=_suggest(query, readable, len(hits), links)
        if query and len(hits) < FEW_HITS
        else None,
    )


def _hits(posts: PostQuerySet, query: SearchQuery, *, newest_first: bool) -> list[_Hit]:
    """Return the best hits, one more than ``MOST_HITS`` where there are more.

    The databases rank no more rows than that, so a word that every post has costs little.
    """
    if not query:
        newest = posts.newest_first().values_list("pk", _published())[: MOST_HITS + 1]
        return [_Hit(pk, 0, published or "") for pk, published in newest]
    found = _ranked(posts.filter(search_match__index__matches=query), query, MOST_HITS + 1)
    if len(found) > MOST_HITS:
        titled = posts.filter(search_match__index__matches_title=query)
        found |= _ranked(titled, query, MOST_TITLE_HITS)
    hits = list(found.values())
    if newest_first:
        hits.sort(key=lambda hit: (hit.published, hit.pk), reverse=True)
    else:
        hits.sort(key=lambda hit: (hit.score, hit.published, hit.pk), reverse=True)
    return hits


def _ranked(matching: PostQuerySet, query: SearchQuery, most: int) -> dict[int, _Hit]:
    score = Relevance("search_match__index", query)
    rows = _newest(matching).values_list("pk", score, _published())[:most]
    return {pk: _Hit(pk, score, published or "") for pk, score, published in rows}


def _published() -> Cast:
    """The moment as the database writes it: cheaper to read than to parse, a thousand times."""
    return Cast("first_published_at", CharField())


def _cards(pks: list[int], query: SearchQuery) -> tuple[SearchCard, ...]:
    posts = PostPage.objects.filter(pk__in=pks).for_results()
    authors: dict[int, list[Link]] = {pk: [] for pk in pks}
    for line in Byline.objects.filter(post__in=pks).select_related("author"):
        authors[line.post_id].append(Link(line.author.name, line.author.get_absolute_url()))
    cards = {post.pk: _card(post, tuple(authors[post.pk]), query) for post in posts}
    return tuple(cards[pk] for pk in pks if pk in cards)


def _card(post: PostPage, authors: tuple[Link, ...], query: SearchQuery) -> SearchCard:
    text = post.search_entry.text
    section = post.section
    return SearchCard(
        pk=post.pk,
        title=post.title,
        subtitle=post.subtitle,
        url=post.get_url() or "",
        summary=post.summary or text[:1],
        section=Link(section.title, section.get_url() or "") if section else None,
        authors=authors,
        published_at=post.first_published_at,
        reading_minutes=post.reading_minutes,
        picture=None,
        language=query.language,
        title_html=mark_safe(highlight(post.title, query)),  # noqa: S308 - escaped there
        summary_html=mark_safe(_excerpt(post.summary, text, query)),  # noqa: S308 - escaped there
    )


def _excerpt(summary: str, text: str, query: SearchQuery) -> str:
    """The summary where it has a word of the query, else the place in the text that has most."""
    shown = highlight(summary, query)
    if "<mark>" in shown or not text:
        return shown
    quoted = snippet(text, query)
    return quoted if "<mark>" in quoted or not summary else shown


@dataclass(frozen=True)
class _Links:
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


def _filter_groups(
    hits: list[_Hit], filters: SearchFilters, links: _Links
) -> tuple[FilterGroup, ...]:
    """Return the filters that would change something, with the number of hits for each option."""
    pks = [hit.pk for hit in hits]
    sections = PostPage.objects.filter(pk__in=pks).filter(section__live=True).order_by()
    bylines = Byline.objects.filter(post__in=pks).order_by()
    links_to_tags = PostTag.objects.filter(content_object__in=pks).order_by()
    named_tags = links_to_tags.values_list("tag__name", "tag__slug", "tag__is_internal")
    counted = {
        "section": Counter(sections.values_list("section__title", "section__slug")),
        # Asked for the public ones alone, SQLite would begin at every tag of the site.
        "tag": Counter((name, slug) for name, slug, internal in named_tags if not internal),
        "author": Counter(bylines.values_list("author__name", "author__slug")),
        "year": Counter((hit.published[:4],) * 2 for hit in hits if hit.published),
    }
    titles = {"section": _("Section"), "tag": _("Tag"), "author": _("Author"), "year": _("Year")}
    groups = (
        FilterGroup(titles[name], _options(name, getattr(filters, name), counted[name], links))
        for name in titles
    )
    return tuple(group for group in groups if group.options)


def _options(
    name: str, chosen: Any, counted: Counter[tuple[str, str]], links: _Links
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


def _suggest(
    query: SearchQuery, readable: PostQuerySet, hits: int, links: _Links
) -> Suggestion | None:
    """Return a spelling that finds more, made of words that some readable post has.

    The list of words knows more than this person may: a word is used only if a post has it that
    is ``readable``.
    """
    words = [word for word in dict.fromkeys(query.words) if word.isalpha()][:MOST_WORDS_MENDED]
    candidates = _candidates(words, query.language)
    known = _known({*words, *(word for found in candidates.values() for word in found)}, readable)
    better: dict[str, str] = {}
    for word in words:
        if word not in known or hits:
            likely = [candidate for candidate in candidates[word] if candidate in known]
            better |= {word: likely[0]} if likely else {}
    if not better:
        return None
    mended = parse(replace_words(query, better), query.language)
    found = readable.filter(search_match__index__matches=mended)
    first = _newest(found).for_results().first()
    if first is None or (hits and len(found.values("pk")[: hits * MUCH_MORE]) < hits * MUCH_MORE):
        return None
    spelt = _spelling(better.values(), first, query.language)
    text = replace_words(query, {word: spelt[plain] for word, plain in better.items()})
    return Suggestion(text, links.asking(text))


def _candidates(words: list[str], language: str) -> dict[str, list[str]]:
    """Return for each word those of the list that look like it, the most alike first."""
    alike = Q(pk__in=[])
    for word in words:
        slips = _slips(word)
        alike |= Q(initial__in=word[:2], length__range=(len(word) - slips, len(word) + slips))
    listed = list(
        SearchWord.objects.filter(alike, language=language).values_list("word", flat=True)
    )
    found = {}
    for word in words:
        near = process.extract(
            word, listed, scorer=OSA.distance, score_cutoff=_slips(word), limit=None
        )
        ordered = sorted(
            (distance, -JaroWinkler.similarity(word, other), other)
            for other, distance, _place in near
            if other != word
        )
        found[word] = [other for _distance, _alike, other in ordered[:MOST_CANDIDATES]]
    return found


def _slips(word: str) -> int:
    """How many letters may be wrong: none in the shortest words."""
    return 0 if len(word) < 3 else 1 if len(word) < 6 else 2


def _known(words: set[str], readable: PostQuerySet) -> set[str]:
    """Return the words that a readable post has, with one query."""
    names = {f"word_{place}": word for place, word in enumerate(sorted(words))}
    asked = {
        name: Subquery(
            _newest(readable.filter(search_match__index__has_word=word)).values("pk")[:1]
        )
        for name, word in names.items()
    }
    row = Locale.objects.annotate(**asked).values(*names).first() if names else None
    return {word for name, word in names.items() if row and row[name]}


def _newest(matching: PostQuerySet) -> PostQuerySet:
    """Matches in an order that the databases have at hand, about that of publication."""
    return matching.order_by(F("search_match__post_id").desc())


def _spelling(words: Iterable[str], post: PostPage, language: str) -> dict[str, str]:
    """Return each word as a post spells it, with its accents and capitals."""
    text = f"{post.title}\n{post.subtitle}\n{post.summary}\n{post.search_entry.text}"
    forms = Counter(WORD.findall(text))
    spelt = {word: word for word in words}
    for form, _count in reversed(forms.most_common()):
        plain = token(form, language).plain
        if plain in spelt:
            spelt[plain] = form
    return spelt
