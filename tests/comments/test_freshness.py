"""What is remembered of a conversation is forgotten when anything that it shows is another."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from blog.accounts.services.profile import give_name, save_profile
from blog.web.models import PageChange
from tests import factories


@pytest.fixture
def talk(rye, rosa, noon):
    """Rosa has said something, and answered herself."""
    return factories.make_conversation(rye, rosa, at=noon, threads=1, answers=1)


def read(client, rye):
    return client.get(rye.get_url()).content.decode()


def said(before):
    """Return by what names pages have been made anew since so many changes."""
    return {tag for change in PageChange.objects.order_by("pk")[before:] for tag in change.tags}


def test_a_conversation_is_read_once(client, rye, talk):
    read(client, rye)
    with CaptureQueriesContext(connection) as captured:
        assert "Answer 0" in read(client, rye)

    assert [row["sql"] for row in captured if "comments_comment" in row["sql"]] == []


def test_an_answer_is_seen_by_the_next_reader(client, rye, rosa, noon, talk):
    read(client, rye)
    factories.make_conversation(rye, rosa, at=noon, threads=1, answers=0)

    assert "3 comments" in read(client, rye)


def test_another_name_stands_over_what_was_said(client, rye, rosa, talk):
    assert "Rosa" in read(client, rye)
    before = PageChange.objects.count()
    save_profile(by=rosa, name="Iris Bloom", bio="", links=[], is_public=False)

    page = read(client, rye)
    assert "Iris Bloom" in page
    assert "Rosa" not in page
    assert {f"discussion:{rye.pk}", "comments"} <= said(before)


def test_the_same_name_again_makes_no_conversation_anew(rye, rosa, talk):
    before = PageChange.objects.count()
    save_profile(by=rosa, name=rosa.get_full_name(), bio="Bakes.", links=[], is_public=True)

    assert f"discussion:{rye.pk}" not in said(before)


def test_a_section_that_takes_no_more_comments_is_believed_at_once(client, rye, talk):
    section = factories.make_section()
    rye.section = section
    rye.save()
    assert "takes no comments" not in read(client, rye)
    section.comment_policy = "closed"
    section.save()

    assert "takes no comments" in read(client, rye)


def test_who_never_spoke_changes_no_conversation(ravi):
    before = PageChange.objects.count()
    give_name(user=ravi, name="Somebody Else")

    assert said(before) == {f"person:{ravi.pk}"}
