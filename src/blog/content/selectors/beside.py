"""What stands beside a post: its translations, neighbours, series, and others like it."""

from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Subquery, UUIDField
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import Page

from blog.content.models import (
    PostPage,
    PostTag,
)
from blog.content.querysets import PostQuerySet
from blog.content.rules import cache_tags
from blog.content.selectors.cards import (
    PostCard,
    cards_of,
    readable_later,
    readable_now,
    readable_posts,
    show_post,
)
from blog.content.selectors.sections import Link, open_pages
from blog.web.memory import remembered
from blog.web.prepared import Later, Prepared, PreparedMany
from blog.web.shown import shows

RELATED = 3
LOOKED_THROUGH = 200  # posts of each tag
MOST_RESTED_ON = 6  # tags of a post; the names of their pairs stand in a header of its page


@dataclass(frozen=True)
class Translation:
    """The same text in a language."""

    language: str
    url: str


def get_translations(page: Page) -> tuple[Translation, ...]:
    """Return a page in every language that strangers may read it in; none if there is only one."""
    return _translations(type(page), page.translation_key)


@remembered
def _translations(model: type[Page], key: UUID) -> tuple[Translation, ...]:
    shows(cache_tags.text(key))
    if model not in _same_text:
        _same_text[model] = Prepared(partial(_open_with_key, model))
    readable = _same_text[model](key=key, now=timezone.now())
    for one in readable:
        shows(until=one.expire_at)
    found = tuple(Translation(one.locale.language_code, one.get_url() or "") for one in readable)
    return found if len(found) > 1 else ()


_same_text: dict[type[Page], Prepared[Page]] = {}


def _open_with_key(model: type[Page]) -> Any:
    now = Later.moment("now")
    is_post = model is PostPage
    pages = PostPage.objects.visible_to(None, at=now) if is_post else open_pages(model, at=now)
    same = pages.filter(translation_key=Later("key", UUIDField())).select_related("locale")
    same = same.only("url_path", "expire_at", "locale__language_code")
    return same.order_by("locale__language_code")


@dataclass(frozen=True)
class Neighbours:
    """The posts before and after a post, in its series where it has one, else by date."""

    previous: Link | None
    next: Link | None


def get_neighbours(post: PostPage) -> Neighbours:
    """Return the posts beside a post by date of first publication, as strangers may read them."""
    if post.first_published_at is None:
        return Neighbours(None, None)
    here = {"post": post.pk, "moment": post.first_published_at, **readable_now()}
    before, after = _before.first(**here), _after.first(**here)
    for other in (before, after):
        if other is not None:
            show_post(other)
    return Neighbours(*(Link(p.title, p.get_url() or "") if p else None for p in (before, after)))


def _others() -> PostQuerySet:
    return readable_later().exclude(pk=Later.number("post"))


@Prepared
def _before() -> PostQuerySet:
    before = _others().filter(first_published_at__lte=Later.moment("moment"))
    return before.only("title", "url_path", "expire_at").newest_first()[:1]


@Prepared
def _after() -> PostQuerySet:
    after = _others().filter(first_published_at__gt=Later.moment("moment"))
    return after.only("title", "url_path", "expire_at").oldest_first()[:1]


@dataclass(frozen=True)
class SeriesShelf:
    """A post's place in its series."""

    name: str
    url: str
    parts: tuple[Link, ...]
    place: int  # of this post, from 1

    @property
    def previous(self) -> Link | None:
        """The part before this one."""
        return self.parts[self.place - 2] if self.place > 1 else None

    @property
    def next(self) -> Link | None:
        """The part after this one."""
        return self.parts[self.place] if self.place < len(self.parts) else None

    @property
    def leads_on(self) -> bool:
        """Whether there is a part before or after this one."""
        return len(self.parts) > 1


def get_series_shelf(post: PostPage, user: Any = None) -> SeriesShelf | None:
    """Return the series of a post with all its readable parts, or None."""
    if post.series is None:
        return None
    shows(cache_tags.series(post.series.pk), cache_tags.posts_of("series", post.series.pk))
    posts = readable_posts(user, few=True).in_series(post.series)
    parts = list(posts.only("title", "url_path", "expire_at"))
    for part in parts:
        show_post(part)
    place = next((number for number, part in enumerate(parts, 1) if part.pk == post.pk), 0)
    if not place:
        return None
    return SeriesShelf(
        name=post.series.name,
        url=post.series.get_absolute_url(),
        parts=tuple(Link(part.title, part.get_url() or "") for part in parts),
        place=place,
    )


def get_related(post: PostPage) -> tuple[PostCard, ...]:
    """Return the posts that share most tags with a post, then the newest of its section.

    A tag may have thousands of posts: the ``LOOKED_THROUGH`` that got it last are looked through.
    While all that are shown share two tags with a post, no other that shares fewer can take the
    place of one: then it rests on pairs of tags.
    """
    tags = [link.tag_id for link in post.tag_links.all() if not link.tag.is_internal]
    alike = _alike(tags, post=post.pk, **readable_now()) if tags else []
    pks = [pk for pk, _shared in alike]
    is_full = len(pks) == RELATED
    if is_full and len(tags) <= MOST_RESTED_ON and alike[-1][1] > 1:
        shows(*cache_tags.rests_on_pairs(tags))
    else:
        shows(*(cache_tags.posts_of("tag", pk) for pk in tags))
    if not is_full and post.section_id:
        shows(cache_tags.posts_of("section", post.section_id))
        here = {"post": post.pk, "section": post.section_id, **readable_now()}
        pks += [pk for pk in _newest_of_section(**here) if pk not in pks][: RELATED - len(pks)]
    return cards_of(pks)


@PreparedMany
def _alike(tags: list[Later]) -> Any:
    """Return the posts that share most of these tags, and how many; of those, the newest.

    Of each tag the posts that got it last are looked through, drafts apart.
    """
    links, lately = PostTag.objects.order_by("-pk"), Q()
    in_language = {"content_object__locale__language_code": Later.text("language")}
    for tag in tags:
        readers_have = links.filter(tag=tag, content_object__live=True, **in_language)
        older = readers_have.values("pk")[LOOKED_THROUGH : LOOKED_THROUGH + 1]
        lately |= Q(tag=tag, pk__gt=Coalesce(Subquery(older), 0))
    close = PostTag.objects.filter(lately).values("content_object")
    alike = _others().filter(id__in=close, tag_links__tag__pk__in=tags)
    alike = alike.annotate(shared=Count("tag_links"))
    newest = alike.order_by("-shared", "-first_published_at", "-pk")
    return newest.values_list("pk", "shared")[:RELATED]


@Prepared
def _newest_of_section() -> Any:
    """As many as are enough, whichever of them are shown already."""
    of_section = _others().filter(section=Later.number("section")).newest_first()
    return of_section.values_list("pk", flat=True)[: 2 * RELATED]
