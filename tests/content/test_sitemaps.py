"""What stands in the sitemap, and of what change each part of it is made anew."""

import re

import pytest

from blog.content import sitemaps
from blog.content.models import PostPage
from blog.content.rules import cache_tags
from blog.content.selectors import changed
from blog.content.services import renditions
from blog.web.addresses import absolute
from blog.web.models import PageChange
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def small_parts(monkeypatch):
    monkeypatch.setattr(changed, "POSTS_IN_A_PART", 2)
    monkeypatch.setattr(changed._last_of_part, "_statement", None)


def part(client, name="posts-1"):
    return client.get(f"/sitemaps/{name}.xml")


def urls(response):
    return re.findall("<url>(.*?)</url>", response.text)


def in_xml(url):
    return f"<image:image><image:loc>{absolute(url)}</image:loc></image:image></url>"


def named(response):
    return response["Cache-Tag"].split(",")


def test_where_there_is_nothing_the_first_part_is_empty(client):
    assert part(client).text.endswith('xmlns:xhtml="http://www.w3.org/1999/xhtml"/>')
    assert part(client, "posts-2").status_code == 404
    assert client.get("/sitemap.xml").text.count("<sitemap>") == 3


def test_posts_come_by_their_keys_in_parts(client, small_parts, noon):
    posts = [factories.make_post(f"Post {number}", published=noon) for number in range(3)]

    first, second = urls(part(client)), urls(part(client, "posts-2"))

    found = [re.search("<loc>(.*?)</loc>", url)[1] for url in first + second]
    assert found == [absolute(post.get_url()) for post in posts]
    assert len(first) == 2
    assert part(client, "posts-3").status_code == 404
    index = client.get("/sitemap.xml").text
    assert "posts-2.xml</loc><lastmod>2026-11-20T" in index
    assert "posts-3.xml" not in index


def test_what_was_first_published_elsewhere_stands_there(client):
    factories.make_post("Ours")
    factories.make_post("Theirs", canonical_url="https://elsewhere.example.org/")
    factories.make_post("Draft", live=False)

    (url,) = urls(part(client))
    assert "/ours/" in url


def test_a_post_names_its_picture_in_the_form_that_every_program_shows(client):
    image = factories.make_image(size=(640, 400))
    post = factories.make_post(hero_image=image)
    renditions.prepare_for_page(page_id=post.pk)
    largest = image.renditions.get(filter_spec="width-640|format-jpeg")
    assert in_xml(largest.url) in part(client).text

    largest.delete()

    assert in_xml(image.file.url) in part(client).text


def test_a_text_in_several_languages_names_all_of_them(client):
    german = factories.make_german_home().locale
    post = factories.make_post("Rye")
    factories.make_post("Oats")
    copy = post.copy_for_translation(german, copy_parents=True)
    assert "xhtml:link" not in part(client).text
    factories.publish(copy)

    texts = urls(part(client))

    links = re.findall(r'<xhtml:link href="(.*?)" hreflang="(.*?)" rel="alternate"/>', texts[0])
    copy = PostPage.objects.get(pk=copy.pk)
    here, there = absolute(post.get_url()), absolute(copy.get_url())
    assert links == [(there, "de"), (here, "en"), (here, "x-default")]
    assert ["xhtml:link" in text for text in texts] == [True, False, True]
    assert part(client, "pages-1").text.count("x-default") == 4  # two fronts, two lists of posts


@pytest.mark.parametrize(
    "place", ["/home/posts/rye/", "/home/posts/größe/", "/home/posts/a b/", "/home/", "/other/"]
)
def test_an_address_is_that_which_wagtail_has(db, place):
    factories.get_home()
    place = place.replace("/home/", factories.get_home().url_path, 1)

    assert sitemaps._addresses()(place) == sitemaps._address_of(PostPage(url_path=place))


def test_a_full_part_is_made_anew_only_for_its_own_posts_and_those_before(client, small_parts):
    posts = [factories.make_post(f"Post {number}") for number in range(3)]

    full, last = named(part(client)), named(part(client, "posts-2"))

    assert cache_tags.ALL_POSTS not in full
    assert cache_tags.PICTURES not in full
    assert {cache_tags.block(post.pk) for post in posts[:2]} <= set(full)
    assert set(full) | {cache_tags.ALL_POSTS} == set(last)


def test_a_translation_that_comes_out_is_a_change_where_the_other_text_stands(monkeypatch):
    monkeypatch.setattr(cache_tags, "POSTS_IN_A_BLOCK", 1)
    german = factories.make_german_home().locale
    post, other = factories.make_post("Rye"), factories.make_post("Oats")
    other.copy_for_translation(german, copy_parents=True)  # the list of posts is there then
    copy = post.copy_for_translation(german)
    PageChange.objects.all().delete()

    factories.publish(copy)

    said = {tag for change in PageChange.objects.all() for tag in change.tags}
    assert {cache_tags.block(post.pk), cache_tags.block(copy.pk)} <= said
    assert cache_tags.block(other.pk) not in said


def test_where_blocks_are_too_many_to_be_named_all_posts_are(client, small_parts, monkeypatch):
    monkeypatch.setattr(cache_tags, "MOST_BLOCKS", 0)
    for number in range(2):
        factories.make_post(f"Post {number}", hero_image=factories.make_image())

    assert {cache_tags.ALL_POSTS, cache_tags.PICTURES} <= set(named(part(client)))
