"""django-allauth's door into our words."""

from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):
    """What is said when something at the doors is not right."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "incorrect_code": _("This code is not right. Check it, or ask for a new one."),
        "incorrect_password": _("This password is not right."),
        "too_many_login_attempts": _(
            "There have been too many tries. Wait a few minutes, or sign in with a code by e-mail."
        ),
        "rate_limited": _("There have been too many tries. Wait a few minutes."),
    }
