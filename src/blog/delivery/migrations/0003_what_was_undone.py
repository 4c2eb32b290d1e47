"""A state of its own for what an undo took back, so that nobody sends it after all."""

from typing import Any

from django.db import migrations, models


def name_what_was_undone(apps: Any, schema_editor: Any) -> None:
    """What was cancelled in a group was undone, but for the odd one that somebody stopped by hand."""
    messages = apps.get_model("delivery", "OutboxMessage").objects
    messages.filter(state="cancelled").exclude(group="").update(state="undone")


def call_it_cancelled(apps: Any, schema_editor: Any) -> None:
    """Go back to one word for both."""
    messages = apps.get_model("delivery", "OutboxMessage").objects
    messages.filter(state="undone").update(state="cancelled")


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0002_webhooks"),
    ]

    operations = [
        migrations.AlterField(
            model_name="outboxmessage",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "waiting"),
                    ("sending", "being sent"),
                    ("sent", "sent"),
                    ("cancelled", "cancelled"),
                    ("undone", "undone"),
                    ("dead", "given up"),
                ],
                default="waiting",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.RunPython(name_what_was_undone, call_it_cancelled),
    ]
