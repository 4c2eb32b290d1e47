"""Put a front page and a place for posts where Wagtail puts its welcome page."""

from django.db import migrations

NEWEST_WELCOME = {"depth": 2, "slug": "home", "content_type__model": "page"}


def make_first_pages(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    Locale = apps.get_model("wagtailcore", "Locale")
    HomePage = apps.get_model("content", "HomePage")
    PostIndexPage = apps.get_model("content", "PostIndexPage")

    if Page.objects.filter(depth__gt=1).exclude(**NEWEST_WELCOME).exists():
        return  # the tree is in use
    Site.objects.all().delete()
    Page.objects.filter(**NEWEST_WELCOME).delete()
    root = Page.objects.get(depth=1)
    locale = Locale.objects.get(pk=root.locale_id)

    def content_type(model):
        return ContentType.objects.get_or_create(app_label="content", model=model)[0]

    home = HomePage.objects.create(
        title="Home",
        draft_title="Home",
        slug="home",
        path=f"{root.path}0001",
        depth=2,
        numchild=1,
        url_path="/home/",
        locale=locale,
        content_type=content_type("homepage"),
    )
    PostIndexPage.objects.create(
        title="Posts",
        draft_title="Posts",
        slug="posts",
        path=f"{home.path}0001",
        depth=3,
        numchild=0,
        url_path="/home/posts/",
        locale=locale,
        content_type=content_type("postindexpage"),
        show_in_menus=True,
    )
    Page.objects.filter(pk=root.pk).update(numchild=1)
    Site.objects.create(
        hostname="localhost", root_page_id=home.pk, is_default_site=True, site_name="Galley"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(make_first_pages, migrations.RunPython.noop)]
