"""What a password is at heart."""

import pytest

from blog.accounts.rules.passwords import hearts_of, names_of


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("Summer2024!", "summer"),
        ("$ummer2024!", "summer"),
        ("2024summer", "summer"),
        ("P@ssw0rd2024", "password"),
        ("W1nter!!2025", "winter"),
        ("We1come-2026", "welcome"),
        ("m0nk3y#1234", "monkey"),
        ("Sommer-2024-", "sommer"),
    ],
)
def test_digits_signs_and_dressing_are_taken_off(password, word):
    assert word in hearts_of(password)


@pytest.mark.parametrize(
    "password",
    [
        "kettle moss arithmetic",
        "summer kettle moss",
        "correct-horse-battery",
        "summer2024winter",
        "7#q!9$xk2&8@1%",
        "1234567890",
        "2024-11-27!!",
    ],
)
def test_what_is_no_single_word_has_no_common_heart(password):
    assert not hearts_of(password) & {"summer", "kettle", "moss", "winter", "correct", "battery"}


def test_a_site_is_called_by_its_name_and_its_address():
    assert names_of("The Long Margin", "read.longmargin.example") >= {
        *("long", "margin", "thelongmargin", "longmargin"),
    }
