"""A link signs in once, within its time, and only the person it was made for."""

from datetime import timedelta

import pytest
from django.utils import timezone

from blog.accounts.services.sign_in_link import LinkIsOver, make_link, read_link

pytestmark = pytest.mark.django_db


def test_looking_does_not_use_it_up(rosa):
    secret = make_link(user=rosa, next_url="/rye/")

    assert [read_link(secret=secret).user for _ in range(2)] == [rosa, rosa]
    assert read_link(secret=secret).next_url == "/rye/"


@pytest.mark.parametrize(
    "change",
    [
        {"last_login": timezone.now()},
        {"password": "x"},
        {"email": "new@example.com"},
        {"is_active": False},
    ],
    ids=lambda change: next(iter(change)),
)
def test_it_ends_when_the_account_changes(rosa, change):
    secret = make_link(user=rosa)
    type(rosa).objects.filter(pk=rosa.pk).update(**change)

    with pytest.raises(LinkIsOver):
        read_link(secret=secret)


def test_it_ends_after_a_quarter_of_an_hour(rosa, monkeypatch):
    secret = make_link(user=rosa)
    later = timezone.now() + timedelta(minutes=16)
    monkeypatch.setattr("django.core.signing.time.time", later.timestamp)

    with pytest.raises(LinkIsOver):
        read_link(secret=secret)


@pytest.mark.parametrize(
    "damage", [lambda s: s[:-1], lambda s: "x" + s, lambda s: "", lambda s: "a:b:c"]
)
def test_nothing_else_is_a_link(rosa, damage):
    with pytest.raises(LinkIsOver):
        read_link(secret=damage(make_link(user=rosa)))
