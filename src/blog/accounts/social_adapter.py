"""django-allauth's door for accounts from elsewhere."""

from typing import ClassVar

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class SocialAdapter(DefaultSocialAccountAdapter):
    """What is said when such an account cannot be used."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultSocialAccountAdapter.error_messages,
        "email_taken": _(
            "There is an account with this e-mail address already. Sign in to it first, and then "
            "connect the other account."
        ),
        "no_password": _("Set a password first; without one you could not come back."),
        "no_verified_email": _(
            "Confirm an e-mail address first; without one you could not come back."
        ),
    }
