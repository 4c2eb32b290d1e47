"""The doors over HTTP: links that scanners may follow, limits that shut out nobody else, no hints."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from blog.accounts.selectors.owners import get_owners
from blog.accounts.services.sign_in_link import make_link
from blog.delivery.models import OutboxMessage
from tests import factories

pytestmark = pytest.mark.django_db

PASSWORD = "kettle moss arithmetic"
HOME, ELSEWHERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture
def rosa(db):
    user = factories.make_user("rosa@example.com", password=PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_in(client, password, *, at=HOME, email="rosa@example.com"):
    return client.post("/accounts/login/", {"login": email, "password": password}, REMOTE_ADDR=at)


def is_signed_in(client):
    return client.get("/accounts/").status_code == 200


# By link


def test_opening_a_link_signs_nobody_in(client, rosa):
    url = reverse("accounts:sign_in_link", args=[make_link(user=rosa)])

    for _ in range(3):
        response = client.get(url)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert not is_signed_in(client)


def test_pressing_the_button_signs_in_once_and_goes_on(client, rosa):
    url = reverse("accounts:sign_in_link", args=[make_link(user=rosa, next_url="/rye/")])

    response = client.post(url)

    assert response["Location"] == "/rye/"
    assert is_signed_in(client)
    other = Client()
    assert other.post(url).status_code == 410
    assert not is_signed_in(other)


def test_a_link_does_not_pass_by_the_second_step(client, rosa):
    Authenticator.objects.create(user=rosa, type="totp", data={"secret": "x"})

    response = client.post(reverse("accounts:sign_in_link", args=[make_link(user=rosa)]))

    assert response["Location"] == "/accounts/2fa/authenticate/"
    assert not is_signed_in(client)


def test_a_damaged_link_says_what_to_do(client):
    response = client.get("/accounts/link/nonsense/")

    assert response.status_code == 410
    assert "/accounts/login/code/" in response.content.decode()


# Too many wrong passwords


def test_a_stranger_meets_the_limit_and_is_told_when_to_come_back(rosa, client):
    for _ in range(10):
        assert sign_in(client, "wrong", at=ELSEWHERE).status_code == 422
    response = sign_in(client, PASSWORD, at=ELSEWHERE)

    page = response.content.decode()
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 900
    assert re.search(r"try again in 1\d minutes", page)
    assert 'value="rosa@example.com"' in page
    assert PASSWORD not in page


def test_a_stranger_cannot_shut_the_owner_out(rosa):
    stranger = Client()
    for _ in range(12):
        sign_in(stranger, "wrong", at=ELSEWHERE)

    owner = Client()
    assert sign_in(owner, PASSWORD, at=HOME).status_code == 302


def test_many_strangers_cannot_shut_out_a_device_that_was_there_before(rosa):
    device = Client()
    sign_in(device, PASSWORD, at=HOME)
    device.post("/accounts/logout/")
    for n in range(101):
        sign_in(Client(), "wrong", at=f"203.0.113.{n}")

    assert sign_in(Client(), PASSWORD, at="192.0.2.99").status_code == 429
    assert sign_in(device, PASSWORD, at="192.0.2.99").status_code == 302


def test_a_device_that_was_there_before_may_not_guess_for_ever(rosa, client):
    sign_in(client, PASSWORD)
    client.post("/accounts/logout/")
    for _ in range(10):
        sign_in(client, "wrong")

    assert sign_in(client, PASSWORD).status_code == 429


def test_a_code_by_mail_gets_through_when_passwords_do_not(rosa, client):
    for _ in range(11):
        sign_in(client, "wrong")

    client.post("/accounts/login/code/", {"email": rosa.email})
    code = re.search(r"^\w{4}-?\w{4}$|^\w{6}$", last_mail()["text"], re.MULTILINE).group()
    response = client.post("/accounts/login/code/confirm/", {"code": code})

    assert response.status_code == 302
    assert is_signed_in(client)


def test_right_passwords_are_not_counted(rosa):
    for _ in range(12):
        assert sign_in(Client(), PASSWORD).status_code == 302


def test_the_count_is_the_same_for_an_address_without_an_account(client):
    for _ in range(10):
        assert sign_in(client, "wrong", email="nobody@example.com").status_code == 422

    assert sign_in(client, "wrong", email="nobody@example.com").status_code == 429


def test_the_cache_holds_no_address(rosa, client, monkeypatch):
    keys = []
    places = caches["limits"]
    add = places.add
    monkeypatch.setattr(places, "add", lambda key, *rest: keys.append(key) or add(key, *rest))
    sign_in(client, "wrong")

    assert keys
    assert not any("rosa" in key or HOME in key for key in keys)


# Too often, by django-allauth's own limits


def ask_too_often(client, settings, **headers):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": None, "signup": "1/m/ip"}
    for _ in range(2):
        response = client.post("/accounts/signup/", {"email": "a@example.com"}, **headers)
    return response


def test_too_often_gives_the_form_back(client, settings):
    response = ask_too_often(client, settings)

    page = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (429, "60")
    assert 'name="email" value="a@example.com"' in page
    assert "try again in 1 minute" in page


def test_too_often_leaves_the_form_of_a_part_alone(client, settings):
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
    response = ask_too_often(client, settings, headers=headers)

    assert (response.status_code, response["Retry-After"]) == (429, "60")
    assert response["HX-Reswap"] == "beforebegin"
    assert response.content.decode().strip().startswith("<div")


# No hints who has an account


def last_mail():
    return OutboxMessage.objects.order_by("-pk").first().payload


@pytest.mark.parametrize(
    ("path", "field"),
    [("/accounts/login/code/", "email"), ("/accounts/password/reset/", "email")],
)
def test_asking_for_a_code_says_the_same_to_everybody(rosa, path, field):
    def ask(email):
        client = Client()
        response = client.post(path, {field: email}, follow=True)
        page = response.content.decode().replace(email, "…")
        return response.status_code, response.redirect_chain, without_tokens(page)

    assert ask(rosa.email) == ask("nobody@example.com")
    assert OutboxMessage.objects.count() == 2


def test_signing_up_says_the_same_to_everybody(rosa):
    def join(email):
        client = Client()
        form = {"email": email, "password1": "three quiet umbrellas"}
        response = client.post("/accounts/signup/", form, follow=True)
        page = response.content.decode().replace(email, "…")
        return response.status_code, response.redirect_chain, without_tokens(page)

    first, second = join("new@example.com"), join(rosa.email)
    assert first[:2] == second[:2]
    assert first[2].splitlines() == second[2].splitlines()
    assert [m.payload["to"] for m in OutboxMessage.objects.all()] == ["new@example.com", rosa.email]


def without_tokens(page):
    return re.sub(r'(value|data-signed-in)="\w{64}"', "", page)


def test_a_wrong_password_and_an_unknown_address_say_the_same(rosa):
    pages = [
        without_tokens(sign_in(Client(), "wrong", email=email).content.decode().replace(email, "…"))
        for email in (rosa.email, "nobody@example.com")
    ]

    assert pages[0] == pages[1]


@pytest.mark.parametrize("email", ["rosa@example.com", "nobody@example.com", "passkey@example.com"])
def test_one_hash_is_made_whoever_it_is(rosa, client, monkeypatch, email):
    factories.make_user("passkey@example.com")
    hashes = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *a, **k: hashes.append(1) or encode(*a, **k)
    )
    sign_in(client, "wrong", email=email)

    assert len(hashes) == 1


KNOWN, UNKNOWN, WITHOUT_PASSWORD = "rosa@example.com", "nobody@example.com", "passkey@example.com"


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/accounts/login/", lambda email: {"login": email, "password": "wrong"}),
        ("/accounts/login/code/", lambda email: {"email": email}),
        ("/accounts/password/reset/", lambda email: {"email": email}),
        ("/accounts/signup/", lambda email: {"email": email, "password1": PASSWORD}),
        ("/accounts/signup/passkey/", lambda email: {"email": email}),
    ],
)
def test_a_door_does_the_same_work_whoever_it_is(rosa, path, form):
    """Time is measured by tests/support/door_timing.py; what takes the time is counted here."""
    user = factories.make_user(WITHOUT_PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    Client().post(path, form("warm@example.com"))
    asked = {}
    for email in (KNOWN, UNKNOWN, WITHOUT_PASSWORD):
        caches["limits"].clear()
        with CaptureQueriesContext(connection) as queries:
            Client().post(path, form(email))
        asked[email] = work_in(queries)

    assert max(asked.values()) - min(asked.values()) <= 2, asked


@pytest.mark.parametrize("path", ["/accounts/login/code/", "/accounts/password/reset/"])
def test_the_doors_that_only_mail_ask_the_same_in_the_same_order_whoever_it_is(rosa, path):
    user = factories.make_user(WITHOUT_PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    unconfirmed = factories.make_user("new@example.com")
    EmailAddress.objects.create(user=unconfirmed, email=unconfirmed.email, primary=True)
    Client().post(path, {"email": "warm@example.com"})
    asked = {}
    for email in (KNOWN, UNKNOWN, WITHOUT_PASSWORD, unconfirmed.email):
        caches["limits"].clear()
        with CaptureQueriesContext(connection) as queries:
            Client().post(path, {"email": email})
        asked[email] = [
            # PostgreSQL's cursors are numbered.
            re.sub(
                "_django_curs_[0-9a-z_]+",
                "",
                re.split(r" WHERE | VALUES | \"s[0-9]", query["sql"])[0],
            )
            for query in queries.captured_queries
        ]

    assert asked[KNOWN] == asked[UNKNOWN] == asked[WITHOUT_PASSWORD] == asked[unconfirmed.email]


def test_a_code_goes_to_who_confirmed_the_address_before_who_only_gave_it(rosa):
    claimed = factories.make_user("claims@example.com")
    EmailAddress.objects.create(user=claimed, email=KNOWN)

    assert get_owners(KNOWN) == [rosa]
    rosa.is_active = False
    rosa.save()
    assert get_owners(KNOWN) == []


def work_in(queries):
    """Return how many queries read or write; to mark a place in a transaction costs nothing."""
    marks = ("SAVEPOINT", "RELEASE", "ROLLBACK")
    return sum(not query["sql"].startswith(marks) for query in queries)


@pytest.mark.parametrize(
    ("path", "form", "again"),
    [
        ("/accounts/login/code/", {}, "/accounts/login/code/confirm/"),
        ("/accounts/signup/", {"password1": PASSWORD}, "/accounts/confirm-email/"),
        ("/accounts/signup/passkey/", {}, "/accounts/confirm-email/"),
    ],
)
def test_a_new_code_is_the_same_work_and_the_same_mails_whoever_it_is(rosa, path, form, again):
    asked, mails = {}, {}
    for email in ("warm@example.com", KNOWN, UNKNOWN):
        caches["limits"].clear()
        OutboxMessage.objects.all().delete()
        client = Client()
        client.post(path, {"email": email, **form})
        with CaptureQueriesContext(connection) as queries:
            response = client.post(again, {"action": "resend"})
        assert response.status_code == 302
        asked[email] = work_in(queries)
        mails[email] = [mail.payload["to"] for mail in OutboxMessage.objects.order_by("pk")]

    assert abs(asked[KNOWN] - asked[UNKNOWN]) <= 2, asked
    assert mails[KNOWN] == [KNOWN] * 2
    assert mails[UNKNOWN] == [UNKNOWN] * 2


def test_nobody_stays_behind(rosa, django_user_model):
    Client().post("/accounts/signup/", {"email": KNOWN, "password1": PASSWORD})

    assert list(django_user_model.objects.all()) == [rosa]
    assert list(EmailAddress.objects.values_list("email", flat=True)) == [KNOWN]


# The trap


def test_a_program_that_fills_in_every_field_makes_no_account(client, django_user_model):
    form = {
        "email": "bot@example.com",
        "password1": "three quiet umbrellas",
        "website": "https://spam.example/",
    }
    client.post("/accounts/signup/", form)

    assert not django_user_model.objects.filter(email="bot@example.com").exists()
    assert not OutboxMessage.objects.exists()


# One door only


@pytest.mark.parametrize(
    "path",
    [
        "/admin/password_reset/",
        "/admin/account/change_password/",
        "/django-admin/",
        "/django-admin/login/",
        "/accounts/confirm-email/x/",
    ],
)
def test_there_is_no_other_door(client, path):
    response = client.get(path)

    assert response.status_code in (302, 404)
    if response.status_code == 302:
        assert "/accounts/login/" in response["Location"] or "/admin/login/" in response["Location"]


@pytest.mark.parametrize("path", ["/admin/password_reset/", "/admin/account/change_password/"])
def test_wagtails_own_password_pages_are_closed_to_editors_too(client, ed, path):
    client.force_login(ed)

    assert client.get(path).status_code in (302, 404)


def test_wagtails_account_page_changes_neither_address_nor_password(client, ed):
    client.force_login(ed)
    page = client.get("/admin/account/", follow=True).content.decode()

    assert "password" not in page.lower().replace("/accounts/password", "")
    assert 'type="email"' not in page


def test_wagtails_sign_in_form_signs_nobody_in(client, rosa):
    for path in ("/admin/login/", "/_util/login/"):
        response = client.post(path, {"username": rosa.email, "password": PASSWORD})
        assert response.status_code == 405
