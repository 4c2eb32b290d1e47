"""A foreign site's conversations come in: whole threads, with their dates and how they stood.

Nobody is told of them, and no account is taken for their writers': an address in a file proves
nothing.
"""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from blog.comments.models import Comment, Decision, Revision
from blog.comments.rules import text as comment_text
from blog.comments.rules import threads
from blog.comments.rules.states import State
from blog.comments.services import freshness
from blog.portability.formats import CommentFate, ImportedComment, ImportedText
from blog.portability.services.records import Records

RULE = "imported"
STATES = {
    CommentFate.SHOWN: State.APPROVED,
    CommentFate.WAITS: State.PREMOD,
    CommentFate.REJECTED: State.REJECTED,
}


def bring(*, text: ImportedText, post_id: int, records: Records) -> None:
    """Bring in the comments on a text that are not here yet, in the caller's transaction."""
    there = {comment.source_id: comment for comment in text.comments}
    here: dict[str, Comment] = records.known_of_many("comment", list(there), Comment)
    if here:
        records.report.already_here["comments"] += len(here)
    missing = [comment for comment in _parents_first(there) if comment.source_id not in here]
    for comment in missing:
        source, at = comment_text.tidy(comment.source), comment.written_at
        if not source or at is None:
            records.report.left_out["comments without a text or a date"] += 1
            continue
        parent = here.get(_nearest(comment, there, here))
        here[comment.source_id] = row = _write(comment, source, at, post_id, parent)
        records.remember("comment", comment.source_id, row)
    if missing:
        freshness.thread_changed(post_id=post_id, gone=False)


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
    comment: ImportedComment, there: dict[str, ImportedComment], here: dict[str, Comment]
) -> str:
    """Return the comment it stands under: what it answers, or what that answered if it is gone."""
    seen = {comment.source_id}
    name = comment.parent_id
    while name and name not in here and name not in seen:
        seen.add(name)
        name = there[name].parent_id if name in there else ""
    return name


def _write(
    comment: ImportedComment, source: str, at: datetime, post_id: int, parent: Comment | None
) -> Comment:
    state = STATES[comment.fate].value
    html = comment_text.render(source)
    row = Comment.objects.create(
        post_id=post_id,
        parent=parent,
        author_name=comment.author or _("A reader"),
        state=state,
        first_state=state,
        written_at=at,
        source=source,
        html=html,
    )
    row.path = threads.path_under(parent.path if parent else "", row.pk)
    row.root_id = parent.root_id if parent else row.pk
    row.revision = Revision.objects.create(comment=row, source=source, html=html, written_at=at)
    row.save()
    Decision.objects.create(comment=row, revision=row.revision, after=state, rule=RULE, at=at)
    return row
