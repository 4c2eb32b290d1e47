"""Pictures of open country and gardens."""
# fmt: off
# (Outlines read best with many points in a row.)

import math

from PIL.Image import Image

from blog.operations.demo.pictures.press import BLACK, MIST, SAND, SEA, VERMILION, Sheet
from blog.operations.demo.pictures.shapes import (
    Point,
    Shape,
    box,
    moved,
    oval,
    ribbon,
    scaled,
    smooth,
    turned,
)


def mountain_path() -> Image:
    """A path zigzags up a dark hill towards a low sun; one walker on it."""
    sheet = Sheet("mountain-path", MIST, SEA, VERMILION, BLACK)
    mist, sea, red, ink = sheet.plates
    red.fill(oval(420, 300, 128))
    mist.hatch(box(-16, -16, 1616, 560), 0, 18, lambda x, y: 15 - y / 40)
    mist.cut(oval(420, 300, 136))
    ranges: list[tuple[list[Point], float]] = [
        ([(-40, 460), (140, 380), (300, 440), (480, 350), (700, 470), (900, 420), (1640, 560)], 9),
        ([(-40, 600), (160, 520), (360, 590), (560, 500), (760, 610), (1000, 560), (1640, 700)],
         15),
    ]
    for ridge, width in ranges:
        shape = [*ridge, (1640, 1040), (-40, 1040)]
        sheet.clear(shape, 3)
        sea.hatch(shape, -34, 19, width)
    hill = smooth(
        [(-60, 940), (180, 850), (420, 800), (640, 660), (840, 500), (960, 350), (1050, 210),
         (1120, 168), (1190, 230), (1290, 380), (1400, 470), (1520, 610), (1680, 720)],
        closed=False,
    )
    hill = [*hill, (1680, 1060), (-60, 1060)]
    sheet.clear(hill)
    ink.fill(hill, 2)
    _hillside(sheet, hill)
    _zigzag(sheet)
    _pines(sheet)
    return sheet.impression()


def _hillside(sheet: Sheet, hill: Shape) -> None:
    """Carve the lit side: lines fall from the ridge, closer together towards the light."""
    _, sea, _, ink = sheet.plates
    with ink.within(hill):
        for i in range(70):
            spread = i / 69
            top = 1120 - 90 * (1 - spread), 190 + 60 * spread
            foot = -320 + 1220 * spread, 1020
            start = sheet.chance.uniform(0.02, 0.5)
            for _ in range(3):
                end = start + sheet.chance.uniform(0.08, 0.24)
                bend = 40 * math.sin(math.pi * start)
                a = _along(top, foot, start, bend)
                b = _along(top, foot, min(end, 1), bend)
                ink.gouge([a, b], 7 * (1.2 - spread))
                start = end + sheet.chance.uniform(0.03, 0.16)
    sea.fill(hill)


def _along(top: Point, foot: Point, t: float, bend: float) -> Point:
    return top[0] + (foot[0] - top[0]) * t, top[1] + (foot[1] - top[1]) * t + bend


def _zigzag(sheet: Sheet) -> None:
    _, _, red, _ = sheet.plates
    turns = [(520, 1040), (980, 930), (1290, 850), (1180, 770), (820, 720), (800, 664), (1030, 620),
             (1240, 560), (1216, 510), (1010, 468), (996, 430), (1150, 386), (1158, 350),
             (1072, 310), (1070, 280), (1120, 240), (1116, 176)]
    bends = smooth(turns, closed=False, steps=9)
    for i, (x, y) in enumerate(bends):
        half = 37 * (1 - i / len(bends)) ** 1.5 + 4
        sheet.clear(oval(x, y, half * 1.2, half))
        sheet.clear(ribbon(bends[i : i + 2], half * 2))
    x, y = 980, 900
    sheet.clear(moved(smooth([(-22, 0), (-18, -64), (0, -104), (20, -64), (24, 0)]), x, y))
    red.fill(moved(smooth([(-18, 4), (-20, -50), (0, -76), (18, -50), (18, 4)], steps=6), x, y))
    ink = sheet.plates[3]
    ink.fill(oval(x + 2, y - 90, 12, 15))
    ink.fill(moved([(-14, 0), (-6, 0), (-10, 44), (-20, 44)], x, y))
    ink.fill(moved([(4, 0), (13, 0), (22, 42), (12, 44)], x, y))
    ink.stroke([(x + 20, y - 46), (x + 40, y + 40)], 5)
    ink.fill(moved(smooth([(-18, -58), (-36, -50), (-34, -14), (-18, -8)]), x, y))


def _pines(sheet: Sheet) -> None:
    ink = sheet.plates[3]
    for x, y, tall in ((60, 1010, 330), (190, 1030, 250), (-20, 1020, 240), (1480, 1030, 420),
                       (1590, 1030, 330), (1370, 1030, 260)):
        sides: list[Point] = []
        for i in range(9):
            down, reach = i / 8 * tall, 8 + i / 8 * tall * 0.26
            sides += [(reach, down), (reach * 0.55, down + 4)]
        tree = [(0, -14), *sides, *[(-px, py) for px, py in reversed(sides)]]
        tree = moved(tree, x, y - tall)
        sheet.clear(ribbon([*tree, tree[0]], 8))
        for plate in (sheet.plates[1], ink):
            plate.fill(tree)
        for i in range(3, 12):
            at = y - tall + i * tall / 13
            ink.gouge([(x - 2, at), (x - 6 - i * tall / 90, at + tall / 16)], 6)


