"""Who takes a post from its readers is told which pages link to it."""

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def linked(live, ada, bread):
    """Readers' oats, to which a public post links, and a draft that nobody else should hear of."""
    body = [("paragraph", f'<p>See <a linktype="page" id="{live.pk}">our oats</a>.</p>')]
    factories.make_post("Breakfast", body=body)
    factories.make_post("Not yet", body=body, live=False, owner=ada)
    return live


def screens_of(post):
    return (
        f"/desk/posts/{post.pk}/",
        reverse("wagtailadmin_pages:unpublish", args=[post.pk]),
        reverse("wagtailadmin_pages:delete", args=[post.pk]),
    )


def test_before_readers_lose_it_links_to_it_are_told(client, linked, ed):
    client.force_login(ed)

    for url in screens_of(linked):
        page = client.get(url).text
        assert "1 public page links to this post." in page
        assert "/posts/breakfast/" in page
        assert "Not yet" not in page


def test_where_nothing_links_nothing_is_said(client, live, draft, ed):
    client.force_login(ed)

    for url in (*screens_of(live), f"/desk/posts/{draft.pk}/"):
        assert "links to this post" not in client.get(url).text


def test_a_member_s_page_is_not_named(client, linked, ed):
    breakfast = factories.get_home().get_descendants().get(slug="breakfast")
    breakfast.view_restrictions.create(restriction_type="login")
    client.force_login(ed)

    assert "Breakfast" not in client.get(f"/desk/posts/{linked.pk}/").text


def test_many_links_are_counted_and_ten_are_named(
    client, linked, ed, django_assert_max_num_queries
):
    client.force_login(ed)
    client.get(f"/desk/posts/{linked.pk}/")
    body = [("paragraph", f'<p>See <a linktype="page" id="{linked.pk}">our oats</a>.</p>')]
    for number in range(11):
        factories.make_post(f"Also {number}", body=body)

    with django_assert_max_num_queries(48):
        page = client.get(f"/desk/posts/{linked.pk}/").text
    assert "12 public pages link to this post." in page
    assert page.count("/posts/also-") + page.count("/posts/breakfast/") == 10
