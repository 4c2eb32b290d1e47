"""A person's picture: through the same gate as every upload, then one small square."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.utils.crypto import get_random_string
from PIL import Image, ImageOps

from blog.web.uploads import clean_picture

SIDE = 288  # shown at 96 pixels, on screens of up to three times the density


def make_portrait(upload: Any) -> ContentFile[bytes]:
    """Return an uploaded picture as a square, under a name that says nothing.

    :raises PictureRefused: it is no picture, damaged, or beyond a limit; the message says which
    """
    with Image.open(BytesIO(clean_picture(upload, may_move=False).read())) as cleaned:
        square = ImageOps.fit(cleaned.convert("RGB"), (SIDE, SIDE), Image.Resampling.LANCZOS)
    output = BytesIO()
    square.info = {}
    square.save(output, "WEBP", quality=82, method=6)
    return ContentFile(output.getvalue(), name=f"{get_random_string(24).lower()}.webp")
