"""Pictures of things that stand for an idea: connection, choice, measure."""

import math

from PIL.Image import Image

from blog.operations.demo.pictures.press import BLACK, MIST, SAND, SEA, VERMILION, Plate, Sheet
from blog.operations.demo.pictures.shapes import (
    Lay,
    Point,
    Shape,
    box,
    frame,
    moved,
    oval,
    perspective,
    ribbon,
    smooth,
    turned,
)


def switchboard() -> Image:
    """An operator at an old switchboard, cords plugged across its rows of sockets."""
    sheet = Sheet("switchboard", SAND, SEA, VERMILION, BLACK)
    sand, sea, red, ink = sheet.plates
    sand.flood()
    ink.hatch(box(-16, -16, 1616, 1016), 90, 17, 2.2, steady=2)
    panel = box(90, 50, 1510, 640)
    ink.fill(box(64, 24, 1536, 666))
    for row in range(6):
        for column in range(17):
            x, y = 140 + column * 82, 106 + row * 96
            ring = oval(x, y, 26)
            sheet.clear(ring)
            if (column * 7 + row * 5) % 11 == 0:
                red.fill(ring)
            ink.fill(oval(x, y, 13))
            ink.stroke([(x - 20, y + 42), (x + 20, y + 42)], 6, ink=False)
    ink.stroke([*panel, panel[0]], 5, ink=False)
    shelf = [(-16, 760), (1616, 760), (1616, 1016), (-16, 1016)]
    sheet.clear(shelf)
    ink.fill(shelf)
    ink.gouge([(-40, 778), (1640, 776)], 8)
    for column in range(19):
        _plug(sheet, 70 + column * 82, 850)
    cords: list[tuple[Point, Point, float, Plate | None]] = [
        ((304, 202), (398, 850), 90, red), ((878, 106), (234, 850), 260, None),
        ((1206, 298), (726, 850), 150, red), ((550, 490), (1300, 850), 120, sea),
        ((1370, 106), (1464, 850), 60, None), ((714, 298), (562, 850), 110, sea),
        ((1042, 490), (1136, 850), 70, red), ((140, 394), (890, 850), 130, None),
    ]  # fmt: skip
    for start, end, sag, tint in cords:
        _cord(sheet, start, end, sag, tint)
    _operator(sheet, 1170, 1016)
    return sheet.impression()


def _plug(sheet: Sheet, x: float, y: float) -> None:
    ink = sheet.plates[-1]
    ink.cut(oval(x, y + 34, 26, 11))
    ink.cut(box(x - 9, y - 26, x + 9, y + 34))
    ink.cut(box(x - 4, y - 50, x + 4, y - 20))
    ink.stroke([(x - 9, y + 6), (x + 9, y + 6)], 4)


def _cord(sheet: Sheet, start: Point, end: Point, sag: float, tint: Plate | None) -> None:
    """A cord which hangs between two places, with a plug at its upper end."""
    ink = sheet.plates[-1]
    middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + sag
    line = smooth([start, (start[0] + (middle[0] - start[0]) * 0.3, start[1] + 170), middle,
                   (end[0], end[1] - 60), end], closed=False, steps=14)  # fmt: skip
    sheet.clear(ribbon(line, 26))
    if tint:
        tint.stroke(line, 17)
    else:
        ink.stroke(line, 17)
        ink.stroke(line, 4, ink=False)
    body = box(start[0] - 15, start[1] - 20, start[0] + 15, start[1] + 60)
    sheet.clear(ribbon([*body, body[0]], 9))
    sheet.clear(body)
    ink.fill(body)
    ink.gouge([(start[0] - 5, start[1] - 10), (start[0] - 5, start[1] + 52)], 6)


