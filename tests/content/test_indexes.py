"""Lists of posts and a post's own page are found by an index, on both databases."""

import pytest
from django.core.management import call_command
from django.db import connection
from wagtail.models import Page

from blog.content.indexes import BELOW, NEWEST
from blog.content.models import PostPage

pytestmark = pytest.mark.django_db


def plan_of(posts):
    if connection.vendor == "postgresql":  # which reads a small table whole, if it may
        with connection.cursor() as cursor:
            for other in ("seqscan", "sort", "incremental_sort", "bitmapscan"):
                cursor.execute(f"SET LOCAL enable_{other} = off")
    return posts.explain()


def test_the_newest_posts_come_in_the_order_of_an_index(rye):
    posts = PostPage.objects.visible_to(None).in_language("en").newest_first()[:12]

    assert_in_order(plan_of(posts))


def test_a_later_page_of_a_list_begins_in_the_index_too(rye):
    posts = PostPage.objects.visible_to(None).in_language("en").newest_first()

    assert_in_order(plan_of(posts.after(rye.first_published_at, rye.pk)[:12]))


def assert_in_order(plan):
    assert NEWEST in plan
    assert "B-TREE FOR ORDER BY" not in plan  # SQLite
    assert "Sort" not in plan  # PostgreSQL


def test_a_post_is_found_by_its_slug_not_by_reading_all_pages(rye):
    posts = PostPage.objects.filter(slug=rye.slug, url_path=rye.url_path).order_by()

    assert "wagtailcore_page_slug" in plan_of(posts)
    assert PostPage.objects.published_at(rye.url_path, slug=rye.slug).get() == rye


def test_what_stands_below_a_page_is_found_by_an_index(rye):
    below = Page.objects.descendant_of(rye.get_parent()).order_by()

    assert (BELOW if connection.vendor == "sqlite" else "path_") in plan_of(below)
    assert rye.page_ptr in below


def test_the_index_comes_back_when_a_table_was_built_anew():
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {NEWEST}")
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "wagtailcore_page")

    assert found[NEWEST]["columns"] == ["locale_id", "first_published_at", "id"]
