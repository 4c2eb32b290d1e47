"""Give the roles their groups, in the place of the two that Wagtail brings.

Wagtail's "Moderators" may publish, so they become our Editors; its "Editors" become our Authors.
Its review workflow then asks Editors, who can publish. The names are written out here: a migration
does not follow the code as it changes.
"""

from django.db import migrations

WAGTAIL_NAMES = {"Moderators": "Editor", "Editors": "Author"}
NAMES = ["Author", "Editor", "Moderator"]


def make_roles(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    Task = apps.get_model("wagtailcore", "Task")

    for old, new in WAGTAIL_NAMES.items():
        Group.objects.filter(name=old).update(name=new)
    for name in NAMES:
        Group.objects.get_or_create(name=name)

    Workflow.objects.filter(name="Moderators approval").update(name="Editor review")
    Task.objects.filter(name="Moderators approval").update(name="An editor reads it")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("content", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
