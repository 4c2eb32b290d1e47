"""What is asked of who comes with an account from elsewhere, or takes it away."""

from allauth.socialaccount import forms as social

from blog.accounts.forms.sign_in import OurWords
from blog.accounts.selectors import elsewhere


class SignupForm(OurWords, social.SignupForm):
    """The address, when the provider did not give it."""


class DisconnectForm(social.DisconnectForm):
    """Which account to take away; also one whose provider is switched off."""

    def clean(self) -> dict[str, object]:
        """Ask for another way in, unless this account is none."""
        account = self.cleaned_data.get("account")
        if account and not elsewhere.describe(account).is_on:
            return self.cleaned_data
        cleaned: dict[str, object] = super().clean()
        return cleaned

    def save(self) -> None:
        """Take it away."""
        account = self.cleaned_data["account"]
        if elsewhere.describe(account).is_on:
            super().save()
        else:
            account.delete()
