"""The moderators' screens: what stands there, and what the buttons do, with and without htmx."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from blog.comments.models import Comment, ListedPhrase, Untold
from blog.comments.rules.states import State
from blog.comments.selectors import items, queue, searching
from blog.comments.selectors.records import get_records
from blog.comments.services import answering, changing, moderation, posting
from tests import factories

QUEUE = "/desk/moderation/"
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def comment(rye, rosa, noon):
    """Rosa's first comment, which waits."""
    return posting.post_comment(post=rye, by=rosa, at=noon, source="I added caraway.")


@pytest.fixture
def desk(client, mo):
    """Mo at the desk."""
    client.force_login(mo)
    return client


def asked(comment, deed, **more):
    comment = Comment.objects.get(pk=comment.pk)
    return {
        "deed": deed,
        "revision": comment.revision_id,
        "last": comment.decisions.last().pk,
        "back": "queue=pending",
        **more,
    }


def press(client, comment, deed, headers=None, **more):
    form = {**asked(comment, deed), **more}
    return client.post(f"{QUEUE}comments/{comment.pk}/", form, headers=headers)


def numbers():
    return {count.queue: count.number for count in searching.get_counts(at=timezone.now()).queues}


class TestQueue:
    def test_can_be_chosen_from_where_it_is_one_of_many_and_nowhere_else(self, desk, comment):
        chosen = 'name="chosen"'
        address = f"{QUEUE}comments/{comment.pk}/"

        assert chosen in desk.get(QUEUE).text
        assert chosen not in desk.get(address).text
        stale = {**asked(comment, "reject other"), "last": 0}
        assert chosen in desk.post(address, {**stale, "listed": "on"}, headers=PART).text
        assert chosen not in desk.post(address, stale, headers=PART).text

    @pytest.mark.parametrize(
        ("query", "title"),
        [
            ("queue=pending", "Pending – Moderation"),
            ("queue=rejected", "Rejected – Moderation"),
            ("text=caraway", "caraway – Moderation"),
        ],
    )
    def test_says_in_its_title_what_is_listed(self, desk, comment, query, title):
        assert f"<title>{title} – Desk" in desk.get(f"{QUEUE}?{query}").text

    def test_shows_a_comment_with_why_it_waits_and_who_wrote_it(self, desk, comment):
        text = desk.get(QUEUE).text

        assert "I added caraway." in text
        assert "The person is new here" in text
        assert "0 shown, 0 rejected, 1 waiting" in text

    def test_marks_the_words_that_a_rule_caught(self, desk, rye, rosa, noon):
        ListedPhrase.objects.create(text="cheap pills", weight="banned")
        posting.post_comment(post=rye, by=rosa, at=noon, source="Buy cheap pills now")

        assert "Buy <mark>cheap pills</mark> now" in desk.get(QUEUE).text

    def test_shows_what_is_answered_and_every_report(self, desk, rye, rosa, ravi, noon, open_house):
        first = posting.post_comment(post=rye, by=rosa, at=noon, source="I added caraway.")
        answer = posting.post_comment(post=rye, by=ravi, at=noon, source="Fool.", parent=first)
        answering.report(
            comment=answer, by=rosa, at=noon, complaint="abusive", text="That is rude."
        )

        text = desk.get(f"{QUEUE}?queue=reported").text

        assert "I added caraway." in text
        assert "It attacks a person" in text
        assert "That is rude." in text

    def test_goes_on_where_a_page_ended(self, rye, rosa, mo, noon):
        made = factories.make_conversation(
            rye, rosa, at=noon, threads=queue.PAGE_SIZE + 3, answers=0
        )
        waiting = [one.pk for one in made[2::3]]
        Comment.objects.filter(pk__in=waiting).update(state=State.PREMOD)
        Comment.objects.filter(pk__in=waiting[5:]).update(state=State.WITHHELD)
        search = searching.Search(queue="unmoderated")

        first = queue.get_page(search=search, person=mo, at=noon)
        second = queue.get_page(search=search, person=mo, at=noon, after=first.next_after)

        assert [i.pk for i in (*first.items, *second.items)] == [one.pk for one in made]
        assert second.next_after is None

    def test_what_was_rejected_counts_also_where_its_author_took_it_back(self, rye, rosa, noon):
        one, _other = factories.make_conversation(rye, rosa, at=noon, threads=2, answers=0)
        Comment.objects.filter(author=rosa).update(state=State.REJECTED)
        changing.delete_comment(comment=Comment.objects.get(pk=one.pk), by=rosa, at=noon)

        assert get_records({rosa.pk}, at=noon)[rosa.pk].rejected == 2

    def test_takes_as_many_queries_for_thirty_as_for_one(self, desk, rye, rosa, ravi, noon):
        def cost():
            desk.get(QUEUE)  # what is remembered until something changes
            with CaptureQueriesContext(connection) as queries:
                assert desk.get(f"{QUEUE}?queue=unmoderated").status_code == 200
            return len(queries)

        factories.make_conversation(rye, rosa, at=noon, threads=1, answers=0)
        one = cost()
        factories.make_conversation(rye, ravi, at=noon, threads=15, answers=2)
        assert cost() == one < 15

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("who=Rosa", True),
            ("who=rosa@example.com", True),
            ("who=Ravi", False),
            ("post=rye", True),
            ("post=spelt", False),
            ("text=CARAWAY", True),
            ("text=honey", False),
            ("rule=new", True),
            ("rule=links", False),
            ("state=premod", True),
            ("state=approved", False),
            ("queue=approved&text=caraway", False),
            ("queue=nonsense", True),
            ("rule=nonsense&state=nonsense", True),
        ],
    )
    def test_is_searched_by_user_post_text_rule_and_state(self, desk, comment, query, found):
        text = desk.get(f"{QUEUE}?{query}").text

        assert ("I added caraway." in text) is found
        assert found or "Nothing fits" in text

    @pytest.mark.parametrize("query", ["text=honey", "text=" + "x" * 101, "rule=nonsense"])
    def test_blank_fields_are_kept_and_never_what_was_looked_for(self, desk, query):
        def fields():
            return desk.get(f"{QUEUE}?queue=approved").text.partition("<form class")[2]

        before = fields().partition("</form>")[0]
        narrow = desk.get(f"{QUEUE}?{query}").text.partition("<form class")[2]

        assert narrow.partition("</form>")[0] != before
        assert fields().partition("</form>")[0] == before
        assert "honey" not in before

    def test_an_empty_queue_says_so(self, desk):
        assert "This queue is empty" in desk.get(QUEUE).text

    def test_numbers_are_those_of_the_queues(self, comment, mo, ravi, rye, noon):
        assert numbers() == {
            "reported": 0,
            "pending": 1,
            "unmoderated": 1,
            "approved": 0,
            "rejected": 0,
            "appeals": 0,
        }


