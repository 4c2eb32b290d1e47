"""What the search page needs to know. Every answer begins with what this person may read."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any, ClassVar

from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.safestring import SafeString, mark_safe

from blog.content.full_text import Relevance
from blog.content.models import SearchEntry
from blog.content.querysets import PostQuerySet
from blog.content.rules import cache_tags
from blog.content.rules.highlight import highlight, snippet
from blog.content.rules.search_query import SearchQuery
from blog.content.selectors.cards import (
    PostCard,
    cards_of,
    readable_later,
    readable_now,
    readable_posts,
)
from blog.content.selectors.paging import PAGE_SIZE, CardPage, NoSuchPage, page_url
from blog.content.selectors.search_filters import (
    FilterGroup,
    SearchFilters,
    SearchLinks,
    filter_groups,
)
from blog.content.selectors.spelling import by_match, suggest
from blog.web.memory import OF_A_CARD, Kept, remember_from_the_second_time
from blog.web.prepared import Later, Prepared, PreparedValues
from blog.web.shown import shows

MOST_HITS = 300  # of more, the newest are ranked, below those with the words in their title
MOST_TITLE_HITS = 100
IN_TITLE = 1e9  # how well these answer: better than any
FEW_HITS = 3  # with fewer, a suggestion is looked for


@dataclass(frozen=True)
class SearchCard:
    """A post that was found. Both texts are HTML with ``<mark>`` around the words looked for."""

    card: PostCard
    title_html: SafeString
    summary_html: SafeString


@dataclass(frozen=True)
class Suggestion:
    """Another spelling that finds more."""

    text: str
    url: str


@dataclass(frozen=True)
class SearchResults:
    """One page of results. ``has_more`` says that there are more hits than were counted."""

    list: CardPage[SearchCard]
    has_more: bool
    filters: tuple[FilterGroup, ...]
    clear_url: str | None
    suggestion: Suggestion | None
    kept: Kept = field(default_factory=Kept, kw_only=True, compare=False, repr=False)

    weight: ClassVar[int] = 8 * OF_A_CARD


# How well it answers, when it came out (in a text that sorts and begins with the year), its key and
# its section: the better hit is the larger one, of two alike the newer.
type _Hit = tuple[float, str, int, int | None]


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
    hits = _hits(query, filters, user)
    has_more, hits = len(hits) > MOST_HITS, hits[:MOST_HITS]
    pages = max(1, -(-len(hits) // PAGE_SIZE))
    if number > pages:
        raise NoSuchPage
    _scores, came_out, pks, sections = zip(*hits, strict=True) if hits else ((), (), (), ())
    links = SearchLinks(base_url, dict(parameters))
    is_few = query and len(hits) < FEW_HITS
    better = suggest(query, readable_posts(user), len(hits)) if is_few else None

    def results() -> SearchResults:
        shows(cache_tags.ALL_POSTS, cache_tags.FOUND)
        return SearchResults(
            list=CardPage(
                cards=_cards(pks[(number - 1) * PAGE_SIZE : number * PAGE_SIZE], query),
                number=number,
                pages=pages,
                total=len(hits),
                previous_url=page_url(links.here, number - 1) if number > 1 else None,
                next_url=page_url(links.here, number + 1) if number < pages else None,
            ),
            has_more=has_more,
            filters=filter_groups(
                pks,
                [published[:4] for published in came_out if published],
                sections,
                filters,
                links,
            ),
            clear_url=links.without("section", "tag", "author", "year", "from", "to")
            if filters
            else None,
            suggestion=Suggestion(better, links.asking(better)) if better else None,
        )

    # Who may read what is asked each time, above; the same hits look the same.
    found = array("q", pks).tobytes()
    asked = (query, filters, number, links.here, better, found)
    return remember_from_the_second_time(("search", *asked, has_more), results)


def _hits(query: SearchQuery, filters: SearchFilters, user: Any) -> list[_Hit]:
    """Return the best hits, one more than ``MOST_HITS`` where there are more.

    The databases rank no more rows than that, so a word that every post has costs little. Longer
    forms of a word are looked for only where it has not so many hits by itself: on a large site
    SQLite takes as long to count them all, for its rank, as for everything else.
    """
    if not query:
        newest = filters.narrow(readable_posts(user), newest=True).newest_first()
        rows = newest.values_list(Value(0.0), _published(), "pk", "section")
        return _each_once(rows[: MOST_HITS + 1])
    if filters or user is not None:
        posts = filters.narrow(readable_posts(user))
        matching, titled = partial(_matching, posts), partial(_titled, posts)
    else:  # what most people ask
        now = readable_now()
        matching, titled = partial(_all_matching, **now), partial(_all_titled, **now)
    hits: list[_Hit] = matching(query=query.finished)
    if len(hits) <= MOST_HITS and query.finished != query:
        hits = matching(query=query)
    if len(hits) > MOST_HITS:
        hits = [*hits, *((IN_TITLE, *row) for row in titled(query=query))]
    order = (lambda hit: hit[1:3]) if filters.newest_first else None
    return sorted(_each_once(hits), key=order, reverse=True)


def _each_once(hits: Iterable[_Hit]) -> list[_Hit]:
    """Return the last hit of each post: one that has a tag twice is found twice."""
    return list({hit[2]: hit for hit in hits}.values())


def _matching(posts: PostQuerySet, query: SearchQuery | Later) -> Any:
    matching = by_match(posts.filter(search_match__index__matches=query))
    score = Relevance("search_match__index", query)
    return matching.values_list(score, _published(), "pk", "section")[: MOST_HITS + 1]


def _titled(posts: PostQuerySet, query: SearchQuery | Later) -> Any:
    titled = by_match(posts.filter(search_match__index__matches_title=query))
    return titled.values_list(_published(), "pk", "section")[:MOST_TITLE_HITS]


_all_matching = PreparedValues[_Hit](lambda: _matching(readable_later(), Later.text("query")))
_all_titled = PreparedValues[Any](lambda: _titled(readable_later(), Later.text("query")))


def _published() -> Coalesce:
    """The moment as the database writes it: cheaper to read than to parse, a thousand times."""
    return Coalesce(Cast("first_published_at", CharField()), Value(""))


def _cards(pks: Sequence[int], query: SearchQuery) -> tuple[SearchCard, ...]:
    if not pks:
        return ()
    texts = dict(_texts(len(pks))(**{f"post_{place}": pk for place, pk in enumerate(pks)}))
    return tuple(_card(card, texts.get(card.pk, ""), query) for card in cards_of(pks))


@cache
def _texts(number: int) -> Prepared[Any]:
    """The texts of so many posts; a page of results shows no more than ``PAGE_SIZE``."""
    posts = [("post", Later.number(f"post_{place}")) for place in range(number)]
    entries = SearchEntry.objects.filter(Q(*posts, _connector=Q.OR)).order_by()
    return Prepared(lambda: entries.values_list("post", "text"))


def _card(card: PostCard, text: str, query: SearchQuery) -> SearchCard:
    return SearchCard(
        card,
        title_html=mark_safe(highlight(card.title, query)),  # noqa: S308 - escaped there
        summary_html=mark_safe(_excerpt(card.summary, text, query)),  # noqa: S308 - escaped there
    )


def _excerpt(summary: str, text: str, query: SearchQuery) -> str:
    """The summary where it has a word of the query, else the place in the text that has most."""
    shown = highlight(summary, query)
    if "<mark>" in shown or not text:
        return shown
    quoted = snippet(text, query)
    return quoted if "<mark>" in quoted or not summary else shown
