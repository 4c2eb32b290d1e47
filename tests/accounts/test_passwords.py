"""Which passwords are refused, and that everybody may paste a long one."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from blog.accounts.forms.sign_in import ResetPasswordKeyForm
from blog.accounts.models import User


@pytest.mark.parametrize(
    "password",
    ["password1234", "Password1234", "1234567890", "QWERTYUIOP", "qwertyuiop2026!", "iloveyou123"],
)
def test_what_everybody_tries_first_is_refused(password):
    with pytest.raises(ValidationError, match=r"stolen|common|numeric"):
        validate_password(password)


@pytest.mark.parametrize(
    "password",
    ["Summer2024!", "$ummer2024!", "Winter-2025", "P@ssw0rd2024!", "Welc0me2026", "Berlin!!2024"],
)
def test_a_common_word_with_digits_and_signs_is_refused(password):
    with pytest.raises(ValidationError, match="one common word"):
        validate_password(password)


@pytest.mark.parametrize("password", ["Galley2024!", "longmargin#26", "l0ngmargin2026"])
def test_the_name_of_the_site_with_digits_and_signs_is_refused(password, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://longmargin.example"
    with pytest.raises(ValidationError, match="one common word"):
        validate_password(password)


def test_a_password_like_the_address_is_refused():
    with pytest.raises(ValidationError, match="similar"):
        validate_password("rosa.lindqvist", User(email="rosa.lindqvist@example.com"))


def test_short_ones_are_refused():
    with pytest.raises(ValidationError, match="10 characters"):
        validate_password("vX9#kPq2w")


@pytest.mark.parametrize(
    "password",
    [
        "kettle moss arithmetic",
        "summer kettle moss",
        "correct-horse-battery",
        "summer2024winter",
        "7#q!9$xk2&8@1%",
        "Überraschung im Käsekeller",
        "x" * 20 + "Ω" * 300,
    ],
)
def test_words_with_spaces_in_any_language_and_length_are_taken(password):
    validate_password(password)


# A megabyte is no password

LONG = "a" * 4097
TOO_LONG = "A password has at most 4,096 characters."


@pytest.fixture
def hashed(monkeypatch):
    """The lengths of what was hashed."""
    lengths = []
    encode = MD5PasswordHasher.encode

    def measured(self, password, salt):
        lengths.append(len(password))
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", measured)
    return lengths


@pytest.fixture
def with_password(client, rosa):
    rosa.set_password("a loaf in three days")
    rosa.save()
    EmailAddress.objects.create(user=rosa, email=rosa.email, verified=True, primary=True)
    return rosa


def refused_before_hashing(response, hashed):
    return (
        response.status_code == 422
        and TOO_LONG in response.content.decode()
        and max(hashed, default=0) < 100
    )


def test_signing_up_with_too_long_a_password(client, db, hashed):
    sent = {"email": "new@example.com", "password1": LONG}

    assert refused_before_hashing(client.post("/accounts/signup/", sent), hashed)


def test_signing_in_with_too_long_a_password(client, with_password, hashed):
    sent = {"login": "rosa@example.com", "password": LONG}

    assert refused_before_hashing(client.post("/accounts/login/", sent), hashed)


@pytest.mark.parametrize("field", ["oldpassword", "password1", "password2"])
def test_changing_to_or_from_too_long_a_password(client, with_password, hashed, field):
    client.post(
        "/accounts/login/", {"login": "rosa@example.com", "password": "a loaf in three days"}
    )
    new = "kettle moss arithmetic"
    sent = {"oldpassword": "a loaf in three days", "password1": new, "password2": new, field: LONG}

    assert refused_before_hashing(client.post("/accounts/password/change/", sent), hashed)


def test_showing_who_one_is_with_too_long_a_password(client, with_password, hashed):
    client.force_login(with_password)

    answer = client.post("/accounts/reauthenticate/", {"password": LONG})
    assert refused_before_hashing(answer, hashed)


def test_resetting_to_too_long_a_password(db, hashed):
    user = User(email="rosa@example.com")
    form = ResetPasswordKeyForm({"password1": LONG, "password2": LONG}, user=user)

    assert not form.is_valid()
    assert TOO_LONG in str(form.errors["password1"])
    assert hashed == []


def test_a_password_of_the_longest_length_is_taken(client, with_password, hashed):
    with_password.set_password(LONG[:4096])
    with_password.save()
    sent = {"login": "rosa@example.com", "password": LONG[:4096]}

    assert client.post("/accounts/login/", sent).status_code == 302
