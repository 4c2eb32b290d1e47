"""Rules are tried on past decisions before they count; the report is the same on screen and in the file."""

import csv
from io import StringIO

import pytest

from blog.comments.models import Comment, ListedPhrase
from blog.comments.selectors import quality, rulebook
from blog.comments.services import moderation, phrases, posting
from tests import factories

RULES = "/desk/moderation/rules/"


@pytest.fixture
def past(rye, rosa, ravi, mo, noon):
    """Two decided comments: one about bread was approved, one about pills rejected."""
    for person, source, approve in (
        (rosa, "Cheap bread is good bread.", True),
        (ravi, "Cheap pills, cheap pills!", False),
    ):
        comment = posting.post_comment(post=rye, by=person, at=noon, source=source)
        moderation.decide(
            comment=comment,
            by=mo,
            at=noon,
            approve=approve,
            code="" if approve else "spam",
            revision_id=comment.revision_id,
            last_decision_id=comment.decisions.last().pk,
        )


@pytest.fixture
def desk(client, mo):
    """Mo at the desk."""
    client.force_login(mo)
    return client


def test_a_phrase_is_tried_without_being_added(desk, past):
    answer = desk.post(RULES, {"text": "Cheap pills", "weight": "banned", "try": "yes"})

    assert "It would have caught 1 of 2 comments" in answer.text
    assert "Moderators rejected 100 % of them." in answer.text
    assert "<mark>Cheap pills</mark>" in answer.text
    assert not ListedPhrase.objects.exists()


def test_a_harmful_phrase_warns_until_it_is_wanted_all_the_same(desk, past):
    form = {"text": "bread", "weight": "banned"}

    answer = desk.post(RULES, form)

    assert answer.status_code == 409
    assert "This phrase does harm." in answer.text
    assert not ListedPhrase.objects.exists()
    assert desk.post(RULES, {**form, "anyway": "on"})["Location"] == RULES
    assert ListedPhrase.objects.get().text == "bread"


def test_what_cannot_be_listed(past, mo, noon):
    with pytest.raises(phrases.NoPhrase):
        phrases.add_phrase(by=mo, at=noon, text=" … ", weight="banned")
    phrases.add_phrase(by=mo, at=noon, text="cheap  pills", weight="banned")
    with pytest.raises(phrases.ListedAlready):
        phrases.add_phrase(by=mo, at=noon, text="Cheap pills", weight="suspect")


def test_a_phrase_is_taken_off_the_list(desk, past, mo, noon):
    phrase = phrases.add_phrase(by=mo, at=noon, text="pills", weight="suspect")

    assert desk.post(f"{RULES}{phrase.pk}/remove/").status_code == 302
    assert not ListedPhrase.objects.exists()
    assert desk.post(f"{RULES}{phrase.pk}/remove/").status_code == 404


def test_the_screen_says_how_each_phrase_and_rule_has_done(desk, rye, rosa, ravi, mo, noon):
    ListedPhrase.objects.create(text="pills", weight="banned")
    for number in range(6):
        person = factories.make_user(f"p{number}@example.com")
        comment = posting.post_comment(
            post=rye, by=person, at=noon, source=f"Sleeping pills for dough {number}"
        )
        if number:
            moderation.decide(
                comment=comment, by=mo, at=noon, approve=number > 1, code="spam",
                revision_id=comment.revision_id, last_decision_id=comment.decisions.last().pk,
            )  # fmt: skip

    text = desk.get(RULES).text

    assert "6 caught: 1 rejected, 4 approved" in text
    assert "(20 %)" in text
    assert "This phrase does harm." in text
    assert "It has a word that is withheld" in text


def test_wagtail_has_no_form_that_goes_past_the_trial(client, admin_user):
    client.force_login(admin_user)

    assert client.get("/admin/snippets/comments/listedphrase/").status_code == 404
    assert client.get("/admin/snippets/comments/listedphrase/add/").status_code == 404


def test_what_was_taken_back_is_not_replayed(past, mo, noon):
    decision = Comment.objects.first().decisions.last()
    moderation.undo(decision=decision, by=mo, at=noon)

    assert [one.source for one in rulebook.get_past()] == ["Cheap pills, cheap pills!"]


def test_the_report_counts_what_others_reversed(past, rosa, ravi, mo, max_, noon):
    rejected = Comment.objects.get(author=ravi)
    moderation.appeal(comment=rejected, by=ravi, at=noon, text="Look again.")
    moderation.decide(
        comment=rejected,
        by=max_,
        at=noon,
        approve=True,
        revision_id=rejected.revision_id,
        last_decision_id=rejected.decisions.last().pk,
    )

    tables = quality.get_report(at=noon)

    assert tables[1].rows[2] == ("Reversed", 1)
    assert tables[2].rows == (("Max", 1, 0, 0, "0 %"), ("Mo", 1, 1, 1, "50 %"))


def test_two_moderators_of_one_name_are_two(past, rosa, mo, noon):
    other = factories.make_user("mo2@example.com", first_name="Mo", roles=["Moderator"])
    comment = Comment.objects.filter(author=rosa).first()
    moderation.decide(
        comment=comment,
        by=other,
        at=noon,
        approve=True,
        revision_id=comment.revision_id,
        last_decision_id=comment.decisions.last().pk,
    )

    assert [row[0] for row in quality.get_report(at=noon)[2].rows] == ["Mo", "Mo"]


def test_the_file_holds_what_the_screen_shows(desk, past):
    screen = desk.get("/desk/moderation/quality/").text
    answer = desk.get("/desk/moderation/quality/moderation.csv")

    cells = [cell for row in csv.reader(StringIO(answer.text)) for cell in row]
    assert "Mo" in cells
    assert all(cell in screen for cell in cells)
