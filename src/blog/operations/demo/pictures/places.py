"""Pictures of buildings, streets and machines that stand somewhere."""
# fmt: off
# (Outlines read best with many points in a row.)

import math

from PIL.Image import Image

from blog.operations.demo.pictures.press import BLACK, NIGHT, SAND, VERMILION, Sheet
from blog.operations.demo.pictures.shapes import (
    Lay,
    Point,
    box,
    oval,
    perspective,
    ribbon,
    smooth,
)


def press_room() -> Image:
    """A cylinder press from the side, its feeder at the board, tall windows behind."""
    sheet = Sheet("press-room", SAND, VERMILION, BLACK)
    sand, _, ink = sheet.plates
    ink.fill(box(-16, -16, 1616, 800))
    ink.hatch(box(-16, -16, 1616, 800), 90, 23, lambda x, y: 2.2 + x / 900, ink=False, steady=1.4)
    for left in (60, 470, 880, 1290):
        _tall_window(sheet, left, 300)
    floor = [(-16, 800), (1616, 800), (1616, 1016), (-16, 1016)]
    sand.fill(floor)
    ink.cut(floor)
    ink.hatch(floor, 0, 26, lambda x, y: 3 + (y - 800) / 40)
    for x in range(-900, 2600, 170):
        ink.stroke([(800 + (x - 800) * 0.6, 800), (x, 1016)], 4)
    _press(sheet)
    _feeder(sheet)
    return sheet.impression()


def _tall_window(sheet: Sheet, left: float, wide: float) -> None:
    sand, _, ink = sheet.plates
    pane = [(left, 640), (left, 150), *oval(left + wide / 2, 150, wide / 2, 130, 180, 360),
            (left + wide, 640)]
    ink.cut(pane)
    sand.hatch(pane, -24, 22, lambda x, y: 20 - (640 - y) / 40)
    for x in (left + wide / 3, left + wide * 2 / 3):
        ink.stroke([(x, 30), (x, 640)], 9)
    for y in (150, 310, 470):
        ink.stroke([(left, y), (left + wide, y)], 9)


def _press(sheet: Sheet) -> None:
    _sand, _red, ink = sheet.plates
    frame = smooth([(360, 930), (384, 690), (430, 610), (560, 580), (640, 420), (860, 380),
                    (1000, 440), (1060, 590), (1340, 610), (1390, 690), (1410, 930), (1290, 930),
                    (1250, 770), (1000, 730), (880, 800), (700, 800), (620, 730), (520, 760),
                    (470, 930)], steps=6)
    sheet.clear(ribbon([*frame, frame[0]], 10))
    sheet.clear(frame)
    ink.fill(frame)
    for a, b in (((400, 900), (414, 700)), ((1350, 900), (1330, 690)), ((700, 440), (650, 560)),
                 ((450, 660), (600, 624)), ((1060, 640), (1290, 646))):
        ink.gouge([a, b], 9)
    bed = box(300, 640, 1500, 676)
    sheet.clear(bed)
    ink.fill(box(300, 652, 1500, 676))
    _wheel(sheet, (800, 520), 176)
    for x, y, size in ((1000, 452, 46), (1066, 508, 38), (1006, 540, 34)):
        roller = oval(x, y, size)
        sheet.clear(oval(x, y, size + 6))
        ink.fill(roller)
        ink.cut(oval(x, y, size * 0.35))
    board = [(420, 300), (700, 372), (694, 396), (412, 326)]
    sheet.clear(board)
    ink.fill(board)
    paper = [(430, 270), (640, 322), (634, 366), (424, 314)]
    sheet.clear(paper)
    ink.hatch(paper, 14, 9, 3)
    ink.stroke([*paper, paper[0]], 4)
    sheetpaper = smooth([(1090, 420), (1200, 360), (1330, 380), (1450, 330), (1462, 352),
                         (1340, 404), (1210, 384), (1100, 440)], steps=6)
    sheet.clear(sheetpaper)
    ink.stroke([*sheetpaper, sheetpaper[0]], 4)
    _flywheel(sheet, (1240, 716), 216)


