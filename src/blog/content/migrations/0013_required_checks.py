"""Each section says which recommended checks it requires: a strict one said all of them.

What a section has as a draft says so, too: an editor opens that, not the row.
"""

from django.db import migrations, models

# What was recommended when strictness was one box.
ALL = [
    "title length",
    "summary",
    "text",
    "alt is caption",
    "link text",
    "language of part",
]


def keep_what_strict_meant(apps, schema_editor):
    apps.get_model("content", "SectionPage").objects.filter(strict_checklist=True).update(
        required_checks=ALL
    )
    for version in _versions(apps):
        strict = version.content.pop("strict_checklist", False)
        version.content["required_checks"] = ALL if strict else []
        version.save(update_fields=["content"])


def be_strict_again(apps, schema_editor):
    sections = apps.get_model("content", "SectionPage").objects
    for section in sections.all():
        is_strict = set(ALL) <= set(section.required_checks)
        sections.filter(pk=section.pk).update(strict_checklist=is_strict)
    for version in _versions(apps):
        named = version.content.pop("required_checks", None) or []
        version.content["strict_checklist"] = set(ALL) <= set(named)
        version.save(update_fields=["content"])


def _versions(apps):
    kinds = apps.get_model("contenttypes", "ContentType").objects
    kind = kinds.filter(app_label="content", model="sectionpage").first()
    versions = apps.get_model("wagtailcore", "Revision").objects
    return versions.filter(content_type=kind).iterator() if kind else []


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0012_pictures_that_move"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.AddField(
            "sectionpage",
            "required_checks",
            models.JSONField(blank=True, default=list, verbose_name="required in this section"),
        ),
        migrations.RunPython(keep_what_strict_meant, be_strict_again),
    ]
