"""The newest comments that everybody may read: under one post, or under all of a language."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from blog.comments.models import Comment
from blog.comments.rules import threads
from blog.comments.rules.states import VISIBLE
from blog.comments.selectors.cards import Card, get_card
from blog.content import selectors as content
from blog.content.models import PostPage
from blog.content.rules import cache_tags
from blog.web.shown import shows

MOST = 50


@dataclass(frozen=True)
class NewestComment:
    """A comment, and what it is about."""

    card: Card
    post_title: str


def get_newest_comments(*, post: PostPage | None = None) -> tuple[NewestComment, ...]:
    """Return the newest comments under a post, or under every post in this language; fifty at most.

    Up to three queries, however many there are.
    """
    if post is not None:
        shows(threads.tag_of(post.pk))
        found = Comment.objects.on(post.pk)
    else:
        shows(threads.ALL_THREADS, cache_tags.ALL_POSTS)
        found = Comment.objects.filter(pk__in=_newest_of_all())
    # Asked of the few again: one may have been taken away since they were found.
    rows = found.shown().select_related("author", "parent__author", "post")
    newest = list(rows.order_by("-written_at", "-pk")[:MOST])
    for shown in {row.post for row in newest} | ({post} if post is not None else set()):
        content.show_post(shown)
    return tuple(NewestComment(get_card(row), row.post.title) for row in newest)


def _newest_of_all() -> list[int]:
    """Return at least the newest that there are, of each state so many."""
    of_readers = content.readable_posts(few=True).filter(pk=OuterRef("post")).order_by()
    shown = Comment.objects.filter(Exists(of_readers))
    return [
        pk
        for state in VISIBLE
        for pk in shown.newest_shown(state).values_list("pk", flat=True)[:MOST]
    ]
