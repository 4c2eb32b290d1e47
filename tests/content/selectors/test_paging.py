"""Pages of a list: whatever way leads to the fifth of them, it holds what follows the fourth."""

from datetime import timedelta
from functools import cache

import pytest
from django.utils import timezone

from blog.content import selectors
from blog.content.models import PostPage, Tag
from blog.content.selectors import paging
from blog.web import memory
from blog.web.shown import Shown, noting
from tests import factories
from tests.support.kept import kept

pytestmark = pytest.mark.django_db


@kept
def seven_posts():
    section, ada = factories.make_section(), factories.make_author()
    return [
        factories.make_post(
            f"Post {number}",
            published=factories.NOON - timedelta(hours=number // 3),
            section=section,
            authors=[ada],
            tags=["Bread"] if not number else [Tag.objects.get(name="Bread")],
        )
        for number in range(7)
    ]


@pytest.fixture
def seven(seven_posts, monkeypatch):
    """Seven posts of one tag, author and section, some of the same moment; one on a page."""
    monkeypatch.setattr(paging, "PAGE_SIZE", 1)
    monkeypatch.setattr(paging, "_first_page", cache(paging._first_page.__wrapped__))
    monkeypatch.setattr(paging, "EVERY", 2)
    monkeypatch.setattr(paging, "NEAR", 3)
    return seven_posts


def ways(post):
    """Every list that holds them all, as its page asks for it."""
    tag, author, section = post.tags.get(), post.bylines.get().author, post.section
    return {
        "all": lambda _many: selectors.readable_posts().newest_first(),
        "tag": lambda many: selectors.readable_posts().tagged(tag, many=many).newest_first(),
        "author": lambda many: selectors.readable_posts().by(author, many=many).newest_first(),
        "section": lambda many: (
            selectors.readable_posts().in_section(section, many=many).newest_first()
        ),
    }


@pytest.mark.parametrize("many", [0, 500])
def test_the_pages_put_together_are_the_list(seven, monkeypatch, many):
    monkeypatch.setattr(paging, "MANY", many)
    newest = list(PostPage.objects.newest_first().values_list("pk", flat=True))
    for name, find in ways(seven[0]).items():
        list_ = {"base_url": "/", "named": ("posts", name)}
        pages = [selectors.page_of(find, number=number, **list_) for number in range(1, 8)]

        assert [card.pk for page in pages for card in page.cards] == newest, name
        assert {(page.pages, page.total) for page in pages} == {(7, 7)}
        assert [page.next_url for page in pages][-2:] == ["/?page=7", None]
        with pytest.raises(selectors.NoSuchPage):
            selectors.page_of(find, number=8, **list_)


def test_a_list_in_an_order_of_its_own_is_cut_by_counting(seven):
    page = selectors.page_of(
        lambda _many: selectors.readable_posts().oldest_first(),
        number=5,
        base_url="/",
        named=("posts", "oldest"),
        is_newest_first=False,
    )

    oldest = list(PostPage.objects.oldest_first().values_list("pk", flat=True))
    assert [card.pk for card in page.cards] == oldest[4:5]


def test_a_later_page_costs_what_the_first_does_until_the_list_changes(
    client, seven, django_assert_num_queries
):
    client.get("/posts/")
    client.get("/posts/?page=5")
    with django_assert_num_queries(3):
        assert "Post 2" in client.get("/posts/").text
    with django_assert_num_queries(3):
        fifth = client.get("/posts/?page=5").text
    assert "page 5 of 7" in fifth

    factories.make_post("Another one")
    assert "page 5 of 8" in client.get("/posts/?page=5").text


@pytest.mark.parametrize("number", [1, 5])
def test_a_total_and_where_pages_begin_are_good_until_a_post_of_the_list_ends(seven, number):
    ends = timezone.now() + timedelta(hours=1)
    PostPage.objects.filter(pk=seven[-1].pk).update(expire_at=ends)
    find = ways(seven[0])["all"]

    with noting(Shown()) as noted:
        selectors.page_of(find, number=number, base_url="/", named=("posts", "all"))
    assert noted.until == ends.timestamp()


@pytest.mark.parametrize("path", ["/posts/", "/posts/?page=5"])
def test_a_remembered_list_does_not_count_what_has_ended(client, seven, monkeypatch, path):
    ends = timezone.now() + timedelta(hours=1)
    PostPage.objects.filter(pk=seven[-1].pk).update(expire_at=ends)
    assert "of 7" in client.get(path).text

    later = ends + timedelta(seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    monkeypatch.setattr(memory.time, "time", later.timestamp)
    assert "of 6" in client.get(path).text
    assert client.get("/posts/?page=7").status_code == 404


@pytest.mark.parametrize("near", [3, 20])
def test_a_page_whose_posts_expired_since_they_were_counted_is_not_there(seven, monkeypatch, near):
    monkeypatch.setattr(paging, "NEAR", near)
    monkeypatch.setattr(paging, "_total_of", lambda *_: 9)
    find = ways(seven[0])["all"]

    with pytest.raises(selectors.NoSuchPage):
        selectors.page_of(find, number=9, base_url="/", named=("posts", "all"))
