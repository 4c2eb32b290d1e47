"""What other people's programs get: whole, valid, absolute, and nothing that is not for them."""

import json
import re
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
from defusedxml import ElementTree
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from blog.content.models import PostPage, Publication
from blog.content.selectors import totals
from tests import factories
from tests.support.kept import kept

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
MEDIA = "{http://search.yahoo.com/mrss/}content"
FILES = ["rss.xml", "atom.xml", "feed.json"]
EVERY_FORMAT = pytest.mark.parametrize("file", FILES)
LINK = re.compile(r'(?:href|src)="([^"]*)"')


def read(client, path, **headers):
    response = client.get(path, headers=headers)
    assert response.status_code == 200, path
    return response


def rss(client, path="/feeds/rss.xml"):
    return ElementTree.fromstring(read(client, path).content)


def atom(client, path="/feeds/atom.xml"):
    return ElementTree.fromstring(read(client, path).content)


def json_feed(client, path="/feeds/feed.json"):
    return json.loads(read(client, path).content)


def titles(client, path):
    return [item["title"] for item in json_feed(client, path)["items"]]


@kept
def loaf():
    """A post with everything a feed tells."""
    picture = factories.make_image("A loaf", description="A dark loaf on a board", credit="Ada")
    return factories.make_post(
        "Rye & patience",
        published=factories.NOON,
        summary="Three days, <one> loaf.",
        subtitle="A slow bread",
        hero_image=picture,
        hero_alt="A dark loaf",
        section=factories.make_section("Bread"),
        series=factories.make_series("Sourdough"),
        authors=[factories.make_author("Ada Baker"), factories.make_author("Rosa Mill")],
        tags=["rye", "#evergreen"],
        body=[("paragraph", '<p>Mix. <a href="/about/">About us</a>.</p>')],
    )


def test_rss_tells_everything(client, loaf):
    (item,) = rss(client).iter("item")

    assert item.findtext("title") == "Rye & patience"
    assert item.findtext("link") == "http://testserver/posts/rye-patience/"
    assert item.findtext("description") == "Three days, &lt;one&gt; loaf."
    assert parsedate_to_datetime(item.findtext("pubDate")) == loaf.first_published_at
    assert item.find("guid").get("isPermaLink") == "false"
    assert [name.text for name in item.findall(CREATOR)] == ["Ada Baker", "Rosa Mill"]
    assert [category.text for category in item.findall("category")] == ["Bread", "rye"]
    picture = item.find(MEDIA)
    assert picture.get("url").startswith("http://testserver/media/")
    assert (picture.get("type"), picture.get("medium")) == ("image/jpeg", "image")
    assert "<p>Mix." in item.findtext(CONTENT)
    assert "<em>A slow bread</em>" in item.findtext(CONTENT)
    assert 'alt="A dark loaf"' in item.findtext(CONTENT)


def test_atom_tells_everything(client, loaf):
    feed = atom(client)
    (entry,) = feed.iter(f"{ATOM}entry")

    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert entry.findtext(f"{ATOM}title") == "Rye & patience"
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}published")) == loaf.first_published_at
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated")).tzinfo is not None
    assert [name.text for name in entry.iter(f"{ATOM}name")] == ["Ada Baker", "Rosa Mill"]
    assert [category.get("term") for category in entry.iter(f"{ATOM}category")] == ["Bread", "rye"]
    assert entry.find(f"{ATOM}content").get("type") == "html"
    relations = {link.get("rel") for link in entry.iter(f"{ATOM}link")}
    assert relations == {"alternate", "enclosure"}


def test_json_feed_tells_everything(client, loaf):
    feed = json_feed(client)
    (item,) = feed["items"]

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "http://testserver/feeds/feed.json"
    assert feed["home_page_url"] == "http://testserver/"
    assert item["url"] == "http://testserver/posts/rye-patience/"
    assert item["summary"] == "Three days, <one> loaf."
    assert [author["name"] for author in item["authors"]] == ["Ada Baker", "Rosa Mill"]
    assert item["tags"] == ["Bread", "rye"]
    assert datetime.fromisoformat(item["date_published"]) == loaf.first_published_at
    assert item["image"].startswith("http://testserver/media/")


def test_each_format_has_its_type(client, rye):
    types = [read(client, f"/feeds/{file}")["Content-Type"] for file in FILES]

    assert types == [
        "application/rss+xml; charset=utf-8",
        "application/atom+xml; charset=utf-8",
        "application/feed+json; charset=utf-8",
    ]


