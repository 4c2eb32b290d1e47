"""Pictures on a page: every size and format by a task, never while a reader waits."""

import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.tasks import default_task_backend

from blog.content.models import SiteImage, SiteRendition
from blog.content.pictures import SLOTS, size_of, wanted_renditions
from blog.content.services import renditions
from tests import factories
from tests.support import files


@pytest.fixture
def loaf(db):
    return factories.make_image(size=(1400, 900))


@pytest.fixture
def later(settings):
    """Tasks wait, as they do between publishing and the worker's next turn."""
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}


def make_post(image):
    figure = {
        "image": {"image": image.pk, "alt_text": "A loaf, cut", "decorative": False},
        "caption": "",
    }
    return factories.make_post("Rye", hero_image=image, hero_alt="A loaf", body=[("image", figure)])


def pictures_of(answer):
    return re.findall(r"<picture.*?</picture>|<img[^>]*>", answer.text, re.DOTALL)


def test_what_moves_stands_still_and_can_be_played(client, db):
    image = SiteImage.objects.create(title="Loaf", file=ContentFile(files.moving("GIF"), "a.gif"))
    post = make_post(image)

    page = client.get(post.get_url()).text
    played = re.findall(r"<moving-picture data-src=\"(.*?)\".*?</moving-picture>", page, re.DOTALL)
    assert played == [image.moving.url] * 2  # at the top, and in the text
    assert page.count(f'href="{image.moving.url}">Play<span class="visually-hidden">: A loaf') == 2
    assert all(image.moving.url not in shown for shown in pictures_of(client.get(post.get_url())))

    answer = client.get(image.moving.url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")

    assert image.moving.url not in client.get("/").text


def test_what_does_not_move_has_no_button(client, later, loaf):
    assert "moving-picture" not in client.get(make_post(loaf).get_url()).text


def test_a_reader_never_makes_a_rendition(client, later, loaf, monkeypatch):
    post = make_post(loaf)
    monkeypatch.setattr(SiteImage, "open_file", None)  # whoever decoded a picture would fail

    answer = client.get(post.get_url())

    assert answer.status_code == 200
    assert SiteRendition.objects.count() == 0
    assert loaf.file.url in answer.text


def test_before_the_worker_came_the_place_is_already_as_large_as_it_will_be(client, later, loaf):
    post = make_post(loaf)
    before = [
        re.findall(r'(?:width|height)="\d+"', p) for p in pictures_of(client.get(post.get_url()))
    ]

    renditions.prepare_for_page(page_id=post.pk)

    after = [
        re.findall(r'(?:width|height)="\d+"', p) for p in pictures_of(client.get(post.get_url()))
    ]
    assert before == after
    assert all(len(sides) == 2 for sides in after)


def test_until_then_a_smaller_size_that_another_place_needed_stands_in(client, later, loaf):
    renditions.prepare(image=loaf, slots=["gallery"])

    hero, _figure = pictures_of(client.get(make_post(loaf).get_url()))

    assert loaf.file.url not in hero
    assert re.findall(r'avif (\d+w)[,"]', hero) == ["720w", "1000w"]
    assert 'width="1400" height="900"' in hero


def test_the_pictures_of_a_front_page_are_made_before_the_worker_comes(client, later, noon, db):
    for number in range(6):
        factories.make_post(
            f"Post {number}",
            published=noon + timedelta(days=number),
            hero_image=factories.make_image(f"Loaf {number}", size=(900, 600)),
            hero_alt="A loaf",
        )
    said = []

    made = renditions.prepare_for_front_page(
        home=factories.get_home(), say=lambda *numbers: said.append(numbers)
    )

    shown = pictures_of(client.get("/"))
    originals = [image.file.url for image in SiteImage.objects.all()]
    assert len(shown) == 3  # the lead, and two below the three seconds
    head = client.get("/").text.partition("<script")[0]
    asked_first = re.search(r'<link rel="preload" as="image".* imagesrcset="(.*?)"', head)
    assert f'srcset="{asked_first[1]}"' in shown[0]
    assert said == [(1, 3), (2, 3), (3, 3)]
    assert made == SiteRendition.objects.count() > 12
    assert [p for p in shown for url in originals if url in p] == []
    assert renditions.prepare_for_front_page(home=factories.get_home()) == 0


def test_words_are_found_before_pictures_are_made(later, loaf):
    make_post(loaf)

    waiting = {result.task.name: result.task.priority for result in default_task_backend.results}

    assert waiting["index_post"] > waiting["prepare_pictures"] > waiting["draw_social_image"]


def test_publishing_prepares_every_format_with_a_fallback(client, loaf):
    hero, figure = pictures_of(client.get(make_post(loaf).get_url()))

    for picture in (hero, figure):
        assert re.search(
            r'<source[^>]*type="image/avif"[^>]*>\s*<source[^>]*type="image/webp"', picture
        )
        assert re.search(r'<img[^>]*src="[^"]+\.jpg"', picture)
        assert 'sizes="' in picture
        for address in re.findall(r"/media/[^\s\",]+", picture):
            assert default_storage.exists(address.removeprefix("/media/"))
            assert client.get(address).status_code == 200


@pytest.mark.parametrize("size", [(1400, 900), (1401, 899), (1333, 1001), (641, 1999), (3, 2000)])
def test_no_size_of_a_picture_is_too_odd(size, later, db):
    image = factories.make_image(size=size)

    made = renditions.prepare(image=image, slots=SLOTS)

    assert made == image.renditions.count() == len(wanted_renditions(image, SLOTS))
    for rendition in image.renditions.all():
        spec = rendition.filter_spec.partition("|")[0]
        assert (rendition.width, rendition.height) == size_of(image, spec)


def test_only_the_picture_at_the_top_is_loaded_at_once(client, loaf):
    hero, figure = pictures_of(client.get(make_post(loaf).get_url()))

    assert 'loading="lazy"' not in hero
    assert 'fetchpriority="high"' in hero
    assert 'loading="lazy"' in figure


def test_the_text_alternative_belongs_to_the_use(client, loaf):
    hero, figure = pictures_of(client.get(make_post(loaf).get_url()))

    assert 'alt="A loaf"' in hero
    assert 'alt="A loaf, cut"' in figure


def test_a_decoration_has_an_empty_alternative(client, loaf):
    figure = {"image": {"image": loaf.pk, "alt_text": "", "decorative": True}, "caption": ""}
    post = factories.make_post("Rye", body=[("image", figure)])

    (picture,) = pictures_of(client.get(post.get_url()))

    assert 'alt=""' in picture


def test_a_picture_that_was_deleted_leaves_the_page_standing(client, loaf):
    post = make_post(loaf)
    loaf.delete()

    answer = client.get(post.get_url())

    assert answer.status_code == 200
    assert pictures_of(answer) == []
