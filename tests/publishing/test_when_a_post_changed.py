"""When a post changed, as machines are told: with a correction, not with a minor update."""

import json
import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta

import pytest
from django.utils.dateparse import parse_datetime
from wagtail.models import Revision

from blog.content.models import PostPage
from blog.publishing.services import release
from tests.publishing.desk import Desk

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
PUBLISHED = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
LATER = PUBLISHED + timedelta(days=2)


def in_json_ld(client, post):
    html = client.get(post.get_url()).text
    graph = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])
    (moment,) = (node["dateModified"] for node in graph["@graph"] if "dateModified" in node)
    return moment


def in_open_graph(client, post):
    html = client.get(post.get_url()).text
    return re.search(r'property="article:modified_time" content="([^"]+)"', html)[1]


def in_atom(client, post):
    feed = ET.fromstring(client.get("/feeds/atom.xml").content)  # noqa: S314 - our own feed
    return feed.find(f"{ATOM}entry").findtext(f"{ATOM}updated")


def in_json_feed(client, post):
    return client.get("/feeds/feed.json").json()["items"][0]["date_modified"]


def in_the_sitemap(client, post):
    answer = client.get("/sitemaps/posts-1.xml")
    assert answer.status_code == 200
    (url,) = ET.fromstring(answer.content)  # noqa: S314 - our own sitemap
    return url.findtext(f"{SITEMAP}lastmod")


EVERYWHERE = pytest.mark.parametrize(
    "told", [in_json_ld, in_open_graph, in_atom, in_json_feed, in_the_sitemap]
)


@pytest.fixture
def oats(draft, ed):
    """A post that came out on the third of November."""
    revision_id = Desk.newest(draft)
    release.publish(post_id=draft.pk, revision_id=revision_id, by=ed, at=PUBLISHED)
    return PostPage.objects.get(pk=draft.pk)


def changed(told, client, post):
    return parse_datetime(told(client, post)).replace(microsecond=0)


@EVERYWHERE
def test_at_first_it_is_when_it_came_out(told, client, oats):
    assert changed(told, client, oats) == PUBLISHED


@EVERYWHERE
def test_a_minor_update_changes_nothing(told, client, oats, ada, ed):
    text = Desk.edit(oats, ada, summary="Eight hours.")
    release.publish(post_id=oats.pk, revision_id=text.pk, by=ed, at=LATER)

    assert PostPage.objects.get(pk=oats.pk).summary == "Eight hours."
    assert changed(told, client, oats) == PUBLISHED


@EVERYWHERE
def test_a_correction_is_a_change(told, client, oats, ada, ed):
    text = Desk.edit(oats, ada, summary="Eight hours.")
    release.correct(post_id=oats.pk, revision_id=text.pk, by=ed, note="Not nine.", at=LATER)

    assert changed(told, client, oats) == LATER


def test_so_is_an_earlier_text_that_comes_back_and_a_post_that_does(client, oats, ada, ed):
    first = oats.live_revision_id
    text = Desk.edit(oats, ada, summary="Eight hours.")
    release.publish(post_id=oats.pk, revision_id=text.pk, by=ed, at=LATER)
    release.roll_back(post_id=oats.pk, revision_id=first, by=ed, at=LATER + timedelta(hours=1))

    assert changed(in_json_ld, client, oats) == LATER + timedelta(hours=1)


def test_whoever_keeps_a_feed_gets_a_minor_update_all_the_same(client, oats, ada, ed):
    written = Revision.objects.filter(pk=oats.live_revision_id)
    written.update(created_at=PUBLISHED - timedelta(hours=1))
    before = client.get("/feeds/atom.xml")
    text = Desk.edit(oats, ada, summary="Eight hours.")
    release.publish(post_id=oats.pk, revision_id=text.pk, by=ed, at=LATER)

    for kept in (
        {"if-none-match": before["ETag"]},
        {"if-modified-since": before["Last-Modified"]},
    ):
        answer = client.get("/feeds/atom.xml", headers=kept)
        assert answer.status_code == 200
        assert "Eight hours." in answer.text


def test_the_desk_says_when_readers_got_their_text(client, oats, ada, ed):
    text = Desk.edit(oats, ada, summary="Eight hours.")
    release.publish(post_id=oats.pk, revision_id=text.pk, by=ed, at=LATER)
    client.force_login(ed)

    assert "5 November 2026, 09:00" in client.get(f"/desk/posts/{oats.pk}/").text
