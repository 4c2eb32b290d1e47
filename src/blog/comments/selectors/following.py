"""What somebody follows, in one list."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator

from blog.comments.models import Follow
from blog.comments.selectors.cards import Card, get_card
from blog.content.models import PostPage

PAGE_SIZE = 50


@dataclass(frozen=True)
class Followed:
    """A conversation; or one thread of it, by its first comment."""

    pk: int
    post_title: str
    post_url: str
    since: datetime
    thread: Card | None


@dataclass(frozen=True)
class FollowedPage:
    """A page of what somebody follows, newest first."""

    rows: tuple[Followed, ...]
    previous_url: str | None
    next_url: str | None


def get_followed(*, person: Any, number: int, base_url: str) -> FollowedPage:
    """Return a page of what somebody follows and may read; beyond the last is the last."""
    follows = Follow.objects.filter(by=person, post__in=PostPage.objects.visible_to(person))
    follows = follows.select_related("post", "thread__author").order_by("-at", "-pk")
    page = Paginator(follows, PAGE_SIZE).get_page(number)
    return FollowedPage(
        rows=tuple(
            Followed(
                pk=one.pk,
                post_title=one.post.title,
                post_url=one.post.get_url() or "",
                since=one.at,
                thread=get_card(one.thread) if one.thread else None,
            )
            for one in page
        ),
        previous_url=f"{base_url}?page={page.number - 1}" if page.has_previous() else None,
        next_url=f"{base_url}?page={page.number + 1}" if page.has_next() else None,
    )


def get_title(*, post_id: int, person: Any) -> str:
    """Return the title of a post, if the person may read that; else nothing."""
    titles = PostPage.objects.visible_to(person).filter(pk=post_id).values_list("title", flat=True)
    return titles.first() or ""
