from datetime import timedelta

import pytest

from blog.accounts.models import Notification
from blog.accounts.permissions import RoleRefused
from blog.audit.models import Entry
from blog.comments import selectors
from blog.comments.events import CommentHidden, CommentShown
from blog.comments.models import Comment
from blog.comments.rules.states import State
from blog.comments.services import (
    answering,
    changing,
    judging,
    moderation,
    people,
    posting,
    telling,
)


@pytest.fixture
def comment(rye, rosa, noon):
    """Rosa's first comment, which waits."""
    return posting.post_comment(post=rye, by=rosa, at=noon, source="I added caraway.")


def decide(comment, by, at, approve=True, **more):
    comment = Comment.objects.get(pk=comment.pk)
    seen = {
        "revision_id": comment.revision_id,
        "last_decision_id": comment.decisions.last().pk,
        "code": "" if approve else "off_topic",
    }
    return moderation.decide(comment=comment, by=by, at=at, approve=approve, **{**seen, **more})


def test_only_moderators_decide(comment, ed, rosa, noon):
    for person in (ed, rosa, None):
        with pytest.raises(RoleRefused):
            decide(comment, person, noon)


def test_an_approval_shows_and_the_next_comment_is_shown_at_once(
    comment, mo, rye, rosa, noon, heard
):
    decide(comment, mo, noon)

    comment.refresh_from_db()
    assert comment.is_visible
    assert CommentShown(comment.pk, rye.pk) in heard
    assert Entry.objects.get(act="comment.approved").actor == mo
    second = posting.post_comment(post=rye, by=rosa, at=noon, source="And honey.")
    assert second.is_visible


def test_a_rejection_says_why_and_hides(comment, mo, noon, heard):
    with pytest.raises(moderation.ReasonMissing):
        decide(comment, mo, noon, approve=False, code="")
    decide(comment, mo, noon)
    decision = decide(comment, mo, noon, approve=False, text="Please keep to bread.")

    comment.refresh_from_db()
    assert comment.state == State.REJECTED
    assert (decision.code, decision.text) == ("off_topic", "Please keep to bread.")
    assert CommentHidden(comment.pk, comment.post_id) in heard


def test_who_comes_second_is_told_who_was_first(comment, mo, max_, noon):
    seen = comment.decisions.last().pk
    decide(comment, mo, noon)

    with pytest.raises(moderation.DecidedAlready) as refusal:
        decide(comment, max_, noon, approve=False, last_decision_id=seen)
    assert refusal.value.decision.actor == mo
    assert comment.decisions.filter(actor__isnull=False).count() == 1


def test_a_decision_about_an_old_text_shows_the_new_one(comment, mo, rosa, noon):
    seen = comment.revision_id
    changing.edit_comment(comment=comment, by=rosa, at=noon, source="I added nothing.")

    with pytest.raises(moderation.NewText) as refusal:
        decide(comment, mo, noon, revision_id=seen)
    assert refusal.value.comment.source == "I added nothing."


def test_one_report_a_person_answered_by_the_decision(comment, mo, ravi, rosa, noon):
    decide(comment, mo, noon)
    comment.refresh_from_db()
    answering.report(comment=comment, by=ravi, at=noon, complaint="offensive")
    with pytest.raises(answering.ReportedAlready):
        answering.report(comment=comment, by=ravi, at=noon, complaint="spam")
    with pytest.raises(answering.NotYourOwn):
        answering.report(comment=comment, by=rosa, at=noon, complaint="spam")
    assert list(Comment.objects.reported()) == [comment]

    decision = decide(comment, mo, noon)

    assert comment.reports.get().answer == decision
    assert not Comment.objects.reported().exists()


def test_one_appeal_a_rejection_decided_by_somebody_else(comment, mo, max_, rosa, ravi, noon):
    with pytest.raises(moderation.CannotAppeal):
        moderation.appeal(comment=comment, by=rosa, at=noon, text="Why?")
    decide(comment, mo, noon, approve=False)
    with pytest.raises(RoleRefused):
        moderation.appeal(comment=comment, by=ravi, at=noon, text="Let her speak.")
    appeal = moderation.appeal(comment=comment, by=rosa, at=noon, text="It is about bread.")
    assert appeal.due_at == noon + timedelta(days=7)
    assert list(Comment.objects.appealed()) == [comment]
    with pytest.raises(moderation.CannotAppeal):
        moderation.appeal(comment=comment, by=rosa, at=noon, text="Again.")

    with pytest.raises(moderation.SecondLookIsAnothers):
        decide(comment, mo, noon)
    outcome = decide(comment, max_, noon)

    appeal.refresh_from_db()
    comment.refresh_from_db()
    assert appeal.outcome == outcome
    assert comment.is_visible
    assert comment.decisions.count() == 3


def test_what_decides_an_appeal_is_no_new_rejection_and_a_later_one_is(
    comment, mo, max_, rosa, noon
):
    decide(comment, mo, noon, approve=False)
    moderation.appeal(comment=comment, by=rosa, at=noon, text="It is about bread.")
    upheld = decide(comment, max_, noon, approve=False)
    comment.refresh_from_db()
    with pytest.raises(moderation.CannotAppeal):
        moderation.appeal(comment=comment, by=rosa, at=noon, text="Again.")
    (line,) = selectors.get_own(comment.post, rosa, at=noon).cards
    assert (line.can_appeal, line.due_at, line.was_upheld) == (False, None, True)

    moderation.undo(decision=upheld, by=max_, at=noon)
    decide(comment, max_, noon)
    decide(comment, mo, noon, approve=False)
    (line,) = selectors.get_own(comment.post, rosa, at=noon).cards
    assert line.can_appeal
    comment.refresh_from_db()
    appeal = moderation.appeal(comment=comment, by=rosa, at=noon, text="Another reason now.")
    (line,) = selectors.get_own(comment.post, rosa, at=noon).cards
    assert (line.can_appeal, line.due_at, line.was_upheld) == (False, appeal.due_at, False)


def test_an_appeal_whose_day_has_passed_is_told_to_the_other_moderators_once(
    comment, mo, max_, rosa, noon
):
    decide(comment, mo, noon, approve=False)
    moderation.appeal(comment=comment, by=rosa, at=noon, text="It is about bread.")
    late = noon + timedelta(days=7, seconds=1)

    def heard(user):
        return Notification.objects.filter(user=user, kind="appeal.overdue").count()

    telling.tell_due(at=noon + timedelta(days=6))
    assert heard(max_) == 0
    for _again in range(2):
        telling.tell_due(at=late)
    assert (heard(max_), heard(mo), heard(rosa)) == (1, 0, 0)
    (line,) = selectors.get_own(comment.post, rosa, at=late).cards
    assert line.is_late


def test_a_suspension_ends_with_its_day_and_is_said(rye, mo, rosa, noon):
    people.sanction(
        of=rosa, by=mo, at=noon, kind="suspend", reason="Cool down.", until=noon + timedelta(days=2)
    )

    with pytest.raises(judging.ShutOut, match="2 more days"):
        posting.post_comment(post=rye, by=rosa, at=noon, source="But!")
    assert posting.post_comment(post=rye, by=rosa, at=noon + timedelta(days=3), source="I am back.")
