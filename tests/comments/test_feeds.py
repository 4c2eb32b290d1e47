"""The newest comments as feeds: what everybody may read, and the same for everybody."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from blog.comments.models import Comment
from blog.comments.rules.states import State
from blog.comments.selectors import newest
from blog.comments.services import moderation, posting
from tests import factories

ALL = "/feeds/comments/atom.xml"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def talk(rye, rosa, ravi, open_house):
    """Rosa's comment, and Ravi's under another post."""
    at = timezone.now() - timedelta(minutes=1)
    spelt = factories.make_post(title="Spelt & <rye>", first_published_at=at)
    return (
        posting.post_comment(post=rye, by=rosa, at=at, source="I added *caraway*."),
        posting.post_comment(post=spelt, by=ravi, at=at + timedelta(seconds=5), source="Ground?"),
    )


@pytest.fixture
def read(client):
    """What a feed says: its head and its entries."""

    def entries(path):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "public" in answer["Cache-Control"]
        assert not answer.cookies
        root = ET.fromstring(answer.content)  # noqa: S314 - our own
        return root, root.findall(f"{ATOM}entry")

    return entries


def of_post(post):
    return reverse("comments:post_feed", args=[post.pk])


def test_a_conversation_has_a_feed(read, rye, talk):
    root, entries = read(of_post(rye))
    first, _second = talk

    assert root.find(f"{ATOM}title").text == f"Comments on “{rye.title}”"
    assert [entry.find(f"{ATOM}title").text for entry in entries] == [f"Rosa on “{rye.title}”"]
    assert "<em>caraway</em>" in entries[0].find(f"{ATOM}summary").text
    assert entries[0].find(f"{ATOM}link").get("href").endswith(first.get_absolute_url())


def test_the_newest_of_all_are_shown_of_each_state_and_found_by_an_index(read, talk):
    Comment.objects.filter(pk=talk[0].pk).update(state=State.APPROVED)

    with CaptureQueriesContext(connection) as queries:
        _root, entries = read(ALL)

    assert len(entries) == 2
    if connection.vendor == "sqlite":  # PostgreSQL reads a small table whole
        asked = [
            one["sql"] for one in queries if "ORDER BY" in one["sql"] and "state" in one["sql"]
        ]
        with connection.cursor() as cursor:
            plans = [str(cursor.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()) for sql in asked]
        by_state = [plan for plan in plans if "comments_of_late" in plan]
        assert len(by_state) == 2
        assert not any("B-TREE FOR ORDER BY" in plan for plan in by_state)


def test_a_link_in_a_comment_leads_there_from_a_reader_of_feeds_too(read, rye, talk, rosa):
    _first, _second = talk
    words = "See [here](/about/) and [above](#main)."
    posting.post_comment(post=rye, by=rosa, at=timezone.now(), source=words)

    text = read(of_post(rye))[1][0].find(f"{ATOM}summary").text
    assert '<a href="http://testserver/about/">here</a>' in text
    assert '<a href="http://testserver/comments/on/' in text


def test_all_comments_have_one_the_newest_first(read, rye, talk):
    _root, entries = read(ALL)

    names = [entry.find(f"{ATOM}author/{ATOM}name").text for entry in entries]
    assert names == ["Ravi", "Rosa"]


def test_what_nobody_may_read_is_in_neither(read, client, rye, talk, mo):
    first, second = talk
    moderation.decide(
        comment=first,
        by=mo,
        at=timezone.now(),
        approve=False,
        code="spam",
        revision_id=first.revision_id,
        last_decision_id=first.decisions.last().pk,
    )
    type(rye).objects.filter(pk=second.post_id).update(live=False)

    assert read(ALL)[1] == []
    assert read(of_post(rye))[1] == []
    assert client.get(of_post(second.post)).status_code == 404


def test_what_is_taken_away_while_the_feed_is_made_is_not_in_it(read, talk, monkeypatch):
    first, _second = talk
    found = newest._newest_of_all

    def and_then_one_is_rejected():
        keys = found()
        Comment.objects.filter(pk=first.pk).update(state=State.REJECTED)
        return keys

    monkeypatch.setattr(newest, "_newest_of_all", and_then_one_is_rejected)

    assert [entry.find(f"{ATOM}author/{ATOM}name").text for entry in read(ALL)[1]] == ["Ravi"]


def test_an_empty_feed_is_the_same_at_any_time(client, rye, open_house):
    assert client.get(ALL).content == client.get(ALL).content
    assert b"1970-01-01" in client.get(of_post(rye)).content


def test_its_queries_do_not_grow(client, rye, rosa, open_house, django_assert_max_num_queries):
    for number in range(12):
        at = timezone.now() - timedelta(days=30 - number)
        posting.post_comment(post=rye, by=rosa, at=at, source=f"Loaf number {number}")
    for path in (ALL, of_post(rye)):
        client.get(path)
        with django_assert_max_num_queries(5):
            client.get(path)


def test_a_feed_is_made_anew_with_the_posts_that_it_names(client, rye, talk):
    post_tags = client.get(of_post(rye))["Cache-Tag"].split(",")
    all_tags = client.get(ALL)["Cache-Tag"].split(",")

    assert f"post:{rye.pk}" in [tag.strip() for tag in post_tags]
    assert {f"post:{one.post_id}" for one in talk} <= {tag.strip() for tag in all_tags}
