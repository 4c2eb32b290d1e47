"""The app icons, from the same geometry as frontend/icons/galley-mark.svg.

Run `python -m blog.operations.demo.pictures.icons` from the checkout after changing the mark.
"""

from pathlib import Path

from PIL import Image, ImageDraw

from blog.operations.demo.pictures.press import PAPER, VERMILION, Ink
from blog.operations.demo.pictures.shapes import Shape, box

GRID = 16  # the mark is drawn on a square of this side
MARK: tuple[Shape, ...] = (
    box(0.5, 2.5, 4.7, 5),
    box(11.3, 2.5, 15.5, 5),
    [(8, 1.5), (14, 14.5), (10.8, 14.5), (8, 8.1), (5.2, 14.5), (2, 14.5)],
)
FINE = 8  # drawn larger by this factor, then reduced, for smooth edges
FAVICON_SIDES = (16, 32, 48)


def write_icons(folder: Path) -> list[Path]:
    """Draw every PNG and ICO icon into a folder, over those that are there.

    :returns: the files written
    """
    drawn = {
        "icon-192.png": app_icon(192, share=0.62, corner=0.08),
        "icon-512.png": app_icon(512, share=0.62, corner=0.08),
        # A launcher may crop a maskable icon to a circle of 80 %: nothing of the mark lies outside.
        "icon-maskable-512.png": app_icon(512, share=0.5, corner=0),
        "apple-touch-icon.png": app_icon(180, share=0.6, corner=0).convert("RGB"),
    }
    for name, icon in drawn.items():
        icon.save(folder / name, optimize=True)
    marks = [bare_mark(side) for side in FAVICON_SIDES]
    marks[-1].save(
        folder / "favicon.ico",
        sizes=[mark.size for mark in marks],
        append_images=marks[:-1],
    )
    return [*(folder / name for name in drawn), folder / "favicon.ico"]


def app_icon(side: int, *, share: float, corner: float) -> Image.Image:
    """Draw the mark in paper on a vermilion tile.

    :param share: how much of the side the mark takes
    :param corner: the radius of the corners, as a fraction of the side
    """
    large = side * FINE
    tile = Image.new("RGBA", (large, large), (*VERMILION, 0))
    ImageDraw.Draw(tile).rounded_rectangle(
        (0, 0, large - 1, large - 1), large * corner, fill=VERMILION
    )
    _draw_mark(tile, PAPER, share)
    return tile.resize((side, side), Image.Resampling.BOX)


def bare_mark(side: int) -> Image.Image:
    """Draw the mark in vermilion on nothing, which stands on light and dark browser tabs."""
    large = Image.new("RGBA", (side * FINE, side * FINE), (*VERMILION, 0))
    _draw_mark(large, VERMILION, 1)
    return large.resize((side, side), Image.Resampling.BOX)


def _draw_mark(image: Image.Image, ink: Ink, share: float) -> None:
    step = image.width * share / GRID
    edge = image.width * (1 - share) / 2
    pen = ImageDraw.Draw(image)
    for shape in MARK:
        pen.polygon([(edge + x * step, edge + y * step) for x, y in shape], fill=ink)


if __name__ == "__main__":
    write_icons(Path("frontend/icons"))
