"""Pictures of a letterpress shop: type, ink and paper."""
# fmt: off
# (Outlines read best with many points in a row.)

import itertools
import math

from PIL.Image import Image

from blog.operations.demo.pictures.press import (
    BLACK,
    MIST,
    SAND,
    SEA,
    VERMILION,
    Plate,
    Sheet,
)
from blog.operations.demo.pictures.shapes import (
    Lay,
    Point,
    Shape,
    box,
    frame,
    moved,
    oval,
    ribbon,
    smooth,
    turned,
)


def type_case() -> Image:
    """A wooden case seen from above, a heap of letters in each box; one sort in vermilion."""
    sheet = Sheet("type-case", SAND, VERMILION, BLACK)
    sand, red, ink = sheet.plates
    sand.flood()
    lay = frame((-150, 60), (0.985, -0.13), (0.13, 0.985))
    ink.hatch(box(-16, -16, 1616, 1016), -7.5, 13, 2.2, steady=2)
    columns = (0, 240, 520, 860, 1130, 1390, 1700, 1960)
    rows = (-160, 110, 420, 720, 990, 1240)
    letters = iter("qxkfbcdeisfgjmnhopwlutrayvzkscdemno")
    for left, right in itertools.pairwise(columns):
        for top, bottom in itertools.pairwise(rows):
            room = box(left + 15, top + 15, right - 15, bottom - 15)
            _compartment(sheet, lay(room))
            with sheet.within(lay(room)):
                _heap(sheet, lay, room, next(letters))
    _sort(sheet, (1010, 470), 16, "g", 250, red)
    return sheet.impression()


def _compartment(sheet: Sheet, room: Shape) -> None:
    ink = sheet.plates[-1]
    ink.fill(room)
    a, b, _c, d = room
    for wall in ([a, b, (b[0] - 16, b[1] + 20), (a[0] + 18, a[1] + 20)],
                 [a, (a[0] + 18, a[1] + 20), (d[0] + 18, d[1] - 4), d]):
        ink.cut(wall)
        ink.hatch(wall, 35, 8, 4)
    ink.stroke([a, b], 5)
    ink.stroke([a, d], 5)


def _heap(sheet: Sheet, lay: Lay, room: Shape, letter: str) -> None:
    chance = sheet.chance
    (left, top), _, (right, bottom), _ = room
    for _ in range(round((right - left) * (bottom - top) / 9500)):
        at = chance.uniform(left + 62, right - 44), chance.uniform(top + 76, bottom - 50)
        _sort(sheet, lay([at])[0], chance.gauss(-8, 38), letter, chance.choice((92, 100, 108)))


def _sort(
    sheet: Sheet, at: Point, turn: float, letter: str, size: float, tint: Plate | None = None
) -> None:
    """One piece of type seen from above: a dark side and a pale face with a reversed letter."""
    ink = sheet.plates[-1]
    x, y = at
    face = turned(box(x - size * 0.33, y - size / 2, x + size * 0.33, y + size / 2), turn, at)
    for drop in (0.11, 0.07, 0.03):
        side = moved(face, size * drop, size * drop * 1.2)
        sheet.clear(ribbon([*side, side[0]], 7))
        ink.fill(side)
    sheet.clear(face)
    if tint:
        tint.fill(face)
    ink.stroke([*face, face[0]], 3.5)
    ink.glyph(letter, at, size * 0.86, turn=turn, reversed_=True, bold=0.07)


def composing_stick() -> Image:
    """A compositor's stick with two set lines, the letters upside down and reversed."""
    sheet = Sheet("composing-stick", VERMILION, MIST, BLACK)
    red, _mist, ink = sheet.plates
    red.flood()
    red.hatch(box(-16, -16, 1616, 1016), -8, 30, lambda x, y: (y - 560) / 60, ink=False)
    lay = frame((770, 480), (0.99, -0.14), (0.11, 0.99))
    shade = lay([(-700, 330), (900, 330), (960, 420), (-640, 420)])
    ink.fill(shade)
    body = lay(box(-760, -300, 900, 350))
    sheet.clear(body)
    ink.fill(body)
    for y in (-276, -262, 320):
        ink.stroke(lay([(-740, y), (880, y)]), 5, ink=False)
    well = lay(box(-640, -216, 470, 300))
    ink.cut(well)
    ink.fill(lay(box(-640, -216, 470, -196)))
    x = -640.0
    for i, (letter, width) in enumerate(zip("nteu aor mis", WIDTHS, strict=True)):
        right = min(x + width, 470)
        _standing(sheet, lay, (x, right), letter, dark=i % 3 == 2)
        x = right
    for y in (206, 246):
        ink.fill(lay(box(-640, y, 470, y + 15)))
    _knee(sheet, lay)
    return sheet.impression()


