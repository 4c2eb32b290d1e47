"""Lists of posts and a post's own page are found by an index, on both databases."""

from itertools import product

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Q
from wagtail.models import Page

from blog.content import selectors
from blog.content.indexes import BELOW, CHANGED, NEWEST, UNFINISHED, unfinished_pages
from blog.content.models import Author, PostPage, SectionPage, Series, Tag
from blog.content.selectors import changed, places, totals
from blog.publishing.selectors import states
from blog.publishing.selectors.board import ORDERS
from tests import factories

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


def assert_in_order(plan, of=NEWEST):
    assert of in plan
    assert "B-TREE FOR ORDER BY" not in plan  # SQLite
    assert "Sort" not in plan  # PostgreSQL


def test_a_post_is_found_by_its_slug_not_by_reading_all_pages(rye):
    posts = PostPage.objects.filter(slug=rye.slug, url_path=rye.url_path).order_by()

    assert "wagtailcore_page_slug" in plan_of(posts)
    assert PostPage.objects.published_at(rye.url_path, slug=rye.slug).get() == rye


def test_the_older_posts_of_a_tag_are_found_by_the_tag(rye):
    tag = factories.make_tag("Bread")
    posts = totals.NARROWED["tag"](PostPage.objects.visible_to(None), tag.pk, many=False)
    older = totals.older_totals(posts.in_language("en"), rye.first_published_at)

    if connection.vendor == "sqlite":  # PostgreSQL knows how many there are
        assert NEWEST not in older.explain()
        assert "content_posttag_tag_id" in older.explain()
    assert list(older) == [(0, None)]


@pytest.mark.parametrize(
    ("subjects", "of_post"),
    [
        (SectionPage, "section"),
        (Series, "series"),
        (Tag, "tag_links__tag"),
        (Author, "bylines__author"),
    ],
)
def test_whether_something_has_posts_is_asked_of_its_own(rye, subjects, of_post):
    with_posts = places._with_posts(subjects.objects.order_by(), of_post)

    if connection.vendor == "sqlite":  # which would go through all posts for one without any
        assert NEWEST not in with_posts.explain()
    assert list(with_posts) == []


def test_a_series_is_found_by_its_posts(rye):
    parts = selectors.readable_posts(few=True).in_series(factories.make_series())

    if connection.vendor == "sqlite":
        assert NEWEST not in parts.explain()
        assert "content_postpage_series_id" in parts.explain()


def test_a_part_of_the_sitemap_is_found_by_its_keys(rye):
    posts = PostPage.objects.visible_to(None).filter(pk__gt=0, pk__lte=rye.pk)
    plan = changed.totals_of(posts).explain()

    if connection.vendor == "sqlite":
        assert NEWEST not in plan
        assert "INTEGER PRIMARY KEY (rowid>? AND rowid<?)" in plan
    assert [row[2] for row in changed.totals_of(posts)] == [1]


@pytest.mark.parametrize(
    ("kind", "index"),
    [
        ("tag", "content_posttag_tag_id"),
        ("author", "content_byline_author_id"),
        ("series", "content_postpage_series_id"),
    ],
)
def test_when_a_list_changed_is_asked_of_its_own_posts(rye, kind, index):
    older = changed.older_changes([(kind, 1)], rye.first_published_at)

    if connection.vendor == "sqlite":
        assert NEWEST not in older.explain()
        assert index in older.explain()
    assert list(older) == []


def test_what_changed_this_month_is_found_by_when_it_came_out(rye):
    since = PostPage.objects.visible_to(None).filter(first_published_at__gte=rye.first_published_at)
    for kind in changed.LISTS:
        plan = changed._by_list(kind, since.order_by(), Q()).explain()

        if connection.vendor == "sqlite":
            assert "wagtailcore_page_first_published_at" in plan


def test_what_stands_below_a_page_is_found_by_an_index(rye):
    below = Page.objects.descendant_of(rye.get_parent()).order_by()

    assert (BELOW if connection.vendor == "sqlite" else "path_") in plan_of(below)
    assert rye.page_ptr in below


def test_the_indexes_come_back_when_a_table_was_built_anew():
    with connection.cursor() as cursor:
        for name in (NEWEST, CHANGED, UNFINISHED):
            cursor.execute(f"DROP INDEX {name}")
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "wagtailcore_page")

    assert found[NEWEST]["columns"] == ["locale_id", "first_published_at", "id"]
    assert found[CHANGED]["columns"] == ["latest_revision_created_at", "id"]
    assert found[UNFINISHED]["columns"] == ["live", "has_unpublished_changes"]


class TestDesk:
    """What the desk lists comes from an index too, however many posts rest with their readers."""

    @pytest.mark.parametrize("sort", ["changed", "oldest"])
    def test_what_was_changed_last_comes_in_the_order_of_an_index(self, rye, sort):
        posts = PostPage.objects.filter(trashed=None).order_by(*ORDERS[sort]).values("pk")[:30]

        assert_in_order(plan_of(posts), of=CHANGED)

    def test_what_is_unfinished_is_found_without_looking_at_what_is_not(self, rye):
        assert UNFINISHED in plan_of(unfinished_pages().values("pk"))
        assert UNFINISHED in plan_of(states.on_their_way())

    def test_what_is_live_is_not_looked_for_there(self, rye):
        assert UNFINISHED not in plan_of(PostPage.objects.filter(live=True))

    def test_unfinished_is_what_is_not_live_or_has_newer_text(self, rye):
        for live, newer in product((True, False), repeat=2):
            PostPage.objects.filter(pk=rye.pk).update(live=live, has_unpublished_changes=newer)

            is_unfinished = unfinished_pages().filter(pk=rye.pk).exists()

            assert is_unfinished == (newer or not live)