def _operator(sheet: Sheet, x: float, y: float) -> None:
    """Head and shoulders from behind, a headset over the hair."""
    _, sea, red, ink = sheet.plates
    shoulders = smooth([(x - 330, y + 60), (x - 290, y - 110), (x - 190, y - 190), (x - 70, y - 226),
                        (x - 56, y - 290), (x + 56, y - 290), (x + 70, y - 226), (x + 190, y - 190),
                        (x + 290, y - 110), (x + 330, y + 60)], steps=6)  # fmt: skip
    hair = smooth([(x - 130, y - 380), (x - 112, y - 500), (x, y - 560), (x + 112, y - 500),
                   (x + 130, y - 380), (x + 70, y - 286), (x - 70, y - 286)], steps=7)  # fmt: skip
    bun = oval(x - 6, y - 330, 66, 56)
    for part in (shoulders, hair):
        sheet.clear(ribbon([*part, part[0]], 22))
        sheet.clear(part)
    sea.fill(shoulders)
    ink.hatch(shoulders, 74, 19, lambda px, py: 4 + (px - x) / 40)
    ink.fill(hair)
    for i in range(9):
        a = math.radians(200 + i * 17.5)
        ink.gouge([(x + 116 * math.cos(a), y - 420 + 126 * math.sin(a)),
                   (x + 40 * math.cos(a), y - 370 + 40 * math.sin(a))], 7)  # fmt: skip
    ink.cut(ribbon(bun, 12))
    ink.stroke(oval(x - 6, y - 330, 34, 28, 20, 300), 6, ink=False)
    band = oval(x, y - 410, 150, 168, 190, 350)
    sheet.clear(ribbon(band, 30))
    red.stroke(band, 18)
    for side in (-1, 1):
        ear = oval(x + side * 142, y - 396, 34, 52)
        sheet.clear(oval(x + side * 142, y - 396, 44, 62))
        red.fill(ear)
        ink.fill(oval(x + side * 142, y - 396, 17, 28))


def folded_map() -> Image:
    """A map unfolded on a table: hills, a river, and a route in vermilion."""
    sheet = Sheet("folded-map", MIST, SEA, VERMILION, BLACK)
    mist, _, _, ink = sheet.plates
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
            ink.hatch(panel, 84, 15, lambda x, y, e=edges[i][0]: 8 - (x - e) / 48)
        ink.stroke([edges[i], feet[i]], 5)
    crease = [((a + c) / 2, (b + d) / 2) for (a, b), (c, d) in zip(edges, feet, strict=True)]
    ink.stroke(crease, 4)
    ink.stroke([*whole, whole[0]], 6)
    _route(sheet)
    return sheet.impression()


def _terrain(sheet: Sheet) -> None:
    mist, sea, _, ink = sheet.plates
    for x, y, size, lean in ((470, 380, 250, -18), (1210, 640, 290, 24), (180, 760, 170, 0)):
        for ring in range(6):
            r = size * (1 - ring * 0.165)
            hill = [(x + r * (1 + 0.16 * math.sin(a * 3 + ring * 0.2)) * math.cos(a),
                     y + r * 0.66 * (1 + 0.14 * math.cos(a * 2)) * math.sin(a))
                    for a in (math.tau * k / 44 for k in range(45))]  # fmt: skip
            line = turned(hill, lean, (x, y))
            if ring == 3:
                mist.fill(line)
            sea.stroke(line, 5)
    river = smooth([(700, 60), (760, 240), (690, 400), (800, 560), (760, 720), (880, 960)], closed=False)
    sea.stroke(river, lambda t: 16 + 38 * t)
    lake = smooth([(980, 230), (1100, 190), (1240, 250), (1220, 340), (1080, 370), (990, 320)])
    sea.fill(lake)
    for y in (250, 280, 310, 336):
        sea.gouge([(1010, y), (1200, y)], 7)
    for line in ([(40, 520), (300, 560), (560, 650), (760, 640), (1000, 760), (1060, 960)],
                 [(900, 40), (930, 400), (1340, 420), (1640, 360)]):  # fmt: skip
        road = smooth(line, closed=False)
        ink.stroke(road, 15)
        ink.stroke(road, 8, ink=False)
    for i in range(26):
        x, y = 300 + (i * 67) % 330, 690 + (i * 41) % 190
        sea.fill([(x, y - 24), (x + 13, y + 10), (x - 13, y + 10)])


