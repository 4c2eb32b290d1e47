"""Who could read a post when it was released.

Of what was released before, this is known only where the post never was restricted: no page above
it is or was, as far as Wagtail's log tells, and none of them came from elsewhere.
"""

from django.db import migrations, models
from django.db.models import Q

STEP = 4  # characters of a page's path


def decide(apps, schema_editor):
    Release = apps.get_model("publishing", "Release")
    Page = apps.get_model("wagtailcore", "Page")
    restrictions = apps.get_model("wagtailcore", "PageViewRestriction").objects.values("page_id")
    log = apps.get_model("wagtailcore", "PageLogEntry").objects.values("page_id")
    noted = log.filter(Q(action__startswith="wagtail.view_restriction") | Q(action="wagtail.move"))
    doubtful = Page.objects.filter(Q(pk__in=restrictions) | Q(pk__in=noted))
    paths = set(doubtful.values_list("path", flat=True))
    posts = Page.objects.filter(pk__in=Release.objects.values("post_id"))
    for pk, path, of in posts.values_list("pk", "path", "alias_of__path").iterator():
        if not _lies_under(path, paths) and not _lies_under(of or "", paths):
            Release.objects.filter(post_id=pk).update(was_open=True)


def _lies_under(path, others):
    return any(path[:end] in others for end in range(STEP, len(path) + 1, STEP))


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0005_missing_addresses"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.AddField("release", "was_open", models.BooleanField(null=True)),
        migrations.RunPython(decide, migrations.RunPython.noop),
    ]
