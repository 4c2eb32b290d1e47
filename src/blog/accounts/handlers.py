"""What accounts does when something happens. No decisions: hear and hand on."""

from typing import Any

from allauth.mfa.signals import authenticator_added
from django.conf import settings
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils.translation import get_language

from blog.accounts.models import User
from blog.accounts.permissions import second_steps_of
from blog.accounts.services import profile, sessions


@receiver(post_save, sender=User)
def when_an_account_is_made(instance: User, created: bool, raw: bool, **_: object) -> None:
    """Give it a profile, its mails in the language that it was made in."""
    if created and not raw:
        profile.begin_profile(user=instance, language=get_language() or settings.LANGUAGE_CODE)


@receiver(authenticator_added)
def when_a_second_step_is_set_up(request: Any, user: User, authenticator: Any, **_: object) -> None:
    """Sign other browsers out that came in without it, if it is the first."""
    if [step.pk for step in second_steps_of(user)] == [authenticator.pk]:
        sessions.end_others(user_id=user.pk, but=request.session.session_key)
