from django.db import migrations, models


def leave_it_to_the_site(apps, schema_editor):
    """ "Everybody" was the default and nobody's choice; who may comment is now the site's word."""
    apps.get_model("content", "PostPage").objects.filter(comment_policy="open").update(
        comment_policy="inherit"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0006_section_policies"),
    ]

    operations = [
        migrations.AddField(
            model_name="postpage",
            name="comment_moderation",
            field=models.CharField(
                choices=[
                    ("inherit", "As the section or the site says"),
                    ("none", "Nobody’s, unless a rule catches something"),
                    ("new", "Those of people without an approved comment"),
                    ("all", "Everybody’s"),
                ],
                default="inherit",
                max_length=10,
                verbose_name="whose comments wait for a moderator",
            ),
        ),
        migrations.AddField(
            model_name="postpage",
            name="comments_close_after",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="After publication. Empty: as the section or the site says. 0: never.",
                null=True,
                verbose_name="days until comments close",
            ),
        ),
        migrations.AddField(
            model_name="sectionpage",
            name="comment_moderation",
            field=models.CharField(
                choices=[
                    ("inherit", "As the section or the site says"),
                    ("none", "Nobody’s, unless a rule catches something"),
                    ("new", "Those of people without an approved comment"),
                    ("all", "Everybody’s"),
                ],
                default="inherit",
                max_length=10,
                verbose_name="whose comments wait for a moderator",
            ),
        ),
        migrations.AddField(
            model_name="sectionpage",
            name="comment_policy",
            field=models.CharField(
                choices=[
                    ("inherit", "As the section or the site says"),
                    ("members", "People with an account"),
                    ("closed", "Nobody"),
                ],
                default="inherit",
                max_length=10,
                verbose_name="who may comment",
            ),
        ),
        migrations.AddField(
            model_name="sectionpage",
            name="comments_close_after",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="After publication. Empty: as the section or the site says. 0: never.",
                null=True,
                verbose_name="days until comments close",
            ),
        ),
        migrations.AlterField(
            model_name="postpage",
            name="comment_policy",
            field=models.CharField(
                choices=[
                    ("inherit", "As the section or the site says"),
                    ("members", "People with an account"),
                    ("closed", "Nobody"),
                ],
                default="inherit",
                max_length=10,
                verbose_name="who may comment",
            ),
        ),
        migrations.RunPython(leave_it_to_the_site, migrations.RunPython.noop),
    ]