WIDTHS = (112, 84, 104, 112, 50, 104, 112, 82, 50, 150, 60, 96)


def _standing(
    sheet: Sheet, lay: Lay, span: tuple[float, float], letter: str, *, dark: bool
) -> None:
    """One letter in the line: its face above, upside down and reversed, its near side below."""
    _, mist, ink = sheet.plates
    left, right = span
    if letter == " ":
        ink.fill(lay(box(left, -196, right, 60)))
        mist.fill(lay(box(left, 60, right, 300)))
        return
    face = lay(box(left + 2, -196, right - 2, 44))
    ink.stroke([*face, face[0]], 4)
    middle = lay([((left + right) / 2, -76)])[0]
    ink.glyph(letter, middle, 176, turn=172, reversed_=True, bold=0.045)
    side = lay(box(left + 2, 44, right - 2, 300))
    mist.fill(side)
    mist.cut(lay(box(left + 9, 54, left + 22, 292)))
    ink.stroke([*side, side[0]], 4)
    shaded = lay(box(right - (46 if dark else 26), 44, right - 2, 300))
    ink.hatch(shaded, 86, 9, 4.5)


def _knee(sheet: Sheet, lay: Lay) -> None:
    red, mist, ink = sheet.plates
    head = lay(box(-720, -250, -644, 320))
    knee = lay([(472, -250), (560, -250), (560, 40), (700, 120), (700, 300), (472, 300)])
    for part in (head, knee):
        sheet.clear(part)
        mist.fill(part)
        ink.stroke([*part, part[0]], 6)
        ink.hatch(part, 38, 12, 4)
    for x, y, size in ((620, 216, 44), (516, -180, 20)):
        screw = lay(oval(x, y, size))
        sheet.clear(screw)
        red.fill(screw)
        ink.stroke([*screw, screw[0]], 6)
        ink.stroke(lay([(x - size * 0.7, y + size * 0.4), (x + size * 0.7, y - size * 0.4)]), 8)


def ink_rollers() -> Image:
    """Three hand rollers on a stone slab, a film of vermilion rolled out under one of them."""
    sheet = Sheet("ink-rollers", MIST, VERMILION, BLACK)
    mist, red, ink = sheet.plates
    mist.flood()
    mist.hatch(box(-16, -16, 1616, 1016), 84, 46, 3, ink=False)
    slab = turned(box(-120, 130, 1120, 900), -6, (560, 520))
    ink.fill(moved(slab, 24, 32))
    sheet.clear(slab)
    ink.stroke([*slab, slab[0]], 5)
    ink.chatter(slab, -14, 46, 70, 3)
    film = turned(moved(_film(), 690, 520), -13, (690, 520))
    red.fill(film, 0.8)
    red.chatter(film, -13, 90, 300, 6, ink=False)
    _brayer(sheet, (690, 520), -13, 1.5, inked=True)
    _brayer(sheet, (1360, 130), 46, 0.92, inked=False)
    _brayer(sheet, (1300, 790), -20, 1.05, inked=True)
    return sheet.impression()


def _film() -> Shape:
    """The track of ink behind a roller at the origin: solid near it, streaks where it began."""
    streaks: list[Point] = []
    for i in range(19):
        y = 268 - i * 29.8
        reach = -600 + 110 * math.sin(i * 2.3) + 60 * math.sin(i * 0.6)
        streaks += [(reach, y), (reach + 8, y - 13), (-380 + 40 * math.sin(i * 1.7), y - 15)]
    return [(0, -268), (0, 268), *streaks]


def _brayer(sheet: Sheet, at: Point, turn: float, size: float, *, inked: bool) -> None:
    """A hand roller from above: a rubber cylinder in a wire fork, on a turned handle."""
    mist, red, ink = sheet.plates

    def lay(points: Shape) -> Shape:
        return turned([(at[0] + x * size, at[1] + y * size) for x, y in points], turn, at)

    fork = [(0, -196), (8, -216), (70, -214), (150, -60), (150, 60), (70, 214), (8, 216), (0, 196)]
    ink.stroke(moved(lay(fork), 16, 22), 13 * size)
    sheet.clear(ribbon(lay(fork), 22 * size))
    ink.stroke(lay(fork), 12 * size)
    handle = lay(smooth([(140, -22), (180, -26), (200, -18), (230, -34), (330, -40), (400, -26),
                         (420, 0), (400, 26), (330, 40), (230, 34), (200, 18), (180, 26),
                         (140, 22)], steps=6))
    ink.fill(moved(handle, 16, 24))
    sheet.clear(ribbon([*handle, handle[0]], 7))
    ink.fill(handle)
    for y, wide in ((-20, 7), (-6, 5)):
        ink.gouge(lay([(232, y), (392, y * 0.8)]), wide * size)
    drum = lay(box(-66, -180, 66, 180))
    ink.fill(moved(drum, 20, 28))
    sheet.clear(ribbon([*drum, drum[0]], 8))
    sheet.clear(drum)
    ink.fill(lay(box(-14, -206, 14, 206)))
    ink.cut(drum)
    if inked:
        red.fill(drum)
    else:
        mist.fill(drum)
    ink.fill(lay(box(18, -180, 66, 180)))
    ink.hatch(lay(box(-66, -180, 20, 180)), turn + 90, 13 * size,
              lambda x, y: 9 * max(0.0, _across(at, turn, (x, y)) / size + 30) / 50)
    for plate in (red, mist):
        plate.cut(lay(box(-46, -160, -36, 160)))


