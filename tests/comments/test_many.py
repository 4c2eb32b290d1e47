"""Deciding on many comments at once, after a look at how many there are."""

from datetime import timedelta

import pytest

from blog.comments.models import Comment
from blog.comments.rules.states import State
from blog.comments.services import bulk, moderation, posting
from tests import factories

MANY = "/desk/moderation/many/"


@pytest.fixture
def waiting(rye, noon):
    """Three people wrote their first comment."""
    people = [factories.make_user(f"new{n}@example.com", first_name=f"New {n}") for n in range(3)]
    return [
        posting.post_comment(post=rye, by=person, at=noon, source=f"Hello from {person}.")
        for person in people
    ]


@pytest.fixture
def desk(client, mo):
    """Mo at the desk."""
    client.force_login(mo)
    return client


def states():
    return list(Comment.objects.order_by("pk").values_list("state", flat=True))


def sent(desk, query, **form):
    hidden = {"number": 3, "seen_at": "2026-11-20 13:00:00"}
    return desk.post(f"{MANY}?{query}", {**hidden, **form})


def test_all_that_a_search_finds_is_counted_then_decided(desk, waiting):
    assert "Decide on 3 comments" in desk.get(f"{MANY}?queue=pending").text

    answer = sent(desk, "queue=pending", deed="approve")

    assert answer["Location"] == "/desk/moderation/?queue=pending"
    assert states() == [State.APPROVED] * 3
    assert "3 comments are decided." in desk.get(answer["Location"]).text


def test_what_was_chosen_is_rejected_with_a_reason(desk, waiting):
    query = f"chosen={waiting[0].pk}&chosen={waiting[2].pk}&chosen=nonsense"

    assert sent(desk, query, deed="reject", number=2).status_code == 422
    assert sent(desk, query, deed="reject", code="spam", number=2).status_code == 302
    assert states() == [State.REJECTED, State.PREMOD, State.REJECTED]


def test_another_number_than_was_seen_decides_nothing(desk, waiting):
    answer = sent(desk, "queue=pending", deed="approve", number=2)

    assert answer.status_code == 409
    assert "Decide on 3 comments" in answer.text
    assert states() == [State.PREMOD] * 3


def test_what_has_moved_on_is_left(waiting, mo, max_, noon):
    first = waiting[0]
    moderation.decide(
        comment=first,
        by=max_,
        at=noon + timedelta(minutes=2),
        approve=False,
        code="spam",
        revision_id=first.revision_id,
        last_decision_id=first.decisions.last().pk,
    )

    done = bulk.decide_all(
        comments=[one.pk for one in waiting],
        by=mo,
        at=noon + timedelta(minutes=3),
        seen_at=noon + timedelta(minutes=1),
        approve=True,
    )

    assert (done.decided, done.left) == (2, 1)
    assert states() == [State.REJECTED, State.APPROVED, State.APPROVED]


def test_nothing_asked_for_is_nothing_found(desk, waiting):
    assert "No comment is chosen." in desk.get(MANY).text
