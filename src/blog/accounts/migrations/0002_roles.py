"""Give the roles their groups, in the place of the two that Wagtail brings.

Wagtail's "Moderators" may publish, so they become our Editors; its "Editors" become our Authors and
lose the right to change other people's pages. Its review workflow then asks Editors, who can publish.
"""

from django.db import migrations

from blog.accounts.rules.roles import Role
from blog.accounts.rules.wagtail_rights import RIGHTS

WAGTAIL_NAMES = {"Moderators": Role.EDITOR, "Editors": Role.AUTHOR}


def make_roles(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    Task = apps.get_model("wagtailcore", "Task")

    for old, role in WAGTAIL_NAMES.items():
        Group.objects.filter(name=old).update(name=role.value)

    def permission(model_label, action):
        app_label, model = model_label.split(".")
        content_type, _ = ContentType.objects.get_or_create(app_label=app_label, model=model)
        found, _ = Permission.objects.get_or_create(
            content_type=content_type,
            codename=f"{action}_{model}",
            defaults={"name": f"Can {action} {model}"},
        )
        return found

    root = Page.objects.get(depth=1)
    access = permission("wagtailadmin.admin", "access")
    for role, rights in RIGHTS.items():
        group, _ = Group.objects.get_or_create(name=role.value)
        GroupPagePermission.objects.filter(group=group, page=root).delete()
        for action in rights.pages:
            GroupPagePermission.objects.create(
                group=group, page=root, permission=permission("wagtailcore.page", action)
            )
        group.permissions.add(
            access,
            *(permission(model, action) for model, actions in rights.models for action in actions),
        )

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
