"""A code shows that an address is somebody's; an account is found for it, or made."""

import re
import time
from dataclasses import replace

import pytest
from allauth.account.models import EmailAddress
from allauth.core import context
from django.test import RequestFactory

from blog.accounts.models import User
from blog.accounts.rules.limits import DOOR_MAILS_TO_FROM
from blog.accounts.services import guest_codes
from blog.accounts.services.guest_codes import CodeIsOver, SentCode, WrongCode
from blog.delivery.models import OutboxMessage
from blog.web.limits import TooOften
from tests import factories

HERE = "a-network"


@pytest.fixture(autouse=True)
def _within_a_request(db):
    with context.request_context(RequestFactory().get("/")):
        yield


@pytest.fixture
def sent(db):
    """A code to Nora, and the code itself."""
    found = guest_codes.send_code(email="nora@example.com", network=HERE)
    text = OutboxMessage.objects.latest("pk").payload["text"]
    return found, re.search(r"^\w{4}-\w{4}$", text, re.MULTILINE)[0]


def test_the_code_in_the_mail_is_right_however_it_is_typed(sent):
    found, code = sent
    for typed in (code, code.lower(), code.replace("-", " ")):
        guest_codes.ensure_right(sent=found, code=typed)


def test_the_session_keeps_what_does_not_tell_the_code(sent):
    found, code = sent
    kept = found.to_session()

    assert code not in str(kept)
    assert SentCode.from_session(kept) == found


def test_three_tries_are_enough_and_a_new_code_has_its_own(sent):
    found, code = sent
    for _try in range(3):
        with pytest.raises(WrongCode):
            guest_codes.ensure_right(sent=found, code="AAAA-AAAA")
    with pytest.raises(CodeIsOver):
        guest_codes.ensure_right(sent=found, code=code)


def test_a_code_is_over_after_fifteen_minutes(sent):
    found, code = sent
    old = replace(found, sent_at=time.time() - 15 * 60 - 1)
    with pytest.raises(CodeIsOver):
        guest_codes.ensure_right(sent=old, code=code)


def test_the_code_of_one_address_is_not_that_of_another(sent):
    found, code = sent
    with pytest.raises(WrongCode):
        guest_codes.ensure_right(sent=replace(found, email="ada@example.com"), code=code)


def test_mails_are_counted(sent):
    for _more in range(DOOR_MAILS_TO_FROM.amount - 1):
        guest_codes.send_code(email="nora@example.com", network=HERE)
    with pytest.raises(TooOften):
        guest_codes.send_code(email="nora@example.com", network=HERE)


def test_a_new_account_has_no_password_and_a_confirmed_address():
    user = guest_codes.get_or_make_account(email="Nora@Example.com")

    assert user.email == "nora@example.com"
    assert not user.has_usable_password()
    assert EmailAddress.objects.get(user=user, verified=True).email == "nora@example.com"
    assert guest_codes.get_or_make_account(email="nora@example.com") == user
    assert User.objects.filter(email="nora@example.com").count() == 1


def test_who_only_added_an_address_is_not_its_owner():
    thief = factories.make_user("thief@example.com")
    EmailAddress.objects.create(user=thief, email="nora@example.com", verified=False)

    assert guest_codes.get_or_make_account(email="nora@example.com") != thief


def test_the_owner_of_a_second_address_is_found():
    ada = factories.make_user("ada@example.com")
    EmailAddress.objects.create(user=ada, email="ada@home.example", verified=True)

    assert guest_codes.get_or_make_account(email="ada@home.example") == ada
