"""Pictures of devices that people talk and write through."""
# fmt: off
# (Outlines read best with many points in a row.)

import math

from PIL.Image import Image

from blog.operations.demo.pictures.press import BLACK, SAND, SEA, VERMILION, Plate, Sheet
from blog.operations.demo.pictures.shapes import (
    Lay,
    Point,
    box,
    frame,
    moved,
    oval,
    ribbon,
    smooth,
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
    ]
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
                   (end[0], end[1] - 60), end], closed=False, steps=14)
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
    shoulders = smooth([(x - 330, y + 60), (x - 290, y - 110), (x - 190, y - 190),
                        (x - 70, y - 226),
                        (x - 56, y - 290), (x + 56, y - 290), (x + 70, y - 226), (x + 190, y - 190),
                        (x + 290, y - 110), (x + 330, y + 60)], steps=6)
    hair = smooth([(x - 130, y - 380), (x - 112, y - 500), (x, y - 560), (x + 112, y - 500),
                   (x + 130, y - 380), (x + 70, y - 286), (x - 70, y - 286)], steps=7)
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
                   (x + 40 * math.cos(a), y - 370 + 40 * math.sin(a))], 7)
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
        x, y = middle
        ink.stroke([(x - 30, y + 24), (x, y - 26), (x + 30, y + 24)], 15)
    else:
        ink.glyph(letter, middle, 74, turn=0, bold=0.03)
    ink.stroke(rim, 3, ink=False)
