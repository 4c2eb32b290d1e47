"""Who signs up with somebody else's address gets nothing when the owner comes."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from blog.delivery.models import OutboxMessage
from tests import factories

pytestmark = pytest.mark.django_db

PASSWORD = "kettle moss arithmetic"
ADDRESS = "rosa@example.com"


@pytest.fixture
def taken(db):
    """Somebody has signed up with Rosa's address, and cannot confirm it."""
    client = Client()
    client.post("/accounts/signup/", {"email": ADDRESS, "password1": PASSWORD})
    return client


def last_text():
    return OutboxMessage.objects.order_by("-pk").first().payload["text"]


def last_code():
    return re.search(r"^[A-Z]{4}-[A-Z]{4}$", last_text(), re.MULTILINE).group()


def ask_for_code(client):
    client.post("/accounts/login/code/", {"email": ADDRESS})
    return last_code()


def is_signed_in(client):
    return client.get("/accounts/").status_code == 200


def gets_in_by_password():
    client = Client()
    client.post("/accounts/login/", {"login": ADDRESS, "password": PASSWORD})
    return is_signed_in(client)


def test_the_owner_who_comes_by_code_has_the_account_alone(taken):
    owner = Client()
    code = ask_for_code(owner)
    response = owner.post("/accounts/login/code/confirm/", {"code": code}, follow=True)

    assert is_signed_in(owner)
    assert "does not count any more" in response.content.decode()
    assert not gets_in_by_password()
    assert not is_signed_in(taken)


def test_the_owner_who_comes_by_link_has_the_account_alone(taken):
    owner = Client()
    ask_for_code(owner)
    owner.post(re.search(r"http://testserver(/accounts/link/\S+)", last_text())[1])

    assert is_signed_in(owner)
    assert not gets_in_by_password()


def test_the_owner_who_begins_to_reset_the_password_has_the_account_alone(taken):
    owner = Client()
    owner.post("/accounts/password/reset/", {"email": ADDRESS})
    owner.post(reverse("account_confirm_password_reset_code"), {"code": last_code()})
    assert EmailAddress.objects.get(email=ADDRESS).verified

    assert not gets_in_by_password()


def test_who_signs_up_and_confirms_keeps_the_password(taken):
    taken.post(reverse("account_email_verification_sent"), {"code": last_code()})

    assert is_signed_in(taken)
    assert gets_in_by_password()


def test_who_knows_the_password_and_confirms_later_keeps_it(taken):
    later = Client()
    later.post("/accounts/login/", {"login": ADDRESS, "password": PASSWORD})
    later.post(reverse("account_email_verification_sent"), {"code": last_code()})

    assert is_signed_in(later)
    assert gets_in_by_password()


def test_a_confirmed_account_keeps_its_password_when_a_code_is_used(db):
    user = factories.make_user(ADDRESS, password=PASSWORD)
    EmailAddress.objects.create(user=user, email=ADDRESS, verified=True, primary=True)
    client = Client()
    client.post("/accounts/login/code/confirm/", {"code": ask_for_code(client)})

    assert is_signed_in(client)
    assert gets_in_by_password()


def test_a_superuser_made_by_hand_keeps_the_password(db):
    get_user_model().objects.create_superuser(ADDRESS, PASSWORD)
    client = Client()
    client.post("/accounts/login/code/confirm/", {"code": ask_for_code(client)})
    client.post(reverse("account_email_verification_sent"), {"code": last_code()})

    assert is_signed_in(client)
    assert gets_in_by_password()


def test_a_link_goes_to_the_account_of_exactly_this_address(db, monkeypatch):
    """Where the database takes a dotless i for an i, as PostgreSQL does."""
    rosa = factories.make_user("rosi@example.com", password=PASSWORD)
    other = factories.make_user("rosi@example.org")
    for user in (rosa, other):
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    manager = get_user_model()._default_manager
    found = type(manager).filter

    def loose(self, *args, **fields):
        fields.pop("email__iexact", None)
        return found(self, *args, **fields)

    monkeypatch.setattr(type(manager), "filter", loose)
    client = Client()
    client.post("/accounts/login/code/", {"email": "rosi@example.org"})
    link = re.search(r"http://testserver(/accounts/link/\S+)", last_text())[1]

    assert "rosi@example.org" in Client().get(link).content.decode()
