"""However posts come, go and change, the sitemap says of each list when its posts last did."""

import random
from datetime import UTC, datetime, timedelta
from itertools import batched

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale

from blog.content.models import Byline, PostPage, PostTag
from blog.content.rules import cache_tags
from blog.content.selectors import changed
from blog.publishing.services import gate
from blog.web.memory import Request, _request
from tests import factories
from tests.support.kept import kept

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 15, 12, tzinfo=UTC)
MOMENTS = [NOW - timedelta(days=days, hours=days) for days in (400, 40, 20, 3, 1)]


@kept
def lists():
    """A section, a series, two tags and an author, with a few posts each, old and new."""
    section, series = factories.make_section(), factories.make_series("Sourdough")
    ada, tags = factories.make_author(), [factories.make_tag(name) for name in ("rye", "oven")]
    factories.make_german_home()
    for number, at in enumerate(MOMENTS):
        factories.make_post(
            f"Post {number}", published=at, section=section, series=series, authors=[ada], tags=tags
        )
    return section, series, ada, tags


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    monkeypatch.setattr(changed, "POSTS_IN_A_PART", 2)
    monkeypatch.setattr(cache_tags, "POSTS_IN_A_BLOCK", 2)
    monkeypatch.setattr(changed._last_of_part, "_statement", None)


def in_a_request(find):
    """Ask as one request after the other does; the memory of the process is used."""
    token = _request.set(Request())
    try:
        return find()
    finally:
        _request.reset(token)


def told():
    parts = list(changed.get_parts())
    in_language, in_section = {}, {}
    for part in parts:
        changed.keep_latest(in_language, part.in_language)
        changed.keep_latest(in_section, part.in_section)
    of_lists = {
        (one.kind, one.language, one.slug): one.changed_at for one in changed.get_list_changes()
    }
    at_home = [(part.posts, part.changed_at) for part in parts if part.posts]
    return at_home, in_language, in_section, of_lists


def there():
    posts = list(PostPage.objects.visible_to(None).order_by("pk"))
    at_home = [post for post in posts if not post.canonical_url]
    parts = [(len(some), latest(some)) for some in batched(at_home, 2, strict=False)]
    in_language, in_section, of_lists = {}, {}, {}
    for post in posts:
        in_language.setdefault(post.locale_id, []).append(post)
        in_section.setdefault(post.section_id, []).append(post)
        names = [("tag", tag.slug) for tag in post.tags.filter(is_internal=False)]
        names += [("author", line.author.slug) for line in post.bylines.all()]
        names += [("series", post.series.slug)] if post.series else []
        for kind, slug in names:
            of_lists.setdefault((kind, post.locale.language_code, slug), []).append(post)
    dated = [{key: latest(some) for key, some in by.items()} for by in (in_language, in_section)]
    dated = [{key: at for key, at in moments.items() if at} for moments in dated]
    return parts, *dated, {key: latest(some) for key, some in of_lists.items()}


def latest(posts):
    return max((post.last_published_at for post in posts if post.last_published_at), default=None)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_told_stays_true_whatever_happens(seed, lists, django_capture_on_commit_callbacks):
    chance = random.Random(seed)
    for turn in range(12):
        assert in_a_request(told) == there(), turn
        change = chance.choice(CHANGES)
        with django_capture_on_commit_callbacks(execute=True):
            change(chance, turn, *lists)
    assert in_a_request(told) == there()


def test_a_publication_has_nothing_asked_that_is_older(lists, django_capture_on_commit_callbacks):
    in_a_request(told)
    with django_capture_on_commit_callbacks(execute=True):
        post = factories.make_post("Now", published=NOW, tags=lists[3])

    with CaptureQueriesContext(connection) as asked:
        parts, *_, of_lists = in_a_request(told)
    asked = [one["sql"] for one in asked if "content_postpage" in one["sql"]]
    of_parts = [sql for sql in asked if '"content_posttag"' not in sql]
    (of_tags,) = [sql for sql in asked if '"content_posttag"' in sql]
    first = post.get_prev_siblings().first()
    assert len(of_parts) < 2 * len(parts)  # those before it are remembered
    assert not any(f" > {first.pk} " in sql or " > 0 " in sql for sql in of_parts)
    assert '"first_published_at" >= ' in of_tags
    assert '"first_published_at" < ' not in of_tags
    assert of_lists["tag", "en", "rye"] == NOW


def test_a_part_ends_with_the_key_of_its_last_post_and_the_last_part_nowhere(lists):
    first, *_, last = list(changed.get_parts())

    assert (first.posts, first.last) == (2, PostPage.objects.order_by("pk")[1].pk)
    assert (last.posts, last.last) == (1, None)


def some_post(chance):
    return chance.choice(list(PostPage.objects.filter(live=True).order_by("pk")))


def publish(chance, turn, section, series, ada, tags):
    factories.make_post(
        f"New {turn}",
        published=chance.choice(MOMENTS),
        section=chance.choice([section, None]),
        series=chance.choice([series, None]),
        authors=chance.choice([[ada], []]),
        tags=chance.sample(tags, chance.randint(0, 2)),
    )


def withdraw(chance, *_):
    factories.withdraw(some_post(chance))


def return_or_correct(chance, *_):
    post = chance.choice(list(PostPage.objects.order_by("pk")))
    factories.publish(post)


def redate(chance, *_):
    first, last = chance.choice([*MOMENTS, None]), chance.choice([*MOMENTS, None])
    gate.keep_dates(post_id=some_post(chance).pk, first=first, last=last)


def send_elsewhere(chance, *_):
    post = some_post(chance)
    post.canonical_url = "" if post.canonical_url else "https://elsewhere.example.org/"
    post.save()


def translate(chance, *_):
    german, post = Locale.objects.get(language_code="de"), some_post(chance)
    if post.locale != german and not post.get_translations().exists():
        factories.publish(post.copy_for_translation(german, copy_parents=True))


def untag(chance, *_):
    if links := list(PostTag.objects.order_by("pk")):
        chance.choice(links).delete()


def tag(chance, _turn, _section, _series, _ada, tags):
    PostTag.objects.get_or_create(content_object=some_post(chance), tag=chance.choice(tags))


def close_or_open_tag(chance, _turn, _section, _series, _ada, tags):
    one = chance.choice(tags)
    one.refresh_from_db()
    one.name = one.name.removeprefix("#") if one.is_internal else f"#{one.name}"
    one.save()


def sign(chance, _turn, _section, _series, ada, _tags):
    Byline.objects.get_or_create(post=some_post(chance), author=ada)


def unsign(chance, *_):
    if lines := list(Byline.objects.order_by("pk")):
        chance.choice(lines).delete()


def move(chance, _turn, section, series, *_):
    post = some_post(chance)
    post.section, post.series = chance.choice([section, None]), chance.choice([series, None])
    post.save()


CHANGES = [
    *(publish, withdraw, return_or_correct, redate, send_elsewhere, translate),
    *(untag, tag, close_or_open_tag, sign, unsign, move),
]
