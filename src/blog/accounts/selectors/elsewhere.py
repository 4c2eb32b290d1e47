"""What the pages say of accounts elsewhere that open one here."""

from dataclasses import dataclass

from allauth.socialaccount.models import SocialAccount, SocialApp


@dataclass(frozen=True)
class AccountElsewhere:
    """An account at a provider; ``is_on`` is whether one can sign in with it at present."""

    provider: str
    name: str
    is_on: bool


def describe(account: SocialAccount) -> AccountElsewhere:
    """Return what an account elsewhere is called, also when its provider is switched off."""
    try:
        shown = account.get_provider_account()
    except SocialApp.DoesNotExist:
        return AccountElsewhere(account.provider, account.uid, is_on=False)
    return AccountElsewhere(shown.get_brand()["name"], str(shown), is_on=True)