class TestDeciding:
    def test_a_decision_leads_back_to_the_queue_with_undo_on_top(self, desk, comment):
        answer = press(desk, comment, "approve")

        assert answer["Location"] == f"{QUEUE}?queue=pending&done={comment.pk}#item-{comment.pk}"
        text = desk.get(answer["Location"]).text
        assert "Undo" in text
        assert Comment.objects.get().state == State.APPROVED

    def test_htmx_gets_the_decided_card_the_numbers_and_a_sentence(self, desk, comment):
        text = press(desk, comment, "reject spam", PART, text="No adverts.").text

        assert text.count("<article") == 1
        assert 'value="undo"' in text
        assert 'id="queues"' in text
        assert "Rejected: the comment by Rosa. 0 are left here." in text
        decision = Comment.objects.get().decisions.last()
        assert (decision.code, decision.text) == ("spam", "No adverts.")

    def test_undo_brings_the_buttons_back(self, desk, comment):
        press(desk, comment, "approve")
        text = press(desk, comment, "undo", PART).text

        assert 'value="approve"' in text
        assert Comment.objects.get().state == State.PREMOD

    def test_undo_stays_in_the_list_of_what_was_decided(self, desk, comment):
        press(desk, comment, "approve")

        assert 'value="undo"' in desk.get(f"{QUEUE}?queue=approved").text

    def test_undo_is_led_to_from_the_log(self, desk, comment, client, db):
        press(desk, comment, "approve")
        log = desk.get("/desk/log/").text
        place = f"/desk/moderation/comments/{comment.pk}/"

        assert f'<a class="desk-link" href="{place}">' in log
        assert 'value="undo"' in desk.get(place).text
        client.force_login(factories.make_user("writer@example.com", roles=["Editor"]))
        assert place not in client.get("/desk/log/").text

    def test_who_comes_second_sees_who_was_first(self, desk, comment, max_, noon):
        seen = asked(comment, "reject spam")
        moderation.decide(
            comment=comment,
            by=max_,
            at=noon,
            approve=True,
            revision_id=comment.revision_id,
            last_decision_id=comment.decisions.last().pk,
        )

        answer = desk.post(f"{QUEUE}comments/{comment.pk}/", seen, headers=PART)

        assert answer.status_code == 409
        assert "Another moderator has decided" in answer.text
        assert "Max" in answer.text
        assert Comment.objects.get().state == State.APPROVED

    @pytest.mark.parametrize("headers", [None, PART])
    def test_a_text_that_changed_is_shown_anew(self, desk, comment, rosa, noon, headers):
        seen = asked(comment, "approve")
        changing.edit_comment(comment=comment, by=rosa, at=noon, source="I added nothing.")

        answer = desk.post(f"{QUEUE}comments/{comment.pk}/", seen, headers=headers)

        assert answer.status_code == 409
        assert "I added nothing." in answer.text
        assert "Read it again" in answer.text

    def test_what_its_author_took_back_is_not_decided_on(self, desk, comment, rosa, noon):
        changing.delete_comment(comment=comment, by=rosa, at=noon)
        answer = press(desk, comment, "approve", PART)

        assert answer.status_code == 409
        assert "The author has deleted this comment in the meantime." in answer.text
        assert not Untold.objects.exists()

    def test_another_reason_wants_a_sentence(self, desk, comment):
        answer = press(desk, comment, "reject other", PART)

        assert answer.status_code == 422
        assert "Say in a sentence why" in answer.text
        assert Comment.objects.get().state == State.PREMOD

    @pytest.mark.parametrize("deed", ["", "nonsense", "reject nonsense", "reject"])
    def test_made_up_deeds_are_refused(self, desk, comment, deed):
        assert press(desk, comment, deed).status_code == 422

    def test_back_leads_nowhere_else(self, desk, comment):
        answer = press(desk, comment, "approve", back="next=//evil.example&queue=pending")

        assert answer["Location"].startswith(f"{QUEUE}?queue=pending&done=")

    def test_ones_own_rejection_is_anothers_to_look_at(self, desk, comment, rosa, noon):
        press(desk, comment, "reject abuse")
        moderation.appeal(comment=comment, by=rosa, at=noon, text="It is about bread.")

        text = desk.get(f"{QUEUE}?queue=appeals").text

        assert "It is about bread." in text
        assert 'value="approve"' not in text
        assert press(desk, comment, "approve").status_code == 403

    def test_the_page_of_a_comment_has_its_whole_history(self, desk, comment):
        press(desk, comment, "approve")
        press(desk, comment, "undo")

        text = desk.get(f"{QUEUE}comments/{comment.pk}/").text

        assert "Taken back:" in text
        assert text.count("Mo") >= 2
        assert desk.get(f"{QUEUE}comments/0/").status_code == 404


