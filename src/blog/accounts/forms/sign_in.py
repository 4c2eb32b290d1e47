"""What is asked at the doors, in our words. What is done with it is django-allauth's."""

from typing import Any, NamedTuple

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.core.ratelimit import consume
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as app
from allauth.mfa.webauthn import forms as keys
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blog.accounts.selectors.owners import get_owners
from blog.accounts.services import second_step_codes
from blog.web.errors import say_when
from blog.web.limits import TooOften, wait_in_words


class Words(NamedTuple):
    """A field's label, and what is said when it is left empty, or filled in wrongly."""

    label: Promise
    missing: Promise
    wrong: Promise | str = ""


EMAIL = Words(
    _("E-mail address"),
    _("Enter your e-mail address."),
    _("This is not an e-mail address. One looks like name@example.org."),
)
CODE = Words(_("Code"), _("Enter the code."))
KEY_NAME = Words(_("Name of the key, for yourself"), _("Enter a name for the key."))

WORDS = {
    "login": EMAIL,
    "email": EMAIL,
    "password": Words(_("Password"), _("Enter your password.")),
    "oldpassword": Words(_("Present password"), _("Enter your present password.")),
    "password1": Words(_("New password"), _("Enter a new password.")),
    "password2": Words(_("New password once more"), _("Enter the new password once more.")),
    "code": CODE,
    "name": KEY_NAME,
}


PASSWORDS = {"password", "password1", "password2", "oldpassword"}
# Far beyond any passphrase. What is longer is work for the server and for nobody's good; it is said
# before anything is hashed. The field itself has no limit: it would cut off what is pasted, unseen.
LONGEST_PASSWORD = 4096
TOO_LONG = _("A password has at most 4,096 characters. Use a shorter one.")


class OurWords:
    """Gives a form's fields our labels, and messages that say what to do."""

    words: dict[str, Words] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields  # type: ignore[attr-defined]
        for name, words in {**WORDS, **self.words}.items():
            if name in fields:
                fields[name].label = words.label
                fields[name].error_messages["required"] = words.missing
                if words.wrong:
                    fields[name].error_messages["invalid"] = words.wrong
        for name in PASSWORDS & fields.keys():
            fields[name].validators.append(MaxLengthValidator(LONGEST_PASSWORD, TOO_LONG))
        if "passwordless" in fields:
            fields["passwordless"].help_text = _(
                "Your device then asks for a fingerprint, your face or a PIN."
            )
        if "remember" in fields:
            fields["remember"].label = _("Keep me signed in on this device")


class LoginForm(OurWords, account.LoginForm):
    """Address and password."""


class SignupForm(OurWords, account.SignupForm):
    """A new account; with a passkey the password is not asked for."""

    words = {"password1": Words(_("Password"), _("Enter a password."))}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A trap for programs. Its place out of sight is in the style sheet: the policy forbids
        # styles in the page.
        trap = self.fields["website"]
        trap.label = _("Leave this empty")
        trap.widget.attrs = {"tabindex": "-1", "autocomplete": "off"}

    @transaction.atomic
    def save(self, request: HttpRequest) -> Any:
        """Make the account with its profile and its address, or none of them."""
        return super().save(request)


class AddEmailForm(OurWords, account.AddEmailForm):
    """One more address."""


class ChangePasswordForm(OurWords, account.ChangePasswordForm):
    """The present password, and a new one twice."""


class SetPasswordForm(OurWords, account.SetPasswordForm):
    """A first password for an account without one."""


class ResetPasswordForm(OurWords, account.ResetPasswordForm):
    """The address of the account whose password is forgotten."""

    def clean_email(self) -> str:
        """Return the address, and find who has it."""
        email: str = self.cleaned_data["email"]
        self.users = get_owners(get_adapter().clean_email(email.lower()))
        return email


class ResetPasswordKeyForm(OurWords, account.ResetPasswordKeyForm):
    """A new password in the place of the forgotten one."""


class ReauthenticateForm(OurWords, account.ReauthenticateForm):
    """The password once more."""


class RequestLoginCodeForm(OurWords, account.RequestLoginCodeForm):
    """The address that a sign-in code goes to."""

    def clean_email(self) -> str:
        """Return the address, and find who has it."""
        email: str = self.cleaned_data["email"]
        owners = context.request.owners = get_owners(email)
        if not consume(context.request, action="request_login_code", key=email.lower()):
            raise get_adapter().validation_error("too_many_login_attempts")
        self._user = owners[0] if owners else None
        return email


class ConfirmLoginCodeForm(OurWords, account.ConfirmLoginCodeForm):
    """The sign-in code from the message."""


class ConfirmEmailVerificationCodeForm(OurWords, account.ConfirmEmailVerificationCodeForm):
    """The code that confirms an address."""


class ConfirmPasswordResetCodeForm(OurWords, account.ConfirmPasswordResetCodeForm):
    """The code that allows a new password."""


class CountedCode(second_step.BaseAuthenticateForm):
    """Takes so many wrong codes, and a right one once."""

    def clean_code(self) -> str:
        """Return the code, if it is right and new."""
        try:
            second_step_codes.begin_try(user_id=self.user.pk)
        except TooOften as error:
            say_when(context.request, error.seconds)
            message = gettext(
                "There have been too many wrong codes. You can try again %(when)s, or sign in at "
                "once with a passkey."
            )
            raise ValidationError(message % {"when": wait_in_words(error.seconds)}) from error
        code: str = super().clean_code()
        if not second_step_codes.use_up(user_id=self.user.pk, code=code):
            raise ValidationError(
                gettext("This code was used already. Wait for the next one in your app.")
            )
        second_step_codes.end_tries(user_id=self.user.pk)
        return code


class AuthenticateForm(OurWords, CountedCode, second_step.AuthenticateForm):
    """The second step: a code."""


class ReauthenticateWithCodeForm(OurWords, CountedCode, second_step.ReauthenticateForm):
    """A code once more."""


class ActivateAppForm(OurWords, app.ActivateTOTPForm):
    """The first code of a new app."""


class AddKeyForm(OurWords, keys.AddWebAuthnForm):
    """A new key's name; the key comes from the browser."""


class SignUpWithKeyForm(OurWords, keys.SignupWebAuthnForm):
    """The name of a new account's key."""


class RenameKeyForm(OurWords, keys.EditWebAuthnForm):
    """A key's new name."""
