"""The archive: how many posts each month has, whatever has just happened to one of them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from wagtail.models import PageViewRestriction

from blog.content.models import PostPage
from blog.content.rules import cache_tags
from blog.content.selectors.archive import count_posts, get_archive
from blog.publishing.services import gate
from blog.web import memory as memory_module
from blog.web.memory import MemoryMiddleware, memory
from blog.web.purging import purge
from blog.web.shown import Shown, noting
from tests import factories
from tests.support.kept import kept

pytestmark = pytest.mark.django_db

JUNE = datetime(2024, 6, 30, 23, 59, tzinfo=UTC)
JULY = datetime(2024, 7, 1, tzinfo=UTC)
MAY = datetime(2026, 5, 5, 12, tzinfo=UTC)


@kept
def posts():
    return [factories.make_post(f"At {at:%B}", published=at) for at in (JUNE, JULY, MAY)]


def remembered():
    return MemoryMiddleware(lambda _request: get_archive())(RequestFactory().get("/"))


def numbers():
    return {
        f"{month.first_day:%Y-%m}": month.posts for year in remembered() for month in year.months
    }


def test_years_and_months_come_latest_first(posts):
    found = remembered()

    assert [(year.year, year.posts) for year in found] == [(2026, 1), (2024, 2)]
    assert [month.url for month in found[1].months] == ["/archive/2024/7/", "/archive/2024/6/"]


def publish(posts):
    factories.make_post("Another", published=JUNE)
    return {"2026-05": 1, "2024-07": 1, "2024-06": 2}


def date_anew(posts):
    gate.keep_dates(post_id=posts[0].pk, first=JULY, last=MAY)
    return {"2026-05": 1, "2024-07": 2}


def withdraw(posts):
    gate.take_back(post=posts[1], by=None)
    return {"2026-05": 1, "2024-06": 1}


def withdraw_the_only_one_of_a_year(posts):
    gate.take_back(post=posts[2], by=None)
    return {"2024-07": 1, "2024-06": 1}


def begin_a_year(posts):
    factories.make_post("Early", published=datetime(1999, 12, 31, tzinfo=UTC))
    return {"2026-05": 1, "2024-07": 1, "2024-06": 1, "1999-12": 1}


def close_its_part(posts):
    PageViewRestriction.objects.create(page=posts[0], restriction_type="login")
    return {"2026-05": 1, "2024-07": 1}


@pytest.mark.parametrize(
    "change",
    [
        publish,
        date_anew,
        withdraw,
        withdraw_the_only_one_of_a_year,
        begin_a_year,
        close_its_part,
    ],
)
def test_what_is_remembered_is_what_there_is(posts, change):
    numbers()
    wanted = change(posts)

    assert numbers() == wanted
    memory.forget()
    assert numbers() == wanted


def test_a_publication_has_its_own_month_counted_and_not_all(posts):
    numbers()
    factories.make_post("Another", published=JUNE)
    with CaptureQueriesContext(connection) as asked:
        numbers()

    counted = [query["sql"] for query in asked if 'COUNT("content_postpage"' in query["sql"]]
    assert len(counted) == 2  # and the present one, in which its row stood for a moment
    assert not any("2024-08-01" in sql or "2026-05-01" in sql for sql in counted)


def test_the_number_of_all_posts_takes_no_more_queries_for_more_years(posts):
    def asked():
        purge(cache_tags.ALL_POSTS)
        with CaptureQueriesContext(connection) as queries:
            number = MemoryMiddleware(lambda _request: count_posts())(RequestFactory().get("/"))
        return number, len(queries)

    asked()
    few = asked()
    for year in range(2005, 2024):
        factories.make_post(f"Of {year}", published=JUNE.replace(year=year))
    asked()

    assert few == (3, asked()[1])
    assert asked()[0] == 22


def test_the_number_of_all_posts_holds_those_that_no_month_has(posts):
    for title, moment in [("Undated", None), ("Late", JUNE.replace(year=9999))]:
        late = factories.make_post(title)
        PostPage.objects.filter(pk=late.pk).update(first_published_at=moment)

    assert count_posts() == 5 == PostPage.objects.visible_to(None).count()
    PostPage.objects.filter(title="At May").update(first_published_at=JUNE.replace(year=900))
    assert count_posts() == 5


def test_another_language_counts_its_own(posts):
    numbers()
    with translation.override("de"):
        assert numbers() == {}


def test_the_page_names_the_list_of_all_posts_and_not_each_month(posts):
    with noting(Shown()) as shown:
        remembered()

    assert list(shown.tags) == ["posts"]


def test_a_month_is_remembered_until_one_of_its_posts_expires(posts, monkeypatch):
    end = timezone.now() + timedelta(hours=1)
    PostPage.objects.filter(pk=posts[0].pk).update(expire_at=end)
    with noting(Shown()) as shown:
        numbers()

    assert shown.until == end.timestamp()
    monkeypatch.setattr(memory_module.time, "time", lambda: end.timestamp() + 1)
    monkeypatch.setattr(timezone, "now", lambda: end + timedelta(seconds=1))
    assert numbers() == {"2026-05": 1, "2024-07": 1}
