"""Making pictures in the sizes and formats that pages show, before a reader asks for them.

A picture is decoded once, scaled once for each size, and written in each format of that size.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.images.models import Filter
from wagtail.models import Page, ReferenceIndex

from blog.content.blocks import legible
from blog.content.models import Author, HomePage, PostPage, SiteImage, StandardPage
from blog.content.pictures import Wanted, wanted_renditions
from blog.content.selectors import get_front_page
from blog.content.services import freshness
from blog.errors import Conflict

logger = logging.getLogger(__name__)

# AVIF at speed 8 takes a third of the time of the encoder's own choice, for 2 % more bytes. At
# quality 45 it has 0.58 of the bytes of 61, and side by side at twice the size nobody tells them
# apart. One thread, because readers are served by the same machine.
ENCODING: dict[str, dict[str, Any]] = {
    "avif": {"quality": 45, "speed": 8, "max_threads": 1},
    "webp": {"quality": 75},
    "jpeg": {"quality": 80, "progressive": True, "optimize": True},
    "png": {"optimize": True},
}
EXTENSIONS = {"avif": "avif", "webp": "webp", "jpeg": "jpg", "png": "png"}


class PicturesNotPrepared(Conflict):
    """Some pictures could not be read; the others have been prepared."""

    message = _("Some pictures could not be prepared. Upload them again.")

    def __init__(self, image_ids: Iterable[int]) -> None:
        self.image_ids = tuple(image_ids)
        super().__init__(f"{self.message} ({', '.join(map(str, self.image_ids))})")


@dataclass(frozen=True)
class Use:
    """A picture and the places that show it."""

    image: SiteImage
    slots: tuple[str, ...]


def prepare_for_page(*, page_id: int) -> int:
    """Make every missing rendition of a page's pictures; return how many were made.

    Safe to run twice and at the same time: what exists is left alone.

    :raises PicturesNotPrepared: after all others have been prepared
    """
    return _prepare_all(_pictures_of_page(page_id))


def prepare_for_front_page(
    *, home: HomePage, say: Callable[[int, int], None] = lambda _number, _total: None
) -> int:
    """Make what is missing of the pictures on a front page, the lead's first; return how many.

    ``say`` is told before each picture which one of how many it is.

    :raises PicturesNotPrepared: after all others have been prepared
    """
    lacking = [use for use in _pictures_of_front_page(home) if _missing(use.image, use.slots)]

    def counted() -> Iterator[Use]:
        for number, use in enumerate(lacking, 1):
            say(number, len(lacking))
            yield use

    return _prepare_all(counted())


def prepare_for_author(*, author_id: int) -> int:
    """Make the missing renditions of an author's portrait; return how many were made.

    :raises PicturesNotPrepared: the portrait cannot be read
    """
    return _prepare_all(_portraits(Author.objects.filter(pk=author_id)))


def prepare_wherever_used(*, image_id: int) -> int:
    """Make what is missing of a picture that has changed, for every page and author that use it.

    :raises PicturesNotPrepared: after all others have been prepared
    """
    image = SiteImage.objects.filter(pk=image_id).first()
    if image is None:
        return 0
    uses = (use for use in _uses_of(image) if use.image.pk == image_id)
    return _prepare_all(uses)


def prepare(*, image: SiteImage, slots: Iterable[str]) -> int:
    """Make the missing renditions of one picture for these places; return how many were made.

    Stops when the picture is replaced or deleted meanwhile: its new file has a task of its own.
    """
    missing = _missing(image, slots)
    if not missing:
        return 0
    made = 0
    with image.open_file() as file, Image.open(file) as original:
        original.load()
        for size in _by_crop(missing):
            scaled = _scale(original, image, size[0])
            for wanted in size:
                if not _keep(image, wanted, _encode(scaled, wanted.format)):
                    return made
                made += 1
    return made


def _prepare_all(uses: Iterable[Use]) -> int:
    made, failed, changed = 0, [], []
    for use in uses:
        try:
            if more := prepare(image=use.image, slots=use.slots):
                made += more
                changed.append(use.image.pk)
        except Exception:  # one picture that cannot be read must not keep the others from readers
            logger.exception("A picture could not be prepared", extra={"image_id": use.image.pk})
            failed.append(use.image.pk)
    freshness.pictures_changed(image_ids=changed)
    if failed:
        raise PicturesNotPrepared(dict.fromkeys(failed))
    return made


def _missing(image: SiteImage, slots: Iterable[str]) -> list[Wanted]:
    existing = set(image.renditions.values_list("filter_spec", "focal_point_key"))
    return [
        wanted for wanted in wanted_renditions(image, slots) if wanted.key(image) not in existing
    ]


def _by_crop(missing: list[Wanted]) -> Iterator[list[Wanted]]:
    crops: dict[str, list[Wanted]] = {}
    for wanted in missing:
        crops.setdefault(wanted.spec.partition("|")[0], []).append(wanted)
    yield from crops.values()


def _scale(original: Image.Image, image: SiteImage, wanted: Wanted) -> Image.Image:
    transform = Filter(wanted.spec).get_transform(image, original.size)
    left, top, right, bottom = transform.get_rect()
    # Rounding the size may put an edge a fraction of a pixel outside.
    box = (max(0, left), max(0, top), min(right, original.width), min(bottom, original.height))
    return original.resize(transform.size, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)


def _encode(scaled: Image.Image, kind: str) -> bytes:
    output = BytesIO()
    profile = scaled.info.get("icc_profile")
    scaled.save(output, kind.upper(), icc_profile=profile, **ENCODING[kind])
    return output.getvalue()


def _keep(image: SiteImage, wanted: Wanted, data: bytes) -> bool:
    """Store a rendition; return whether the picture is still the one that it was made from."""
    spec, focal_point_key = wanted.key(image)
    crop = spec.partition("|")[0]
    stem = PurePosixPath(image.file.name).stem[:36]
    name = ".".join(filter(None, (stem, crop, focal_point_key, EXTENSIONS[wanted.format])))
    still_there = SiteImage.objects.filter(pk=image.pk, file=image.file.name)
    try:
        rendition, _made = image.renditions.get_or_create(
            filter_spec=spec,
            focal_point_key=focal_point_key,
            defaults={"file": ContentFile(data, name=name)},
        )
    except IntegrityError:
        if SiteImage.objects.filter(pk=image.pk).exists():
            raise
        return False
    if still_there.exists():
        return True
    rendition.delete()
    return False


def _pictures_of_page(page_id: int) -> Iterator[Use]:
    post = PostPage.objects.select_related("hero_image").filter(pk=page_id).first()
    page = post or StandardPage.objects.filter(pk=page_id).first()
    if page is None:
        return
    if page.social_image:
        yield Use(page.social_image, ("social",))
    if post and post.hero_image:
        yield Use(post.hero_image, ("hero", "card"))
    if post:
        yield from _portraits(Author.objects.filter(bylines__post=post))
    for child in legible(page.body):
        if child.block_type == "image" and child.value["image"]:
            yield Use(child.value["image"], ("body",))
        elif child.block_type == "gallery":
            for item in child.value["images"]:
                if item["image"]:
                    yield Use(item["image"], ("gallery",))


def _pictures_of_front_page(home: HomePage) -> Iterator[Use]:
    with translation.override(home.locale.language_code):
        front = get_front_page(home=home, number=1, base_url="")
    slots = {card.pk: "card" for card in front.river.cards}
    if front.lead:
        slots = {front.lead.pk: "lead", **slots}
    posts = PostPage.objects.found_before(slots).select_related("hero_image")
    found = {post.pk: post.hero_image for post in posts.defer_streamfields()}
    for pk, slot in slots.items():
        if image := found.get(pk):
            yield Use(image, (slot,))


def _portraits(authors: Any) -> Iterator[Use]:
    for author in authors.filter(picture__isnull=False).select_related("picture"):
        yield Use(author.picture, ("portrait",))


def _uses_of(image: SiteImage) -> Iterator[Use]:
    sources: dict[str, Callable[[int], Iterator[Use]]] = {
        Page._meta.label_lower: _pictures_of_page,
        Author._meta.label_lower: lambda pk: _portraits(Author.objects.filter(pk=pk)),
    }
    references = ReferenceIndex.get_references_to(image).values_list(
        "base_content_type__app_label", "base_content_type__model", "object_id"
    )
    for app, model, pk in references.distinct():
        if find := sources.get(f"{app}.{model}"):
            yield from find(int(pk))
