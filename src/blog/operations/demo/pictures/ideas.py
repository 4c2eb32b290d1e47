"""Pictures of things that stand for an idea: connection, choice, measure."""
# fmt: off
# (Outlines read best with many points in a row.)

import math
from collections.abc import Callable

from PIL.Image import Image

from blog.operations.demo.pictures.press import BLACK, MIST, SAND, SEA, VERMILION, Plate, Sheet
from blog.operations.demo.pictures.shapes import (
    Point,
    Shape,
    box,
    moved,
    oval,
    ribbon,
    smooth,
    turned,
)


def folded_map() -> Image:
    """A map unfolded on a table: hills, a river, and a route in vermilion."""
    sheet = Sheet("folded-map", MIST, SEA, VERMILION, BLACK)
    _mist, _, _, ink = sheet.plates
    ink.flood()
    ink.hatch(box(-16, -16, 1616, 1016), -20, 30, 3, ink=False, steady=2)
    edges = [(90, 190), (410, 100), (730, 200), (1050, 96), (1370, 190), (1580, 120)]
    feet = [(30, 850), (380, 920), (720, 850), (1060, 930), (1400, 850), (1620, 900)]
    whole = [*edges, *feet[::-1]]
    ink.fill(moved(whole, 20, 46))
    sheet.clear(whole)
    with sheet.within(whole):
        _terrain(sheet)
    for i in range(5):
        panel = [edges[i], edges[i + 1], feet[i + 1], feet[i]]
        if i % 2:
            _fold(ink, panel)
        ink.stroke([edges[i], feet[i]], 5)
    crease = [((a + c) / 2, (b + d) / 2) for (a, b), (c, d) in zip(edges, feet, strict=True)]
    ink.stroke(crease, 4)
    ink.stroke([*whole, whole[0]], 6)
    _route(sheet)
    return sheet.impression()


def _fold(ink: Plate, panel: Shape) -> None:
    """Shade a panel that turns away, darkest at its left fold."""
    fold = panel[0][0]
    ink.hatch(panel, 84, 15, lambda x, y: 8 - (x - fold) / 48)


def _terrain(sheet: Sheet) -> None:
    mist, sea, _, ink = sheet.plates
    for x, y, size, lean in ((470, 380, 250, -18), (1210, 640, 290, 24), (180, 760, 170, 0)):
        for ring in range(6):
            r = size * (1 - ring * 0.165)
            hill = [(x + r * (1 + 0.16 * math.sin(a * 3 + ring * 0.2)) * math.cos(a),
                     y + r * 0.66 * (1 + 0.14 * math.cos(a * 2)) * math.sin(a))
                    for a in (math.tau * k / 44 for k in range(45))]
            line = turned(hill, lean, (x, y))
            if ring == 3:
                mist.fill(line)
            sea.stroke(line, 5)
    river = smooth([(700, 60), (760, 240), (690, 400), (800, 560), (760, 720), (880, 960)],
                   closed=False)
    sea.stroke(river, lambda t: 16 + 38 * t)
    lake = smooth([(980, 230), (1100, 190), (1240, 250), (1220, 340), (1080, 370), (990, 320)])
    sea.fill(lake)
    for y in (250, 280, 310, 336):
        sea.gouge([(1010, y), (1200, y)], 7)
    roads: list[list[Point]] = [
        [(40, 520), (300, 560), (560, 650), (760, 640), (1000, 760), (1060, 960)],
        [(900, 40), (930, 400), (1340, 420), (1640, 360)],
    ]
    for line in roads:
        road = smooth(line, closed=False)
        ink.stroke(road, 15)
        ink.stroke(road, 8, ink=False)
    for i in range(26):
        x, y = 300 + (i * 67) % 330, 690 + (i * 41) % 190
        sea.fill([(x, y - 24), (x + 13, y + 10), (x - 13, y + 10)])


