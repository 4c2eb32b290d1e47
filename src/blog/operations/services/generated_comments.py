"""Conversations under generated posts, for measurements: written in bulk, past the services."""

import random
from collections.abc import Sequence
from datetime import timedelta

from blog.accounts.models import User
from blog.comments.rules.states import State
from blog.comments.services import many_comments
from blog.comments.services.many_comments import NewComment
from blog.content.models import PostPage

REMARKS = (
    "I read this on the tram and missed my stop.",
    "The second paragraph is the one I will keep.",
    "We tried it for a month. The hard part was the first week.",
    "Is there a longer version of this somewhere?",
    "My editor said the same, in fewer words.",
    "I disagree about the ending, and I am glad that it has one.",
)


def add_to(*, posts: Sequence[PostPage], most: int, chance: random.Random) -> int:
    """Write nought to ``most`` comments under each post, every second an answer; return how many.

    Nothing is written where nobody has an account.
    """
    people = list(User.objects.filter(is_active=True).order_by("pk")[:50])
    if not people:
        return 0
    written: list[NewComment] = []
    for post in posts:
        first: NewComment | None = None
        for place in range(chance.randint(0, most)):
            comment = _comment(post, chance.choice(people), place, chance)
            if place % 2:
                comment.parent = first
            else:
                first = comment
            written.append(comment)
    many_comments.write(comments=written, rule="shown")
    return len(written)


def _comment(post: PostPage, by: User, place: int, chance: random.Random) -> NewComment:
    text = chance.choice(REMARKS)
    assert post.first_published_at  # noqa: S101 - generated posts are public
    return NewComment(
        post_id=post.pk,
        author_id=by.pk,
        author_name=str(by),
        state=State.NONE,
        written_at=post.first_published_at + timedelta(minutes=7 * (place + 1)),
        source=text,
        html=f"<p>{text}</p>",
    )