def _route(sheet: Sheet) -> None:
    _, _, red, ink = sheet.plates
    way = smooth([(196, 610), (330, 520), (470, 560), (600, 440), (780, 470), (930, 400), (960, 560),
                  (1130, 520), (1290, 430), (1370, 300)], closed=False)  # fmt: skip
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
    sand, sea, red, ink = sheet.plates
    sand.flood()
    sand.chatter(box(-16, -16, 1616, 1016), 20, 240, 80, 4, ink=False)
    bubbles = (
        ((290, 300), 210, 150, (-70, 110), "ink"), ((720, 190), 150, 108, (40, 90), "paper"),
        ((1120, 350), 250, 176, (120, 120), "red"), ((560, 640), 240, 168, (-130, 110), "sea"),
        ((1000, 760), 150, 112, (70, 90), "ink"), ((1400, 690), 150, 118, (30, 100), "paper"),
        ((180, 830), 130, 96, (60, 80), "paper"),
    )  # fmt: skip
    for at, wide, tall, tail, kind in bubbles:
        _bubble(sheet, at, wide, tall, tail, kind)
    holes = [(0, 0), (456, 352), (602, 216), (842, 226), (904, 420), (1336, 426), (1432, 618),
             (1284, 726), (1124, 800), (880, 726), (770, 716), (354, 596), (262, 776), (96, 868)]
    _thread(sheet, holes)
    return sheet.impression()


def _bubble(sheet: Sheet, at: Point, wide: float, tall: float, tail: Point, kind: str) -> None:
    _, sea, red, ink = sheet.plates
    x, y = at
    body = smooth([(x - wide, y), (x - wide * 0.86, y - tall * 0.8), (x, y - tall), (x + wide * 0.86, y - tall * 0.8),
                   (x + wide, y), (x + wide * 0.86, y + tall * 0.8), (x, y + tall),
                   (x - wide * 0.86, y + tall * 0.8)])  # fmt: skip
    point = [(x + tail[0] * 0.35 - 50, y + tall * 0.7), (x + tail[0] * 0.35 + 50, y + tall * 0.7),
             (x + tail[0], y + tall + tail[1] * 0.62)]  # fmt: skip
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
    for i, part in enumerate((0.62, 0.78, 0.4)):
        line = y - tall * 0.3 + i * tall * 0.32
        mark.stroke([(x - wide * 0.6, line), (x - wide * 0.6 + wide * 1.2 * part, line)],
                    tall * 0.1, ink=tint is None)  # fmt: skip


def _thread(sheet: Sheet, holes: list[Point]) -> None:
    """Sew from hole to hole: above the cloth from one bubble to the next."""
    _, _, red, ink = sheet.plates
    for i in range(1, len(holes) - 1, 2):
        (x, y), (to_x, to_y) = holes[i], holes[i + 1]
        sag = 40 + 0.12 * math.hypot(to_x - x, to_y - y)
        span = smooth([(x, y), ((2 * x + to_x) / 3, (2 * y + to_y) / 3 + sag),
                       ((x + 2 * to_x) / 3, (y + 2 * to_y) / 3 + sag * 0.8), (to_x, to_y)], closed=False)
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


