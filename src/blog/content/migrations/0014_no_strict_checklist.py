"""The one box for strictness is gone: 0013 keeps what it meant."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0013_required_checks"),
    ]

    operations = [
        migrations.RemoveField("sectionpage", "strict_checklist"),
    ]
