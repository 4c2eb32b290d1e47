"""A small relief press: plates are cut, inked and printed one over another on warm paper.

Pictures are drawn in their own units (1600 by 1000 unless said), each ink on a plate of its own.
A plate is cut at twice the size. Printing roughens its edges, leaves a little ink out, shifts it
by a hair and lays it over the inks before it, as a two- or three-colour linocut would.
"""

import math
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from blog.operations.demo.pictures.shapes import (
    Point,
    Shape,
    Width,
    bounds,
    densified,
    ribbon,
    tapered,
)
from blog.operations.demo.pictures.textures import grain, grit, letter_form, salt

type Ink = tuple[int, int, int]
type Tone = float | Callable[[float, float], float]

PAPER: Ink = (246, 239, 225)
BLACK: Ink = (30, 27, 30)
VERMILION: Ink = (213, 66, 36)
SEA: Ink = (30, 122, 116)
SAND: Ink = (233, 200, 140)
MIST: Ink = (176, 200, 198)
NIGHT: Ink = (52, 82, 104)
UMBER: Ink = (154, 98, 66)
ROSE: Ink = (240, 196, 164)

LANDSCAPE = (1600, 1000)
SQUARE = (800, 800)
FINE = 2  # a plate is cut at this many times its printed size
BLEED = 16  # how much further than the paper a plate reaches, in picture units


