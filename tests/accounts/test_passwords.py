"""Which passwords are refused, and that everybody may paste a long one."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from blog.accounts.models import User


@pytest.mark.parametrize(
    "password",
    ["password1234", "Password1234", "1234567890", "QWERTYUIOP", "qwertyuiop2026!", "iloveyou123"],
)
def test_what_everybody_tries_first_is_refused(password):
    with pytest.raises(ValidationError, match=r"stolen|common|numeric"):
        validate_password(password)


def test_a_password_like_the_address_is_refused():
    with pytest.raises(ValidationError, match="similar"):
        validate_password("rosa.lindqvist", User(email="rosa.lindqvist@example.com"))


def test_short_ones_are_refused():
    with pytest.raises(ValidationError, match="10 characters"):
        validate_password("vX9#kPq2w")


@pytest.mark.parametrize(
    "password", ["kettle moss arithmetic", "Überraschung im Käsekeller", "x" * 20 + "Ω" * 300]
)
def test_words_with_spaces_in_any_language_and_length_are_taken(password):
    validate_password(password)
