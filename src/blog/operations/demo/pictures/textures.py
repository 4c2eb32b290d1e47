"""What paper and ink add to a plate: grain, missing specks, rough edges; and letter forms."""

import random
from functools import cache

from PIL import Image, ImageChops, ImageDraw, ImageFont


def _noise(size: tuple[int, int], cell: int, seed: int) -> Image.Image:
    """Return smooth grey noise whose blots are about `cell` pixels wide."""
    small = max(2, size[0] // cell), max(2, size[1] // cell)
    grey = random.Random(seed).randbytes(small[0] * small[1])  # noqa: S311 (texture, no secret)
    return Image.frombytes("L", small, grey).resize(size, Image.Resampling.BICUBIC)


@cache
def grit(size: tuple[int, int]) -> Image.Image:
    """Return the unevenness that a plate's edge is pressed through: grey, about the middle."""
    fine, coarse = _noise(size, 5, 1), _noise(size, 17, 2)
    return ImageChops.blend(fine, coarse, 0.5).point(lambda v: 110 + (v - 128) * 0.55)


@cache
def salt(size: tuple[int, int]) -> Image.Image:
    """Return how fully ink covers: nearly all, with small specks missing here and there."""
    speck, where, cloud = _noise(size, 3, 3), _noise(size, 140, 4), _noise(size, 30, 5)
    holes = ImageChops.blend(speck, where, 0.3).point(
        lambda v: max(70, min(255, 255 - (v - 216) * 12))
    )
    mottle = cloud.point(lambda v: 236 + v * 19 / 255)
    return ImageChops.multiply(holes, mottle)


@cache
def grain(size: tuple[int, int]) -> Image.Image:
    """Return the tooth of the paper."""
    tooth = ImageChops.blend(_noise(size, 2, 6), _noise(size, 90, 7), 0.45)
    return tooth.point(lambda v: 128 + (v - 128) * 0.16).convert("RGB")


@cache
def letter_form(text: str, size: int, bold: int) -> Image.Image:
    """Return a letter form from the typeface Pillow carries, as a mask cut to its edges."""
    font = ImageFont.load_default(size)
    canvas = Image.new("L", (size * 2 * len(text), size * 2))
    ImageDraw.Draw(canvas).text((size // 2, size // 4), text, 255, font, stroke_width=bold)
    return canvas.crop(canvas.getbbox())
