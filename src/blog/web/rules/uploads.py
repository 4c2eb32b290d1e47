"""What may be uploaded, decided from a file's own first bytes before anything is decoded.

A file's name and the type that a browser claims are never asked. No Django, no decoder.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

MEGABYTE = 1024 * 1024
MAX_PICTURE_BYTES = 20 * MEGABYTE
MAX_PIXELS = 40_000_000
MAX_SIDE = 16_384
STORED_WIDTH = 3_840  # wider pictures are scaled down to this
# What moves is written anew frame by frame, while whoever uploads it waits: some seconds at most.
MAX_FRAMES = 500
MAX_MOVING_PIXELS = 50_000_000  # of all its frames together

MAX_DOCUMENT_BYTES = 50 * MEGABYTE
DOCUMENT_EXTENSIONS = ("csv", "docx", "epub", "odt", "pdf", "txt", "xlsx", "zip")

# A colour profile of a screen or a camera has a few hundred bytes; the rest describe printers.
MAX_PROFILE_BYTES = 16 * 1024


class PictureKind(StrEnum):
    """The formats that this site takes. SVG, which can carry scripts, is not among them."""

    AVIF = "avif"
    GIF = "gif"
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"


PICTURE_EXTENSIONS = ("avif", "gif", "jpg", "jpeg", "png", "webp")


class Refusal(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_HEAVY = "too heavy"
    NOT_A_PICTURE = "not a picture"
    DAMAGED = "damaged"
    TOO_LARGE = "too large"
    UNKNOWN_EXTENSION = "unknown extension"
    NOT_WHAT_IT_SAYS = "not what its name says"
    NOT_UTF8 = "not UTF-8"


@dataclass(frozen=True)
class Header:
    """What the first bytes of a picture say about it."""

    kind: PictureKind
    width: int
    height: int


def kind_of(data: bytes) -> PictureKind | None:
    """Return the format that these first bytes are of, or None."""
    if data.startswith(b"\xff\xd8\xff"):
        return PictureKind.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PictureKind.PNG
    if data.startswith((b"GIF87a", b"GIF89a")):
        return PictureKind.GIF
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return PictureKind.WEBP
    if data[4:8] == b"ftyp" and _is_avif(data):
        return PictureKind.AVIF
    return None


def read_header(data: bytes) -> Header | None:
    """Return format and size of a picture, or None where the bytes are of none.

    A size that cannot be found is 0 × 0.
    """
    kind = kind_of(data)
    if kind is None:
        return None
    sizes = {
        PictureKind.AVIF: _avif_size,
        PictureKind.GIF: _gif_size,
        PictureKind.JPEG: _jpeg_size,
        PictureKind.PNG: _png_size,
        PictureKind.WEBP: _webp_size,
    }
    width, height = sizes[kind](data) or (0, 0)
    return Header(kind, width, height)


def refusal_of_size(width: int, height: int) -> Refusal | None:
    """Return why a picture of so many pixels is not taken, or None."""
    if width < 1 or height < 1:
        return Refusal.DAMAGED
    if width > MAX_SIDE or height > MAX_SIDE or width * height > MAX_PIXELS:
        return Refusal.TOO_LARGE
    return None


def may_move(width: int, height: int, *, frames: int) -> bool:
    """Return whether a picture of so many frames is kept as it moves; else its first frame is."""
    return 1 < frames <= MAX_FRAMES and width * height * frames <= MAX_MOVING_PIXELS


def stored_size(width: int, height: int) -> tuple[int, int]:
    """Return the size in which a picture of this size, the right way up, is kept."""
    if width <= STORED_WIDTH:
        return width, height
    return STORED_WIDTH, max(1, round(height * STORED_WIDTH / width))


def is_plain_profile(profile: bytes, *, grey: bool) -> bool:
    """Return whether a colour profile may stay: small, whole, and for this kind of picture."""
    return (
        128 <= len(profile) <= MAX_PROFILE_BYTES
        and int.from_bytes(profile[:4]) == len(profile)
        and profile[36:40] == b"acsp"
        and profile[16:20] == (b"GRAY" if grey else b"RGB ")
    )


def refusal_of_document(extension: str, start: bytes) -> Refusal | None:
    """Return why a document is not taken, from its name's extension and its first kilobyte.

    Text is looked at as a whole by whoever reads it; see ``TEXT_EXTENSIONS``.
    """
    if extension not in DOCUMENT_EXTENSIONS:
        return Refusal.UNKNOWN_EXTENSION
    if extension == "pdf" and b"%PDF-" not in start[:1024]:
        return Refusal.NOT_WHAT_IT_SAYS
    if extension in ZIP_EXTENSIONS and not start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Refusal.NOT_WHAT_IT_SAYS
    return None


TEXT_EXTENSIONS = ("csv", "txt")
ZIP_EXTENSIONS = ("docx", "epub", "odt", "xlsx", "zip")


def _is_avif(data: bytes) -> bool:
    brands = data[8 : min(int.from_bytes(data[:4]), 256)]
    return b"avif" in brands or b"avis" in brands


def _avif_size(data: bytes) -> tuple[int, int] | None:
    # Each part of the picture (a tile, a thumbnail, the transparency) has an "ispe" property; the
    # picture itself is the largest. The decoder's own answer is held against the limits again.
    found = re.finditer(rb"ispe\x00{4}(.{4})(.{4})", data[: 256 * 1024], re.DOTALL)
    sizes = [(int.from_bytes(match[1]), int.from_bytes(match[2])) for match in found]
    return max(sizes, key=lambda size: size[0] * size[1], default=None)


def _gif_size(data: bytes) -> tuple[int, int] | None:
    if len(data) < 10:
        return None
    return int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    for marker, start in _jpeg_segments(data):
        # SOF0 to SOF15 carry the size; C4, C8 and CC lie between them and mean other things.
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC) and len(data) >= start + 7:
            height = int.from_bytes(data[start + 3 : start + 5])
            return int.from_bytes(data[start + 5 : start + 7]), height
    return None


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, int]]:
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xFF:  # padding
            place += 1
            continue
        if marker == 0xDA:  # the picture itself begins
            return
        yield marker, place + 2
        place += 2 + max(2, int.from_bytes(data[place + 2 : place + 4]))


def _png_size(data: bytes) -> tuple[int, int] | None:
    if len(data) < 24 or data[12:16] != b"IHDR":
        return None
    return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])


def _webp_size(data: bytes) -> tuple[int, int] | None:
    chunk = data[12:16]
    if chunk == b"VP8X" and len(data) >= 30:
        return (
            int.from_bytes(data[24:27], "little") + 1,
            int.from_bytes(data[27:30], "little") + 1,
        )
    if chunk == b"VP8L" and len(data) >= 25 and data[20] == 0x2F:
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 " and len(data) >= 30 and data[23:26] == b"\x9d\x01\x2a":
        return (
            int.from_bytes(data[26:28], "little") & 0x3FFF,
            int.from_bytes(data[28:30], "little") & 0x3FFF,
        )
    return None
