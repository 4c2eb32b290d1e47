"""What becomes of an uploaded file before it is kept. Every way in ends here.

A picture is decoded and written anew: turned the right way up, at most as wide as a page can use,
with nothing in it but its pixels and a small colour profile. Where it was taken and what else a
camera or a program wrote into it is gone, and so is anything that was hidden behind a picture's
first bytes. Of a moving picture the first frame is kept: what moves by itself needs a way to stop
it, and a page has none for pictures.
"""

import codecs
import hashlib
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms
from wagtail.coreutils import string_to_ascii

from blog.errors import Invalid
from blog.web.rules import uploads as rules
from blog.web.rules.uploads import PictureKind, Refusal

Image.MAX_IMAGE_PIXELS = rules.MAX_PIXELS  # Pillow's own guard, for whatever else opens a picture

SENTENCES: dict[Refusal, str | Promise] = {
    Refusal.EMPTY: _("This file is empty. Choose the file again."),
    Refusal.TOO_HEAVY: _(
        "This file has %(megabytes)s MB. Up to %(limit)s MB are possible. "
        "Save it smaller and try again."
    ),
    Refusal.NOT_A_PICTURE: _(
        "This is not a picture in a format that this site takes. "
        "Save it as JPEG, PNG, WebP, AVIF or GIF and try again."
    ),
    Refusal.DAMAGED: _(
        "This picture is damaged or not complete. "
        "Open it in a picture editor, save it again and upload the new file."
    ),
    Refusal.TOO_LARGE: _(
        "This picture is too large: %(width)s × %(height)s pixels. Up to 40 megapixels "
        "and 16,384 pixels a side are possible. Make it smaller and try again."
    ),
    Refusal.UNKNOWN_EXTENSION: _(
        "Files of this type are not taken. Possible are CSV, DOCX, EPUB, ODT, PDF, TXT, XLSX "
        "and ZIP. Save it as one of these and try again."
    ),
    Refusal.NOT_WHAT_IT_SAYS: _(
        "This file is not what the end of its name says. "
        "Save it again with the program that made it and upload the new file."
    ),
    Refusal.NOT_UTF8: _(
        "This text is not in UTF-8, so that readers may see wrong characters. "
        "Save it with the encoding UTF-8 and try again."
    ),
}


class FileRefused(Invalid):
    """An uploaded file that is not kept. ``refusal`` is the reason, the message its sentence."""

    def __init__(self, refusal: Refusal, **facts: str) -> None:
        self.refusal = refusal
        super().__init__(str(SENTENCES[refusal]) % facts)


class PictureRefused(FileRefused):
    """A picture that is not kept."""


class DocumentRefused(FileRefused):
    """A document that is not kept."""


class CleanPicture(ContentFile[bytes]):
    """A picture that has been written anew and may be kept as it is.

    It stands still. ``motion`` is the same picture as it moves, where it does.
    """

    motion: "CleanPicture | None" = None

    def __init__(self, data: bytes, *, kind: PictureKind, image: Image.Image) -> None:
        self.file_hash = hashlib.sha1(data, usedforsecurity=False).hexdigest()
        self.extension = ".jpg" if kind is PictureKind.JPEG else f".{kind}"
        self.width, self.height = image.size
        self.is_transparent = image.mode == "RGBA"
        super().__init__(data, name=self.name_for(""))

    def name_for(self, title: str) -> str:
        """Return a file name: what it holds, what it is called, what it is.

        The hash in front makes the address change with the picture, so that caches may keep it.
        """
        words = slugify(string_to_ascii(title))[:50].strip("-_") or "picture"
        return f"{self.file_hash[:10]}-{words}{self.extension}"


def clean_picture(upload: Any, *, may_move: bool = True) -> CleanPicture:
    """Return an uploaded picture written anew; where it may, with what moves beside it.

    Its format and its size are read from its first bytes, and held against the limits, before a
    decoder sees it.

    :raises PictureRefused: it is no picture, damaged, or beyond a limit
    """
    data = _read(upload, rules.MAX_PICTURE_BYTES, PictureRefused)
    header = rules.read_header(data)
    if header is None:
        raise PictureRefused(Refusal.NOT_A_PICTURE)
    _check_size(header.width, header.height)
    try:
        return _write_anew(data, header.kind, may_move=may_move)
    except PictureRefused:
        raise
    except Exception as broken:  # decoders of five formats raise whatever they like
        raise PictureRefused(Refusal.DAMAGED) from broken


def check_document(upload: Any, name: str) -> None:
    """Look whether a document may be kept under this name.

    :raises DocumentRefused: too heavy, of an unknown type, or not what its name says
    """
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    if upload.size == 0:
        raise DocumentRefused(Refusal.EMPTY)
    _check_weight(upload.size, rules.MAX_DOCUMENT_BYTES, DocumentRefused)
    upload.seek(0)
    refusal = rules.refusal_of_document(extension, upload.read(1024))
    upload.seek(0)
    if refusal:
        raise DocumentRefused(refusal)
    if extension in rules.TEXT_EXTENSIONS and not _is_text(upload):
        raise DocumentRefused(Refusal.NOT_UTF8)


