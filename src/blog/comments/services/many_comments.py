"""Many comments at once: written in bulk, past the services, with their first version and decision.

For imports and measurements. Nobody is told of them, and no page is made anew: the caller says so
with ``freshness.threads_changed``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from blog.comments.models import Comment, Decision, Revision
from blog.comments.rules import threads
from blog.comments.rules.states import State
from blog.web import many_rows


@dataclass(eq=False)
class NewComment:
    """A comment that is not written; writing gives it its number and its place in the thread."""

    post_id: int
    author_name: str
    state: State
    written_at: datetime
    source: str
    html: str
    parent: Comment | Self | None = None
    author_id: int | None = None
    pk: int = 0
    root_id: int = 0
    path: str = ""


def write(*, comments: Sequence[NewComment], rule: str) -> None:
    """Write comments, each of which stands in the state that it has by a rule.

    What an answer is to, its ``parent``, was written before or stands before it.
    """
    numbers = many_rows.take_numbers(Comment, len(comments))
    for comment, number in zip(comments, numbers, strict=True):
        above = comment.parent
        comment.pk = number
        comment.root_id = above.root_id if above else number
        comment.path = threads.path_under(above.path if above else "", number)
    versions = many_rows.take_numbers(Revision, len(comments))
    states = [comment.state.value for comment in comments]
    moments = [comment.written_at for comment in comments]
    words: dict[str, Sequence[Any]] = {
        "source": [comment.source for comment in comments],
        "html": [comment.html for comment in comments],
        "written_at": moments,
    }
    many_rows.insert(
        Comment,
        {
            "id": numbers,
            "post_id": [comment.post_id for comment in comments],
            "parent_id": [comment.parent.pk if comment.parent else None for comment in comments],
            "path": [comment.path for comment in comments],
            "root_id": [comment.root_id for comment in comments],
            "author_id": [comment.author_id for comment in comments],
            "author_name": [comment.author_name for comment in comments],
            "state": states,
            "first_state": states,
            "revision_id": versions,
            **words,
        },
    )
    many_rows.insert(Revision, {"id": versions, "comment_id": numbers, **words})
    many_rows.insert(
        Decision,
        {"comment_id": numbers, "revision_id": versions, "after": states, "at": moments},
        same={"rule": rule},
    )
