"""Pictures with water in them."""
# fmt: off
# (Outlines read best with many points in a row.)

import math
from collections.abc import Sequence

from PIL.Image import Image

from blog.operations.demo.pictures.press import (
    BLACK,
    MIST,
    NIGHT,
    SAND,
    SEA,
    VERMILION,
    Sheet,
)
from blog.operations.demo.pictures.shapes import (
    Shape,
    box,
    oval,
    ribbon,
    smooth,
)

EVERYTHING = box(-16, -16, 1616, 1016)


def lighthouse() -> Image:
    """A banded lighthouse on a rock at dusk, its beam over the water."""
    sheet = Sheet("lighthouse", SAND, NIGHT, VERMILION, BLACK)
    sand, night, red, ink = sheet.plates
    sky, water = box(-16, -16, 1616, 700), box(-16, 690, 1616, 1016)
    sand.fill(box(-16, 380, 1616, 1016), 3)
    night.fill(box(-16, -16, 1616, 250), 4)
    night.hatch(sky, 1.5, 17, lambda x, y: max(0, 19 - (y - 230) / 21))
    ink.hatch(box(-16, -16, 1616, 400), 1.5, 17, lambda x, y: max(0, 13 - y / 22 - x / 260))
    red.fill(oval(300, 690, 120, 120, 180, 360), 2)
    _beam(sheet)
    night.hatch(water, 0.5, 15, lambda x, y: 5 + (y - 690) / 28 + 3 * math.sin(x / 130 + y / 23))
    ink.hatch(box(-16, 770, 1616, 1016), 0.5, 23, lambda x,
              y: (y - 780) / 17 + 4 * math.sin(x / 90))
    for y in range(706, 880, 19):
        wide = 130 - (y - 700) * 0.35 + sheet.chance.uniform(-30, 30)
        shift = sheet.chance.uniform(-18, 18)
        glint = ribbon([(300 + shift - wide, y), (300 + shift, y), (300 + shift + wide, y)], 8)
        night.cut(glint)
        red.fill(glint)
    _rock(sheet)
    _tower(sheet)
    return sheet.impression()


def _beam(sheet: Sheet) -> None:
    beam = [(1120, 232), (-40, 60), (-40, 330), (1120, 258)]
    for plate in sheet.plates[1:]:
        plate.hatch(beam, 7, 12, lambda x, y: 11, ink=False)
    short = [(1160, 236), (1640, 190), (1640, 290), (1160, 254)]
    sheet.plates[3].hatch(short, 2, 12, 10, ink=False)
    sheet.plates[1].hatch(short, 2, 12, 10, ink=False)


def _rock(sheet: Sheet) -> None:
    ink = sheet.plates[3]
    rock = smooth(
        [(700, 860), (800, 790), (880, 775), (960, 716), (1040, 700), (1180, 690), (1290, 705),
         (1380, 760), (1470, 772), (1640, 850), (1640, 1040), (640, 1040), (610, 930)]
    )
    sheet.clear(rock)
    ink.fill(rock, 3)
    for x, y, long in ((840, 800, 150), (980, 735, 260), (1075, 720, 210), (905, 840, 120),
                       (1010, 880, 100), (760, 880, 90), (1150, 760, 150)):
        for i in range(5):
            start = x + i * 17, y + i * 13
            ink.gouge([start, (start[0] - long * 0.28 - i * 3, start[1] + long * 0.55)], 8)


