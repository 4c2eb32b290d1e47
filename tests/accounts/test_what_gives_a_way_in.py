"""What gives others a way in: asked for by somebody who has just shown who they are, and noticed."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal import auth
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import reverse

from blog.delivery.models import OutboxMessage
from tests import factories

pytestmark = pytest.mark.django_db

PASSWORD = "kettle moss arithmetic"


@pytest.fixture
def rosa(db):
    user = factories.make_user("rosa@example.com", password=PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def by_code_only(rosa):
    rosa.set_unusable_password()
    rosa.save()
    return rosa


def last_text():
    return OutboxMessage.objects.order_by("-pk").first().payload["text"]


def sign_in():
    client = Client()
    client.post("/accounts/login/", {"login": "rosa@example.com", "password": PASSWORD})
    return client


def sign_in_by_code():
    client = Client()
    client.post("/accounts/login/code/", {"email": "rosa@example.com"})
    code = re.search(r"^[A-Z]{4}-[A-Z]{4}$", last_text(), re.MULTILINE).group()
    client.post("/accounts/login/code/confirm/", {"code": code})
    return client


def is_signed_in(client):
    return client.get("/accounts/").status_code == 200


# Without a password and a second step

WAYS_IN = [
    ("account_set_password", {"password1": "umbrella quiet gravel", "password2": "umbrella quiet"}),
    ("mfa_activate_totp", {"code": "123456"}),
    ("mfa_add_webauthn", {"name": "Key"}),
    ("account_email", {"action_add": "", "email": "mallory@example.com"}),
]


@pytest.mark.parametrize(("name", "data"), WAYS_IN)
def test_a_browser_that_was_left_open_gives_nobody_a_way_in(by_code_only, client, name, data):
    client.force_login(by_code_only)

    response = client.post(reverse(name), data)

    assert response.status_code == 403
    assert "sign out and in again" in response.content.decode()
    by_code_only.refresh_from_db()
    assert not by_code_only.has_usable_password()
    assert EmailAddress.objects.count() == 1


@pytest.mark.parametrize("name", ["account_set_password", "mfa_activate_totp", "account_email"])
def test_who_has_just_come_in_may(by_code_only, name):
    assert sign_in_by_code().get(reverse(name)).status_code == 200


def test_one_s_addresses_can_always_be_seen(by_code_only, client):
    client.force_login(by_code_only)

    assert client.get(reverse("account_email")).status_code == 200


# The first second step


def test_the_first_second_step_signs_out_who_came_in_without_it(
    rosa, django_capture_on_commit_callbacks
):
    elsewhere, here = sign_in(), sign_in()
    here.post("/accounts/reauthenticate/", {"password": PASSWORD})
    here.get("/accounts/2fa/totp/activate/")
    secret = here.session[auth.SECRET_SESSION_KEY]
    code = auth.format_hotp_value(
        auth.hotp_value(secret, next(auth.yield_hotp_counters_from_time()))
    )
    with django_capture_on_commit_callbacks(execute=True):
        assert here.post("/accounts/2fa/totp/activate/", {"code": code}).status_code == 302

    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)


# Hints


@pytest.mark.parametrize("email", ["rosa@example.com", "new@example.com"])
def test_joining_with_a_passkey_costs_no_hash_whoever_it_is(rosa, client, monkeypatch, email):
    hashes = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *a, **k: hashes.append(1) or encode(*a, **k)
    )
    response = client.post("/accounts/signup/passkey/", {"email": email})

    assert response.status_code == 302
    assert hashes == []


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/accounts/login/code/", {"email": "nobody@example.com"}),
        ("/accounts/signup/", {"email": "rosa@example.com", "password1": "umbrella quiet gravel"}),
    ],
)
def test_a_mail_links_to_the_site_whatever_a_request_calls_it(rosa, client, path, data):
    client.post(path, data, headers={"Host": "example.com"})  # one of the site's names, too

    links = re.findall(r"https?://\S+", last_text())
    assert any("/accounts/" in link for link in links)
    assert all(link.startswith("http://testserver/") for link in links)
