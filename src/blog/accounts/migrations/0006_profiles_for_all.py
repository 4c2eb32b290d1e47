"""Give the accounts that are there already a profile: private, with a made-up handle."""

from django.conf import settings
from django.db import migrations
from django.utils.crypto import get_random_string


def begin_profiles(apps, schema_editor):
    User = apps.get_model("accounts", "User")
    Profile = apps.get_model("accounts", "Profile")
    Handle = apps.get_model("accounts", "Handle")
    for user in User.objects.filter(profile=None).iterator():
        handle = f"reader-{get_random_string(8, '23456789')}"
        name = f"{user.first_name} {user.last_name}".strip()[:80]
        profile = Profile.objects.create(
            user=user, name=name or handle, language=settings.LANGUAGE_CODE
        )
        Handle.objects.create(profile=profile, handle=handle)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_people")]

    operations = [migrations.RunPython(begin_profiles, migrations.RunPython.noop)]