def crossing_paths() -> Image:
    """Fields from above: pale paths meet at a tree, and part again."""
    sheet = Sheet("crossing-paths", SAND, SEA, VERMILION, BLACK)
    _sand, _sea, _, ink = sheet.plates
    paths = [
        smooth([(-80, 250), (260, 330), (560, 500), (820, 560), (1180, 520), (1700, 640)],
               closed=False),
        smooth([(330, 1080), (470, 800), (700, 610), (880, 540), (1010, 330), (1050, -80)],
               closed=False),
        smooth([(800, 552), (1000, 640), (1180, 820), (1240, 1080)], closed=False),
    ]
    fields: list[tuple[Shape, float, str]] = [
        ([(-40, -40), (620, -40), (520, 260), (240, 320), (-40, 240)], 24, "sand"),
        ([(620, -40), (1060, -40), (1000, 330), (880, 540), (560, 500), (520, 260)], 66, "sea"),
        ([(1060, -40), (1660, -40), (1660, 250), (1010, 330)], -12, "ink"),
        ([(1010, 330), (1660, 250), (1660, 640), (1180, 520), (880, 540)], 18, "sand"),
        ([(-40, 240), (240, 320), (560, 500), (700, 610), (470, 800), (-40, 640)], -28, "ink"),
        ([(-40, 640), (470, 800), (330, 1060), (-40, 1060)], 70, "sea"),
        ([(470, 800), (700, 610), (800, 552), (1000, 640), (1180, 820), (1240, 1060), (330, 1060)],
         8, "sand"),
        ([(800, 552), (1180, 520), (1660, 640), (1660, 820), (1180, 820), (1000, 640)], -40, "sea"),
        ([(1180, 820), (1660, 820), (1660, 1060), (1240, 1060)], 52, "ink"),
    ]
    for shape, degrees, kind in fields:
        _field(sheet, shape, degrees, kind)
    for path, width in zip(paths, (74, 58, 46), strict=True):
        sheet.clear(ribbon(path, width + 14), 3)
    for path, width in zip(paths, (74, 58, 46), strict=True):
        for side in (-1, 1):
            ink.chatter(ribbon(path, width), 10 * side, 26, 26, 3)
    for x, y, size in ((770, 470, 78), (1330, 330, 50), (1410, 380, 62), (1480, 320, 44),
                       (180, 470, 56), (110, 540, 40), (620, 900, 60), (700, 950, 44),
                       (1500, 940, 66), (420, 120, 50), (360, 170, 38)):
        _tree(sheet, x, y, size)
    _person(sheet, 330, 356, 24)
    _person(sheet, 1090, 716, 46)
    return sheet.impression()


def _field(sheet: Sheet, shape: Shape, degrees: float, kind: str) -> None:
    sand, sea, _, ink = sheet.plates
    if kind == "sand":
        sand.fill(shape)
        ink.hatch(shape, degrees, 24, 4.5, steady=1.6)
    elif kind == "sea":
        sea.fill(shape)
        sea.hatch(shape, degrees, 21, 8, ink=False, steady=1.4)
    else:
        ink.fill(shape)
        sand.fill(shape)
        ink.hatch(shape, degrees, 19, lambda x, y: 8 + 3 * math.sin((x + y) / 90), ink=False)


def _tree(sheet: Sheet, x: float, y: float, size: float) -> None:
    _, sea, _, ink = sheet.plates
    shade = smooth([(0, -0.9), (1.4, -0.4), (2.0, 0.5), (1.5, 1.1), (0.4, 1.0)])
    ink.fill(moved(scaled(shade, size), x, y))
    count = 9
    crown = []
    for i in range(count):
        a = math.tau * i / count
        for reach, turn in ((1.0, 0.0), (0.84, math.pi / count)):
            crown.append((x + size * reach * math.cos(a + turn),
                          y + size * reach * math.sin(a + turn)))
    crown = smooth(crown, steps=4)
    sheet.clear(ribbon([*crown, crown[0]], 7))
    sheet.clear(crown)
    sea.fill(crown)
    for i in range(4):
        arc = oval(x, y, size * (0.25 + 0.19 * i), None, -40, 110)
        ink.stroke(arc, 5)
    ink.fill([*oval(x, y, size * 0.98, None, -30, 100),
              *oval(x - 6, y - 6, size * 0.86, None, 100, -30)])


def _person(sheet: Sheet, x: float, y: float, heading: float) -> None:
    _, _, red, ink = sheet.plates
    shade: list[list[Point]] = [
        [(0, -12), (60, -12), (60, 0), (0, 0)],
        [(0, 6), (60, 4), (60, 14), (0, 18)],
        smooth([(52, -16), (120, -24), (136, 0), (120, 26), (52, 18)]),
        oval(158, 2, 17, 14),
    ]
    for part in shade:
        ink.fill(turned(moved(part, x, y), 27, (x, y)))
    sheet.clear(oval(x, y, 28, 26))
    red.fill(turned(oval(x, y, 17, 29), heading, (x, y)))
    ink.fill(oval(x + 1, y - 1, 12, 12))
