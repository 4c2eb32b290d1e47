"""Many comments at once: written in bulk, past the services, with their first version and decision.

For imports and measurements. Nobody is told of them, and no page is made anew: the caller says so
with ``freshness.thread_changed``.
"""

from collections.abc import Iterable, Sequence

from django.db import connection

from blog.comments.models import Comment, Decision, Revision
from blog.comments.rules import threads


def write(*, comments: Sequence[Comment], rule: str) -> None:
    """Write comments, each of which stands in the state that it has by a rule.

    What an answer is to, its ``parent``, was written before or is among them.
    """
    left = [comment for comment in comments if comment.pk is None]
    while left:
        ready = [one for one in left if one.parent is None or one.parent.pk is not None]
        left = [one for one in left if one.parent is not None and one.parent.pk is None]
        _write_level(ready, rule)


def _write_level(comments: Sequence[Comment], rule: str) -> None:
    """Write rows, then what needs their numbers: place in the thread, text and first decision."""
    for comment in comments:
        comment.parent = comment.parent  # its number, which it may have got since
    Comment.objects.bulk_create(comments)
    revisions = Revision.objects.bulk_create(
        Revision(comment=one, source=one.source, html=one.html, written_at=one.written_at)
        for one in comments
    )
    for comment, revision in zip(comments, revisions, strict=True):
        above = comment.parent
        comment.revision = revision
        comment.root_id = above.root_id if above else comment.pk
        comment.path = threads.path_under(above.path if above else "", comment.pk)
    _place(comments)
    Decision.objects.bulk_create(
        Decision(comment=one, revision=one.revision, after=one.state, rule=rule, at=one.written_at)
        for one in comments
    )


def _place(comments: Iterable[Comment]) -> None:
    with connection.cursor() as cursor:  # bulk_update has a case for each row in one statement
        cursor.executemany(
            f"UPDATE {Comment._meta.db_table} SET revision_id = %s, root_id = %s, path = %s"  # noqa: S608
            " WHERE id = %s",
            [(one.revision_id, one.root_id, one.path, one.pk) for one in comments],
        )
