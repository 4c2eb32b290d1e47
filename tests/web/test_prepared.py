"""Queries that are built once: asked anew each time, by every thread, with its own values."""

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale

from blog.content.models import Byline, PostPage
from blog.web.prepared import Later, Prepared, PreparedMany, PreparedValues
from tests import factories

pytestmark = pytest.mark.django_db

_titled = Prepared(
    lambda: (
        PostPage.objects.filter(
            title=Later.text("title"), first_published_at__lt=Later.moment("before")
        )
        .select_related("section")
        .annotate(lines=Count("bylines"))
    )
)
_titles = Prepared(lambda: PostPage.objects.order_by("pk").values_list("title", flat=True))
_numbered = Prepared(lambda: PostPage.objects.filter(pk=Later.number("pk")).values_list("pk"))


def test_it_finds_what_its_queryset_finds_whole_rows_too(rye, noon):
    section = factories.make_section(title="Bread")
    PostPage.objects.filter(pk=rye.pk).update(section=section)
    Byline.objects.create(post=rye, author=factories.make_author("Ada"))

    (found,) = _titled(title=rye.title, before=noon + timedelta(days=1))

    assert (found, found.section.title, found.lines) == (rye, "Bread", 1)
    assert found.first_published_at == rye.first_published_at  # a moment, in its zone
    assert _titled(title=rye.title, before=noon - timedelta(days=1)) == []
    assert _titled(title="another", before=noon + timedelta(days=1)) == []


def test_it_is_asked_each_time_in_one_query(rye):
    assert _titles() == [rye.title]

    PostPage.objects.filter(pk=rye.pk).update(title="Rye, quickly")

    with CaptureQueriesContext(connection) as queries:
        assert _titles() == ["Rye, quickly"]
    assert len(queries) == 1


def test_nobody_changes_it_by_what_they_found(rye):
    _titles().append("not a title")

    assert _titles() == [rye.title]


def test_its_sql_is_made_once(rye):
    built = []
    asked = Prepared(lambda: built.append(1) or PostPage.objects.filter(pk=Later.number("pk")))

    assert [asked.first(pk=rye.pk), asked.first(pk=0)] == [rye, None]
    assert built == [1, 1]  # twice, to see that it is always the same


def test_a_value_stands_among_the_parameters_and_never_in_the_text(rye):
    title = "' OR 1=1 --"
    before = datetime(2030, 1, 1, tzinfo=UTC)

    assert _titled(title=title, before=before) == []
    PostPage.objects.filter(pk=rye.pk).update(title=title)
    assert _titled(title=title, before=before) == [rye]


def test_a_value_that_is_missing_is_an_error(rye):
    with pytest.raises(KeyError):
        _numbered()


def test_a_query_with_the_moment_of_its_first_request_in_it_is_refused(rye):
    with pytest.raises(RuntimeError, match="given later"):
        Prepared(lambda: PostPage.objects.visible_to(None))()

    asked = Prepared(lambda: PostPage.objects.visible_to(None, at=Later.moment("now")))
    assert asked(now=timezone.now()) == [rye]


def test_a_list_of_keys_is_built_once_for_each_number_of_them(rye, django_assert_num_queries):
    built = []
    asked = PreparedMany(
        lambda keys: built.append(len(keys)) or PostPage.objects.filter(id__in=keys)
    )

    assert asked([rye.pk, 0]) == asked([0, rye.pk]) == asked([rye.pk]) == [rye]
    assert built == [2, 2, 1, 1]
    with django_assert_num_queries(0):
        assert asked([]) == []


def test_what_is_prefetched_comes_with_it(rye, django_assert_num_queries):
    Byline.objects.create(post=rye, author=factories.make_author("Ada"))
    asked = Prepared(lambda: PostPage.objects.prefetch_related("bylines__author"))

    with django_assert_num_queries(3):
        (found,) = asked()
        assert [line.author.name for line in found.bylines.all()] == ["Ada"]


def test_every_thread_asks_on_its_own_connection(db):
    known = Prepared(
        lambda: Locale.objects.filter(language_code=Later.text("code")).values_list("language_code")
    )
    assert known(code="en") == [("en",)]
    found = {}

    def ask(code):
        try:
            found[code] = [known(code=code) for _ in range(20)]
        finally:
            connection.close()

    threads = [Thread(target=ask, args=[code]) for code in ("en", "none")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == {"en": [[("en",)]] * 20, "none": [[]] * 20}


_minutes = PreparedValues(
    lambda: (
        PostPage.objects.filter(title__contains=Later.text("part"))
        .order_by("-title")
        .values_list("title", "reading_minutes", "pk", "section")
    )
)


def test_hundreds_of_values_come_as_the_queryset_gives_them(rye):
    quoted = factories.make_post('Spelt: "half" of it, and ümlauts\n')
    factories.make_post("Another")

    with CaptureQueriesContext(connection) as queries:
        found = _minutes(part="e")

    posts = sorted([rye, quoted], key=lambda post: post.title, reverse=True)
    expected = [(post.title, post.reading_minutes, post.pk, None) for post in posts]
    assert [row for row in found if row[2] in (rye.pk, quoted.pk)] == expected
    assert _minutes(part="no title has this") == []
    assert len(queries) == 1


def test_a_moment_is_no_plain_value_to_sqlite(rye):
    moments = PreparedValues(lambda: PostPage.objects.values_list("pk", "first_published_at"))

    if connection.vendor == "sqlite":
        with pytest.raises(RuntimeError, match="no such values"):
            moments()
    else:
        assert moments() == [(rye.pk, rye.first_published_at)]