def _across(at: Point, turn: float, point: Point) -> float:
    """Return how far a point lies from the axis of a roller turned about `at`."""
    a = math.radians(turn)
    return (point[0] - at[0]) * math.cos(a) + (point[1] - at[1]) * math.sin(a)


def paper_stack() -> Image:
    """Reams of paper on a bench, the top sheet of one lifting in a draught."""
    sheet = Sheet("paper-stack", SEA, VERMILION, BLACK)
    sea, _, ink = sheet.plates
    sea.flood()
    ink.hatch(box(-16, -16, 1616, 830), 0, 16, lambda x, y: 13 - y / 46 - (1600 - x) / 210)
    bench = box(-16, 830, 1616, 1016)
    ink.fill(bench)
    for y in (862, 905, 958):
        ink.gouge([(sheet.chance.uniform(-60, 400), y), (sheet.chance.uniform(900, 1640), y + 5)],
                  7)
    _pile(sheet, (1210, 812), 380, (150, -72), reams=2)
    _pile(sheet, (70, 850), 430, (170, -84), reams=3)
    _pile(sheet, (560, 916), 500, (190, -92), reams=4)
    return sheet.impression()


def _pile(sheet: Sheet, foot: Point, wide: float, back: Point, *, reams: int) -> None:
    """Wrapped reams one on another, not quite straight, and a few loose sheets on top."""
    x, y = foot
    for _ in range(reams):
        shift = sheet.chance.uniform(-16, 16)
        _ream(sheet, (x + shift, y), wide, 116, back, wrapped=True)
        y -= 116
    if reams == 4:
        _ream(sheet, (x, y), wide, 34, back, wrapped=False)
        _lifting(sheet, (x, y - 34), wide, back)


def _ream(
    sheet: Sheet, foot: Point, wide: float, tall: float, back: Point, *, wrapped: bool
) -> None:
    """A block of paper seen from the right and above."""
    _, red, ink = sheet.plates
    x, y = foot
    front = box(x, y - tall, x + wide, y)
    lid = [(x, y - tall), (x + back[0], y - tall + back[1]),
           (x + wide + back[0], y - tall + back[1]), (x + wide, y - tall)]
    side = [(x + wide, y - tall), lid[2], (lid[2][0], y + back[1]), (x + wide, y)]
    for face in (front, lid, side):
        sheet.clear(face, 0)
    ink.hatch(front, 0, 11, lambda px, py: sheet.chance.uniform(0.6, 4.4), steady=1.4)
    ink.fill(side)
    ink.hatch(side, -26, 12, 3.2, ink=False, steady=1.4)
    if wrapped:
        left, right = x + wide * 0.3, x + wide * 0.72
        band = [(left, y), (left, y - tall), (left + back[0], y - tall + back[1]),
                (right + back[0], y - tall + back[1]), (right, y - tall), (right, y)]
        ink.cut(band)
        red.fill(band)
        ink.hatch(box(right - 60, y - tall, right, y), 90, 11, 4)
        ink.stroke([(left, y - tall), (right, y - tall)], 4)
    ink.stroke([*front, front[0]], 5)
    ink.stroke([*lid, lid[0]], 5)


def _lifting(sheet: Sheet, corner: Point, wide: float, back: Point) -> None:
    """The top sheet, lying at its right edge, its left edge in the air."""
    _, _, ink = sheet.plates
    x, y = corner
    near = smooth([(x + wide, y - 3), (x + wide - 190, y - 10), (x + 190, y - 44),
                   (x + 80, y - 110), (x + 6, y - 190), (x - 84, y - 226)], closed=False)
    far = [(px + back[0], py + back[1] - i * 0.9) for i, (px, py) in enumerate(near)]
    under = [*near, (x, y)]
    ink.hatch(under, -26, 9, lambda px, py: 9 - (px - x) / 50)
    curl = [*near, *far[::-1]]
    sheet.clear(curl)
    ink.hatch(curl, -26, 13, lambda px, py: 7 - abs(px + (py - y) * 1.6 - x - 110) / 22)
    ink.stroke([*curl, curl[0]], 5)
