"""Many new posts at once: rows written in bulk, past the models, for imports and measurements.

Nobody hears of rows that are written so. Who puts such posts before readers says it with
``freshness.everything_changed`` and has them indexed; see ``publishing/services/many_posts.py``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, PageLogEntry

from blog.content.models import Byline, PostIndexPage, PostPage, PostTag
from blog.content.rules.reading import reading_minutes
from blog.web import many_rows

# Checked by whoever builds the post, or set here.
NOT_LOOKED_AT = {"content_type", "path", "depth", "url_path", "translation_key", "locale"}


@dataclass(frozen=True)
class NewPost:
    """A post that is not saved, and what hangs on it: authors in their order, and tags."""

    post: PostPage
    author_ids: Sequence[int] = ()
    tag_ids: Sequence[int] = ()


def ensure_fits(*, post: PostPage) -> None:
    """Let through a post whose fields can be stored.

    :raises ValidationError: a title is empty or too long, and the like
    """
    related = {field.name for field in PostPage._meta.fields if field.is_relation}
    post.clean_fields(exclude=NOT_LOOKED_AT | related)


def insert(*, parent: PostIndexPage, new: Sequence[NewPost]) -> list[PostPage]:
    """Insert posts as the last ones under a list of posts, in the caller's transaction.

    Their slugs are free, which the caller has seen to. Each one becomes what ``add_child`` makes of
    it, with its number, its authors and its tags at hand.
    """
    if not new:
        return []
    parent = PostIndexPage.objects.select_for_update().get(pk=parent.pk)
    posts = [one.post for one in new]
    _place(posts, parent)
    numbers = many_rows.take_numbers(Page, len(posts))
    for post, number in zip(posts, numbers, strict=True):
        post.pk = post.page_ptr_id = post.id = number
        post._state.adding = False
    for model in (Page, PostPage):
        columns = [field.attname for field in model._meta.local_concrete_fields]
        many_rows.insert(model, {name: [getattr(post, name) for post in posts] for name in columns})
    _hang_on(new)
    write_log(posts=posts, action="wagtail.create", at=timezone.now())
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(posts))
    return posts


def write_log(
    *,
    posts: Sequence[PostPage],
    action: str,
    at: datetime,
    by: Any = None,
    of_versions: bool = False,
) -> None:
    """Write a line of Wagtail's log about each post, or about its newest version."""
    many_rows.insert(
        PageLogEntry,
        {
            "page_id": [post.pk for post in posts],
            "content_type_id": [post.content_type_id for post in posts],
            "label": [post.get_admin_display_title() for post in posts],
            "revision_id": [post.latest_revision_id if of_versions else None for post in posts],
        },
        same={
            "action": action,
            "content_changed": True,
            "timestamp": at,
            "user_id": by.pk if by else None,
        },
    )


def _place(posts: Sequence[PostPage], parent: PostIndexPage) -> None:
    last = parent.get_last_child()
    taken = Page._str2int(last.path[-Page.steplen :]) if last else 0
    type_of_post = ContentType.objects.get_for_model(PostPage)
    for number, post in enumerate(posts, taken + 1):
        post.path = Page._get_path(parent.path, parent.depth + 1, number)
        post.depth, post.locale_id = parent.depth + 1, parent.locale_id
        post.url_path = f"{parent.url_path}{post.slug}/"
        post.content_type = type_of_post
        post.draft_title = post.draft_title or post.title
        post.reading_minutes = reading_minutes(post.plain_text())


def _hang_on(new: Iterable[NewPost]) -> None:
    """Write authors and tags; have each post know them, and that nothing else belongs to it."""
    lines = [
        Byline(post=one.post, author_id=author, sort_order=place)
        for one in new
        for place, author in enumerate(one.author_ids)
    ]
    tags = [PostTag(content_object=one.post, tag_id=tag) for one in new for tag in one.tag_ids]
    Byline.objects.bulk_create(lines)
    PostTag.objects.bulk_create(tags)
    named = [relation.get_accessor_name() for relation in get_all_child_relations(PostPage)]
    hangs: dict[int, dict[str, list[Any]]] = {
        one.post.pk: {name: [] for name in named} for one in new
    }
    for line in lines:
        hangs[line.post_id]["bylines"].append(line)
    for link in tags:
        hangs[link.content_object_id]["tag_links"].append(link)
    for one in new:
        for name, rows in hangs[one.post.pk].items():
            setattr(one.post, name, rows)
