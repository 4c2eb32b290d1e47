"""Taking a decision back, and telling people only of what stands."""

from datetime import timedelta

import pytest

from blog.accounts.models import Notification
from blog.accounts.permissions import RoleRefused
from blog.audit.models import Entry
from blog.comments.events import CommentHidden, CommentShown
from blog.comments.models import Appeal, Comment, Report, Untold
from blog.comments.rules.states import State
from blog.comments.selectors.items import LEASE_LASTS
from blog.comments.services import answering, holding, moderation, posting, telling

LATER = timedelta(seconds=11)


@pytest.fixture
def comment(rye, rosa, noon):
    """Rosa's first comment, which waits."""
    return posting.post_comment(post=rye, by=rosa, at=noon, source="I added caraway.")


def decide(comment, by, at, approve=True):
    comment = Comment.objects.get(pk=comment.pk)
    return moderation.decide(
        comment=comment,
        by=by,
        at=at,
        approve=approve,
        code="" if approve else "abuse",
        revision_id=comment.revision_id,
        last_decision_id=comment.decisions.last().pk,
    )


def told(user):
    return list(Notification.objects.filter(user=user).values_list("kind", flat=True))


def test_an_undone_decision_leaves_everything_as_it_was(comment, mo, rosa, noon, heard):
    decision = decide(comment, mo, noon)
    moderation.undo(decision=decision, by=mo, at=noon)

    comment.refresh_from_db()
    assert comment.state == State.PREMOD
    assert [type(event) for event in heard if type(event) in (CommentShown, CommentHidden)] == [
        CommentShown,
        CommentHidden,
    ]
    assert comment.decisions.count() == 3, "what was decided stays written down"
    assert Entry.objects.filter(act="comment.undone", actor=mo).exists()
    telling.tell_due(at=noon + LATER)
    assert told(rosa) == []


def test_people_are_told_once_when_the_seconds_are_over(comment, mo, rosa, noon):
    decide(comment, mo, noon)

    assert telling.tell_due(at=noon + timedelta(seconds=9)) == 0
    assert telling.tell_due(at=noon + LATER) == 1
    assert telling.tell_due(at=noon + LATER) == 0
    assert told(rosa) == ["comment.approved"]


def test_who_was_told_is_told_of_the_undo(comment, mo, rosa, noon):
    decision = decide(comment, mo, noon, approve=False)
    telling.tell_due(at=noon + LATER)
    moderation.undo(decision=decision, by=mo, at=noon + LATER)
    telling.tell_due(at=noon + 2 * LATER)

    assert sorted(told(rosa)) == ["comment.reconsidered", "comment.rejected"]
    assert not Untold.objects.exists()


def test_an_undo_opens_the_reports_again(comment, mo, ravi, noon):
    decide(comment, mo, noon)
    comment.refresh_from_db()
    answering.report(comment=comment, by=ravi, at=noon, complaint="spam")
    decision = decide(comment, mo, noon)
    moderation.undo(decision=decision, by=mo, at=noon)

    assert Report.objects.open().count() == 1
    assert list(Comment.objects.reported()) == [comment]


def test_an_undone_rejection_needs_no_appeal(comment, mo, max_, rosa, noon):
    rejection = decide(comment, mo, noon, approve=False)
    moderation.appeal(comment=comment, by=rosa, at=noon, text="It is about bread.")
    undone = moderation.undo(decision=rejection, by=mo, at=noon)

    assert Appeal.objects.get().outcome == undone
    assert not Comment.objects.appealed().exists()
    decide(comment, max_, noon, approve=False)
    moderation.appeal(comment=comment, by=rosa, at=noon, text="Again?")
    assert Comment.objects.appealed().exists(), "one appeal a rejection"


def test_only_the_last_decision_of_a_person_is_undone(comment, mo, max_, rosa, noon):
    by_rule = comment.decisions.get()
    with pytest.raises(RoleRefused):
        moderation.undo(decision=by_rule, by=rosa, at=noon)
    with pytest.raises(moderation.NothingToUndo):
        moderation.undo(decision=by_rule, by=mo, at=noon)
    first = decide(comment, mo, noon)
    decide(comment, max_, noon, approve=False)
    with pytest.raises(moderation.DecidedAlready) as refusal:
        moderation.undo(decision=first, by=mo, at=noon)
    assert refusal.value.decision.actor == max_


def test_an_undone_approval_makes_nobody_trusted(comment, mo, rye, rosa, noon):
    moderation.undo(decision=decide(comment, mo, noon), by=mo, at=noon)

    second = posting.post_comment(
        post=rye, by=rosa, at=noon + timedelta(minutes=5), source="And honey."
    )
    assert not second.is_visible


def test_a_lease_is_the_first_ones_until_it_is_over_or_decided(comment, mo, max_, noon):
    assert holding.hold(comment=comment, by=mo, at=noon).by == mo
    assert holding.hold(comment=comment, by=max_, at=noon).by == mo
    assert holding.hold(comment=comment, by=max_, at=noon + LEASE_LASTS).by == max_
    decide(comment, mo, noon)
    assert not hasattr(Comment.objects.get(pk=comment.pk), "lease")
