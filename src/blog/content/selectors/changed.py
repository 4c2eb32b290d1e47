"""When posts were last changed, part by part of the sitemap and list by list.

A publication changes one block of keys, and in each of its lists what came out this month. So the
parts are remembered by the blocks that they lie in, and the lists by the name that only a change of
something older says (see ``totals``). With 100,000 posts, each of these asked for all of them.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Count, F, Max, Min, Q, Value
from django.utils import timezone
from wagtail.models import Locale

from blog.content.models import Author, PostPage, Series, Tag
from blog.content.querysets import PostQuerySet
from blog.content.rules import cache_tags
from blog.content.rules.months import begin_of_month
from blog.web.memory import remember_as, remember_each
from blog.web.prepared import Later, Prepared
from blog.web.shown import shows

POSTS_IN_A_PART = 5000  # of the 50 000 that are allowed, so that a part stays small
NO_KEY = 2**31 - 1  # beyond all


# --- parts of the sitemap --------------------------------------------------------------------


@dataclass(frozen=True)
class Part:
    """The posts of one part: those after one key, up to another that the last part does not have.

    ``posts`` and ``changed_at`` tell of posts whose first home is here. All are in the others: the
    last change of each language and section, by its key.
    """

    after: int
    last: int | None
    posts: int
    changed_at: datetime | None
    in_language: dict[int, datetime]
    in_section: dict[int, datetime]


def get_parts() -> Iterator[Part]:
    """Yield the parts of all posts that strangers may read, by their keys.

    The last may have none whose first home is here. Two queries for each part that has changed, or
    that begins elsewhere since one before it has changed.
    """
    after: int | None = 0
    while after is not None:
        part = _part(after)
        yield part
        after = part.last


def posts_at_home(*, after: Any, at: Any = None) -> PostQuerySet:
    """Return the posts after a key that strangers may read and whose first home is here."""
    posts: PostQuerySet = PostPage.objects.visible_to(None, at=at).filter(canonical_url="")
    return posts.filter(pk__gt=after).order_by("pk")[:POSTS_IN_A_PART]


def _part(after: int) -> Part:
    return remember_as(("part of the sitemap", after), lambda: _look(after))


def _look(after: int) -> Part:
    now = timezone.now()
    last = _last_of_part.first(after=after, now=now)
    if last is None:
        shows(cache_tags.ALL_POSTS)  # whatever comes, comes into this one
    else:
        shows(*cache_tags.blocks(range(after + 1, last + 1)))
    posts, changes = 0, list[datetime]()
    in_language, in_section = dict[int, datetime](), dict[int, datetime]()
    rows = _totals_of_part(after=after, last=last or NO_KEY, now=now)
    for language, section, number, changed_at_home, changed_at, until in rows:
        shows(until=until)
        posts += number
        changes += [changed_at_home] if changed_at_home else []
        if changed_at:
            keep_latest(in_language, {language: changed_at})
            keep_latest(in_section, {section: changed_at})
    return Part(after, last, posts, max(changes, default=None), in_language, in_section)


@Prepared
def _last_of_part() -> Any:
    posts = posts_at_home(after=Later.number("after"), at=Later.moment("now"))
    return posts.values_list("pk", flat=True)[POSTS_IN_A_PART - 1 :]


@Prepared
def _totals_of_part() -> Any:
    posts = PostPage.objects.visible_to(None, at=Later.moment("now"))
    return totals_of(posts.filter(pk__gt=Later.number("after"), pk__lte=Later.number("last")))


def totals_of(posts: PostQuerySet) -> Any:
    """Return the numbers and changes of posts, by language and section."""
    at_home = Q(canonical_url="")
    # Both keys are no columns here: SQLite would go through their indexes, which have all posts.
    return (
        posts.order_by()
        .values(language=F("locale_id") + 0, of_section=F("section_id") + 0)
        .annotate(
            number=Count("pk", filter=at_home),
            changed_at_home=Max("last_published_at", filter=at_home),
            changed_at=Max("last_published_at"),
            until=Min("expire_at"),
        )
        .values_list("language", "of_section", "number", "changed_at_home", "changed_at", "until")
    )


def keep_latest(moments: dict[int, datetime], others: dict[int, datetime]) -> None:
    """Keep under each key the later of two moments."""
    for key, moment in others.items():
        moments[key] = max(moments.get(key, moment), moment)


# --- lists -----------------------------------------------------------------------------------

LISTS = {"tag": "tag_links__tag_id", "author": "bylines__author_id", "series": "series_id"}
FEW = 10  # lists that are asked for their own posts; for more it is quicker to ask all posts


@dataclass(frozen=True)
class ListChange:
    """A list in a language in which it has posts, and when the last of them changed."""

    kind: str
    language: str
    slug: str
    changed_at: datetime | None


type _Key = tuple[str, int, datetime]
type _Moments = dict[int, datetime | None]


class _Older(dict[int, datetime | None]):
    """When what a list has of before this month was last changed, by language."""

    weight = 1  # small beside a card


def get_list_changes() -> list[ListChange]:
    """Return the lists of tags, authors and series that strangers may read, by kind and language.

    Two queries, and one for what is not remembered.
    """
    begin = begin_of_month(timezone.now())
    slugs: dict[tuple[str, int], str] = {}
    languages: dict[int, str] = {}
    for kind, pk, name in _names():
        if kind == "language":
            languages[pk] = name
        else:
            slugs[kind, pk] = name
    older = remember_each([(kind, pk, begin) for kind, pk in slugs], _load_older, _as_remembered)
    found: dict[tuple[str, int], _Moments] = {
        (kind, pk): dict(moments) for (kind, pk, _), moments in older.items()
    }
    for kind, pk, language, _number, changed_at, until in _newer(begin=begin, now=timezone.now()):
        shows(until=until)
        if (kind, pk) in found:  # not a tag of the team's own
            moments = found[kind, pk]
            moments[language] = _later(moments.get(language), changed_at)
    changes = [
        ListChange(kind, languages[language], slugs[kind, pk], changed_at)
        for (kind, pk), moments in found.items()
        for language, changed_at in moments.items()
    ]
    order = list(LISTS)
    return sorted(changes, key=lambda one: (order.index(one.kind), one.language, one.slug))


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((moment for moment in (one, other) if moment), default=None)


@Prepared
def _names() -> Any:
    """The slugs of all lists, and the codes of all languages."""
    named = [
        _named("tag", Tag.objects.public(), "slug"),
        _named("author", Author.objects.all(), "slug"),
        _named("series", Series.objects.all(), "slug"),
        _named("language", Locale.objects.all(), "language_code"),
    ]
    return named[0].union(*named[1:], all=True).order_by()


def _named(kind: str, things: Any, name: str) -> Any:
    of_kind = things.order_by().annotate(kind=Value(kind, output_field=CharField()))
    return of_kind.values_list("kind", "pk", name)


@Prepared
def _newer() -> Any:
    """What changed of each list's posts that came out this month, or have no date."""
    posts: PostQuerySet = PostPage.objects.visible_to(None, at=Later.moment("now")).order_by()
    since = posts.filter(first_published_at__gte=Later.moment("begin"))
    never = posts.filter(first_published_at__isnull=True)
    found = [_by_list(kind, some, Q()) for kind in LISTS for some in (since, never)]
    return found[0].union(*found[1:], all=True)


