"""Deciding on many comments at once, after a look at how many there are."""

from datetime import timedelta

import pytest
from django.utils import timezone

from blog.comments.models import Comment, Untold
from blog.comments.models.people import Kind
from blog.comments.rules.states import State
from blog.comments.services import bulk, moderation, people, posting
from tests import factories

QUEUE = "/desk/moderation/"
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

    assert answer["Location"].startswith("/desk/moderation/?queue=pending&decided_at=")
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


class TestUndo:
    @pytest.fixture
    def decided(self, desk, waiting):
        """The screen after three comments were rejected together."""
        answer = sent(desk, "queue=pending", deed="reject", code="spam")
        return desk.get(answer["Location"])

    def undo(self, desk, decided, **changes):
        form = {"decided_at": decided.context["decided_at"], "back": "queue=pending", **changes}
        return desk.post(f"{MANY}undo/", form)

    def test_what_was_decided_together_is_taken_back_together(self, desk, decided):
        assert "Undo all 3" in decided.text

        answer = self.undo(desk, decided)

        assert answer["Location"] == "/desk/moderation/?queue=pending"
        assert states() == [State.PREMOD] * 3
        assert not Untold.objects.exists()  # nobody hears of it
        assert "Undone: 3 comments stand as before." in desk.get(answer["Location"]).text

    def test_what_somebody_decided_since_stays(self, desk, decided, waiting, max_, noon):
        first = Comment.objects.get(pk=waiting[0].pk)
        moderation.decide(
            comment=first,
            by=max_,
            at=timezone.now(),
            approve=True,
            revision_id=first.revision_id,
            last_decision_id=first.decisions.last().pk,
        )

        shown = desk.get(self.undo(desk, decided)["Location"]).text

        assert states() == [State.APPROVED, State.PREMOD, State.PREMOD]
        assert "Undone: 2 comments stand as before." in shown
        assert "Somebody decided since; the rest stays as it is." in shown

    def test_twice_is_once(self, desk, decided):
        self.undo(desk, decided)
        shown = desk.get(self.undo(desk, decided)["Location"]).text

        assert states() == [State.PREMOD] * 3
        assert "Undone: 3" in shown
        assert "This was undone before." in shown

    def test_nobody_takes_back_what_another_decided_by_it(self, client, decided, max_):
        client.force_login(max_)

        assert "Undo all" not in client.get(f"{QUEUE}?{decided.request['QUERY_STRING']}").text
        self.undo(client, decided)

        assert states() == [State.REJECTED] * 3

    def test_what_a_ban_has_hidden_comes_back_with_it_only(self, desk, mo, waiting):
        at = timezone.now()
        people.sanction(
            of=waiting[0].author,
            by=mo,
            at=at,
            kind=Kind.BAN,
            reason="Sells something.",
            hide_earlier=True,
        )

        answer = desk.post(f"{MANY}undo/", {"decided_at": at.isoformat()})

        assert "Undone" not in desk.get(answer["Location"]).text
        assert states() == [State.REJECTED, State.PREMOD, State.PREMOD]

    @pytest.mark.parametrize(
        "moment",
        ["", "yesterday", "9" * 40, "0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00"],
    )
    def test_a_moment_that_is_none_is_nothing_to_undo(self, desk, decided, moment):
        assert self.undo(desk, decided, decided_at=moment).status_code == 404
        assert desk.get(QUEUE, {"decided_at": moment}).status_code == 200
        assert states() == [State.REJECTED] * 3