def _tower(sheet: Sheet) -> None:
    _, _, red, ink = sheet.plates
    tower = [(1072, 720), (1098, 300), (1182, 300), (1216, 720)]
    sheet.clear(tower)
    for low, high in ((300, 372), (468, 560), (650, 720)):
        def edge(y: float, left: bool) -> float:
            down = (y - 300) / 420
            return 1098 - 26 * down if left else 1182 + 34 * down
        red.fill([(edge(low, True), low), (edge(low, False), low + 6),
                  (edge(high, False), high + 10), (edge(high, True), high)])
    ink.hatch(tower, 91, 9, lambda x, y: max(0, (x - 1128) / 9))
    ink.fill([(1174, 300), (1186, 300), (1220, 722), (1196, 722)])
    ink.fill(box(1076, 282, 1204, 304))
    sheet.clear(box(1104, 214, 1176, 282))
    ink.fill(box(1102, 210, 1110, 284))
    ink.fill(box(1170, 210, 1178, 284))
    ink.fill(box(1136, 210, 1143, 284))
    red.fill(oval(1124, 248, 11, 26))
    ink.fill(smooth([(1090, 214), (1104, 186), (1140, 160), (1176, 186), (1190, 214)], steps=6))
    ink.fill(box(1136, 128, 1144, 170))
    for x in range(1078, 1206, 14):
        ink.stroke([(x, 262), (x, 284)], 3)
    ink.stroke([(1072, 262), (1208, 262)], 4)
    for y in (430, 600):
        ink.fill(oval(1128, y, 9, 15))


def harbour_morning() -> Image:
    """Boats at their moorings, a low sun behind the far shore."""
    sheet = Sheet("harbour-morning", MIST, VERMILION, BLACK)
    mist, red, ink = sheet.plates
    water = box(-16, 470, 1616, 1016)
    mist.hatch(box(-16, -16, 1616, 470), -2, 20, lambda x, y: 15 - y / 32)
    red.fill(oval(1130, 330, 150))
    for plate in (mist, ink):
        plate.cut(oval(1130, 330, 156))
    for y, gap in ((372, 8), (398, 12), (424, 15)):
        red.cut(box(950, y, 1300, y + gap))
    far = smooth([(-40, 420), (160, 396), (330, 418), (560, 380), (760, 424), (980, 436),
                  (1200, 440), (1400, 404), (1640, 380)], closed=False)
    red.cut([*far, (1640, 490), (-40, 490)])
    mist.fill([*far, (1640, 476), (-40, 476)])
    ink.hatch([*far, (1640, 474), (-40, 474)], -38, 13, 5)
    mist.hatch(water, 0.4, 15, lambda x, y: 4 + (y - 460) / 48 + 4 * math.sin(x / 140 + y / 31))
    _sun_path(sheet)
    ink.hatch(water, 0.3, 29, lambda x, y: (y - 640) / 60 + 3 * math.sin(x / 110 + y / 19))
    _boat(sheet, 236, 548, 0.55, sail=False)
    _boat(sheet, 1370, 640, 0.85, sail=True)
    _boat(sheet, 560, 770, 1.5, sail=True)
    _quay(sheet)
    return sheet.impression()


def _sun_path(sheet: Sheet) -> None:
    mist, red, _ = sheet.plates
    for i, y in enumerate(range(486, 1000, 21)):
        wide = 150 - 80 * math.sin(i / 5) + i * 5
        middle = 1130 + sheet.chance.uniform(-16, 16) - i * 3
        streak = smooth([(middle - wide, y + 3), (middle - wide / 3, y - 5), (middle + wide / 2, y),
                         (middle + wide, y + 4), (middle, y + 9)])
        mist.cut(streak)
        red.fill(streak)


