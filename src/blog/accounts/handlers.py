"""What accounts does when something happens. No decisions: hear and hand on."""

from django.conf import settings
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils.translation import get_language

from blog.accounts.models import User
from blog.accounts.services import profile


@receiver(post_save, sender=User)
def when_an_account_is_made(instance: User, created: bool, raw: bool, **_: object) -> None:
    """Give it a profile, its mails in the language that it was made in."""
    if created and not raw:
        profile.begin_profile(user=instance, language=get_language() or settings.LANGUAGE_CODE)