def _wheel(sheet: Sheet, at: Point, size: float) -> None:
    """The impression cylinder: vermilion, lit from the left."""
    _, red, ink = sheet.plates
    sheet.clear(oval(*at, size + 9))
    ink.stroke(oval(*at, size), 8)
    red.fill(oval(*at, size - 12))
    for i in range(7):
        a = oval(*at, size - 26 - i * 13, None, -58 + i * 5, 92 - i * 8)
        ink.stroke(a, lambda t: 10 * math.sin(math.pi * t))
    red.cut(ribbon(oval(*at, size - 30, None, 170, 250), 9))
    sheet.clear(oval(*at, 40))
    ink.fill(oval(*at, 34))
    ink.cut(oval(*at, 12))


def _flywheel(sheet: Sheet, at: Point, size: float) -> None:
    _, _, ink = sheet.plates
    sheet.clear(ribbon(oval(*at, size), 52))
    ink.stroke(oval(*at, size), 36)
    ink.stroke(oval(*at, size - 10, None, 150, 300), 5, ink=False)
    for i in range(6):
        a = math.radians(18 + i * 60)
        spoke = smooth([(at[0] + 30 * math.cos(a), at[1] + 30 * math.sin(a)),
                        (at[0] + size / 2 * math.cos(a + 0.16),
                         at[1] + size / 2 * math.sin(a + 0.16)),
                        (at[0] + size * math.cos(a), at[1] + size * math.sin(a))], closed=False)
        sheet.clear(ribbon(spoke, 32))
        ink.stroke(spoke, 20)
    sheet.clear(oval(*at, 50))
    ink.fill(oval(*at, 44))
    ink.cut(oval(*at, 16))
    for y, end in ((-size - 4, -30), (size - 40, 140)):
        ink.stroke([(at[0] + 40, at[1] + y), (1640, end + 300)], 7)


def _feeder(sheet: Sheet) -> None:
    """The person who lays on the sheets, standing on a step."""
    _, red, ink = sheet.plates
    step = box(110, 800, 350, 930)
    sheet.clear(step)
    ink.fill(step)
    ink.gouge([(126, 836), (336, 834)], 8)
    upper = smooth([(196, 640), (176, 500), (200, 390), (250, 350), (300, 372), (330, 470),
                    (326, 600)], closed=False, steps=7)
    body = [*upper, (330, 770), (352, 786), (352, 802), (284, 802), (268, 690), (252, 802),
            (190, 802), (206, 776)]
    arm = smooth([(262, 372), (330, 420), (420, 380), (486, 330), (500, 300), (478, 296),
                  (400, 340), (336, 356)], steps=6)
    head = smooth([(236, 300), (240, 246), (280, 228), (316, 250), (322, 290), (300, 330),
                   (262, 336)])
    for part in (body, arm, head):
        sheet.clear(ribbon([*part, part[0]], 12))
    for part in (body, head):
        ink.fill(part)
    apron = smooth([(262, 420), (330, 430), (334, 560), (338, 690), (270, 700), (256, 600)])
    sheet.clear(apron)
    red.fill(apron)
    ink.stroke([(300, 560), (312, 680)], 5)
    sheet.clear(ribbon([*arm, arm[0]], 8))
    ink.fill(arm)
    ink.gouge([(206, 420), (212, 600)], 9)
    cap = smooth([(232, 262), (246, 226), (300, 216), (330, 244), (352, 258), (318, 262)])
    ink.fill(cap)


