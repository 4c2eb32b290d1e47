"""After any change every kept page is what Django would answer now, to the byte."""

import re
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from wagtail.models import Locale, PageViewRestriction, Site

from blog.content.models import (
    Author,
    Byline,
    FrontPagePick,
    HomePage,
    PostIndexPage,
    PostPage,
    Publication,
    SectionPage,
    Series,
    SiteImage,
    StandardPage,
    Tag,
)
from blog.content.rules import cache_tags
from blog.content.selectors import changed
from blog.content.services import freshness, renditions
from blog.publishing.services import gate
from tests import factories
from tests.web.page_cache import support


class World:
    """A small publication whose pages name each other in every way there is."""

    def __init__(self):
        self.home = factories.get_home()
        self.section = factories.make_section("Bread")
        self.other_section = factories.make_section("Cake")
        self.ada = factories.make_author(
            "Ada Baker", picture=factories.make_image("Ada", size=(40, 30))
        )
        self.bea = factories.make_author("Bea Miller")
        self.series = factories.make_series("Sourdough")
        self.picture = factories.make_image("A loaf", size=(60, 40))
        self.about = self.home.add_child(instance=StandardPage(title="About"))
        self.about.save_revision().publish()
        start = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
        self.posts = [
            factories.make_post(
                f"Post {number}",
                published=start + timedelta(days=number),
                authors=[self.ada if number % 2 else self.bea],
                tags=["rye", "#notes"] if number % 2 else ["wheat"],
                section=self.section if number < 4 else None,
                series=self.series if number in (2, 3) else None,
                series_position=number if number in (2, 3) else None,
                hero_image=self.picture if number == 1 else None,
                body=[("paragraph", "<p>Dough.</p>")],
            )
            for number in range(1, 6)
        ]
        first = self.posts[0]
        link = f'<p>See <a linktype="page" id="{first.pk}">the first</a>.</p>'
        self.about.body = [("paragraph", link)]
        self.about.save_revision().publish()
        FrontPagePick.objects.create(page=self.home, post=self.posts[2], sort_order=0)
        self.draft = factories.make_post("A draft", live=False, tags=["rye"], section=self.section)

    @classmethod
    def found(cls):
        """Return the world as the database has it now."""
        world = cls.__new__(cls)
        world.home = factories.get_home()
        world.section = SectionPage.objects.get(slug="bread")
        world.other_section = SectionPage.objects.get(slug="cake")
        world.ada = Author.objects.get(slug="ada-baker")
        world.bea = Author.objects.get(slug="bea-miller")
        world.series = Series.objects.get()
        world.picture = SiteImage.objects.get(title="A loaf")
        world.about = StandardPage.objects.get(slug="about")
        world.posts = list(PostPage.objects.filter(live=True).order_by("pk"))
        world.draft = PostPage.objects.get(live=False)
        return world


ADDRESSES = [
    "/",
    "/search/",
    "/archive/",
    "/archive/2026/",
    "/archive/2026/11/",
    "/tags/rye/",
    "/tags/wheat/",
    "/authors/ada-baker/",
    "/authors/bea-miller/",
    "/series/sourdough/",
    "/feeds/",
    "/feeds/atom.xml",
    "/feeds/rss.xml",
    "/feeds/feed.json",
    "/feeds/tag/rye/atom.xml",
    "/feeds/author/ada-baker/atom.xml",
    "/feeds/section/bread/atom.xml",
    "/feeds/series/sourdough/feed.json",
    "/bread/",
    "/cake/",
    "/about/",
    "/sitemap.xml",
    *(f"/sitemaps/posts-{number}.xml" for number in (1, 2, 3)),
    "/sitemaps/pages-1.xml",
    "/sitemaps/lists-1.xml",
    "/manifest.webmanifest",
    "/de/",
]


@pytest.fixture
def world(page_cache, monkeypatch):
    monkeypatch.setattr(changed, "POSTS_IN_A_PART", 2)
    monkeypatch.setattr(changed._last_of_part, "_statement", None)
    monkeypatch.setattr(cache_tags, "POSTS_IN_A_BLOCK", 1)
    monkeypatch.setattr(cache_tags, "PICTURES_IN_A_BLOCK", 1)
    return World()


def addresses(world):
    index = PostIndexPage.objects.get(locale=Locale.get_default()).get_url()
    posts = [f"{index}post-{number}/" for number in range(1, 6)]
    return [
        *ADDRESSES,
        index,
        *posts,
        f"{index}a-draft/",
        f"{index}new-address/",
        f"{index}brand-new/",
    ]


