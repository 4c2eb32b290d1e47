"""Many posts at once, for measurements: rows written in bulk, past the services, on purpose."""

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import F, Model
from django.db.models.sql import InsertQuery
from django.utils import timezone
from wagtail.models import Page

from blog.content.models import Author, Byline, PostIndexPage, PostPage, PostTag, SectionPage, Tag
from blog.content.rules.reading import reading_minutes
from blog.content.services import freshness, indexing
from blog.operations.services import generated_comments

BATCH = 500
SENTENCES = (
    "The proof came back with more ink on it than the page had carried in the first place.",
    "Nobody reads a sentence twice unless the sentence has done something to deserve it.",
    "We moved the paragraph up, and the argument, which had been waiting behind it, walked in.",
    "An editor is a reader who answers back before it is too late.",
    "It is easier to cut a good line on Tuesday than to defend it on Friday.",
    "The correction was shorter than the mistake and took much longer to write.",
    "Two people looked at the same page and saw two different mistakes, both of them real.",
    "A margin is not empty: it is where the next person will stand.",
    "The draft had been finished for a week before anybody noticed that it had no end.",
    "What the reader remembers is rarely the sentence that you polished.",
)


def add_posts(*, number: int, say: Callable[[str], None] = lambda _line: None) -> None:
    """Add generated live posts under the English list of posts, with all that hangs on a post.

    Authors, sections, tags, and nought to four comments each.
    """
    index = PostIndexPage.objects.filter(locale__language_code="en").get()
    made = 0
    while made < number:
        size = min(BATCH, number - made)
        with transaction.atomic():
            _add_batch(index, size)
        made += size
        say(f"{made} of {number} posts")
    say("Indexing for search…")
    indexing.rebuild(say=say)
    freshness.everything_changed()


def _add_batch(index: PostIndexPage, size: int) -> None:
    chance = random.Random(size + index.numchild)  # noqa: S311 - measurements want the same every time
    index = PostIndexPage.objects.select_for_update().get(pk=index.pk)
    last = index.get_last_child()
    step = Page._str2int(last.path[-Page.steplen :]) if last else 0
    type_of_post = ContentType.objects.get_for_model(PostPage)
    now = timezone.now()
    posts = []
    for place in range(1, size + 1):
        number = index.numchild + place
        title = f"{chance.choice(SENTENCES).split(',')[0].rstrip('.')} ({number})"
        posts.append(
            PostPage(
                title=title,
                draft_title=title,
                slug=f"generated-{number}",
                path=Page._get_path(index.path, index.depth + 1, step + place),
                depth=index.depth + 1,
                url_path=f"{index.url_path}generated-{number}/",
                content_type=type_of_post,
                locale_id=index.locale_id,
                live=True,
                first_published_at=now - timedelta(hours=number),
                last_published_at=now - timedelta(hours=number),
                latest_revision_created_at=now,
                summary=chance.choice(SENTENCES),
                body=list(_paragraphs(chance)),
            )
        )
    sections = list(SectionPage.objects.filter(locale_id=index.locale_id))
    for post in posts:
        post.section = chance.choice(sections) if sections else None
        post.reading_minutes = reading_minutes(post.plain_text())
    columns = [field.attname for field in Page._meta.concrete_fields if field.attname != "id"]
    parents = [Page(**{name: getattr(post, name) for name in columns}) for post in posts]
    for post, parent in zip(posts, Page.objects.bulk_create(parents), strict=True):
        post.pk = post.page_ptr_id = post.id = parent.pk
    _insert_rows(PostPage, posts)
    _links(posts, chance)
    generated_comments.add_to(posts=posts, chance=chance)
    Page.objects.filter(pk=index.pk).update(numchild=F("numchild") + size)


def _paragraphs(chance: random.Random) -> Iterator[dict[str, Any]]:
    for part in range(4):
        if part:
            heading = chance.choice(SENTENCES).split(",")[0].rstrip(".")
            yield {"type": "heading", "value": {"text": heading, "level": "2", "anchor": ""}}
        for _ in range(2):
            yield {
                "type": "paragraph",
                "value": f"<p>{' '.join(chance.choices(SENTENCES, k=6))}</p>",
            }


def _insert_rows(model: type[Model], rows: list[Any]) -> None:
    """Insert the child table's rows, which bulk_create does not do for inherited tables."""
    fields = model._meta.local_concrete_fields
    size = connection.ops.bulk_batch_size(list(fields), rows)
    for start in range(0, len(rows), size):
        query = InsertQuery(model)
        query.insert_values(fields, rows[start : start + size])
        query.get_compiler(connection=connection).execute_sql()


def _links(posts: list[PostPage], chance: random.Random) -> None:
    authors = list(Author.objects.values_list("pk", flat=True))
    tags = list(Tag.objects.public().values_list("pk", flat=True))
    if authors:
        Byline.objects.bulk_create(
            Byline(post_id=post.pk, author_id=chance.choice(authors), sort_order=0)
            for post in posts
        )
    PostTag.objects.bulk_create(
        PostTag(content_object_id=post.pk, tag_id=tag)
        for post in posts
        for tag in chance.sample(tags, min(3, len(tags)))
    )
