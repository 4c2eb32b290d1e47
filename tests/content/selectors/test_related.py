"""Which posts stand under a post as like it, and which changes they rest on."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from blog.content.models import PostPage, PostTag, Tag
from blog.content.rules import cache_tags
from blog.content.selectors import beside
from blog.content.selectors.beside import get_related
from blog.web.models import PageChange
from blog.web.shown import Shown, noting
from tests import factories

pytestmark = pytest.mark.django_db

BEGIN = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
NAMES = ["rye", "oven", "salt", "flour", "water"]


def titles(post):
    return [card.title for card in get_related(post)]


def rests_on(post):
    """Return the names of what a post's related posts show."""
    with noting(Shown()) as shown:
        get_related(post)
    return set(shown.tags)


def post_with(title, *tags, hours=0, **fields):
    return factories.make_post(title, tags=tags, published=BEGIN + timedelta(hours=hours), **fields)


def test_more_shared_tags_come_first_then_newer_posts_then_the_section():
    section = factories.make_section("Bread")
    post = post_with("Here", "rye", "oven", section=section)
    post_with("One, older", "rye", hours=1)
    post_with("Of the section", hours=2, section=section)
    post_with("Two", "rye", "oven", hours=3)

    assert titles(post) == ["Two", "One, older", "Of the section"]

    post_with("One, newer", "oven", hours=4)
    assert titles(post) == ["Two", "One, newer", "One, older"]


@pytest.mark.parametrize("looked_through", [2, 200])
@pytest.mark.parametrize("seed", range(2))
def test_the_posts_that_got_a_tag_last_are_looked_through(seed, looked_through, monkeypatch):
    monkeypatch.setattr(beside, "LOOKED_THROUGH", looked_through)
    monkeypatch.setattr(beside._alike, "_by_number", {})
    chance = random.Random(seed)
    tags, with_tag = {}, {name: [] for name in NAMES}
    for hours in range(14):
        title = f"Post {hours}"
        tags[title] = chance.sample(NAMES, chance.randint(0, 4))
        post_with(title, *tags[title], hours=hours // 2)
        for name in tags[title]:
            with_tag[name].append(title)

    for post in live():
        lately = {title for name in tags[post.title] for title in with_tag[name][-looked_through:]}
        close = [other for other in live().exclude(pk=post.pk) if other.title in lately]
        shared = {other: len({*tags[post.title]} & {*tags[other.title]}) for other in close}
        close.sort(key=lambda one: (shared[one], one.first_published_at, one.pk), reverse=True)
        assert titles(post) == [other.title for other in close[:3]]


def test_drafts_take_no_place_among_the_posts_that_are_looked_through(monkeypatch):
    monkeypatch.setattr(beside, "LOOKED_THROUGH", 3)
    monkeypatch.setattr(beside._alike, "_by_number", {})
    post = post_with("Here", "rye")
    for hours in range(1, 4):
        post_with(f"Of readers {hours}", "rye", hours=hours)
    drafts = [factories.make_post(f"Draft {number}", live=False) for number in range(4)]
    rye = factories.make_tag("rye")
    PostTag.objects.bulk_create(PostTag(content_object=one, tag=rye) for one in drafts)

    assert titles(post) == ["Of readers 3", "Of readers 2", "Of readers 1"]


def test_a_post_full_of_closer_ones_rests_on_no_single_tag():
    rye, oven = factories.make_tag("rye"), factories.make_tag("oven")
    post = post_with("Here", "rye", "oven", section=factories.make_section("Bread"))
    for hours in range(1, 4):
        assert cache_tags.posts_of("tag", rye.pk) in rests_on(post)
        post_with(f"Close {hours}", "rye", "oven", hours=hours)

    assert rests_on(post).isdisjoint(
        {cache_tags.posts_of("tag", tag.pk) for tag in (rye, oven)}
        | {cache_tags.posts_of("section", post.section_id)}
    )
    assert rests_on(post) >= set(cache_tags.pairs_of([rye.pk, oven.pk]))


def test_a_post_with_many_tags_says_one_name_for_all_their_pairs():
    post = post_with("Here", "rye", "oven")
    for hours in range(1, 4):
        post_with(f"Close {hours}", "rye", "oven", hours=hours)
    since = PageChange.objects.count()
    post_with("New", *NAMES, *(f"tag {number}" for number in range(20)), hours=9)

    said = [name for row in PageChange.objects.order_by("pk")[since:] for name in row.tags]
    assert not rests_on(post).isdisjoint(said)
    assert sum("+" in name for name in set(said)) <= 12 * 11 / 2


@pytest.mark.parametrize("seed", range(2))
def test_whatever_changes_under_a_post_is_named_by_what_changed_it(
    seed, django_capture_on_commit_callbacks
):
    chance = random.Random(seed)
    section = factories.make_section("Bread")
    for hours in range(10):
        tags = chance.sample(NAMES, chance.randint(0, 4))
        post_with(f"Post {hours}", *tags, hours=hours, section=chance.choice([section, None]))
    missed, moved = [], 0
    for turn in range(10):
        before = {post.pk: (titles(post), rests_on(post)) for post in live()}
        since = PageChange.objects.count()
        change = chance.choice([publish, withdraw, tag_another, untag, hide_or_show])
        with django_capture_on_commit_callbacks(execute=True):
            change(chance, turn)
        said = {
            name
            for row in PageChange.objects.order_by("pk")[since:]
            for name in row.tags + row.gone
        }
        for post in live():
            was, rested = before.get(post.pk, (None, set()))
            if was is not None and titles(post) != was:
                moved += 1
                if said.isdisjoint(rested) and cache_tags.post(post.pk) not in said:
                    missed.append((change.__name__, post.title))

    assert not missed
    assert moved > 4


def live():
    return PostPage.objects.visible_to(None).order_by("pk")


def publish(chance, turn):
    post_with(f"New {turn}", *chance.sample(NAMES, chance.randint(1, 4)), hours=100 + turn)


def withdraw(chance, _turn):
    factories.withdraw(chance.choice(list(live())))


def tag_another(chance, _turn):
    post = chance.choice(list(live()))
    PostTag.objects.get_or_create(content_object=post, tag=factories.make_tag(chance.choice(NAMES)))


def untag(chance, _turn):
    chance.choice(list(PostTag.objects.filter(content_object__live=True).order_by("pk"))).delete()


def hide_or_show(chance, _turn):
    tag = chance.choice(list(Tag.objects.order_by("pk")))
    other = tag.name.removeprefix("#") if tag.is_internal else f"#{tag.name}"
    if not Tag.objects.filter(name=other).exists():
        tag.name, tag.is_internal = other, not tag.is_internal
        tag.save()
