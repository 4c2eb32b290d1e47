"""Staff need more than a password: without it their roles sleep, and they are led to set it up."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.contrib.auth import get_user_model
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from blog.accounts.permissions import SecondStepMissing, ensure, may, roles_of
from blog.accounts.rules.roles import STAFF, Act, Role
from blog.delivery.services import outbox
from tests import factories

SECOND_STEP = "/accounts/second-step/"
IN_ORDER = [role for role in Role if role in STAFF]


@pytest.fixture(autouse=True)
def _required(settings):
    settings.STAFF_NEED_SECOND_STEP = True


def nothing(user):
    pass


def recovery_codes_only(user):
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={})


def app(user):
    TOTP.activate(user, generate_totp_secret())


def passkey(user):
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "My key", "credential": {}}
    )


def somebody(role, **fields):
    user = factories.make_user("somebody@example.com", roles=[role.value], **fields)
    return get_user_model().objects.get(pk=user.pk)


def fresh(user):
    return get_user_model().objects.get(pk=user.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("role", IN_ORDER)
@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/pages/", "/admin/login/", "/desk/", "/de/desk/"]
)
@pytest.mark.parametrize("without", [nothing, recovery_codes_only])
def test_staff_without_one_are_led_to_set_it_up(client, role, path, without):
    user = somebody(role)
    without(user)
    client.force_login(user)
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer["Location"].endswith(SECOND_STEP)


@pytest.mark.django_db
@pytest.mark.parametrize("role", IN_ORDER)
@pytest.mark.parametrize("having", [app, passkey])
def test_staff_with_one_come_in(client, role, having):
    user = somebody(role)
    having(user)
    client.force_login(user)
    assert client.get("/admin/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("seconds", "counts"), [(-70, False), (-30, True), (30, True), (70, False)]
)
def test_a_code_that_changed_while_it_was_typed_still_counts(seconds, counts, monkeypatch):
    now = 1_800_000_015.0  # the middle of a period of 30 seconds
    monkeypatch.setattr("time.time", lambda: now)
    secret = generate_totp_secret()
    typed = format_hotp_value(hotp_value(secret, int(now + seconds) // 30))
    having = TOTP.activate(factories.make_user("slow@example.com"), secret)
    assert having.validate_code(typed) is counts


@pytest.mark.django_db
def test_a_superuser_is_no_exception(client):
    user = somebody(Role.READER, is_superuser=True)
    client.force_login(user)
    assert client.get("/admin/")["Location"] == SECOND_STEP
    app(user)
    assert client.get("/admin/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("role", IN_ORDER)
def test_their_roles_sleep_everywhere(role):
    user = somebody(role)
    assert roles_of(user) == {Role.READER}
    assert not may(user, Act.USE_DESK)
    with pytest.raises(SecondStepMissing):
        ensure(user, Act.USE_DESK)
    passkey(user)
    assert role in roles_of(fresh(user))


@pytest.mark.django_db
def test_whoever_takes_the_last_one_away_stands_outside_again(client):
    user = somebody(Role.EDITOR)
    app(user)
    client.force_login(user)
    assert client.get("/admin/").status_code == 200
    Authenticator.objects.filter(user=user).delete()
    assert client.get("/admin/").status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["accounts:second_step", "mfa_index", "account_logout", "accounts:account"]
)
def test_the_pages_to_set_it_up_and_to_leave_are_open(client, name):
    client.force_login(somebody(Role.EDITOR))
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["mfa_add_webauthn", "mfa_activate_totp"])
def test_setting_it_up_asks_for_the_password_once_more_and_nothing_else(client, name):
    client.force_login(somebody(Role.EDITOR, password="rye-and-caraway"))
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]


@pytest.mark.django_db
def test_htmx_sends_the_whole_window_there(client):
    client.force_login(somebody(Role.EDITOR))
    answer = client.get("/admin/", headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert answer.status_code == 200
    assert answer["HX-Redirect"] == SECOND_STEP


@pytest.mark.django_db
def test_the_admins_scripts_are_told_why(client):
    client.force_login(somebody(Role.EDITOR))
    answer = client.get("/admin/", headers={"X-Requested-With": "XMLHttpRequest"})
    assert answer.status_code == 403
    assert "second step" in answer.content.decode()


@pytest.mark.django_db
def test_readers_need_none(client, rosa):
    client.force_login(rosa)
    assert client.get(reverse("accounts:account")).status_code == 200
    assert client.get("/admin/login/").status_code == 403


@pytest.mark.django_db
def test_a_code_by_mail_alone_does_not_sign_in_whoever_has_an_app(client):
    from allauth.account.models import EmailAddress

    user = somebody(Role.EDITOR)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    app(user)
    client.post(reverse("account_request_login_code"), {"email": user.email})
    outbox.send_due(at=timezone.now())
    code = re.search(r"^\s*([A-Z0-9-]{6,9})\s*$", mail.outbox[-1].body, re.MULTILINE)[1]
    answer = client.post(reverse("account_confirm_login_code"), {"code": code})
    assert answer["Location"].startswith(reverse("mfa_authenticate"))
    assert client.get("/admin/").status_code == 302
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_where_it_is_optional_the_site_says_so(client, settings):
    settings.STAFF_NEED_SECOND_STEP = False
    client.force_login(somebody(Role.EDITOR))
    assert "STAFF_SECOND_STEP=required" in client.get("/admin/").content.decode()
    assert "STAFF_SECOND_STEP=required" in client.get("/accounts/").content.decode()
    assert "STAFF_SECOND_STEP=required" in client.get("/desk/").content.decode()


@pytest.mark.django_db
def test_where_it_is_required_nothing_is_said_to_those_who_have_it(client):
    user = somebody(Role.EDITOR)
    app(user)
    client.force_login(user)
    assert "STAFF_SECOND_STEP" not in client.get("/admin/").content.decode()
    assert "STAFF_SECOND_STEP" not in client.get("/desk/").content.decode()
