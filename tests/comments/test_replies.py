"""Replies waiting: which comments on somebody's posts stand on their desk."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from blog.comments.models import Block, Comment, Reaction, Revision
from blog.comments.selectors.replies import SHOWN, get_replies_waiting
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def post(ada):
    return factories.make_post("Oats, overnight", owner=ada, published=timezone.now())


@pytest.fixture
def say(post, now):
    """Somebody says something, and it is shown."""

    def comment(by, source="Lovely.", parent=None, on=post, at=now):
        return Comment.objects.create(
            post=on, parent=parent, author=by, author_name=str(by), written_at=at, source=source,
            html=source, state="none", first_state="none",
        )  # fmt: skip

    return comment


def waiting(user, now):
    return [line.text for line in get_replies_waiting(user=user, at=now).lines]


def test_what_nobody_answered_waits_questions_first(ada, rosa, say, now):
    say(rosa, "Lovely.")
    say(rosa, "How long?")

    assert waiting(ada, now) == ["How long?", "Lovely."]
    assert waiting(rosa, now) == []


def test_an_answer_of_anybody_ends_the_waiting_and_may_wait_itself(ada, rosa, ed, say, now):
    first = say(rosa, "How long?")
    say(ed, "Overnight.", parent=first)

    assert waiting(ada, now) == []


def test_an_answer_to_oneself_waits(ada, rosa, say, now):
    own = say(ada, "Ask me.")
    say(rosa, "Why oats?", parent=own)

    assert waiting(ada, now) == ["Why oats?"]


def test_who_recommends_has_answered(ada, rosa, say, now):
    comment = say(rosa)
    text = Revision.objects.create(comment=comment, source="", html="", written_at=now)
    Reaction.objects.create(comment=comment, revision=text, by=ada, at=now)

    assert waiting(ada, now) == []


def test_neither_old_nor_hidden_nor_blocked_comments_wait(ada, rosa, ed, say, now):
    say(rosa, "Old.", at=now - timedelta(days=31))
    hidden = say(rosa, "Hidden.")
    Comment.objects.filter(pk=hidden.pk).update(state="rejected")
    say(ed, "From somebody whose comments Ada hides.")
    Block.objects.create(by=ada, of=ed, at=now)

    assert waiting(ada, now) == []


def test_also_for_those_whose_name_stands_over_the_post(rosa, say, now, ed):
    author = factories.make_author("Ed Miller", user=ed)
    post = factories.make_post("By Ed", authors=[author], published=now)
    say(rosa, "Hello.", on=post)

    assert waiting(ed, now) == ["Hello."]


def test_my_work_shows_them_in_a_bounded_number_of_questions(
    client, ada, rosa, say, django_assert_max_num_queries
):
    for number in range(SHOWN + 3):
        say(rosa, f"Comment {number}")
    client.force_login(ada)

    with django_assert_max_num_queries(18):
        page = client.get("/desk/").content.decode()

    assert "Replies waiting" in page
    assert f"The first {SHOWN} are shown" in page


def test_only_comments_of_late_are_looked_at(ada, say, rosa, now):
    say(rosa)
    if connection.vendor == "postgresql":  # which reads a small table whole, if it may
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    with CaptureQueriesContext(connection) as queries:
        get_replies_waiting(user=ada, at=now)
    asked = "EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN "
    with connection.cursor() as cursor:
        cursor.execute(asked + queries[0]["sql"])
        plan = str(cursor.fetchall())

    assert len(queries) == 1
    assert "comments_of_late" in plan
