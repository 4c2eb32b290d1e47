"""Conversations under generated posts, for measurements: written in bulk, past the services."""

import random
from collections.abc import Sequence
from datetime import timedelta

from django.db import connection

from blog.accounts.models import User
from blog.comments.models import Comment, Decision, Revision
from blog.comments.rules import threads
from blog.comments.rules.states import State
from blog.content.models import PostPage

REMARKS = (
    "I read this on the tram and missed my stop.",
    "The second paragraph is the one I will keep.",
    "We tried it for a month. The hard part was the first week.",
    "Is there a longer version of this somewhere?",
    "My editor said the same, in fewer words.",
    "I disagree about the ending, and I am glad that it has one.",
)
MOST = 4


def add_to(*, posts: Sequence[PostPage], chance: random.Random) -> int:
    """Write nought to four comments under each post, every second one an answer; return how many.

    Nothing is written where nobody has an account.
    """
    people = list(User.objects.filter(is_active=True).order_by("pk")[:50])
    if not people:
        return 0
    firsts: list[Comment] = []
    answers: list[Comment] = []
    for post in posts:
        for place in range(chance.randint(0, MOST)):
            comment = _comment(post, chance.choice(people), place, chance)
            (answers if place % 2 else firsts).append(comment)
    _write(firsts, {})
    _write(answers, {comment.post_id: comment for comment in firsts})
    return len(firsts) + len(answers)


def _comment(post: PostPage, by: User, place: int, chance: random.Random) -> Comment:
    text = chance.choice(REMARKS)
    assert post.first_published_at  # noqa: S101 - generated posts are public
    return Comment(
        post_id=post.pk,
        author=by,
        author_name=str(by),
        state=State.NONE.value,
        first_state=State.NONE.value,
        written_at=post.first_published_at + timedelta(minutes=7 * (place + 1)),
        source=text,
        html=f"<p>{text}</p>",
    )


def _write(comments: list[Comment], parents: dict[int, Comment]) -> None:
    """Write rows, then what needs their numbers: place in the thread, text and first decision."""
    for comment in comments:
        comment.parent = parents.get(comment.post_id)
    Comment.objects.bulk_create(comments)
    revisions = Revision.objects.bulk_create(
        Revision(
            comment=comment, source=comment.source, html=comment.html, written_at=comment.written_at
        )
        for comment in comments
    )
    for comment, revision in zip(comments, revisions, strict=True):
        above = comment.parent
        comment.revision = revision
        comment.root_id = above.root_id if above else comment.pk
        comment.path = threads.path_under(above.path if above else "", comment.pk)
    with connection.cursor() as cursor:  # bulk_update has a case for each row in one statement
        cursor.executemany(
            f"UPDATE {Comment._meta.db_table} SET revision_id = %s, root_id = %s, path = %s"  # noqa: S608
            " WHERE id = %s",
            [(one.revision_id, one.root_id, one.path, one.pk) for one in comments],
        )
    Decision.objects.bulk_create(
        Decision(
            comment=comment,
            revision=comment.revision,
            after=comment.state,
            rule="shown",
            at=comment.written_at,
        )
        for comment in comments
    )
