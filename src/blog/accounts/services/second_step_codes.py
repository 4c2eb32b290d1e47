"""Codes of the second step: so many wrong ones, and a right one once."""

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings

from blog.accounts.rules.sign_in_limits import SECOND_STEP
from blog.web.limits import TooOften, forget, take
from blog.web.rules.limits import Limit


def begin_try(*, user_id: int) -> None:
    """Count a try before the code is looked at, so that many at once are no more than their number.

    :raises TooOften: there were too many wrong ones; it says when to come back
    """
    for limit in SECOND_STEP:
        take(limit, user_id)


def end_tries(*, user_id: int) -> None:
    """Forget the wrong ones: the code was right."""
    for limit in SECOND_STEP:
        forget(limit, user_id)


def use_up(*, user_id: int, code: str) -> bool:
    """Return whether a right code is used for the first time.

    django-allauth remembers a code for as long as an app shows it; with a tolerance it is good for
    longer than that.
    """
    steps = 2 * app_settings.TOTP_TOLERANCE + 1
    once = Limit("used-second-step", 1, steps * app_settings.TOTP_PERIOD)
    try:
        take(once, user_id, normalize_user_code(code))
    except TooOften:
        return False
    return True
