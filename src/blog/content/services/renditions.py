"""Making pictures in the sizes and formats that pages show, before a reader asks for them."""

from collections.abc import Iterator

from blog.content.models import PostPage, SiteImage, StandardPage
from blog.content.pictures import filter_specs


def prepare_for_page(*, page_id: int) -> int:
    """Make every missing rendition of a page's pictures; return how many were made.

    Safe to run twice and at the same time: what exists is left alone.
    """
    return sum(prepare(image=image, slots=slots) for image, slots in _pictures_of(page_id))


def prepare(*, image: SiteImage, slots: tuple[str, ...]) -> int:
    """Make the missing renditions of one picture for these places; return how many were made."""
    specs = filter_specs(image, slots)
    existing = set(
        image.renditions.filter(filter_spec__in=specs).values_list("filter_spec", flat=True)
    )
    missing = [spec for spec in specs if spec not in existing]
    if missing:
        image.get_renditions(*missing)
    return len(missing)


def _pictures_of(page_id: int) -> Iterator[tuple[SiteImage, tuple[str, ...]]]:
    post = PostPage.objects.select_related("hero_image").filter(pk=page_id).first()
    page = post or StandardPage.objects.filter(pk=page_id).first()
    if page is None:
        return
    if page.social_image:
        yield page.social_image, ("social",)
    if post and post.hero_image:
        yield post.hero_image, ("hero", "card")
    for child in page.body:
        if child.block_type == "image" and child.value["image"]:
            yield child.value["image"], ("body",)
        elif child.block_type == "gallery":
            for item in child.value["images"]:
                if item["image"]:
                    yield item["image"], ("gallery",)
