"""Thirty days after a visit, nothing in the database says from which network it came."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from blog.operations.management.commands.work import ROUNDS, _forget
from blog.web.network import KEPT_DAYS, NO_ADDRESS, network_hash, stand_in

HERE = "203.0.113.77"
PASSWORD = "a loaf in three days"
TABLES = {"default": "cache_entries", "limits": "limit_places"}


@pytest.fixture
def as_in_production(settings, db):
    """Counts in the tables of the shared caches, and every limit of the doors."""
    tables = {
        name: {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": table}
        for name, table in TABLES.items()
    }
    settings.CACHES = {**settings.CACHES, **tables}
    settings.ACCOUNT_RATE_LIMITS = {}
    call_command("createcachetable", verbosity=0)


@pytest.fixture
def visited(as_in_production, client, rosa, rye):
    """Rosa was here: a wrong password, the right one, a comment, a look for something."""
    rosa.set_password(PASSWORD)
    rosa.save()
    EmailAddress.objects.create(user=rosa, email=rosa.email, verified=True, primary=True)
    client.defaults["REMOTE_ADDR"] = HERE
    for password in ("wrong", PASSWORD):
        client.post("/accounts/login/", {"login": rosa.email, "password": password})
    client.post("/accounts/login/code/", {"email": "nobody@example.com"})
    client.post(f"/comments/{rye.pk}/write/", {"text": "How long?"})
    client.get("/search/?q=rye")


def counts():
    """Return the rows of the caches, in force or over."""
    found = []
    with connection.cursor() as cursor:
        for table in TABLES.values():
            cursor.execute(f"SELECT cache_key, value, expires FROM {table}")  # noqa: S608
            found += cursor.fetchall()
    return found


def traces():
    """Return where in the database the network stands, by its address, its hash or its stand-in."""
    marks = [HERE, network_hash(HERE), stand_in(HERE)]
    rows = [("a cache", row) for row in counts()]
    rows += [
        (model._meta.label, row)
        for model in apps.get_models()
        for row in model._base_manager.values_list()
    ]
    return [label for label, row in rows if any(mark in str(row) for mark in marks)]


def test_a_visit_is_counted_and_its_session_knows_the_network_as_a_hash(visited):
    assert any("limit:wrong-account" in key for key, *_ in counts())
    assert UserSession.objects.get().ip == stand_in(HERE)
    assert HERE not in str(counts())


def test_thirty_days_later_the_worker_has_forgotten_the_network(visited):
    _forget(timezone.now() + timedelta(days=KEPT_DAYS, minutes=1))

    assert traces() == []
    assert counts() == []
    assert UserSession.objects.get().ip == NO_ADDRESS
    assert Session.objects.count() == 0


def test_before_that_nothing_is_forgotten_that_is_still_needed(visited):
    before = len(counts())
    _forget(timezone.now())

    assert len(counts()) == before
    assert Session.objects.count() == 1


def test_no_count_outlives_the_thirty_days(visited):
    last = timezone.now() + timedelta(days=KEPT_DAYS)

    assert max(str(expires) for *_, expires in counts()) < f"{last:%Y-%m-%d %H:%M}"


def test_the_worker_does_it_every_hour():
    seconds, act = ROUNDS["forgetting"]

    assert seconds == 3600
    assert "_forget" in act.__code__.co_names
