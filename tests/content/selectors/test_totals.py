"""However posts come, go and change, a list's number is that of its posts."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from blog.content import selectors
from blog.content.models import Byline, PostPage, PostTag
from blog.content.rules.months import any_before_this_month, begin_of_month
from blog.content.selectors import totals
from blog.content.services import freshness
from blog.web.memory import Request, _request
from tests import factories
from tests.support.kept import kept

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 15, 12, tzinfo=UTC)
LAST_MONTH, THIS_MONTH = NOW - timedelta(days=20), NOW - timedelta(days=2)


@kept
def lists():
    """A section, two tags and an author, with two posts each of this month and of the last."""
    section, ada = factories.make_section(), factories.make_author()
    tags = [factories.make_tag(name) for name in ("rye", "oven")]
    for number, at in enumerate([LAST_MONTH, LAST_MONTH, THIS_MONTH, THIS_MONTH]):
        factories.make_post(
            f"Post {number}", published=at, section=section, authors=[ada], tags=tags
        )
    return section, ada, tags


@pytest.fixture
def in_november(monkeypatch):
    """A moment at which some posts are of this month, and some are older."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def request_after_request():
    """Ask as one request after the other does; the memory of the process is used."""

    def ask(find):
        token = _request.set(Request())
        try:
            return find()
        finally:
            _request.reset(token)

    return ask


def counted(section, ada, tags):
    narrow = [("section", section.pk), ("author", ada.pk), *(("tag", tag.pk) for tag in tags)]
    return [totals.count_listed(*one) for one in narrow]


def there(section, ada, tags):
    posts = selectors.readable_posts()
    found = [posts.in_section(section), posts.by(ada), *(posts.tagged(tag) for tag in tags)]
    return [one.count() for one in found]


@pytest.mark.usefixtures("in_november")
@pytest.mark.parametrize("seed", range(3))
def test_numbers_stay_true_whatever_happens(
    seed, lists, request_after_request, django_capture_on_commit_callbacks
):
    chance = random.Random(seed)
    for turn in range(14):
        assert request_after_request(lambda: counted(*lists)) == there(*lists)
        change = chance.choice([publish, withdraw, redate, untag, tag, sign, unsign, move])
        with django_capture_on_commit_callbacks(execute=True):
            change(chance, turn, *lists)
    assert request_after_request(lambda: counted(*lists)) == there(*lists)


@pytest.mark.usefixtures("in_november")
def test_a_publication_counts_nothing_that_is_older_anew(
    lists, request_after_request, django_capture_on_commit_callbacks
):
    request_after_request(lambda: counted(*lists))
    with django_capture_on_commit_callbacks(execute=True):
        factories.make_post("Now", published=NOW, tags=lists[2][:1])

    with CaptureQueriesContext(connection) as asked:
        request_after_request(lambda: totals.count_listed("tag", lists[2][0].pk))
    (counting,) = [one["sql"] for one in asked if "content_posttag" in one["sql"]]
    assert '"first_published_at" >= ' in counting
    assert '"first_published_at" < ' not in counting


@pytest.mark.usefixtures("in_november")
def test_what_moves_into_this_month_and_loses_its_tag_is_counted_nowhere(
    lists, request_after_request, django_capture_on_commit_callbacks
):
    assert request_after_request(lambda: counted(*lists)) == there(*lists)
    post = PostPage.objects.filter(first_published_at=LAST_MONTH).first()
    post.first_published_at, post.tag_links, post.bylines = NOW, [], []
    with django_capture_on_commit_callbacks(execute=True):
        post.save()

    assert request_after_request(lambda: counted(*lists)) == there(*lists) == [4, 3, 3, 3]


def test_at_the_turn_of_a_month_a_change_names_both():
    end = begin_of_month(NOW + timedelta(days=30))
    late = end - timedelta(minutes=2)

    assert begin_of_month(late) == datetime(2026, 11, 1, tzinfo=UTC)
    assert any_before_this_month([None, late], now=late)
    assert not any_before_this_month([late], now=late - timedelta(hours=2))
    assert not any_before_this_month([None], now=late)


def some_post(chance):
    return chance.choice(list(PostPage.objects.filter(live=True).order_by("pk")))


def publish(chance, turn, section, ada, tags):
    factories.make_post(
        f"New {turn}",
        published=chance.choice([LAST_MONTH, THIS_MONTH]),
        section=chance.choice([section, None]),
        authors=chance.choice([[ada], []]),
        tags=chance.sample(tags, chance.randint(0, 2)),
    )


def withdraw(chance, *_):
    factories.withdraw(some_post(chance))


def redate(chance, *_):
    post = some_post(chance)
    before = post.first_published_at
    at = chance.choice([LAST_MONTH, THIS_MONTH])
    PostPage.objects.filter(pk=post.pk).update(first_published_at=at)
    freshness.dates_changed(post_id=post.pk, before=before)


def untag(chance, *_):
    if links := list(PostTag.objects.order_by("pk")):
        chance.choice(links).delete()


def tag(chance, _turn, _section, _ada, tags):
    PostTag.objects.get_or_create(content_object=some_post(chance), tag=chance.choice(tags))


def sign(chance, _turn, _section, ada, _tags):
    Byline.objects.get_or_create(post=some_post(chance), author=ada)


def unsign(chance, *_):
    if lines := list(Byline.objects.order_by("pk")):
        chance.choice(lines).delete()


def move(chance, _turn, section, *_):
    post = some_post(chance)
    post.section = chance.choice([section, None])
    post.save()
