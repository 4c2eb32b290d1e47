"""A foreign site's conversations come in: whole threads, with their dates and how they stood.

Nobody is told of them, and no account is taken for their writers': an address in a file proves
nothing.
"""

from collections.abc import Container, Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from blog.comments.models import Comment
from blog.comments.rules import text as comment_text
from blog.comments.rules.states import State
from blog.comments.services import freshness, many_comments
from blog.comments.services.many_comments import NewComment
from blog.portability.formats import CommentFate, ImportedComment, ImportedText
from blog.portability.services.records import Records

RULE = "imported"
STATES = {
    CommentFate.SHOWN: State.APPROVED,
    CommentFate.WAITS: State.PREMOD,
    CommentFate.REJECTED: State.REJECTED,
}


def bring(*, texts: Sequence[tuple[ImportedText, int]], records: Records) -> None:
    """Bring in the comments on texts that are not here yet, in the caller's transaction.

    ``texts`` has each text with the number of the post that it became.
    """
    names = [comment.source_id for text, _post in texts for comment in text.comments]
    here: dict[str, Comment | NewComment] = records.known_of_many("comment", names, Comment)
    if here:
        records.report.already_here["comments"] += len(here)
    new: dict[str, NewComment] = {}
    for text, post_id in texts:
        there = {comment.source_id: comment for comment in text.comments}
        # An answer to what stands on another post begins a thread: that may be nobody's business.
        known = {name: here[name] for name in there if name in here}
        on_this = {name: one for name, one in known.items() if one.post_id == post_id}
        for comment in _parents_first(there):
            if comment.source_id in here:
                continue
            source, at = comment_text.tidy(comment.source), comment.written_at
            if not source or at is None:
                records.report.left_out["comments without a text or a date"] += 1
                continue
            parent = on_this.get(_nearest(comment, there, on_this))
            row = _comment(comment, source, at, post_id, parent)
            new[comment.source_id] = here[comment.source_id] = on_this[comment.source_id] = row
    many_comments.write(comments=list(new.values()), rule=RULE)
    records.remember_all("comment", new)
    freshness.threads_changed(post_ids={comment.post_id for comment in new.values()})


def _parents_first(there: dict[str, ImportedComment]) -> Iterable[ImportedComment]:
    """Yield the comments in the order of their dates, none before what it answers."""
    done: set[str] = set()

    def take(comment: ImportedComment, below: frozenset[str]) -> Iterable[ImportedComment]:
        if comment.source_id in done | below:
            return
        if parent := there.get(comment.parent_id):
            yield from take(parent, below | {comment.source_id})
        if comment.source_id not in done:
            done.add(comment.source_id)
            yield comment

    for comment in sorted(there.values(), key=lambda one: (str(one.written_at), one.source_id)):
        yield from take(comment, frozenset())


def _nearest(
    comment: ImportedComment, there: dict[str, ImportedComment], here: Container[str]
) -> str:
    """Return the comment it stands under: what it answers, or what that answered if it is gone."""
    seen = {comment.source_id}
    name = comment.parent_id
    while name and name not in here and name not in seen:
        seen.add(name)
        name = there[name].parent_id if name in there else ""
    return name


def _comment(
    comment: ImportedComment,
    source: str,
    at: datetime,
    post_id: int,
    parent: Comment | NewComment | None,
) -> NewComment:
    return NewComment(
        post_id=post_id,
        parent=parent,
        author_name=comment.author or _("A reader"),
        state=STATES[comment.fate],
        written_at=at,
        source=source,
        html=comment_text.render(source),
    )