def _load_older(missing: list[_Key]) -> dict[_Key, tuple[_Key, list[Any]]]:
    found: dict[_Key, tuple[_Key, list[Any]]] = {key: (key, []) for key in missing}
    begin = missing[0][2]
    for kind, pk, *row in older_changes([(kind, pk) for kind, pk, _ in missing], begin):
        if (kind, pk, begin) in found:
            found[kind, pk, begin][1].append(row)
    return found


def older_changes(lists: Collection[tuple[str, int]], begin: datetime) -> Any:
    """Return what finds when the posts of some lists that are older than a moment were changed."""
    posts = PostPage.objects.visible_to(None).order_by()
    # Their posts are found, not all that are so old, which SQLite takes for a shorter way.
    is_older = Q(first_published_at__lt=begin)
    by_kind = {kind: [pk for one, pk in lists if one == kind] for kind in LISTS}
    asked = [_by_list(kind, posts, is_older, among=pks) for kind, pks in by_kind.items() if pks]
    return asked[0].union(*asked[1:], all=True)


def _by_list(kind: str, posts: PostQuerySet, where: Q, *, among: Collection[int] = ()) -> Any:
    """Return the numbers and changes of posts by list and language, of those ``where``.

    ``among``: these lists have to be told of.
    """
    is_few = 0 < len(among) <= FEW
    of_some = Q((f"{LISTS[kind]}__in", among) if is_few else (f"{LISTS[kind]}__isnull", False))
    of_lists = posts.filter(of_some)
    # Both keys are no columns here: SQLite would go through their indexes, which have all posts.
    return (
        of_lists.values(
            kind=Value(kind, output_field=CharField()),
            of_list=F(LISTS[kind]) + 0,
            language=F("locale_id") + 0,
        )
        .annotate(
            number=Count("pk", filter=where),
            changed_at=Max("last_published_at", filter=where),
            until=Min("expire_at", filter=where),
        )
        .values_list("kind", "of_list", "language", "number", "changed_at", "until")
    )


def _as_remembered(found: tuple[_Key, list[Any]]) -> _Older:
    (kind, pk, _begin), rows = found
    shows(cache_tags.older_posts_of(kind, pk))
    older = _Older()
    for language, number, changed_at, until in rows:
        if number:
            shows(until=until)
            older[language] = changed_at
    return older
