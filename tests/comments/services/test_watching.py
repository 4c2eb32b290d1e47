"""Searches that moderators keep: beside the queues, with a number, for one or for the team."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test.utils import CaptureQueriesContext

from blog.comments.models import Comment, SavedSearch
from blog.comments.selectors.records import get_records
from blog.comments.selectors.searching import MOST_SAVED, Search, get_counts
from blog.comments.services import moderation, people, posting, watching
from tests import factories
from tests.factories import A_DAY

QUEUE = "/desk/moderation/"


@pytest.fixture
def desk(client, mo):
    """Mo at the desk."""
    client.force_login(mo)
    return client


def keep(by, at, name="Rye", asked=None, **more):
    return watching.keep_search(by=by, at=at, name=name, asked=asked or {"text": "rye"}, **more)


def watched(person, at=A_DAY):
    return {one.name: one.number for one in get_counts(person, at=A_DAY).saved}


def test_counts_what_nobody_has_decided_on(rye, rosa, mo, noon):
    comment = posting.post_comment(post=rye, by=rosa, at=noon, source="I like rye.")
    keep(mo, noon)
    keep(mo, noon, name="Oats", asked={"text": "oats"})
    keep(mo, noon, name="Approved rye", asked={"text": "rye", "queue": "approved"})
    assert watched(mo) == {"Rye": 1, "Oats": 0, "Approved rye": 0}

    moderation.decide(
        comment=comment, by=mo, at=noon, approve=True, revision_id=comment.revision_id,
        last_decision_id=comment.decisions.last().pk,
    )  # fmt: skip

    assert watched(mo) == {"Rye": 0, "Oats": 0, "Approved rye": 1}


def test_counts_the_last_seven_days(rye, rosa, mo, noon):
    for days in (10, 8, 6):
        at = noon - timedelta(days=days)
        posting.post_comment(post=rye, by=rosa, at=at, source=f"Rye, {days} days ago.")
    keep(mo, noon)

    assert get_counts(mo, at=noon).saved[0].number == 1


def test_is_ones_own_unless_it_is_the_teams(mo, max_, noon):
    own = keep(mo, noon, name="Mine")
    shared = keep(mo, noon, name="Ours", shared=True)

    assert list(watched(max_)) == ["Ours"]
    with pytest.raises(watching.NotYours):
        watching.forget_search(search=own, by=max_, at=noon)
    watching.forget_search(search=shared, by=max_, at=noon)
    assert list(watched(mo)) == ["Mine"]


def test_what_cannot_be_kept(mo, max_, noon):
    keep(mo, noon)
    for refusal, more in [
        (watching.NameTaken, {"name": " rye "}),
        (watching.NoName, {"name": " "}),
    ]:
        with pytest.raises(refusal):
            keep(mo, noon, **more)
    with pytest.raises(watching.NoSearch):
        watching.keep_search(by=mo, at=noon, name="All", asked={})
    keep(max_, noon)  # another person’s names are their own
    for number in range(MOST_SAVED - 1):
        keep(mo, noon, name=f"Search {number}")
    with pytest.raises(watching.TooMany):
        keep(mo, noon, name="One too many")


def test_fields_that_are_not_known_any_more_are_left_out(mo, noon):
    SavedSearch.objects.create(by=mo, at=noon, name="Old", asked={"text": "rye", "colour": "red"})

    assert get_counts(mo, at=A_DAY).saved[0].search == Search(text="rye")


def test_by_button(desk, rye, rosa, noon):
    posting.post_comment(post=rye, by=rosa, at=noon, source="I like rye.")
    assert "Keep this search" in desk.get(f"{QUEUE}?text=rye").text
    assert "Keep this search" not in desk.get(QUEUE).text
    keeping = f"{QUEUE}searches/keep/?text=rye&state=premod"

    assert "Waits: read first" in desk.get(keeping).text
    refused = desk.post(keeping, {"search_name": ""})
    assert (refused.status_code, SavedSearch.objects.count()) == (422, 0)
    assert desk.post(keeping, {"search_name": "Rye", "shared": "on"})["Location"].startswith(
        f"{QUEUE}?text"
    )
    assert desk.post(keeping, {"search_name": "rye"}).status_code == 409

    page = desk.get(f"{QUEUE}?text=rye&state=premod").text
    assert "The team keeps this search as “Rye”." in page
    kept = SavedSearch.objects.get()
    assert desk.post(f"{QUEUE}searches/{kept.pk}/forget/")["Location"] == QUEUE
    assert desk.post(f"{QUEUE}searches/{kept.pk}/forget/").status_code == 404


def test_twelve_searches_cost_no_more_than_one(desk, rye, rosa, mo, noon):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(f"{QUEUE}?queue=unmoderated").status_code == 200
        return len(queries)

    factories.make_conversation(rye, rosa, at=noon, threads=3, answers=1)
    keep(mo, noon)
    desk.get(QUEUE)
    one = cost()
    for number in range(MOST_SAVED - 1):
        keep(mo, noon, name=f"Search {number}", asked={"who": "Rosa", "post": str(number)})

    assert cost() == one < 15


def test_hints_of_somebody_who_was_banned(desk, rye, rosa, mo, noon):
    back = factories.make_user("back@mailinator.com", first_name="Bea")
    posting.post_comment(post=rye, by=back, at=noon, source="Hello again.")
    for person, network in ((rosa, "100::1"), (back, "100::1"), (mo, "100::2")):
        UserSession.objects.create(
            user=person, ip=network, session_key=f"key-{person.pk}", user_agent=""
        )
    before = get_records({back.pk, rosa.pk}, at=noon)
    assert before[back.pk].is_throwaway
    assert not before[back.pk].is_near_a_ban
    people.sanction(of=rosa, by=mo, at=noon, kind="ban", reason="Adverts.")

    records = get_records({back.pk, rosa.pk, mo.pk}, at=noon)
    assert [records[p.pk].is_near_a_ban for p in (back, rosa, mo)] == [True, False, False]
    page = desk.get(QUEUE).text
    assert "Throw-away mail address" in page
    assert "A banned account was here from the same network." in page
    assert "anybody gets for an hour" in desk.get(f"{QUEUE}people/{back.pk}/").text
    assert Comment.objects.get().state == "premod"  # a hint, and nothing else
