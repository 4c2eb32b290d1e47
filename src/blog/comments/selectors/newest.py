"""The newest comments that everybody may read: under one post, or under all of a language."""

from dataclasses import dataclass

from blog.comments.models import Comment
from blog.comments.rules import threads
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

    One query, however many there are.
    """
    if post is not None:
        shows(threads.tag_of(post.pk))
        found = Comment.objects.on(post.pk)
    else:
        shows(threads.ALL_THREADS, cache_tags.ALL_POSTS)
        found = Comment.objects.filter(post__in=content.readable_posts())
    rows = found.shown().select_related("author", "parent__author", "post")
    newest = list(rows.order_by("-written_at", "-pk")[:MOST])
    for shown in {row.post for row in newest} | ({post} if post is not None else set()):
        content.show_post(shown)
    return tuple(NewestComment(get_card(row), row.post.title) for row in newest)