@EVERY_FORMAT
def test_every_address_is_whole(client, loaf, file):
    body = json_feed(client)["items"][0]["content_html"]
    addresses = LINK.findall(body) + LINK.findall(read(client, f"/feeds/{file}").content.decode())

    assert len(addresses) > 1
    assert [address for address in addresses if not address.startswith("http://testserver/")] == []


@EVERY_FORMAT
def test_a_forged_host_is_in_no_feed(client, loaf, file):
    response = client.get(f"/feeds/{file}", headers={"host": "example.com"})

    assert b"example.com" not in response.content


def test_the_id_names_the_text_and_not_its_place(client, loaf, settings):
    before = [json_feed(client)["items"][0]["id"], atom(client).findtext(f"{ATOM}entry/{ATOM}id")]
    loaf.slug, loaf.title = "rye-moved", "Rye, moved"
    factories.publish(loaf)
    settings.WAGTAILADMIN_BASE_URL = "https://elsewhere.example"

    (item,) = json_feed(client)["items"]

    assert item["url"] == "https://elsewhere.example/posts/rye-moved/"
    assert before == [item["id"], item["id"]]
    assert item["id"].startswith("urn:uuid:")


def test_a_change_is_told_as_a_change(client, rye):
    rye.summary = "Four days."
    factories.publish(rye)

    (item,) = json_feed(client)["items"]

    assert item["date_published"].startswith("2026-11-20")
    assert datetime.fromisoformat(item["date_modified"]) > rye.first_published_at + timedelta(
        days=1
    )


@EVERY_FORMAT
def test_what_is_not_public_is_in_no_feed(client, rye, file):
    factories.make_post("Still a draft", live=False)
    gone = factories.make_post("Expired yesterday")
    PostPage.objects.filter(pk=gone.pk).update(expire_at=timezone.now() - timedelta(days=1))
    private = factories.make_post("For members")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    changed = factories.make_post("Public words")
    changed.title = "Unpublished words"
    changed.save_revision()

    text = read(client, f"/feeds/{file}").content.decode()

    assert "Rye, slowly" in text
    assert "Public words" in text
    for secret in ("Still a draft", "Expired yesterday", "For members", "Unpublished words"):
        assert secret not in text


@pytest.mark.parametrize(
    "path",
    [
        "/feeds/section/bread/",
        "/feeds/tag/rye/",
        "/feeds/author/ada-baker/",
        "/feeds/series/sourdough/",
    ],
)
@EVERY_FORMAT
@pytest.mark.parametrize("many", [0, 500])
def test_each_list_has_its_feed(client, loaf, path, file, many, monkeypatch):
    monkeypatch.setattr(totals, "MANY", many)
    factories.make_post("Something else")

    text = read(client, path + file).content.decode()

    assert "Rye &amp; patience" in text or "Rye & patience" in text
    assert "Something else" not in text
    assert f"http://testserver{path}{file}" in text


@pytest.mark.parametrize(
    "path",
    [
        "/feeds/tag/internal-evergreen/rss.xml",
        "/feeds/tag/nothing/rss.xml",
        "/feeds/section/nothing/atom.xml",
        "/feeds/author/nobody/feed.json",
        "/feeds/series/nothing/rss.xml",
        "/feeds/month/may/rss.xml",
        "/feeds/rdf.xml",
    ],
)
def test_no_feed_of_what_readers_may_not_know(client, loaf, path):
    assert client.get(path).status_code == 404


def test_a_private_section_has_no_feed(client, loaf):
    PageViewRestriction.objects.create(
        page=loaf.section, restriction_type=PageViewRestriction.LOGIN
    )

    assert client.get("/feeds/section/bread/rss.xml").status_code == 404


@EVERY_FORMAT
def test_a_list_without_posts_is_a_valid_feed(client, db, file):
    factories.make_tag("later")

    first = read(client, f"/feeds/tag/later/{file}")

    assert first.content == read(client, f"/feeds/tag/later/{file}").content
    if file == "feed.json":
        assert json.loads(first.content)["items"] == []
    else:
        ElementTree.fromstring(first.content)


def test_the_newest_twenty(client, noon):
    for number in range(22):
        factories.make_post(f"Post {number}", published=noon + timedelta(hours=number))

    assert titles(client, "/feeds/feed.json") == [f"Post {number}" for number in range(21, 1, -1)]