def save(page, **fields):
    page = type(page).objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    if isinstance(page, PostPage):
        factories.publish(page)
    else:
        page.save_revision().publish()


def rename(thing, **fields):
    for name, value in fields.items():
        setattr(thing, name, value)
    thing.save()


def publish_new(world):
    factories.make_post(
        "Brand new", published=None, tags=["wheat"], authors=[world.ada], section=world.section
    )


def publish_draft(world):
    factories.publish(PostPage.objects.get(pk=world.draft.pk))


def close_part(world):
    PageViewRestriction.objects.create(page=world.posts[2], restriction_type="login")


def open_part(world):
    PageViewRestriction.objects.filter(page=world.posts[2]).delete()


def add_tag(world):
    post = PostPage.objects.get(pk=world.posts[1].pk)
    post.tags.add("rye")
    factories.publish(post)


def drop_tag(world):
    post = PostPage.objects.get(pk=world.posts[0].pk)
    post.tags.clear()
    factories.publish(post)


def change_byline(world):
    post = PostPage.objects.get(pk=world.posts[0].pk)
    post.bylines = [Byline(author=world.bea, sort_order=0)]
    factories.publish(post)


def backdate(world):
    moment = datetime(2025, 3, 1, 9, 0, tzinfo=UTC)
    gate.keep_dates(post_id=world.posts[4].pk, first=moment, last=moment)


def translate(world):
    german, _ = Locale.objects.get_or_create(language_code="de")
    copy = world.posts[0].copy_for_translation(german, copy_parents=True)
    copy.title = "Der erste"
    factories.publish(copy)


def move_section(world):
    SectionPage.objects.get(pk=world.other_section.pk).move(
        SectionPage.objects.get(pk=world.section.pk), pos="left"
    )


def prepare(world):
    post = PostPage.objects.get(pk=world.posts[0].pk)
    renditions.prepare_for_page(page_id=post.pk)


CHANGES = {
    "a post's text": lambda w: save(w.posts[1], body=[("paragraph", "<p>Kneaded.</p>")]),
    "a post's title": lambda w: save(w.posts[1], title="Risen"),
    "a post's summary": lambda w: save(w.posts[3], summary="In short."),
    "a post's address": lambda w: save(w.posts[0], slug="new-address"),
    "a post's section": lambda w: save(w.posts[0], section=w.other_section),
    "a post's series": lambda w: save(w.posts[2], series=None, series_position=None),
    "a post's picture": lambda w: save(w.posts[1], hero_image=w.picture),
    "a post's first home": lambda w: save(w.posts[1], canonical_url="https://elsewhere.example/"),
    "a post's date": backdate,
    "a post's tags, one more": add_tag,
    "a post's tags, none": drop_tag,
    "a post's author": change_byline,
    "a new post": publish_new,
    "a draft goes out": publish_draft,
    "a post is withdrawn": lambda w: factories.withdraw(PostPage.objects.get(pk=w.posts[2].pk)),
    "a post is deleted": lambda w: factories.delete(PostPage.objects.get(pk=w.posts[2].pk)),
    "a part is closed": close_part,
    "an author's name": lambda w: rename(w.ada, name="Ada Cook"),
    "an author's words": lambda w: rename(w.ada, bio="She bakes."),
    "an author's address": lambda w: rename(w.bea, slug="bea"),
    "a tag's name": lambda w: rename(w.posts[0].tags.get(name="rye"), name="Rye bread"),
    "a tag of the team's is opened": lambda w: rename(Tag.objects.get(name="#notes"), name="Notes"),
    "a tag is closed": lambda w: rename(w.posts[0].tags.get(name="rye"), name="#rye"),
    "a tag is deleted": lambda w: w.posts[1].tags.get(name="wheat").delete(),
    "a series' name": lambda w: rename(w.series, name="Leaven"),
    "a series is deleted": lambda w: w.series.delete(),
    "a section's title": lambda w: save(w.section, title="Loaves"),
    "a section's summary": lambda w: save(w.section, summary="All of it."),
    "a section's place": move_section,
    "a section is withdrawn": lambda w: SectionPage.objects.get(pk=w.section.pk).unpublish(),
    "a page's text": lambda w: save(w.about, body=[("paragraph", "<p>Us.</p>")]),
    "a page's title": lambda w: save(w.about, title="Who we are"),
    "a page is withdrawn": lambda w: StandardPage.objects.get(pk=w.about.pk).unpublish(),
    "the front page's line": lambda w: save(HomePage.objects.get(pk=w.home.pk), tagline="Crumbs"),
    "the front page's picks": lambda w: FrontPagePick.objects.all().delete(),
    "a picture's credit": lambda w: rename(w.picture, credit="Ed"),
    "a picture is deleted": lambda w: w.picture.delete(),
    "a picture is prepared": prepare,
    "the publication": lambda w: rename(
        Publication.for_site(Site.objects.get(is_default_site=True)), name="Crust"
    ),
    "a translation": translate,
}


