"""Warning, watching, suspending and banning people; and taking it back."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession

from blog.accounts.models import Notification
from blog.accounts.permissions import RoleRefused
from blog.comments.models import Comment, Sanction
from blog.comments.rules.states import State
from blog.comments.selectors import holdings
from blog.comments.selectors import people as selectors
from blog.comments.services import answering, judging, moderation, people, posting, telling

LATER = timedelta(seconds=11)
pytestmark = pytest.mark.usefixtures("open_house")


@pytest.fixture
def talk(rye, rosa, noon):
    """Three comments by Rosa."""
    return [
        posting.post_comment(
            post=rye, by=rosa, at=noon + timedelta(minutes=5 * number), source=f"Advert {number}"
        )
        for number in range(3)
    ]


def ban(comment, by, at, **more):
    return people.ban_author(
        comment=Comment.objects.get(pk=comment.pk),
        by=by,
        at=at,
        revision_id=comment.revision_id,
        last_decision_id=comment.decisions.last().pk,
        code="spam",
        **more,
    )


def told(user):
    return sorted(Notification.objects.filter(user=user).values_list("kind", flat=True))


def states():
    return list(Comment.objects.order_by("pk").values_list("state", flat=True))


def test_a_ban_rejects_the_comment_and_says_why(talk, rye, rosa, mo, noon):
    ban(talk[0], mo, noon)
    telling.tell_due(at=noon + LATER)

    assert states() == [State.REJECTED, State.NONE, State.NONE]
    assert told(rosa) == ["comment.rejected", "person.ban"]
    assert "advertising" in Notification.objects.get(kind="person.ban").line
    with pytest.raises(judging.ShutOut):
        posting.post_comment(post=rye, by=rosa, at=noon, source="But!")


@pytest.mark.parametrize("kind", ["ban", "suspend"])
def test_who_is_shut_out_recommends_and_reports_nothing(client, talk, ravi, mo, noon, kind):
    answering.recommend(comment=talk[0], by=ravi, at=noon)
    people.sanction(
        of=ravi, by=mo, at=noon, kind=kind, reason="Enough.", until=noon + timedelta(days=4000)
    )
    client.force_login(ravi)
    on = f"/comments/on/{talk[1].pk}"
    part = {"HX-Request": "true", "HX-Request-Type": "partial"}

    recommended = client.post(f"{on}/recommend/", headers=part)
    reported = client.post(f"{on}/report/", {"complaint": "spam", "text": "Look at this."})

    for answer in (recommended, reported):
        assert answer.status_code == 403
        assert "from taking part" in answer.text
    assert "Look at this.</textarea>" in reported.text
    assert Comment.objects.get(pk=talk[1].pk).recommendations == 0
    assert not talk[1].reports.exists()
    assert answering.recommend(comment=talk[0], by=ravi, at=noon, wanted=False) == 0


def test_who_is_read_first_recommends_and_reports_like_everybody(talk, ravi, mo, noon):
    people.sanction(of=ravi, by=mo, at=noon, kind="watch", reason="We look first.")

    assert answering.recommend(comment=talk[0], by=ravi, at=noon) == 1
    answering.report(comment=talk[0], by=ravi, at=noon, complaint="spam")


def test_one_undo_takes_the_ban_and_all_that_it_hid_back(talk, rosa, mo, noon):
    decision = ban(talk[0], mo, noon, hide_earlier=True)
    assert states() == [State.REJECTED] * 3

    moderation.undo(decision=decision, by=mo, at=noon)
    telling.tell_due(at=noon + LATER)

    assert states() == [State.NONE] * 3
    assert not Sanction.objects.in_force(noon).exists()
    assert told(rosa) == []


def test_whoever_reported_a_hidden_comment_hears_of_it(talk, rosa, ravi, mo, noon):
    answering.report(comment=talk[1], by=ravi, at=noon, complaint="spam")
    ban(talk[0], mo, noon, hide_earlier=True)
    telling.tell_due(at=noon + LATER)

    assert told(ravi) == ["comment.report_upheld"]


def test_undoing_a_ban_tells_everyone_whom_the_ban_told(talk, rosa, ravi, ed, mo, noon):
    answering.report(comment=talk[1], by=ravi, at=noon, complaint="spam")
    decision = ban(talk[0], mo, noon, hide_earlier=True)
    telling.tell_due(at=noon + LATER)
    assert told(rosa) == ["comment.rejected", "comment.rejected", "person.ban"]
    assert told(ravi) == ["comment.report_upheld"]

    moderation.undo(decision=decision, by=mo, at=noon + LATER)
    for _again in range(2):
        telling.tell_due(at=noon + 3 * LATER)

    assert told(rosa) == [
        "comment.reconsidered",
        "comment.reconsidered",
        "comment.rejected",
        "comment.rejected",
        "person.ban",
        "person.lifted",
    ]
    assert told(ravi) == ["comment.report_reopened", "comment.report_upheld"]
    assert "advertising" in Notification.objects.get(kind="person.lifted").line


def test_the_end_of_a_limit_is_told_to_whom_it_was_told(rosa, mo, noon):
    made = people.sanction(of=rosa, by=mo, at=noon, kind="watch", reason="Cool down.")
    telling.tell_due(at=noon + LATER)
    people.lift(sanction=made, by=mo, at=noon + LATER)
    telling.tell_due(at=noon + LATER)
    assert told(rosa) == ["person.watch"]
    for _again in range(2):
        telling.tell_due(at=noon + 2 * LATER)

    assert told(rosa) == ["person.lifted", "person.watch"]


@pytest.mark.parametrize("kind", ["warn", "watch", "ban"])
def test_people_are_told_once_in_the_moderators_words(rosa, mo, noon, kind):
    people.sanction(of=rosa, by=mo, at=noon, kind=kind, reason="No adverts, please.")
    telling.tell_due(at=noon + LATER)
    telling.tell_due(at=noon + LATER)

    assert told(rosa) == [f"person.{kind}"]
    assert "No adverts, please." in Notification.objects.get().line


def test_a_limit_that_was_lifted_at_once_is_told_to_nobody(rosa, mo, noon):
    made = people.sanction(of=rosa, by=mo, at=noon, kind="ban", reason="A mistake.")
    people.lift(sanction=made, by=mo, at=noon)
    telling.tell_due(at=noon + LATER)

    assert told(rosa) == []


def test_what_cannot_be_laid_upon_somebody(rosa, mo, max_, noon):
    with pytest.raises(people.DayMissing):
        people.sanction(of=rosa, by=mo, at=noon, kind="suspend", reason="Cool down.")
    with pytest.raises(people.DayMissing):
        people.sanction(of=rosa, by=mo, at=noon, kind="suspend", reason="Cool down.", until=noon)
    with pytest.raises(moderation.TextMissing):
        people.sanction(of=rosa, by=mo, at=noon, kind="ban", reason=" ")
    with pytest.raises(people.OfTheTeam):
        people.sanction(of=max_, by=mo, at=noon, kind="ban", reason="Spite.")
    with pytest.raises(RoleRefused):
        people.sanction(of=mo, by=rosa, at=noon, kind="ban", reason="Spite.")


def test_notes_are_for_moderators_and_in_the_copy_of_ones_data(rosa, mo, noon):
    people.note(of=rosa, by=mo, at=noon, text="Argues well.")

    notes = selectors.get_person(rosa, at=noon).notes
    assert [(note.by, note.text) for note in notes] == [("Mo", "Argues well.")]
    assert holdings.note_records(rosa.pk)[0]["text"] == "Argues well."


def test_a_banned_account_from_the_same_network_is_a_hint(rosa, ravi, mo, noon):
    for person in (rosa, ravi):
        UserSession.objects.create(
            user=person, ip="100::1", session_key=f"key-{person.pk}", user_agent=""
        )
    assert selectors.get_person(ravi, at=noon).alike == ()
    people.sanction(of=rosa, by=mo, at=noon, kind="ban", reason="Adverts.")

    assert selectors.get_person(ravi, at=noon).alike == ((rosa.pk, "Rosa"),)


def test_an_appeal_that_succeeds_is_told_to_author_and_reporter(talk, rosa, ravi, mo, max_, noon):
    comment = talk[0]
    answering.report(comment=comment, by=ravi, at=noon, complaint="spam")

    def decide(by, approve):
        moderation.decide(
            comment=comment,
            by=by,
            at=noon,
            approve=approve,
            code="" if approve else "spam",
            revision_id=comment.revision_id,
            last_decision_id=comment.decisions.last().pk,
        )
        telling.tell_due(at=noon + LATER)

    decide(mo, approve=False)
    moderation.appeal(comment=comment, by=rosa, at=noon, text="It is no advert.")
    decide(max_, approve=True)

    assert told(rosa) == ["comment.approved", "comment.rejected"]
    assert told(ravi) == ["comment.report_declined", "comment.report_upheld"]