def test_each_language_has_its_own(client, rye):
    german = Locale.objects.get_or_create(language_code="de")[0]
    home = factories.get_home().copy_for_translation(german)
    home.save_revision().publish()
    rye.get_parent().specific.copy_for_translation(german).save_revision().publish()
    copy = rye.copy_for_translation(german)
    copy.title, copy.slug = "Roggen, langsam", "roggen"
    factories.publish(copy)

    assert titles(client, "/feeds/feed.json") == ["Rye, slowly"]
    german_feed = json_feed(client, "/de/feeds/feed.json")
    assert german_feed["language"] == "de"
    (item,) = german_feed["items"]
    assert item["title"] == "Roggen, langsam"
    assert item["url"].startswith("http://testserver/de/")
    assert item["id"] != json_feed(client)["items"][0]["id"]


HOSTILE = "]]></title><script>alert('1')</script>&\x0b\x00 \u2028 “x”"


@EVERY_FORMAT
def test_hostile_words_stay_words(client, noon, file):
    factories.make_post(
        HOSTILE.replace("\x00", ""),
        published=noon,
        slug="hostile",
        summary="<img src=x onerror=alert(1)>\x0c",
        authors=[factories.make_author("A </name> B\x0b", slug="a-b")],
        tags=["<tag>"],
    )

    content = read(client, f"/feeds/{file}").content

    if file == "feed.json":
        assert "<script>alert" in json.loads(content)["items"][0]["title"]
    else:
        root = ElementTree.fromstring(content)
        assert root.find(".//script") is None
        assert any("<script>alert" in (element.text or "") for element in root.iter())


@EVERY_FORMAT
def test_a_reader_that_has_it_gets_304(client, loaf, file, django_assert_max_num_queries):
    path = f"/feeds/tag/rye/{file}"
    first = read(client, path)

    with django_assert_max_num_queries(5):
        again = client.get(path, headers={"if-none-match": first["ETag"]})
    dated = client.get(path, headers={"if-modified-since": first["Last-Modified"]})

    assert (again.status_code, again.content) == (304, b"")
    assert dated.status_code == 304
    assert again["ETag"] == first["ETag"]
    assert "public" in again["Cache-Control"]
    assert "Set-Cookie" not in again


def test_304_renders_nothing(client, loaf, monkeypatch):
    etag = read(client, "/feeds/rss.xml")["ETag"]
    monkeypatch.setattr("blog.content.feeds.present_body", lambda *_: pytest.fail("rendered"))

    assert client.get("/feeds/rss.xml", headers={"if-none-match": etag}).status_code == 304


def withdraw(post):
    factories.withdraw(post)


def withdraw_an_older_one(post):
    factories.withdraw(PostPage.objects.get(slug="oats"))


def change(post):
    post.summary = "Four days."
    factories.publish(post)


def expire(post):
    PostPage.objects.filter(pk=post.pk).update(expire_at=timezone.now())


def add(post):
    factories.make_post(
        "Older, but new here", published=post.first_published_at - timedelta(days=9)
    )


def rename_the_publication(post):
    publication = Publication.for_site(post.get_site())
    publication.name = "The Rye Review"
    publication.save()


def rename_an_author(post):
    author = post.bylines.first().author
    author.name = "Ada Cook"
    author.save()


def rename_a_tag(post):
    tag = post.tags.get(name="rye")
    tag.name = "Rye bread"
    tag.save()


def credit_the_picture(post):
    post.hero_image.credit = "Ben"
    post.hero_image.save()


def rename_the_section(post):
    post.section.title = "Loaves"
    post.section.save_revision().publish()


CHANGES = [
    withdraw,
    withdraw_an_older_one,
    change,
    expire,
    add,
    rename_the_publication,
    rename_an_author,
    rename_a_tag,
    credit_the_picture,
    rename_the_section,
]


@EVERY_FORMAT
@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_not_answered_with_304(client, loaf, file, change):
    factories.make_post("Oats", published=loaf.first_published_at - timedelta(days=3))
    before = read(client, f"/feeds/{file}")

    change(PostPage.objects.get(pk=loaf.pk))

    dated = client.get(f"/feeds/{file}", headers={"if-modified-since": before["Last-Modified"]})
    tagged = client.get(f"/feeds/{file}", headers={"if-none-match": before["ETag"]})
    assert (dated.status_code, tagged.status_code) == (200, 200)
    assert tagged.content != before.content