SHARES = 4  # the world is built once for many changes; a few tests share the work


@pytest.mark.parametrize("share", range(SHARES))
def test_what_is_kept_after_a_change_is_what_django_answers_now(
    share, world, page_cache, tmp_path, django_capture_on_commit_callbacks
):
    pages = addresses(world)
    for page in pages:
        page_cache.get(page)
    wrong = {}
    for name in list(CHANGES)[share::SHARES]:
        shutil.copytree(page_cache.store.folder, tmp_path / name)
        cache = support.Cache(tmp_path / name)
        support.hears(cache)
        try:
            with transaction.atomic():
                with django_capture_on_commit_callbacks(execute=True):
                    CHANGES[name](World.found())
                wrong[name] = [page for page in pages if is_wrong(cache, page)]
                raise UndoError
        except UndoError:
            pass
    assert not {name: found for name, found in wrong.items() if found}


class UndoError(Exception):
    """Takes a change back."""


def waits(cache, key):
    """Return whether an answer is about to be made anew."""
    with closing(sqlite3.connect(cache.store.register.folder / "register.sqlite3")) as register:
        found = register.execute(
            "SELECT 1 FROM answers WHERE waits_at IS NOT NULL"
            " AND host = ? AND path = ? AND page = ? AND part = ?",
            key,
        )
        return found.fetchone() is not None


def is_wrong(cache, page):
    """Return whether a kept answer, which nobody is about to make anew, differs from Django's."""
    key = cache.door.addresses.key_at(page)
    if waits(cache, key):
        return False
    kept = cache.store.find(key, ("",))
    if kept is None:
        return False
    now = cache.uncached(page)
    return now.code != 200 or kept.body != now.body


def test_after_a_change_its_pages_are_made_anew_and_ready(
    world, page_cache, django_capture_on_commit_callbacks
):
    pages = addresses(world)
    for page in pages:
        page_cache.get(page)

    with django_capture_on_commit_callbacks(execute=True):
        CHANGES["a post's title"](world)
        CHANGES["a post's tags, one more"](world)
    page_cache.renewal.work_off()
    page_cache.asked.clear()

    for page in pages:
        kept, now = page_cache.get(page), page_cache.uncached(page)
        assert (kept.code, readable(kept)) == (now.code, readable(now)), page
    missing = [asked["PATH_INFO"] for asked in page_cache.asked]
    assert all(page_cache.uncached(path).code == 404 for path in missing), missing


@pytest.mark.parametrize(
    "change", [close_part, CHANGES["a post is deleted"], CHANGES["a post is withdrawn"]]
)
def test_what_is_no_longer_for_everybody_is_gone_before_anything_is_made(
    change, world, page_cache, django_capture_on_commit_callbacks
):
    pages = addresses(world)
    for page in pages:
        page_cache.get(page)

    with django_capture_on_commit_callbacks(execute=True):
        change(world)
    page_cache.door.django = lambda environ, start: start("500 Asked Django", []) or []
    page_cache.store.broken = False

    for page in pages:
        key = page_cache.door.addresses.key_at(page)
        ready = page_cache.store.find(key, ("",))
        assert ready is None or b"Post 3" not in ready.body, page


def test_a_drafts_own_saves_change_nothing(world, page_cache, django_capture_on_commit_callbacks):
    page_cache.get("/")
    post = PostPage.objects.get(pk=world.posts[0].pk)
    post.title = "Not yet"

    with django_capture_on_commit_callbacks(execute=True):
        post.save_revision()

    assert page_cache.store.register.reading().next() is None


def test_what_is_published_is_ready_before_anybody_asks(
    world, page_cache, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        publish_draft(world)
    page_cache.renewal.work_off()
    page_cache.asked.clear()

    index = PostIndexPage.objects.get(locale=Locale.get_default()).get_url()
    for page in (f"{index}a-draft/", "/", "/tags/rye/", "/feeds/atom.xml", "/bread/"):
        assert b"A draft" in page_cache.get(page).body, page
    assert page_cache.asked == []


def test_all_addresses_are_readable(world, page_cache):
    found = list(freshness.all_addresses())

    assert len(found) > 15
    for address in found:
        assert page_cache.uncached(address).code == 200, address


def readable(answered):
    """A body without the id of its request, which refusals name."""
    return re.sub(rb"[0-9a-f]{32}", b"", answered.body)