def keyboard_keys() -> Image:
    """A block of keys seen from above at a slant, one of them raised."""
    sheet = Sheet("keyboard-keys", SEA, VERMILION, BLACK)
    sea, _, ink = sheet.plates
    sea.flood()
    sea.chatter(box(-16, -16, 1616, 1016), 26, 200, 90, 4, ink=False)
    lay = frame((800, 100), (0.9, 0.44), (-0.86, 0.5))
    base = lay(box(-150, -110, 950, 800))
    for drop in (90, 60, 30, 0):
        ink.fill(moved(base, 0, drop))
    ink.stroke([base[3], base[2], base[1]], 5, ink=False)
    letters = "kzrgmseuqhdyaxbnvcwp"
    for row in range(4):
        for column in range(5):
            raised = (row, column) == (1, 2)
            left, top = -100 + column * 204, -70 + row * 204
            _key(sheet, lay, left, top, 150 if raised else 46, letters[row * 5 + column], raised)
    return sheet.impression()


def _key(
    sheet: Sheet, lay: Lay, left: float, top: float, height: float, letter: str, raised: bool
) -> None:
    """A key cap: a wider foot, a narrower top, and a letter form lying on it."""
    _, red, ink = sheet.plates
    foot = lay(box(left, top, left + 184, top + 184))
    cap = moved(lay(box(left + 22, top + 16, left + 162, top + 158)), 0, -height)
    near_left = [cap[3], cap[2], foot[2], foot[3]]
    near_right = [cap[2], cap[1], foot[1], foot[2]]
    outline = [cap[0], cap[1], foot[1], foot[2], foot[3], cap[3]]
    sheet.clear(ribbon([*outline, outline[0]], 9))
    for side in (near_left, near_right):
        sheet.clear(side)
    if raised:
        for side in (near_left, near_right):
            red.fill(side)
    ink.hatch(near_left, 62 if raised else 30, 10, 4.5)
    ink.fill(near_right)
    if not raised:
        ink.hatch(near_right, -30, 13, 3, ink=False)
    sheet.clear(cap)
    if raised:
        red.fill(cap)
    ink.stroke([*cap, cap[0]], 5)
    rim = [cap[3], cap[0], cap[1]]
    middle = (cap[0][0] + cap[2][0]) / 2, (cap[0][1] + cap[2][1]) / 2
    if raised:
        mark = lay([(left + 60, top + 112), (left + 92, top + 46), (left + 124, top + 112)])
        ink.stroke(moved(mark, 0, -height), 17)
    else:
        ink.glyph(letter, middle, 74, turn=0, bold=0.03)
    ink.stroke(rim, 3, ink=False)


def tide_tables() -> Image:
    """Waves drawn as a chart: the tides of nine days in bars, the moon's phases over them."""
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
        sea.stroke(line, lambda t, d=depth: 9 - d * 0.7 + 3 * math.sin(t * 60), ink=False)
    for depth in range(4, 12):
        line = [(x, (y - 600) * (1 - depth / 13) + 600 + depth * 41) for x, y in crest]
        ink.stroke(line, lambda t, d=depth: d * 1.7 + 3 * math.sin(t * 44 + d))
    sheet.clear(ribbon(crest, 24))
    ink.stroke(crest, 9)
    for k in range(9):
        x = 62 * (math.pi / 2 + math.tau * k) - 0
        if x < 1600:
            y = tide(x) + 60
            ink.stroke([(x, y - 30), (x, 226)], 3.5)
            sheet.clear(oval(x, y, 25))
            (red if k == 1 else ink).fill(oval(x, y, 17))
    for k, phase in enumerate((-0.75, -1.0, -0.4, 0.0, 0.55)):
        _moon(sheet, 97 + k * 390, 130, 62, phase)
    return sheet.impression()


def _moon(sheet: Sheet, x: float, y: float, size: float, phase: float) -> None:
    """A moon: -1 is full, 1 new; the lit part is paper."""
    ink = sheet.plates[-1]
    sheet.clear(oval(x, y, size + 14))
    ink.fill(oval(x, y, size))
    lit = [*oval(x, y, size - 8, None, -90, 90)]
    edge = oval(x, y, (size - 8) * abs(phase), size - 8, 90, 270 if phase < 0 else -90)
    ink.cut([*lit, *edge])