def night_newsroom() -> Image:
    """A corner building at night, a few windows lit, somebody at one of them."""
    sheet = Sheet("night-newsroom", SAND, VERMILION, NIGHT, BLACK)
    _, _, night, ink = sheet.plates
    night.flood()
    moon = oval(250, 210, 74)
    ink.hatch(box(-16, -16, 1616, 1016), 0, 17,
              lambda x, y: 15 - y / 50 - 700 / (40 + math.hypot(x - 250, y - 210)))
    for plate in (night, ink):
        plate.cut(moon)
    for x, y in ((480, 120), (90, 420), (420, 380), (1460, 90), (1540, 260), (600, 60)):
        night.cut(oval(x, y, 5))
        ink.cut(oval(x, y, 5))
    town = [(-20, 1016), (-20, 640), (120, 640), (120, 560), (260, 560), (260, 700), (400, 700),
            (400, 620), (560, 620), (560, 1016)]
    ink.fill(town)
    left = perspective([(560, 250), (900, 70), (900, 960), (560, 910)])
    right = perspective([(900, 70), (1640, 330), (1640, 890), (900, 960)])
    for lay in (left, right):
        wall = lay(box(0, 0, 1, 1.1))
        ink.fill(wall)
    ink.hatch(left(box(0, 0, 1, 1.1)), -26, 15, 3.5, ink=False)
    _windows(sheet, left, 4, {(1, 1), (3, 4), (0, 3), (2, 2)})
    _windows(sheet, right, 7, {(1, 2), (2, 2), (3, 2), (4, 1), (0, 4), (1, 4), (5, 4), (2, 0)})
    _roof(sheet, right)
    _street(sheet)
    return sheet.impression()


def _windows(sheet: Sheet, lay: Lay, count: int, lit: set[tuple[int, int]]) -> None:
    sand, red, _night, ink = sheet.plates
    for row in range(6):
        for column in range(count):
            x, y = (column + 0.2) / count, 0.08 + row * 0.145
            glass = lay(box(x, y, x + 0.62 / count, y + 0.095))
            if (column, row) not in lit:
                ink.fill(glass)
                if count > 4:
                    ink.hatch(glass, 40, 10, 3.4, ink=False)
                continue
            sheet.clear(glass, 0)
            sand.fill(glass)
            if (column + row) % 2:
                red.fill(glass)
            middle = x + 0.31 / count
            ink.stroke(lay([(middle, y), (middle, y + 0.095)]), 5)
            ink.stroke(lay([(x, y + 0.04), (x + 0.62 / count, y + 0.04)]), 4)
            if (column, row) in ((1, 2), (3, 4)):
                ink.fill(lay(oval(x + 0.2 / count, y + 0.052, 0.09 / count, 0.02)))
                ink.fill(lay(box(x + 0.08 / count, y + 0.07, x + 0.34 / count, y + 0.095)))
    ink.cut(lay(box(0, 0.955, 1, 0.962)))
    ink.cut(lay(box(0, 0.035, 1, 0.042)))


def _roof(sheet: Sheet, lay: Lay) -> None:
    _, red, _night, ink = sheet.plates
    ink.stroke([(1010, 110), (1010, -20)], 9)
    for y in (20, 56):
        ink.stroke([(984, y), (1036, y + 4)], 6)
    ink.fill([(1180, 170), (1180, 84), (1270, 110), (1270, 200)])
    sheet.clear(oval(1010, -2, 12))
    red.fill(oval(1010, 2, 11))


def _street(sheet: Sheet) -> None:
    sand, _red, night, ink = sheet.plates
    ink.fill([(-16, 940), (560, 905), (900, 958), (1616, 884), (1616, 1016), (-16, 1016)])
    for i in range(9):
        x = 120 + i * 170
        ink.gouge([(x, 990 - (i % 3) * 12), (x + 150, 986 - (i % 2) * 14)], 6)
    ink.stroke([(350, 1000), (350, 600), (352, 560)], 11)
    ink.stroke(smooth([(352, 566), (372, 530), (420, 526)], closed=False), 9)
    glow = [(424, 560), (250, 1016), (610, 1016)]
    for plate in (night, ink):
        plate.hatch(glow, 90, 17, lambda x, y: 11 - (y - 560) / 60, ink=False)
    sand.fill(glow)
    shade = [(384, 560), (404, 522), (450, 522), (470, 560)]
    sheet.clear(shade)
    ink.fill(shade)
