"""A post as lists show it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from blog.content.models import (
    PostPage,
)
from blog.content.pictures import Picture, picture_of
from blog.content.querysets import PostQuerySet
from blog.content.rules import cache_tags
from blog.content.selectors.sections import Link, section_link
from blog.web.memory import Kept, remember_each
from blog.web.prepared import Later, PreparedMany
from blog.web.shown import shows


@dataclass(frozen=True)
class PostCard:
    """A post as lists show it."""

    pk: int
    title: str
    subtitle: str
    url: str
    summary: str
    section: Link | None
    authors: tuple[Link, ...]
    published_at: datetime | None
    reading_minutes: int
    picture: Picture | None
    language: str
    kept: Kept = field(default_factory=Kept, kw_only=True, compare=False, repr=False)


def readable_posts(user: Any = None, *, few: bool = False) -> PostQuerySet:
    """Posts that this person may read, in the language of the page.

    ``few``: they will be narrowed to few, by something that an index finds.
    """
    posts: PostQuerySet = PostPage.objects.visible_to(user)
    return posts.in_language(get_language() or "en", few=few)


def readable_later() -> PostQuerySet:
    """Posts that strangers may read, for a prepared query; asked with ``readable_now``."""
    posts: PostQuerySet = PostPage.objects.visible_to(None, at=Later.moment("now"))
    return posts.in_language(Later.text("language"))


def readable_now() -> dict[str, Any]:
    """Return when, and in which language, a prepared query for readers is asked."""
    return {"now": timezone.now(), "language": get_language() or "en"}


def as_card(post: PostPage, *, slot: str = "card") -> PostCard:
    """Shape a post that was loaded with ``for_cards``."""
    show_post(post)
    shows(*(cache_tags.author(line.author_id) for line in post.bylines.all()))
    return PostCard(
        pk=post.pk,
        title=post.title,
        subtitle=post.subtitle,
        url=post.get_url() or "",
        summary=post.summary,
        section=section_link(post.section_id),
        authors=tuple(
            Link(line.author.name, line.author.get_absolute_url()) for line in post.bylines.all()
        ),
        published_at=post.first_published_at,
        reading_minutes=post.reading_minutes,
        picture=picture_of(post.hero_image, slot, alt=post.hero_alt) if post.hero_image else None,
        language=get_language() or "en",
    )


_load = PreparedMany(lambda keys: PostPage.objects.found_before(keys).for_cards().order_by())


def get_tags_of(post: PostPage) -> tuple[Link, ...]:
    """Return the tags of a post that readers may see."""
    tags = [link.tag for link in post.tag_links.all() if not link.tag.is_internal]
    shows(*(cache_tags.tag(tag.pk) for tag in tags))
    return tuple(Link(tag.name, tag.get_absolute_url()) for tag in tags)


def show_post(post: PostPage) -> None:
    """Note that an answer shows this post, and that it may only until the post expires."""
    shows(cache_tags.post(post.pk), until=post.expire_at)


def cards_of(pks: Iterable[int], *, slot: str = "card") -> tuple[PostCard, ...]:
    """Return posts that were found readable a moment ago as lists show them, in this order.

    Those that no list has shown since they changed are loaded: three queries, however many.
    """
    found = remember_each(
        [("card", slot, pk) for pk in pks],
        lambda missing: {
            ("card", slot, post.pk): post for post in _load([pk for _, _, pk in missing])
        },
        lambda post: as_card(post, slot=slot),
    )
    return tuple(found.values())
