"""Signing in leaves no address behind, and what it leaves is forgotten after 30 days."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.core.cache import caches
from django.db import connection
from django.utils import timezone

from blog.accounts.services import sessions
from blog.web.network import NO_ADDRESS

ADDRESS = "198.51.100.23"
RATES = {"login": "30/m/ip", "login_failed": "10/m/ip,5/300s/key"}


def every_text_in_the_database():
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names of our own tables
            for row in cursor.fetchall():
                yield from ((table, str(value)) for value in row if value is not None)


@pytest.fixture
def password(rosa):
    rosa.set_password("a loaf in three days")
    rosa.save()
    EmailAddress.objects.create(user=rosa, email=rosa.email, verified=True, primary=True)
    return "a loaf in three days"


@pytest.fixture
def signed_in(client, rosa, password):
    answer = client.post(
        "/accounts/login/",
        {"login": rosa.email, "password": password},
        REMOTE_ADDR=ADDRESS,
        headers={"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0"},
    )
    assert answer.status_code == 302
    return client


def test_no_table_holds_an_address_after_signing_in(signed_in):
    assert UserSession.objects.count() == 1
    assert [table for table, text in every_text_in_the_database() if ADDRESS in text] == []


def test_rate_limits_count_by_a_stand_in(settings, client, rosa, password):
    settings.ACCOUNT_RATE_LIMITS = RATES
    for _try in range(2):
        client.post(
            "/accounts/login/", {"login": rosa.email, "password": "wrong"}, REMOTE_ADDR=ADDRESS
        )

    keys = list(caches["default"]._cache)
    assert any("login" in key and ":ip:100::" in key for key in keys)
    assert not any(ADDRESS in key for key in keys)


def test_the_list_shows_a_description_and_no_address(signed_in):
    page = signed_in.get("/accounts/sessions/").content.decode()

    assert "Firefox on Linux" in page
    assert ADDRESS not in page
    assert UserSession.objects.get().ip not in page


def test_the_network_is_forgotten_after_thirty_days(signed_in):
    session = UserSession.objects.get()
    assert session.ip != NO_ADDRESS

    assert sessions.forget_networks(at=session.created_at + timedelta(days=29)) == 0
    assert sessions.forget_networks(at=session.created_at + timedelta(days=31)) == 1
    assert sessions.forget_networks(at=session.created_at + timedelta(days=32)) == 0
    assert UserSession.objects.get().ip == NO_ADDRESS


def test_use_is_noted_once_in_a_while(signed_in):
    session = UserSession.objects.get()
    now = timezone.now() + timedelta(hours=1)

    assert sessions.note_use(session_key=session.session_key, at=now)
    assert not sessions.note_use(session_key=session.session_key, at=now + timedelta(minutes=5))
    assert UserSession.objects.get().last_seen_at == now


def test_a_public_page_notes_nothing(signed_in, django_assert_num_queries):
    answer = signed_in.get("/feeds/")

    assert "Cookie" not in answer.get("Vary", "")


def test_every_table_is_looked_at(db):
    names = set(connection.introspection.table_names())

    assert {model._meta.db_table for model in apps.get_models() if model._meta.managed} <= names
