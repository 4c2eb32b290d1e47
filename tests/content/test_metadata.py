"""What search engines and other sites are told of a page is what the page says."""

import json
import re
from datetime import timedelta

import pytest

from tests import factories
from tests.support.kept import kept

pytestmark = pytest.mark.django_db


def meta_of(text):
    found = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', text)
    return dict(found)


def nodes_of(text):
    graph = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    return {node["@type"]: node for node in json.loads(graph[1])["@graph"]}


@kept
def post():
    return factories.make_post(
        title="Rye, slowly",
        summary="A loaf in three days.",
        published=factories.NOON,
        section=factories.make_section("Bread"),
        authors=[factories.make_author("Ada Baker")],
        tags=["bread"],
    )


def test_a_post_for_those_who_share_it(client, post):
    text = client.get(post.get_url()).text
    meta = meta_of(text)

    assert meta["description"] == meta["og:description"] == "A loaf in three days."
    assert meta["og:title"] == "Rye, slowly"
    assert meta["og:type"] == "article"
    assert meta["og:url"].endswith(post.get_url())
    assert meta["twitter:card"] == "summary_large_image"
    assert f'<link rel="canonical" href="{meta["og:url"]}">' in text


def test_a_post_for_search_engines(client, post, noon):
    nodes = nodes_of(client.get(post.get_url()).text)

    article = nodes["BlogPosting"]  # an Article of a blog
    assert article["headline"] == "Rye, slowly"
    assert article["datePublished"] == noon.isoformat()
    assert [author["name"] for author in article["author"]] == ["Ada Baker"]
    trail = [item["name"] for item in nodes["BreadcrumbList"]["itemListElement"]]
    assert trail[-2:] == ["Bread", "Rye, slowly"]
    assert article["publisher"]["@id"] == nodes_of(client.get("/").text)["Organization"]["@id"]


def test_an_author_is_a_person(client, post):
    assert nodes_of(client.get("/authors/ada-baker/").text)["Person"]["name"] == "Ada Baker"


def test_the_sitemap_says_when_a_post_was_changed(client, post):
    text = client.get("/sitemaps/posts-1.xml").text
    entry = re.search(rf"<url><loc>[^<]*{post.get_url()}</loc><lastmod>([^<]+)</lastmod>", text)
    assert entry[1].startswith("2026-11-20")


def test_a_tag_says_what_is_there(client, post):
    assert meta_of(client.get("/tags/bread/").text)["description"] == (
        "All posts about bread, the newest first."
    )


@pytest.mark.parametrize(
    "path",
    [
        "/posts/",
        "/authors/ada-baker/",
        "/archive/",
        "/archive/2026/",
        "/archive/2026/11/",
        "/corrections/",
        "/feeds/",
        "/search/",
        "/accounts/login/",
        "/accounts/login/code/",
        "/accounts/signup/",
        "/accounts/signup/passkey/",
        "/accounts/password/reset/",
    ],
)
def test_a_page_says_what_it_is(client, post, path):
    assert len(meta_of(client.get(path).text)["description"]) > 20


def test_a_front_page_lists_its_posts_as_it_shows_them(client, noon):
    for number in range(6):
        factories.make_post(f"Post {number}", published=noon + timedelta(hours=number))

    listed = nodes_of(client.get("/").text)["CollectionPage"]["mainEntity"]["itemListElement"]

    assert [item["name"] for item in listed] == [f"Post {number}" for number in (5, 4, 3, 2, 1, 0)]
    assert [item["position"] for item in listed] == [1, 2, 3, 4, 5, 6]


def test_where_nothing_is_listed_there_is_no_list(client, db):
    assert "mainEntity" not in nodes_of(client.get("/").text)["CollectionPage"]
