"""The groups of the two roles that were missing; and no rights in rows.

What a role may do is read from the table in rules/roles.py, in Wagtail's admin too. The rows of
rights that Wagtail's own migrations and ours gave these groups would open nothing any more, so
they go: nobody should read there what is not so.
"""

from django.db import migrations

NAMES = ["Author", "Trusted author", "Editor", "Moderator", "Admin"]


def complete_roles(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    rows = [
        apps.get_model("wagtailcore", "GroupPagePermission"),
        apps.get_model("wagtailcore", "GroupCollectionPermission"),
        apps.get_model("wagtailcore", "GroupSitePermission"),
    ]
    for name in NAMES:
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.clear()
        for model in rows:
            model.objects.filter(group=group).delete()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_roles")]

    operations = [migrations.RunPython(complete_roles, migrations.RunPython.noop)]