def _boat(sheet: Sheet, x: float, y: float, size: float, *, sail: bool) -> None:
    """A moored fishing boat, its waterline at (x, y)."""
    _, red, ink = sheet.plates

    def at(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return [(x + px * size, y + py * size) for px, py in points]

    hull = smooth(at((-190, -66), (-60, -40), (90, -40), (200, -80), (168, -16), (140, 4),
                     (-130, 4), (-168, -20)), steps=8)
    mirror = smooth(at((-150, 8), (150, 8), (120, 26), (60, 36), (-90, 36)))
    ink.hatch(mirror, 0, 11 * size, 8 * size)
    mast = at((10, -50), (18, -420))
    for i in range(9):
        ripple = at((10 - 26 + i * 3, 50 + i * 20), (12 + 26 - i * 2, 52 + i * 20))
        ink.stroke(ripple, 6 * size)
    if sail:
        furled = smooth(at((14, -120), (90, -150), (190, -168), (196, -150), (100, -122),
                           (16, -96)))
        sheet.clear(furled)
        red.fill(furled)
        ink.hatch(furled, 60, 18 * size, 3 * size)
        ink.stroke(at((10, -100), (206, -146)), 6 * size)
    cabin = at((-120, -52), (-112, -128), (-30, -128), (-22, -46))
    sheet.clear(hull)
    sheet.clear(cabin)
    ink.fill(cabin)
    for window in (at((-102, -118), (-76, -118), (-78, -88), (-104, -88)),
                   at((-64, -118), (-42, -118), (-40, -88), (-64, -88))):
        ink.cut(window)
        red.fill(window)
    ink.fill(hull)
    red.fill(ribbon(at((-172, -30), (-60, -14), (90, -14), (176, -40)), 9 * size))
    ink.cut(ribbon(at((-172, -30), (-60, -14), (90, -14), (176, -40)), 10 * size))
    ink.hatch(hull, -6, 15 * size, lambda px, py: (px - x) / 60 - 0.4, ink=False)
    ink.stroke(mast, 10 * size)
    for end in ((-186, -64), (198, -80)):
        ink.stroke(at((18, -412), end), 2.6 * size)
    ink.fill(at((18, -420), (78, -404), (20, -386)))


def _quay(sheet: Sheet) -> None:
    _, red, ink = sheet.plates
    quay = [(-20, 806), (250, 842), (430, 905), (590, 1020), (-20, 1020)]
    sheet.clear(quay)
    ink.fill(quay, 2)
    for i in range(6):
        top = (-20 + i * 96, 838 + i * 17 + i * i * 3)
        ink.gouge([top, (top[0] - 26, 1010)], 6)
    ink.gouge([(-20, 836), (240, 872), (418, 934), (520, 1010)], 9)
    bollard = smooth([(120, 850), (126, 766), (100, 742), (112, 716), (176, 712), (204, 730),
                      (190, 760), (186, 856)], steps=6)
    sheet.clear(bollard)
    ink.fill(bollard)
    ink.gouge([(142, 846), (144, 770)], 9)
    ink.gouge([(122, 732), (170, 726)], 7)
    rope = smooth([(190, 792), (270, 838), (330, 800), (352, 720)], closed=False)
    ink.stroke(rope, 9)
    for lap in (786, 800):
        red.stroke([(116, lap), (200, lap + 4)], 8)
        ink.cut(ribbon([(116, lap), (200, lap + 4)], 9))


def bridge_span() -> Image:
    """A stone bridge of three arches and its reflection, a town behind."""
    sheet = Sheet("bridge-span", SAND, SEA, BLACK)
    sand, sea, _ink = sheet.plates
    sand.fill(box(-16, 60, 1616, 640), 3)
    sand.hatch(box(-16, -16, 1616, 70), 0, 14, lambda x, y: 4 + y / 8)
    sheet.clear(oval(380, 214, 82))
    _town(sheet)
    sea.fill(box(-16, 640, 1616, 1016), 2)
    for y in range(664, 1010, 26):
        for _ in range(7):
            x, long = sheet.chance.uniform(-60, 1600), sheet.chance.uniform(60, 210)
            sea.gouge([(x, y), (x + long, y + sheet.chance.uniform(-3, 3))], 9)
    arches = [(330, 140, 176), (770, 210, 250), (1290, 250, 300)]
    deck = smooth([(-40, 462), (330, 376), (780, 306), (1290, 282), (1640, 300)], closed=False)
    walls = [*deck, (1640, 690), (-40, 690)]
    openings = [
        [(x - wide, 720), *oval(x, 660, wide, tall, 180, 360), (x + wide, 720)]
        for x, wide, tall in arches
    ]
    _masonry(sheet, walls, openings, deck)
    for (x, wide, tall), opening in zip(arches, openings, strict=True):
        _arch(sheet, x, wide, tall, opening)
    _reflection(sheet, arches)
    _walker(sheet, 1010, 262)
    return sheet.impression()


def _town(sheet: Sheet) -> None:
    _, sea, _ink = sheet.plates
    roofs = [(-40, 640), (-40, 470), (40, 430), (120, 470), (120, 500), (170, 500), (170, 420),
             (206, 380), (242, 420), (242, 520), (330, 520), (330, 470), (400, 436), (470, 470),
             (470, 540), (560, 540), (560, 500), (640, 500), (640, 560), (800, 560), (800, 500),
             (900, 450), (1000, 500), (1000, 640)]
    sea.hatch(roofs, 90, 13, 8)
    hills = smooth([(560, 640), (800, 540), (1060, 470), (1300, 500), (1640, 430)], closed=False)
    sea.hatch([*hills, (1640, 640)], 20, 14, 7)


def _masonry(sheet: Sheet, walls: Shape, openings: Sequence[Shape], deck: Shape) -> None:
    _sand, _sea, ink = sheet.plates
    spared = [(plate, plate.image.copy()) for plate in sheet.plates]
    sheet.clear(walls)
    ink.fill(walls, 2)
    for course in range(46, 400, 40):
        line = [(x, y + course) for x, y in deck]
        ink.stroke(line, 3.4, ink=False)
        for x, y in line[course % 3 :: 4]:
            ink.stroke([(x + course % 50, y), (x + course % 50 + 2, y - 38)], 3.2, ink=False)
    for opening in openings:
        for plate, behind in spared:
            with plate.within(opening):
                plate.put_back(behind)
    parapet = ribbon([(x, y - 14) for x, y in deck], 26)
    sheet.clear(parapet)
    ink.stroke([(x, y - 28) for x, y in deck], 6)
    ink.stroke([(x, y + 1) for x, y in deck], 7)
    for x, y in deck[::2]:
        ink.stroke([(x, y - 26), (x, y)], 4)


def _arch(sheet: Sheet, x: float, wide: float, tall: float, opening: Shape) -> None:
    _, _, ink = sheet.plates
    ring = ribbon(oval(x, 660, wide + 17, tall + 17, 180, 360), 32)
    sheet.clear(ring)
    for angle in range(180, 361, 9):
        a = math.radians(angle)
        inner = x + wide * math.cos(a), 660 + tall * math.sin(a)
        outer = x + (wide + 34) * math.cos(a), 660 + (tall + 34) * math.sin(a)
        ink.stroke([inner, outer], 5)
    ink.stroke(oval(x, 660, wide + 34, tall + 34, 180, 360), 5)
    under = [*oval(x, 660, wide, tall, 180, 360), *oval(x + 34, 668, wide, tall - 20, 360, 180)]
    with ink.within(opening):
        ink.fill(under)
        ink.hatch(under, 0, 16, 4, ink=False)


def _reflection(sheet: Sheet, arches: list[tuple[int, int, int]]) -> None:
    ink = sheet.plates[-1]
    openings = [oval(x, 690, wide - 6, tall * 0.62, 0, 180) for x, wide, tall in arches]

    def depth(x: float, y: float) -> float:
        for middle, wide, tall in arches:
            if ((x - middle) / (wide - 6)) ** 2 + ((y - 690) / (tall * 0.62)) ** 2 < 1:
                return 0
        return 14 - (y - 690) / (17 + x / 140)

    ink.hatch(box(-16, 690, 1616, 1016), 0.2, 15, depth)
    for opening in openings:
        ink.stroke(opening, lambda t: 5)
    ink.stroke([(-16, 690), (1616, 690)], 8)


def _walker(sheet: Sheet, x: float, y: float) -> None:
    ink = sheet.plates[-1]
    ink.fill(oval(x, y - 92, 13, 16))
    ink.fill(smooth([(x - 14, y - 72), (x + 12, y - 74), (x + 26, y + 6), (x - 22, y + 6)]))
    ink.fill([(x + 8, y - 66), (x + 46, y - 34), (x + 42, y - 26), (x + 4, y - 48)])
    ink.stroke([(x + 43, y - 32), (x + 52, y + 10)], 5)