class Plate:
    """One block of lino: shapes are left standing (`fill`) or cut away (`cut`)."""

    def __init__(
        self, size: tuple[int, int], chance: random.Random, corner: Point = (0, 0), zoom: float = 1
    ) -> None:
        self.chance = chance
        self.image = Image.new("L", ((size[0] + 2 * BLEED) * FINE, (size[1] + 2 * BLEED) * FINE))
        self._draw = ImageDraw.Draw(self.image)
        self._origin = self._whole = corner[0] - BLEED / zoom, corner[1] - BLEED / zoom
        self._scale = FINE * zoom

    def fill(self, shape: Sequence[Point], wobble: float = 1.0, *, ink: bool = True) -> None:
        """Leave a shape standing, its outline as steady as a hand is."""
        left, top, right, bottom = bounds(shape)
        wobble = min(wobble, 0.04 * max(right - left, bottom - top))
        if wobble:
            shape = _unsteady(densified(shape, 34), wobble, self.chance)
        self._draw.polygon([self._fine(point) for point in shape], fill=255 if ink else 0)

    def cut(self, shape: Sequence[Point], wobble: float = 1.0) -> None:
        """Cut a shape away: it will not print."""
        self.fill(shape, wobble, ink=False)

    def stroke(self, line: Sequence[Point], width: Width, *, ink: bool = True) -> None:
        """Leave a band along a line standing (or cut it, with ink=False)."""
        self.fill(ribbon(line, width), 0.35, ink=ink)

    def gouge(self, line: Sequence[Point], width: float) -> None:
        """Cut along a line as a gouge does, thin at both ends."""
        self.stroke(densified(line, 18, closed=False), tapered(width), ink=False)

    def flood(self) -> None:
        """Ink the whole plate."""
        self.image.paste(255, (0, 0, *self.image.size))

    def hatch(
        self,
        shape: Sequence[Point],
        degrees: float,
        gap: float,
        width: Tone,
        *,
        ink: bool = True,
        steady: float = 0.8,
    ) -> None:
        """Fill a shape with hand-cut parallel lines.

        :param width: how wide the lines are, or a function of the place; nothing below half a unit
        :param steady: how straight the hand is, in units of stray
        """
        with self.within(shape):
            for line in _ruled(bounds(shape), degrees, gap, steady, self.chance):
                for run in _runs(line, width, self.chance):
                    widths = [w for _, w in run]
                    self._draw.polygon(
                        [self._fine(p) for p in _varied([p for p, _ in run], widths)],
                        fill=255 if ink else 0,
                    )

    def chatter(
        self,
        shape: Sequence[Point],
        degrees: float,
        count: int,
        length: float = 60,
        width: float = 3.5,
        *,
        ink: bool = True,
    ) -> None:
        """Scatter the stray ridges (or nicks) that a gouge leaves in a cleared ground."""
        left, top, right, bottom = bounds(shape)
        chance = self.chance
        with self.within(shape):
            for _ in range(count):
                x, y = chance.uniform(left, right), chance.uniform(top, bottom)
                angle = math.radians(degrees + chance.gauss(0, 7))
                reach = length * chance.uniform(0.3, 1)
                end = (x + reach * math.cos(angle), y + reach * math.sin(angle))
                line = densified([(x, y), end], 12, closed=False)
                self.stroke(line, tapered(width * chance.uniform(0.5, 1)), ink=ink)

    def glyph(
        self,
        text: str,
        at: Point,
        size: float,
        *,
        turn: float = 0,
        reversed_: bool = False,
        ink: bool = True,
        bold: float = 0.045,
    ) -> None:
        """Set one letter form with its middle at a point; reversed, as it stands on type."""
        stamp = self._stamp(text, size, bold)
        if reversed_:
            stamp = stamp.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        if turn:
            stamp = stamp.rotate(-turn, Image.Resampling.BICUBIC, expand=True)
        x, y = self._fine(at)
        corner = round(x - stamp.width / 2), round(y - stamp.height / 2)
        self.image.paste(255 if ink else 0, corner, stamp)

    def measure(self, text: str, size: float, bold: float = 0.045) -> float:
        """Return how wide letter forms are, in picture units."""
        return self._stamp(text, size, bold).width / self._scale

    @contextmanager
    def within(self, shape: Sequence[Point]) -> Iterator[None]:
        """Keep everything drawn inside this block of code inside a shape."""
        left, top, right, bottom = bounds([self._fine(point) for point in shape])
        left, top = max(0, math.floor(left)), max(0, math.floor(top))
        right, bottom = min(self.image.width, right + 1), min(self.image.height, bottom + 1)
        if left >= right or top >= bottom:
            left, top, right, bottom = 0, 0, 1, 1  # off the plate: a scrap, thrown away below
        box = left, top, math.ceil(right), math.ceil(bottom)
        whole, draw, origin = self.image, self._draw, self._origin
        self.image = whole.crop(box)
        self._draw = ImageDraw.Draw(self.image)
        self._origin = origin[0] + left / self._scale, origin[1] + top / self._scale
        mask = Image.new("L", self.image.size)
        ImageDraw.Draw(mask).polygon([self._fine(point) for point in shape], fill=255)
        try:
            yield
        finally:
            whole.paste(self.image, box, mask)
            self.image, self._draw, self._origin = whole, draw, origin

    def put_back(self, earlier: Image.Image) -> None:
        """Restore what an earlier copy of the whole plate held; mind `within`."""
        (x, y), (whole_x, whole_y) = self._origin, self._whole
        left, top = round((x - whole_x) * self._scale), round((y - whole_y) * self._scale)
        self.image.paste(
            earlier.crop((left, top, left + self.image.width, top + self.image.height))
        )

    def _stamp(self, text: str, size: float, bold: float) -> Image.Image:
        return letter_form(text, round(size * self._scale), round(size * self._scale * bold))

    def _fine(self, point: Point) -> Point:
        (x, y), (left, top) = point, self._origin
        return (x - left) * self._scale, (y - top) * self._scale

    def printed(self) -> Image.Image:
        """Return the impression this plate makes: rough edges, a little ink missing."""
        way_up = self.chance.choice(_WAYS_UP)
        soft = self.image.filter(ImageFilter.BoxBlur(2))
        rough = ImageChops.add(soft, grit(self.image.size).transpose(way_up), 2).point(_BITE)
        clean = rough.reduce(FINE)
        return ImageChops.multiply(clean, salt(clean.size).transpose(way_up))


