"""Many posts at once, for measurements: public without a version or a history, on purpose."""

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from blog.content.models import Author, PostIndexPage, PostPage, SectionPage, Tag
from blog.content.services import freshness, indexing, many_posts
from blog.operations.services import generated_comments

BATCH = 500
COMMENTS_ON_A_POST = 2
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


def add_posts(
    *,
    number: int,
    comments: int = COMMENTS_ON_A_POST,
    say: Callable[[str], None] = lambda _line: None,
) -> None:
    """Add generated live posts under the English list of posts, with all that hangs on a post.

    Authors, sections, tags, and ``comments`` each on average: from none to twice as many.
    """
    index = PostIndexPage.objects.filter(locale__language_code="en").get()
    made = 0
    while made < number:
        size = min(BATCH, number - made)
        with transaction.atomic():
            _add_batch(index, size, 2 * comments)
        made += size
        say(f"{made} of {number} posts")
    say("Indexing for search…")
    indexing.rebuild(say=say)
    freshness.everything_changed()


def _add_batch(index: PostIndexPage, size: int, most_comments: int) -> None:
    index.refresh_from_db()
    chance = random.Random(size + index.numchild)  # noqa: S311 - measurements want the same every time
    now = timezone.now()
    sections = list(SectionPage.objects.filter(locale_id=index.locale_id))
    authors = list(Author.objects.values_list("pk", flat=True))
    tags = list(Tag.objects.public().values_list("pk", flat=True))
    new = []
    for number in range(index.numchild + 1, index.numchild + size + 1):
        post = PostPage(
            title=f"{chance.choice(SENTENCES).split(',')[0].rstrip('.')} ({number})",
            slug=f"generated-{number}",
            live=True,
            first_published_at=now - timedelta(hours=number),
            last_published_at=now - timedelta(hours=number),
            latest_revision_created_at=now,
            summary=chance.choice(SENTENCES),
            body=list(_paragraphs(chance)),
            section=chance.choice(sections) if sections else None,
        )
        names = [chance.choice(authors)] if authors else []
        new.append(many_posts.NewPost(post, names, chance.sample(tags, min(3, len(tags)))))
    posts = many_posts.insert(parent=index, new=new)
    generated_comments.add_to(posts=posts, most=most_comments, chance=chance)


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
