"""Pictures as pages show them: which sizes and formats a place needs, and which of them exist."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects

if TYPE_CHECKING:
    from blog.content.models import SiteImage

MODERN_FORMATS = ("avif", "webp")
FALLBACK_FORMAT = "jpeg"
SOCIAL_SIZE = (1200, 630)  # what sites expect that show a picture with a link


@dataclass(frozen=True)
class Slot:
    """A place for pictures: its widths in pixels, its crop, and how wide it stands on a page."""

    widths: tuple[int, ...]
    sizes: str  # the HTML attribute
    ratio: tuple[int, int] | None = None  # width : height of a crop around the focal point


SLOTS: dict[str, Slot] = {
    "hero": Slot((640, 960, 1280, 1920), "(min-width: 75rem) 70rem, 100vw"),
    "body": Slot((640, 960, 1280), "(min-width: 50rem) 44rem, 100vw"),
    "gallery": Slot((320, 640, 960), "(min-width: 50rem) 22rem, 50vw"),
    "card": Slot((320, 640), "(min-width: 50rem) 16rem, 40vw", (3, 2)),
    "portrait": Slot((96, 192), "6rem", (1, 1)),
    "social": Slot(SOCIAL_SIZE[:1], "", SOCIAL_SIZE),
}


@dataclass(frozen=True)
class Picture:
    """A picture as a template shows it. ``sources`` pairs a MIME type with its ``srcset``."""

    alt: str
    src: str
    width: int
    height: int
    sizes: str
    sources: tuple[tuple[str, str], ...] = ()


def crop_of(slot: Slot, width: int, image: "SiteImage") -> str:
    """Return Wagtail's filter for one width of a place, never wider than the picture itself."""
    width = min(width, image.width)
    if slot.ratio:
        return f"fill-{width}x{round(width * slot.ratio[1] / slot.ratio[0])}"
    return f"width-{width}"


def filter_specs(image: "SiteImage", slots: Iterable[str]) -> list[str]:
    """Return every rendition that these places need of a picture."""
    specs: dict[str, None] = {}
    for name in slots:
        slot = SLOTS[name]
        crops = dict.fromkeys(crop_of(slot, width, image) for width in slot.widths)
        specs.update(
            dict.fromkeys(f"{crop}|format-{kind}" for crop in crops for kind in MODERN_FORMATS)
        )
        specs[f"{list(crops)[-1]}|format-{FALLBACK_FORMAT}"] = None
    return list(specs)


def load_renditions(images: Iterable["SiteImage"]) -> None:
    """Load the renditions of all these pictures with one query."""
    prefetch_related_objects(list(images), "renditions")


def picture_of(image: "SiteImage", slot_name: str, *, alt: str) -> Picture:
    """Return a picture for a place, of the renditions that exist; until then the picture itself.

    Nothing is made here: renditions are a background task's work, never a reader's wait.
    """
    slot = SLOTS[slot_name]
    existing = {rendition.filter_spec: rendition for rendition in image.renditions.all()}
    crops = list(dict.fromkeys(crop_of(slot, width, image) for width in slot.widths))
    sources = []
    for kind in MODERN_FORMATS:
        found = [existing[spec] for crop in crops if (spec := f"{crop}|format-{kind}") in existing]
        if len(found) == len(crops):
            srcset = ", ".join(f"{rendition.url} {rendition.width}w" for rendition in found)
            sources.append((f"image/{kind}", srcset))
    fallback = existing.get(f"{crops[-1]}|format-{FALLBACK_FORMAT}")
    shown = fallback or image
    return Picture(
        alt=alt,
        src=fallback.url if fallback else image.file.url,
        width=shown.width,
        height=shown.height,
        sizes=slot.sizes,
        sources=tuple(sources),
    )