class Sheet:
    """A sheet of paper and its plates, printed in the order in which they are named."""

    def __init__(
        self,
        seed: str,
        *inks: Ink,
        size: tuple[int, int] = LANDSCAPE,
        corner: Point = (0, 0),
        zoom: float = 1,
    ) -> None:
        """Lay out one plate for each ink.

        :param corner: the place that is printed in the top left corner
        :param zoom: how much larger than its own units the picture is printed
        """
        self.size = size
        self.inks = inks
        # A picture must come out the same every time: nothing here is a secret.
        self.chance = random.Random(seed)  # noqa: S311
        self.plates = tuple(Plate(size, self.chance, corner, zoom) for _ in inks)

    def clear(self, shape: Sequence[Point], wobble: float = 0.6) -> None:
        """Cut a shape out of every plate, so that what comes next stands in front."""
        for plate in self.plates:
            plate.cut(shape, wobble)

    @contextmanager
    def within(self, shape: Sequence[Point]) -> Iterator[None]:
        """Keep everything drawn on any plate inside this block of code inside a shape."""
        with ExitStack() as plates:
            for plate in self.plates:
                plates.enter_context(plate.within(shape))
            yield

    def impression(self) -> Image.Image:
        """Print every plate and return the picture, in RGB."""
        picture = Image.new("RGB", self.size, PAPER)
        for index, (ink, plate) in enumerate(zip(self.inks, self.plates, strict=True)):
            last = index == len(self.inks) - 1
            across = 0 if last else self.chance.choice((-3, -2, 2, 3))
            down = 0 if last else self.chance.choice((-2, -1, 1, 2))
            left, top = BLEED + across, BLEED + down
            mask = plate.printed().crop((left, top, left + self.size[0], top + self.size[1]))
            inked = ImageChops.multiply(picture, Image.new("RGB", self.size, ink))
            picture = Image.composite(inked, picture, mask)
        return ImageChops.soft_light(picture, grain(self.size))


def _unsteady(shape: Shape, wobble: float, chance: random.Random) -> Shape:
    """Return an outline as a hand cuts it: the longer a straight run, the further it strays."""
    unsteady: list[Point] = []
    before_x, before_y = shape[-1]
    for x, y in shape:
        stray = wobble * min(1, math.hypot(x - before_x, y - before_y) / 30)
        unsteady.append((x + chance.gauss(0, stray), y + chance.gauss(0, stray)))
        before_x, before_y = x, y
    return unsteady


def _ruled(
    area: tuple[float, float, float, float],
    degrees: float,
    gap: float,
    steady: float,
    chance: random.Random,
) -> Iterator[Shape]:
    """Yield the parallel lines which cover an area, each a little astray."""
    left, top, right, bottom = area
    middle = (left + right) / 2, (top + bottom) / 2
    reach = math.hypot(right - left, bottom - top) / 2 + gap
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    step = 16
    for row in range(-int(reach / gap) - 1, int(reach / gap) + 2):
        stray, phase = chance.gauss(0, steady), chance.uniform(0, math.tau)
        line: list[Point] = []
        for i in range(int(2 * reach / step) + 2):
            along = -reach + i * step
            aside = row * gap + stray + steady * 0.8 * math.sin(along / 90 + phase)
            x, y = middle[0] + along * cos - aside * sin, middle[1] + along * sin + aside * cos
            if left - 18 < x < right + 18 and top - 18 < y < bottom + 18:
                line.append((x, y))
        if len(line) > 1:
            yield line


def _runs(line: Shape, width: Tone, chance: random.Random) -> Iterator[list[tuple[Point, float]]]:
    """Yield the stretches of a line which are wide enough to be cut."""
    run: list[tuple[Point, float]] = []
    for point in line:
        wide = (width(*point) if callable(width) else width) * chance.uniform(0.86, 1.14)
        if wide >= 0.5:
            run.append((point, wide))
            continue
        if len(run) > 1:
            yield run
        run = []
    if len(run) > 1:
        yield run


def _varied(line: Shape, widths: list[float]) -> Shape:
    last = len(line) - 1
    return ribbon(line, lambda t: widths[round(t * last)])


# A texture is turned over for each plate, so that no two miss ink in the same places.
_WAYS_UP = (
    Image.Transpose.FLIP_LEFT_RIGHT,
    Image.Transpose.FLIP_TOP_BOTTOM,
    Image.Transpose.ROTATE_180,
)
_BITE = [max(0, min(255, (value - 112) * 8)) for value in range(256)]
