"""What a conversation costs the page that it stands on: the same with none as with many comments."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from blog.comments.models import Comment
from tests import factories

PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


def queries(client, path, **more):
    client.get(path, **more)  # whatever a process learns once
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path, **more).status_code == 200
    return len(captured)


@pytest.fixture
def ways(rye):
    """Every way to look at a conversation, and the most that it may cost."""

    def ask(comment):
        return {
            rye.get_url(): 8,
            f"{rye.get_url()}?sort=newest": 8,
            f"{rye.get_url()}?sort=best": 8,
            f"{rye.get_url()}?comment={comment}": 8,
            f"{rye.get_url()}?after={comment}": 8,
        }

    return ask


def test_a_post_costs_the_same_with_few_and_many_comments(client, rye, rosa, noon, ways):
    none = queries(client, rye.get_url())
    factories.make_conversation(rye, rosa, at=noon, threads=2, answers=1)
    first = Comment.objects.earliest("pk").pk
    few = {path: queries(client, path) for path in ways(first)}
    factories.make_conversation(rye, rosa, at=noon, threads=60, answers=2)
    last = Comment.objects.latest("pk").pk
    many = {path: queries(client, path) for path in ways(first)}
    at_the_end = {path: queries(client, path) for path in ways(last)}

    assert none == few[rye.get_url()] == many[rye.get_url()]
    assert few == many
    for found in (many, at_the_end):
        assert [path for path in found if found[path] > 8] == []


def test_the_form_of_who_is_signed_in_costs_as_much_below_many(client, rye, rosa, noon):
    client.force_login(rosa)
    path = f"/comments/{rye.pk}/write/"
    few = queries(client, path, headers=PART)
    factories.make_conversation(rye, rosa, at=noon, threads=60, answers=2)

    assert queries(client, path, headers=PART) <= few + 2  # of one's own, what was rejected
    assert few <= 12