def _route(sheet: Sheet) -> None:
    _, _, red, ink = sheet.plates
    way = smooth([(196, 610), (330, 520), (470, 560), (600, 440), (780, 470), (930, 400),
                  (960, 560),
                  (1130, 520), (1290, 430), (1370, 300)], closed=False)
    sheet.clear(ribbon(way, 34))
    red.stroke(way, 20)
    for x, y in ((600, 440), (930, 400), (1130, 520)):
        sheet.clear(oval(x, y, 24))
        red.fill(oval(x, y, 18))
        red.cut(oval(x, y, 8))
    sheet.clear(oval(196, 610, 40))
    red.fill(oval(196, 610, 32))
    red.cut(oval(196, 610, 14))
    flag = [(1370, 150), (1480, 176), (1372, 222)]
    ink.fill([(1372, 306), (1376, 296), (1490, 268), (1540, 240), (1560, 282), (1496, 282)])
    sheet.clear(ribbon([*flag, flag[0]], 14))
    sheet.clear(ribbon([(1368, 130), (1370, 312)], 22))
    red.fill(flag)
    ink.stroke([(1368, 136), (1370, 308)], 10)
    ink.fill(oval(1370, 306, 12, 7))


def speech_threads() -> Image:
    """Speech bubbles sewn together by one thread, the needle still on it."""
    sheet = Sheet("speech-threads", SAND, SEA, VERMILION, BLACK)
    sand, _sea, _red, _ink = sheet.plates
    sand.flood()
    sand.chatter(box(-16, -16, 1616, 1016), 20, 240, 80, 4, ink=False)
    bubbles = (
        ((290, 300), 210, 150, (-70, 110), "ink"), ((720, 190), 150, 108, (40, 90), "paper"),
        ((1120, 350), 250, 176, (120, 120), "red"), ((560, 640), 240, 168, (-130, 110), "sea"),
        ((1000, 760), 150, 112, (70, 90), "ink"), ((1400, 690), 150, 118, (30, 100), "paper"),
        ((180, 830), 130, 96, (60, 80), "paper"),
    )
    for at, wide, tall, tail, kind in bubbles:
        _bubble(sheet, at, wide, tall, tail, kind)
    holes = [(0, 0), (456, 352), (602, 216), (842, 226), (904, 420), (1336, 426), (1432, 618),
             (1284, 726), (1124, 800), (880, 726), (770, 716), (354, 596), (262, 776), (96, 868)]
    _thread(sheet, holes)
    return sheet.impression()


def _bubble(sheet: Sheet, at: Point, wide: float, tall: float, tail: Point, kind: str) -> None:
    _, sea, red, ink = sheet.plates
    x, y = at
    body = smooth([(x - wide, y), (x - wide * 0.86, y - tall * 0.8), (x, y - tall),
                   (x + wide * 0.86, y - tall * 0.8),
                   (x + wide, y), (x + wide * 0.86, y + tall * 0.8), (x, y + tall),
                   (x - wide * 0.86, y + tall * 0.8)])
    point = [(x + tail[0] * 0.35 - 50, y + tall * 0.7), (x + tail[0] * 0.35 + 50, y + tall * 0.7),
             (x + tail[0], y + tall + tail[1] * 0.62)]
    for part in (body, point):
        ink.hatch(moved(part, 30, 32), 40, 11, 5)
    for part in (body, point):
        sheet.clear(ribbon([*part, part[0]], 14))
    tint = {"ink": ink, "red": red, "sea": sea}.get(kind)
    for part in (body, point):
        sheet.clear(part)
        if tint:
            tint.fill(part)
        else:
            ink.stroke([*part, part[0]], 9)
    if not tint:
        ink.cut([(x + (px - x) * 0.975, y + (py - y) * 0.965) for px, py in body])
    mark = tint or ink
    for i, share in enumerate((0.62, 0.78, 0.4)):
        at_y = y - tall * 0.3 + i * tall * 0.32
        mark.stroke([(x - wide * 0.6, at_y), (x - wide * 0.6 + wide * 1.2 * share, at_y)],
                    tall * 0.1, ink=tint is None)