class TestPeople:
    def test_a_ban_by_button_is_undone_by_button(self, desk, comment, rosa, noon):
        text = press(desk, comment, "ban spam", PART, why="No adverts.").text

        assert "Banned: Rosa." in text
        assert rosa.comment_sanctions.get().reason == "No adverts."
        press(desk, comment, "undo")
        assert rosa.comment_sanctions.get().lifted_at

    def test_the_page_of_a_person_limits_and_lifts(self, desk, rosa):
        path = f"{QUEUE}people/{rosa.pk}/"
        form = {"kind": "suspend", "until": "2099-01-01", "reason": "Cool down."}

        assert desk.post(path, form)["Location"] == path
        assert "Cool down." in desk.get(path).text
        sanction = rosa.comment_sanctions.get()
        assert sanction.until.isoformat() == "2099-01-02T00:00:00+00:00"
        desk.post(f"{QUEUE}limits/{sanction.pk}/lift/")
        assert "lifted on" in desk.get(path).text

    @pytest.mark.parametrize(
        ("form", "words"),
        [
            ({"kind": "suspend", "reason": "Cool down."}, "Say until which day"),
            ({"kind": "suspend", "until": "2020-01-01", "reason": "X"}, "Say until which day"),
            ({"kind": "ban", "reason": ""}, "This field is required"),
            ({"kind": "nonsense", "reason": "X"}, "Select a valid choice"),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_stays(self, desk, rosa, form, words):
        answer = desk.post(f"{QUEUE}people/{rosa.pk}/", form)

        assert answer.status_code == 422
        assert words in answer.text
        assert form["reason"] in answer.text

    def test_a_note_is_kept(self, desk, rosa):
        path = f"{QUEUE}people/{rosa.pk}/"

        assert desk.post(f"{path}note/", {"text": "Argues well."}).status_code == 302
        assert "Argues well." in desk.get(path).text
        assert desk.post(f"{path}note/", {"text": ""}).status_code == 422
        assert desk.get(f"{QUEUE}people/0/").status_code == 404


class TestLease:
    def test_others_see_who_has_a_comment_open(self, desk, client, comment, max_):
        assert desk.post(f"{QUEUE}comments/{comment.pk}/hold/").status_code == 204
        client.force_login(max_)

        answer = client.post(f"{QUEUE}comments/{comment.pk}/hold/")

        assert answer.text == "Mo has this comment open."
        assert "Mo has this comment open." in client.get(QUEUE).text

    def test_a_lease_ends_by_itself(self, comment, mo, max_, noon):
        from blog.comments.services import holding

        holding.hold(comment=comment, by=mo, at=noon)

        def held(at):
            return items.get_item(comment.pk, person=max_, at=at).held_by

        assert held(noon) == "Mo"
        assert held(noon + timedelta(minutes=5)) == ""


class TestWithoutScripts:
    def test_a_form_of_the_queue_carries_its_token(self, comment, mo):
        client = Client(enforce_csrf_checks=True)
        client.force_login(mo)
        page = client.get(QUEUE).text
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]

        form = asked(comment, "approve", csrfmiddlewaretoken=token)
        assert client.post(f"{QUEUE}comments/{comment.pk}/", form).status_code == 302
