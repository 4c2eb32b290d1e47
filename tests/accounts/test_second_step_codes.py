"""Codes of the second step: nobody guesses them, and nobody uses one that was seen."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db

PASSWORD = "kettle moss arithmetic"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
STEP = "/accounts/2fa/authenticate/"
NOW = 1_800_000_000


@pytest.fixture
def clock(monkeypatch):
    """Time as the code apps and the limits see it."""

    class Clock:
        now = NOW

        def time(self):
            return self.now

    clock = Clock()
    monkeypatch.setattr(auth.time, "time", clock.time)
    return clock


@pytest.fixture
def rosa(db):
    user = factories.make_user("rosa@example.com", password=PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    auth.TOTP.activate(user, SECRET)
    return user


def code_at(moment):
    return auth.format_hotp_value(auth.hotp_value(SECRET, moment // 30))


def at_the_second_step():
    client = Client()
    form = {"login": "rosa@example.com", "password": PASSWORD}
    assert client.post("/accounts/login/", form)["Location"] == STEP
    return client


def test_codes_cannot_be_guessed_one_after_the_other(rosa, clock):
    client = at_the_second_step()
    for n in range(10):
        assert client.post(STEP, {"code": f"{n:06}"}).status_code == 422

    response = client.post(STEP, {"code": code_at(NOW)})

    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 900
    assert "too many wrong codes" in response.content.decode()


def test_another_browser_does_not_begin_anew(rosa, clock):
    for n in range(10):
        at_the_second_step().post(STEP, {"code": f"{n:06}"})

    assert at_the_second_step().post(STEP, {"code": code_at(NOW)}).status_code == 429


def test_a_right_code_forgets_the_wrong_ones(rosa, clock):
    for n in range(9):
        at_the_second_step().post(STEP, {"code": f"{n:06}"})
    assert at_the_second_step().post(STEP, {"code": code_at(NOW)}).status_code == 302

    assert at_the_second_step().post(STEP, {"code": "000000"}).status_code == 422


def test_a_code_is_good_once_for_as_long_as_it_is_good(rosa, clock):
    code = code_at(NOW + 30)  # from a clock that is early: good for up to 90 seconds
    assert at_the_second_step().post(STEP, {"code": code}).status_code == 302

    clock.now += 40
    response = at_the_second_step().post(STEP, {"code": code})

    assert response.status_code == 422
    assert at_the_second_step().post(STEP, {"code": code_at(clock.now + 30)}).status_code == 302


def test_a_recovery_code_is_counted_too(rosa, clock):
    RecoveryCodes.activate(rosa)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    for n in range(10):
        at_the_second_step().post(STEP, {"code": f"{n:08}"})

    assert at_the_second_step().post(STEP, {"code": codes[0]}).status_code == 429
