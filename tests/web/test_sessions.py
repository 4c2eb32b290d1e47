"""A session is found as Django's own store finds it."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from blog.web.sessions import SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def key():
    session = DatabaseSessionStore()
    session["bread"] = "rye"
    session.save()
    return session.session_key


def test_what_was_kept_is_there(key):
    session = SessionStore(key)

    assert (session["bread"], session.session_key) == ("rye", key)


@pytest.mark.parametrize("passed", [timedelta(0), timedelta(days=1)])
def test_after_its_end_it_is_a_new_one(key, passed):
    Session.objects.filter(pk=key).update(expire_date=timezone.now() - passed)
    session = SessionStore(key)

    assert (session.get("bread"), session.session_key) == (None, None)


def test_a_key_that_nobody_has_opens_none(key):
    session = SessionStore(key[:-1] + "?")

    assert (session.get("bread"), session.session_key) == (None, None)


def test_what_is_changed_is_kept(key):
    session = SessionStore(key)
    session["bread"] = "spelt"
    session.save()

    assert DatabaseSessionStore(key)["bread"] == "spelt"
