"""Pictures as pages show them: which sizes and formats a place needs, and which of them exist."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import Q, prefetch_related_objects
from wagtail.images.models import Filter

from blog.content.rules import cache_tags
from blog.web.shown import shows

if TYPE_CHECKING:
    from blog.content.models import SiteImage, SiteRendition

MODERN_FORMATS = ("avif", "webp")
SOCIAL_SIZE = (1200, 630)  # what sites expect that show a picture with a link


@dataclass(frozen=True)
class Slot:
    """A place for pictures: its widths in pixels, its crop, and how wide it stands on a page."""

    widths: tuple[int, ...]
    sizes: str  # the HTML attribute
    ratio: tuple[int, int] | None = None  # width : height of a crop around the focal point


# 720 is a phone's width at twice its pixels and a desk's column, 1000 that of most phones with
# finer screens, 1280 the largest of them. 92vw: what the page's own edge leaves of a small screen.
WIDTHS = (720, 1000, 1280)
SLOTS: dict[str, Slot] = {
    "hero": Slot((*WIDTHS, 1920), "(min-width: 68rem) 62rem, 92vw"),
    # The front page's first: the same pictures as at the top of the post, so none is made twice.
    "lead": Slot((*WIDTHS, 1920), "(min-width: 82rem) 43rem, (min-width: 59rem) 52vw, 92vw"),
    "body": Slot(WIDTHS, "(min-width: 40rem) 36rem, 92vw"),
    "gallery": Slot(WIDTHS[:2], "(min-width: 40rem) 22rem, 92vw"),
    "card": Slot((320, 640), "(min-width: 67rem) 15rem, 10rem", (3, 2)),
    "portrait": Slot((96, 192), "6rem", (1, 1)),
    "social": Slot(SOCIAL_SIZE[:1], "", SOCIAL_SIZE),
}


# Where a picture stands for itself, and can be played. Elsewhere it is part of a link.
MAY_MOVE = ("hero", "body", "gallery")


@dataclass(frozen=True)
class Picture:
    """A picture as a template shows it. ``sources`` pairs a MIME type with its ``srcset``.

    ``width`` and ``height`` are those of the largest crop of the place, whether it exists yet or
    not, so that nothing moves when it appears. ``ratio`` names the crop for the style sheet
    (``3-2``), and is empty where the picture is shown whole. ``moving_url`` is where it moves, if
    it does and the place lets readers ask for it; the picture itself always stands still.
    """

    alt: str
    src: str
    width: int
    height: int
    sizes: str
    sources: tuple[tuple[str, str], ...] = ()
    ratio: str = ""
    moving_url: str = ""


@dataclass(frozen=True)
class Wanted:
    """One rendition of a picture for a place: what Wagtail calls it, and its format."""

    spec: str
    format: str

    def key(self, image: "SiteImage") -> tuple[str, str]:
        """Return how the rendition of this picture, as it is now, is found among all."""
        return self.spec, _filter(self.spec).get_cache_key(image)


def crops(image: "SiteImage", slot: Slot) -> list[str]:
    """Return Wagtail’s filters for a place: none wider than the picture, none twice."""
    if slot.ratio is None:
        return list(dict.fromkeys(f"width-{min(width, image.width)}" for width in slot.widths))
    across, down = slot.ratio
    widest = max(1, min(image.width, image.height * across // down))
    widths = dict.fromkeys(min(width, widest) for width in slot.widths)
    return [f"fill-{width}x{max(1, round(width * down / across))}" for width in widths]


def fallback_format(image: "SiteImage") -> str:
    """Return the format that every reader's program shows: a PNG where something shines through."""
    return "png" if image.is_transparent else "jpeg"


def wanted_renditions(image: "SiteImage", slots: Iterable[str]) -> list[Wanted]:
    """Return every rendition that these places need of a picture, each once."""
    wanted: dict[Wanted, None] = {}
    for name in slots:
        specs = crops(image, SLOTS[name])
        for spec in specs:
            wanted |= dict.fromkeys(_rendition(spec, kind) for kind in MODERN_FORMATS)
        wanted[_rendition(specs[-1], fallback_format(image))] = None
    return list(wanted)


def load_renditions(images: Iterable["SiteImage | None"]) -> None:
    """Load the renditions of all these pictures with one query."""
    prefetch_related_objects([image for image in images if image is not None], "renditions")


def picture_of(image: "SiteImage", slot_name: str, *, alt: str) -> Picture:
    """Return a picture for a place, of the renditions that exist; if none does, the picture itself.

    Nothing is made here: renditions are a background task's work, never a reader's wait. Until it
    is done, a smaller one that another place needed stands in. Crops around a focal point that has
    moved since are not used.
    """
    shows(cache_tags.picture(image.pk))
    slot = SLOTS[slot_name]
    existing = {(r.filter_spec, r.focal_point_key): r for r in image.renditions.all()}
    specs = crops(image, slot)
    sources = []
    for kind in MODERN_FORMATS:
        if found := _those_of(existing, image, specs, kind):
            srcset = ", ".join(f"{rendition.url} {rendition.width}w" for rendition in found)
            sources.append((f"image/{kind}", srcset))
    width, height = size_of(image, specs[-1])
    return Picture(
        alt=alt,
        src=_largest(existing, image, specs),
        width=width,
        height=height,
        sizes=slot.sizes,
        sources=tuple(sources),
        ratio="-".join(map(str, slot.ratio)) if slot.ratio else "",
        moving_url=image.moving.url if image.moving and slot_name in MAY_MOVE else "",
    )


def source_of(image: "SiteImage", slot_name: str) -> str:
    """Return what ``picture_of`` has as ``src``. Of the renditions, it needs ``plain`` ones."""
    existing = {(r.filter_spec, r.focal_point_key): r for r in image.renditions.all()}
    return _largest(existing, image, crops(image, SLOTS[slot_name]))


def plain() -> Q:
    """Return the condition that every reader's program shows a rendition."""
    return Q(filter_spec__endswith="|format-jpeg") | Q(filter_spec__endswith="|format-png")


def size_of(image: "SiteImage", spec: str) -> tuple[int, int]:
    """Return the width and height that a crop of a picture has, or will have."""
    width, height = _filter(spec).get_transform(image).size
    return width, height


def _rendition(spec: str, kind: str) -> Wanted:
    return Wanted(f"{spec}|format-{kind}", kind)


def _those_of(
    existing: dict[tuple[str, str], "SiteRendition"],
    image: "SiteImage",
    specs: Iterable[str],
    kind: str,
) -> list["SiteRendition"]:
    """Return the renditions of these crops in a format that are there, the smallest first."""
    keys = (_rendition(spec, kind).key(image) for spec in specs)
    return [existing[key] for key in keys if key in existing]


def _largest(
    existing: dict[tuple[str, str], "SiteRendition"], image: "SiteImage", specs: Iterable[str]
) -> str:
    """Return the address of the largest crop that every program shows, or of the picture itself."""
    found = _those_of(existing, image, specs, fallback_format(image))
    address: str = found[-1].url if found else image.file.url
    return address


@lru_cache(maxsize=512)
def _filter(spec: str) -> Any:
    return Filter(spec)
