"""Whatever people do, in whatever order: the queues say what the rows say."""

from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blog.comments import selectors
from blog.comments.models import Comment, Decision
from blog.comments.rules.states import VISIBLE, WAITING, State
from blog.comments.selectors.searching import get_counts
from blog.comments.services import answering, changing, moderation, posting
from blog.errors import DomainError

QUEUE_OF = {"appeals": "appealed"}
DEEDS = [
    "post",
    "answer",
    "edit",
    "delete",
    "restore",
    "report",
    "recommend",
    "approve",
    "reject",
    "appeal",
    "undo",
]


def expected(comment):
    """Return the queues a comment belongs to, worked out without a query language."""
    if comment.deleted_at:
        return set()
    queues = set()
    if comment.state in VISIBLE and any(r.answer_id is None for r in comment.reports.all()):
        queues.add("reported")
    if comment.state in WAITING:
        queues.add("pending")
    if comment.state in WAITING or comment.state == State.NONE:
        queues.add("unmoderated")
    if comment.state == State.APPROVED:
        queues.add("approved")
    if comment.state == State.REJECTED:
        queues.add("rejected")
        if any(a.outcome_id is None for a in comment.appeals.all()):
            queues.add("appealed")
    return queues


@pytest.mark.django_db
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    deeds=st.lists(
        st.tuples(st.sampled_from(DEEDS), st.integers(0, 5), st.integers(0, 2)), max_size=14
    )
)
def test_queues_are_what_the_rows_say(deeds, rye, rosa, ravi, mo, max_, noon):
    Comment.objects.all().delete()
    people = [rosa, ravi, mo]
    for number, (deed, which, who) in enumerate(deeds):
        at = noon + timedelta(minutes=3 * number)
        comments = list(Comment.objects.order_by("pk"))
        one = comments[which % len(comments)] if comments else None
        by = people[who]
        with suppress(DomainError):
            act(deed, rye, one, by, mo if which % 2 else max_, at)
    for comment in Comment.objects.all():
        names = ["reported", "pending", "unmoderated", "approved", "rejected", "appealed"]
        found = {
            name
            for name in names
            if getattr(Comment.objects, name)().filter(pk=comment.pk).exists()
        }
        assert found == expected(comment)
        assert comment.recommendations == comment.reactions.count()
        assert comment.source == comment.revision.source
        last = Decision.objects.filter(comment=comment).last()
        assert (last.after, last.revision_id) == (comment.state, comment.revision_id)
    queues = [name for one in Comment.objects.all() for name in expected(one)]
    for count in get_counts(at=noon).queues:
        assert count.number == queues.count(QUEUE_OF.get(count.queue, count.queue))
    shown = {c.pk for c in Comment.objects.all() if c.is_visible}
    cards = selectors.get_thread(rye, at=noon).cards
    assert {card.pk for card in cards if not card.gone} == shown
    assert all(card.source == "" and card.name == "" for card in cards if card.gone)


def act(deed, post, one, by, moderator, at):
    if deed == "post":
        posting.post_comment(post=post, by=by, at=at, source=f"I say {uuid4()}")
    elif one is None:
        return
    elif deed == "answer":
        posting.post_comment(post=post, by=by, at=at, source=f"No: {uuid4()}", parent=one)
    elif deed == "edit":
        changing.edit_comment(comment=one, by=by, at=one.written_at, source=f"Rather {uuid4()}")
    elif deed == "delete":
        changing.delete_comment(comment=one, by=by, at=at)
    elif deed == "restore":
        changing.restore_comment(comment=one, by=by, at=at)
    elif deed == "report":
        answering.report(comment=one, by=by, at=at, complaint="spam")
    elif deed == "recommend":
        answering.recommend(comment=one, by=by, at=at)
    elif deed == "undo":
        moderation.undo(decision=one.decisions.last(), by=moderator, at=at)
    elif deed == "appeal":
        moderation.appeal(comment=one, by=by, at=at, text="Look again.")
    else:
        moderation.decide(
            comment=one,
            by=moderator,
            at=at,
            approve=deed == "approve",
            code="spam",
            revision_id=one.revision_id,
            last_decision_id=one.decisions.last().pk,
        )