def _thread(sheet: Sheet, holes: Shape) -> None:
    """Sew from hole to hole: above the cloth from one bubble to the next."""
    _, _, red, ink = sheet.plates
    for i in range(1, len(holes) - 1, 2):
        (x, y), (to_x, to_y) = holes[i], holes[i + 1]
        sag = 40 + 0.12 * math.hypot(to_x - x, to_y - y)
        span = smooth([(x, y), ((2 * x + to_x) / 3, (2 * y + to_y) / 3 + sag),
                       ((x + 2 * to_x) / 3, (y + 2 * to_y) / 3 + sag * 0.8), (to_x, to_y)],
                       closed=False)
        sheet.clear(ribbon(span, 19))
        red.stroke(span, 10)
    for x, y in holes[1:-1]:
        sheet.clear(oval(x, y, 21))
        ink.fill(oval(x, y, 13))
    tail = smooth([holes[-2], (250, 960), (420, 910), (560, 940), (700, 884)], closed=False)
    sheet.clear(ribbon(tail, 19))
    red.stroke(tail, 10)
    needle = ribbon([(690, 886), (1000, 946)], lambda t: 20 * (1 - t) + 3)
    sheet.clear(ribbon([*needle, needle[0]], 10))
    ink.fill(needle)
    ink.cut(oval(708, 890, 13, 4))


def tide_tables() -> Image:
    """Waves drawn as a chart: each high water marked, the moon's phase over it."""
    sheet = Sheet("tide-tables", MIST, SEA, VERMILION, BLACK)
    mist, sea, red, ink = sheet.plates

    def tide(x: float, day: float = 0) -> float:
        spring = 0.62 + 0.38 * math.cos((x - 500) / 250)
        return 560 - 190 * spring * math.sin(x / 62 + day)

    for x in range(40, 1640, 178):
        mist.stroke([(x, -16), (x, 1016)], 5)
    for y in range(250, 1000, 104):
        mist.stroke([(-16, y), (1616, y)], 5)
    back = [(x, tide(x, 0.9) + 40) for x in range(-20, 1640, 8)]
    mist.fill([*back, (1640, 1040), (-40, 1040)])
    crest = [(x, tide(x) + 60) for x in range(-20, 1640, 8)]
    whole = [*crest, (1640, 1040), (-40, 1040)]
    sheet.clear(whole)
    sea.fill(whole)
    for depth in range(1, 9):
        line = [(x, y + depth * 40 + (1 - math.cos(depth)) * 6) for x, y in crest]
        sea.stroke(line, _swell(9 - depth * 0.7, 60), ink=False)
    for depth in range(4, 12):
        line = [(x, (y - 600) * (1 - depth / 13) + 600 + depth * 41) for x, y in crest]
        ink.stroke(line, _swell(depth * 1.7, 44, depth))
    sheet.clear(ribbon(crest, 24))
    ink.stroke(crest, 9)
    for k in range(5):
        high = 62 * (math.pi / 2 + math.tau * k)
        at = high, tide(high) + 60
        ink.stroke([(high, at[1] - 30), (high, 226)], 3.5)
        sheet.clear(oval(*at, 25))
        (red if k == 1 else ink).fill(oval(*at, 17))
    for k, phase in enumerate((-0.75, -1.0, -0.4, 0.0, 0.55)):
        _moon(sheet, 97 + k * 390, 130, 62, phase)
    return sheet.impression()


def _swell(width: float, pace: float, start: float = 0) -> Callable[[float], float]:
    """Return the width of a line that swells and thins as water does."""
    return lambda t: width + 3 * math.sin(t * pace + start)


def _moon(sheet: Sheet, x: float, y: float, size: float, phase: float) -> None:
    """A moon: -1 is full, 1 new; the lit part is paper."""
    ink = sheet.plates[-1]
    sheet.clear(oval(x, y, size + 14))
    ink.fill(oval(x, y, size))
    lit = [*oval(x, y, size - 8, None, -90, 90)]
    edge = oval(x, y, (size - 8) * abs(phase), size - 8, 90, 270 if phase < 0 else -90)
    ink.cut([*lit, *edge])