def test_whoever_names_a_tag_is_judged_by_it_alone(client, loaf):
    now = read(client, "/feeds/rss.xml")
    long_ago = "Thu, 01 Jan 2026 00:00:00 GMT"

    def asked(etag, since):
        headers = {"if-none-match": etag, "if-modified-since": since}
        return client.get("/feeds/rss.xml", headers=headers).status_code

    assert asked(now["ETag"], long_ago) == 304
    assert asked('"another"', now["Last-Modified"]) == 200
    assert asked(f'"another", W/{now["ETag"]}', long_ago) == 304


def test_a_feed_is_the_same_for_everybody(client, rye, rosa):
    stranger = read(client, "/feeds/rss.xml")
    client.force_login(rosa)
    member = read(client, "/feeds/rss.xml")

    assert stranger.content == member.content
    assert "public" in stranger["Cache-Control"]
    assert "Cookie" not in stranger.get("Vary", "")
    assert not stranger.cookies
    assert stranger["Access-Control-Allow-Origin"] == "*"


@EVERY_FORMAT
def test_as_many_queries_for_fifteen_posts_as_for_three(
    client, noon, file, django_assert_num_queries
):
    author, section = factories.make_author(), factories.make_section()

    def write(numbers):
        for number in numbers:
            factories.make_post(
                f"Post {number}",
                authors=[author],
                section=section,
                tags=["rye"],
                body=[("paragraph", "<p>Mix.</p>")],
            )

    write(range(3))
    read(client, f"/feeds/{file}")
    with CaptureQueriesContext(connection) as few:
        read(client, f"/feeds/{file}")
    number = len(few)
    write(range(3, 15))
    read(client, f"/feeds/{file}")
    with django_assert_num_queries(number):
        read(client, f"/feeds/{file}")


def test_a_post_whose_picture_was_lost_stays_in_the_feed(client, loaf):
    loaf.hero_image.file.storage.delete(loaf.hero_image.file.name)

    assert titles(client, "/feeds/feed.json") == ["Rye & patience"]


def test_people_find_every_feed_on_one_page(rf, loaf):
    from blog.content.feeds import show_feeds

    groups = show_feeds(rf.get("/feeds/")).context_data["groups"]

    assert [group.title for group in groups] == [
        "Everything",
        "Sections",
        "Series",
        "Tags",
        "Authors",
    ]
    assert [row.name for row in groups[3].feeds] == ["rye"]
    assert groups[1].feeds[0].atom_url == "/feeds/section/bread/atom.xml"
    assert groups[0].feeds[0].json_url == "/feeds/feed.json"


class TestHubs:
    """Where a program can subscribe, so that it hears of changes at once (WebSub)."""

    HUBS = ["https://hub.example.com/", "https://other.example.org/hub"]

    @EVERY_FORMAT
    @pytest.mark.parametrize("path", ["/feeds/", "/feeds/tag/rye/", "/feeds/section/bread/"])
    def test_the_header_names_hubs_and_the_feed_itself(self, client, loaf, settings, path, file):
        settings.WEBSUB_HUB = self.HUBS
        assert read(client, path + file)["Link"] == (
            '<https://hub.example.com/>; rel="hub", <https://other.example.org/hub>; rel="hub", '
            f'<http://testserver{path}{file}>; rel="self"'
        )

    def test_so_do_the_feeds_themselves(self, client, loaf, settings):
        settings.WEBSUB_HUB = self.HUBS
        links = [(one.get("rel"), one.get("href")) for one in atom(client).findall(f"{ATOM}link")]
        in_rss = [(one.get("rel"), one.get("href")) for one in rss(client).iter(f"{ATOM}link")]
        own = ("self", "http://testserver/feeds/atom.xml")
        assert {own, *(("hub", hub) for hub in self.HUBS)} <= set(links)
        assert in_rss == [
            ("self", "http://testserver/feeds/rss.xml"),
            *(("hub", hub) for hub in self.HUBS),
        ]
        assert json_feed(client)["hubs"] == [{"type": "WebSub", "url": hub} for hub in self.HUBS]

    @EVERY_FORMAT
    def test_without_a_hub_there_is_no_word_of_one(self, client, loaf, file):
        answer = read(client, f"/feeds/{file}")
        assert "Link" not in answer
        assert b"hub" not in answer.content