def _check_size(width: int, height: int) -> None:
    if refusal := rules.refusal_of_size(width, height):
        raise PictureRefused(refusal, width=f"{width:,}", height=f"{height:,}")


def _check_weight(size: int, limit: int, error: type[FileRefused]) -> None:
    if size > limit:
        raise error(
            Refusal.TOO_HEAVY,
            megabytes=f"{size / rules.MEGABYTE:,.1f}",
            limit=str(limit // rules.MEGABYTE),
        )


def _read(upload: Any, limit: int, error: type[FileRefused]) -> bytes:
    if upload.size == 0:
        raise error(Refusal.EMPTY)
    _check_weight(upload.size, limit, error)
    upload.seek(0)
    data: bytes = upload.read()
    return data


def _is_text(upload: Any) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in upload.chunks():
            if "\0" in decoder.decode(chunk):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        upload.seek(0)
    return True


# What EXIF calls 2 to 8, as Pillow turns it.
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_LIES_ON_ITS_SIDE = (5, 6, 7, 8)


def _write_anew(data: bytes, kind: PictureKind, *, may_move: bool) -> CleanPicture:
    with Image.open(BytesIO(data), formats=[kind.upper()]) as opened:
        _check_size(*opened.size)
        turn = _orientation(opened)
        width, height = opened.size[::-1] if turn in _LIES_ON_ITS_SIDE else opened.size
        target = rules.stored_size(width, height)
        if turn in _LIES_ON_ITS_SIDE:
            target = target[::-1]
        opened.draft(None, target)  # a JPEG is decoded at a half, a quarter … where that is enough
        profile = opened.info.get("icc_profile")
        image = _plain(opened, profile)
    if image.size != target:
        image = image.resize(target, Image.Resampling.LANCZOS, reducing_gap=3.0)
    if turn in _UPRIGHT:
        image = image.transpose(_UPRIGHT[turn])
    image.info = {}  # some encoders write what they find here
    if not (profile and rules.is_plain_profile(profile, grey=image.mode == "L")):
        profile = None
    kept = _encode(image, kind, profile, lossless=data[12:16] == b"VP8L")
    if may_move and kind in _MAY_MOVE and image.size == target and turn not in _UPRIGHT:
        kept.motion = _motion_of(data, kind, image)
    return kept


_MAY_MOVE = (PictureKind.GIF, PictureKind.WEBP)


def _motion_of(data: bytes, kind: PictureKind, still: Image.Image) -> CleanPicture | None:
    """Return a picture as it moves, written anew; None where it does not, or for too long.

    Nothing is counted, decoded or kept beyond the limits, whatever the file says.
    """
    try:
        with Image.open(BytesIO(data), formats=[kind.upper()]) as opened:
            lasts: list[int] = []
            while rules.may_move(*opened.size, frames=len(lasts) + 1) or not lasts:
                opened.load()
                lasts.append(int(opened.info.get("duration") or 100))
                try:
                    opened.seek(len(lasts))
                except EOFError:
                    break
            else:
                return None
            if not rules.may_move(*opened.size, frames=len(lasts)) or opened.size != still.size:
                return None
            opened.seek(0)
            output = BytesIO()
            opened.save(
                output, "WEBP", save_all=True, duration=lasts, quality=80, exif=b"", xmp=b""
            )
    except Exception:  # its first frame was good: a broken later one is no reason to refuse it
        return None
    return CleanPicture(output.getvalue(), kind=PictureKind.WEBP, image=still)


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(0x0112, 1))
    except Exception:  # a camera's broken notes are no reason to refuse its picture
        return 1


def _plain(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the first frame as grey, RGB or, only where something shines through, RGBA."""
    image.load()
    if image.mode == "CMYK" or (profile and len(profile) > rules.MAX_PROFILE_BYTES):
        return _as_srgb(image, profile)
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.point(lambda value: value / 256).convert("L")
    if image.has_transparency_data:
        image = image if image.mode == "RGBA" else image.convert("RGBA")
        if image.getchannel("A").getextrema() == (255, 255):
            return image.convert("RGB")
        return image
    if image.mode in ("L", "1"):
        return image.convert("L")
    return image if image.mode == "RGB" else image.convert("RGB")


def _as_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the colours that a printer's or a very long profile means; without one, a guess."""
    wanted = "RGBA" if image.has_transparency_data else "RGB"
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            meant = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode=wanted
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            meant = None
        if meant is not None:
            return meant
    return image.convert(wanted)


def _encode(
    image: Image.Image, kind: PictureKind, profile: bytes | None, *, lossless: bool
) -> CleanPicture:
    # A GIF becomes a PNG: the same pixels, smaller, and its first bytes are no script.
    kept = PictureKind.PNG if kind is PictureKind.GIF else kind
    options: dict[PictureKind, dict[str, Any]] = {
        PictureKind.AVIF: {"quality": 80, "speed": 8, "max_threads": 1},
        PictureKind.JPEG: {"quality": 85, "progressive": True, "optimize": True},
        PictureKind.PNG: {},
        PictureKind.WEBP: {"lossless": True} if lossless else {"quality": 90},
    }
    output = BytesIO()
    image.save(output, kept.upper(), icc_profile=profile, **options[kept])
    return CleanPicture(output.getvalue(), kind=kept, image=image)
