"""A section that strangers may not see is not named by its posts, wherever they are shown."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from blog.content.models import SectionPage
from blog.content.selectors import section_link
from blog.content.services import social_images
from blog.web.shown import Shown, noting
from tests import factories

pytestmark = pytest.mark.django_db

PLACES = ["/posts/rye/", "/", "/posts/", "/search/?q=rye", "/feeds/atom.xml"]
PLACES += ["/feeds/rss.xml", "/feeds/feed.json"]


@pytest.fixture
def post():
    return factories.make_post("Rye", section=factories.make_section("Sealed"))


def close(section):
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)


def unpublish(section):
    SectionPage.objects.filter(pk=section.pk).update(live=False)


def end(section):
    SectionPage.objects.filter(pk=section.pk).update(expire_at=timezone.now())


def shown(client, path):
    answer = client.get(path)
    assert "Rye" in answer.text, path
    return answer.text


def test_an_open_section_is_named(client, post):
    assert [path for path in PLACES if "Sealed" not in shown(client, path)] == []
    assert social_images._card_of(post.pk).section == "Sealed"


@pytest.mark.parametrize("hide", [close, unpublish, end])
def test_a_hidden_one_is_not(client, post, hide):
    hide(post.section)

    assert [path for path in PLACES if "Sealed" in shown(client, path)] == []
    assert social_images._card_of(post.pk).section == ""


def test_what_names_a_section_is_kept_until_that_ends(post):
    moment = timezone.now() + timedelta(hours=1)
    SectionPage.objects.update(expire_at=moment)

    with noting(Shown()) as noted:
        assert section_link(post.section_id).name == "Sealed"

    assert f"page:{post.section_id}" in noted.tags
    assert noted.until == moment.timestamp()
