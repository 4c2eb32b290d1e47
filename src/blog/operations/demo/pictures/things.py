"""Pictures of things with many parts: clocks, drawers, a switchboard; and of bread."""
# fmt: off
# (Outlines read best with many points in a row.)

import math

from PIL.Image import Image

from blog.operations.demo.pictures.press import BLACK, SAND, VERMILION, Sheet
from blog.operations.demo.pictures.shapes import (
    Point,
    box,
    frame,
    moved,
    narrowing,
    oval,
    ribbon,
    smooth,
    turned,
)


def clock_wall() -> Image:
    """Four clocks on a wall which the sun crosses: two by day, two by night."""
    sheet = Sheet("clock-wall", SAND, VERMILION, BLACK)
    sand, _red, ink = sheet.plates
    ink.flood()
    ink.hatch(box(-16, -16, 1616, 1016), 90, 24, 3, ink=False, steady=1.6)
    shaft = [(300, -16), (1010, -16), (560, 1016), (-150, 1016)]
    sheet.clear(shaft)
    sand.fill(shaft)
    ink.hatch(shaft, 90, 24, 2.6, steady=1.6)
    rail = box(-16, 806, 1616, 850)
    sheet.clear(rail)
    ink.hatch(rail, 0, 12, 4)
    ink.stroke([(-16, 806), (1616, 806)], 6)
    ink.stroke([(-16, 850), (1616, 850)], 8)
    clocks = (((214, 420), 186, (2, 10), True), ((620, 330), 168, (7, 50), True),
              ((1000, 470), 186, (11, 25), False), ((1400, 360), 176, (4, 40), False))
    for at, size, (hour, minute), by_day in clocks:
        _clock(sheet, at, size, hour + minute / 60, minute, by_day=by_day)
    return sheet.impression()


def _clock(
    sheet: Sheet, at: Point, size: float, hour: float, minute: float, *, by_day: bool
) -> None:
    _, red, ink = sheet.plates
    x, y = at
    shade = oval(x + 34, y + 46, size + 16)
    ink.fill(shade)
    sheet.clear(oval(x, y, size + 20))
    ink.fill(oval(x, y, size + 12))
    ink.cut(oval(x, y, size - 12))
    ink.stroke(oval(x, y, size, None, 170, 290), 6, ink=False)
    if not by_day:
        ink.fill(oval(x, y, size - 24))
    for i in range(60 if by_day else 12):
        step = i if by_day else i * 5
        a, long = math.tau * step / 60, 34 if step % 15 == 0 else 26 if step % 5 == 0 else 8
        outer, inner = size - 34, size - 34 - long
        ink.stroke([(x + outer * math.sin(a), y - outer * math.cos(a)),
                    (x + inner * math.sin(a), y - inner * math.cos(a))],
                   11 if step % 5 == 0 else 4, ink=by_day)
    for turn, reach, wide in ((hour / 12, 0.5, 20), (minute / 60, 0.74, 13)):
        a = math.tau * turn
        hand = [(x - 0.16 * size * math.sin(a), y + 0.16 * size * math.cos(a)),
                (x + reach * size * math.sin(a), y - reach * size * math.cos(a))]
        ink.stroke(hand, narrowing(wide, 0.55 * wide), ink=by_day)
    a = math.tau * ((minute * 7 + 18) % 60) / 60
    second = [(x - 0.24 * size * math.sin(a), y + 0.24 * size * math.cos(a)),
              (x + 0.72 * size * math.sin(a), y - 0.72 * size * math.cos(a))]
    ink.cut(ribbon(second, 11))
    ink.cut(oval(x, y, 17))
    red.stroke(second, 7)
    red.fill(oval(x, y, 13))
    plaque = box(x - 74, y + size + 44, x + 74, y + size + 84)
    sheet.clear(plaque)
    ink.stroke([*plaque, plaque[0]], 4)
    ink.stroke([(x - 44, y + size + 64), (x + 44, y + size + 64)], 9)


def archive_drawers() -> Image:
    """A wall of card drawers, one pulled open, a vermilion card standing up in it."""
    sheet = Sheet("archive-drawers", SAND, VERMILION, BLACK)
    sand, _, _ink = sheet.plates
    sand.flood()
    wide, tall = 268, 176
    for row in range(-1, 7):
        for column in range(-1, 7):
            _drawer_front(sheet, 30 + column * wide, -20 + row * tall, wide, tall)
    _open_drawer(sheet, 566, 332, wide, tall)
    return sheet.impression()


def _drawer_front(sheet: Sheet, x: float, y: float, wide: float, tall: float) -> None:
    ink = sheet.plates[-1]
    front = box(x + 9, y + 9, x + wide - 9, y + tall - 9)
    gap = box(x, y, x + wide, y + tall)
    ink.stroke([*gap, gap[0]], 15)
    ink.hatch(front, 1, 15, lambda px, py: 2.2 + max(0, px - 800) / 110, steady=2.4)
    for edge in ([(x + 9, y + tall - 12), (x + wide - 9, y + tall - 12)],
                 [(x + wide - 12, y + 9), (x + wide - 12, y + tall - 9)]):
        ink.stroke(edge, 6)
    _furniture(sheet, x + wide / 2, y + tall / 2)


def _furniture(sheet: Sheet, x: float, y: float, size: float = 1) -> None:
    """A label in its holder and a ring to pull."""
    ink = sheet.plates[-1]
    label = box(x - 66 * size, y - 52 * size, x + 66 * size, y - 2 * size)
    ink.fill(box(x - 74 * size, y - 60 * size, x + 74 * size, y + 6 * size))
    sheet.clear(label)
    for line, half in ((-36, 46), (-18, 30)):
        ink.stroke([(x - half * size, y + line * size), (x + half * size, y + line * size)],
                   6 * size)
    ring = oval(x, y + 38 * size, 24 * size, 20 * size)
    ink.stroke(ring, 10 * size)
    ink.fill(oval(x, y + 18 * size, 9 * size))


def _open_drawer(sheet: Sheet, x: float, y: float, wide: float, tall: float) -> None:
    sand, red, ink = sheet.plates
    hole = box(x, y, x + wide, y + tall)
    ink.fill(hole)
    fx, fy, fw, fh = x - 116, y + 214, wide * 1.42, tall * 1.42
    drop = [(fx + 30, fy + fh), (fx + fw + 90, fy + fh), (fx + fw + 150, fy + fh + 130),
            (fx + 110, fy + fh + 130)]
    ink.hatch(drop, 90, 13, 10)
    ink.fill([(x + wide, y + 40), (fx + fw + 70, fy + 90), (fx + fw + 70, fy + fh + 40),
              (fx + fw, fy + fh)])
    tray = [(x + 12, y + 24), (x + wide - 12, y + 24), (fx + fw, fy), (fx, fy)]
    side = [(x + wide - 12, y + 24), (x + wide - 12, y + tall - 12), (fx + fw, fy + fh),
            (fx + fw, fy)]
    for part in (tray, side):
        sheet.clear(part)
        ink.fill(part)
    for i in range(20):
        t = 0.08 + 0.9 * (i / 19) ** 1.15
        left = x + 18 + (fx + 12 - x - 18) * t
        right = x + wide - 18 + (fx + fw - 12 - x - wide + 18) * t
        low = y + 24 + (fy - y - 24) * t + 20
        up = 34 + 46 * t + sheet.chance.uniform(-6, 6)
        card = [(left, low), (left, low - up), (right, low - up), (right, low)]
        if i == 11:
            card = [(left, low), (left, low - up - 120), (right, low - up - 132), (right, low)]
        sheet.clear(card)
        if i == 11:
            red.fill(card)
            for line in (34, 62, 88):
                red.stroke([(left + 30, low - up - 120 + line),
                            (right - 30 - line, low - up - 126 + line)], 8, ink=False)
        elif i % 4 == 1:
            at = left + (right - left) * ((i * 0.37) % 0.8)
            tab = box(at, low - up - 18, at + 56, low - up)
            sheet.clear(tab)
            ink.stroke([*tab, tab[0]], 3)
        ink.stroke([*card[:4]], 4)
    front = box(fx, fy, fx + fw, fy + fh)
    sheet.clear(ribbon([*front, front[0]], 12))
    sheet.clear(front)
    sand.fill(front)
    ink.hatch(front, 1, 17, 2.4, steady=2.4)
    ink.stroke([*front, front[0]], 8)
    _furniture(sheet, fx + fw / 2, fy + fh / 2, 1.4)


def bread_table() -> Image:
    """A round loaf on a board, a slice cut, a knife, and crumbs in low light."""
    sheet = Sheet("bread-table", SAND, VERMILION, BLACK)
    sand, _red, ink = sheet.plates
    ink.flood()
    ink.hatch(box(-16, -16, 1616, 1016), 3, 46, lambda x, y: 4 + 3 * math.sin(x / 170 + y / 90),
              ink=False, steady=3)
    _cloth(sheet)
    board = turned([(250, 330), (1150, 316), (1186, 350), (1180, 810), (1146, 846), (250, 840),
                    (216, 806), (216, 360)], -5, (700, 580))
    ink.fill(moved(board, 30, 40))
    sheet.clear(board)
    sand.fill(board)
    ink.hatch(board, -5, 19, 2.6, steady=3)
    ink.stroke([*board, board[0]], 6)
    _loaf(sheet, 590, 530)
    _slice(sheet)
    _knife(sheet)
    _crumbs(sheet)
    return sheet.impression()


def _cloth(sheet: Sheet) -> None:
    """A striped cloth, thrown down in the far corner."""
    _, red, ink = sheet.plates
    cloth = [(980, -30), (1640, -30), (1640, 520), (1480, 470), (1300, 350), (1120, 190)]
    ink.fill(moved(cloth, -16, 22))
    sheet.clear(cloth)
    with sheet.within(cloth):
        for i in range(9):
            x = 900 + i * 100
            red.fill([(x, -30), (x + 52, -30), (x + 420, 560), (x + 368, 560)])
            red.stroke([(x + 76, -30), (x + 444, 560)], 8)
    ink.hatch([(1300, 350), (1480, 470), (1640, 520), (1640, 300)], 58, 13, 5)
    ink.stroke([*cloth, cloth[0]], 6)


def _loaf(sheet: Sheet, x: float, y: float) -> None:
    sand, red, ink = sheet.plates
    loaf = smooth([(x - 330, y + 40), (x - 290, y - 130), (x - 150, y - 250), (x + 30, y - 280),
                   (x + 210, y - 220), (x + 310, y - 80), (x + 320, y + 70), (x + 230, y + 190),
                   (x + 20, y + 230), (x - 220, y + 180)])
    ink.hatch(moved(loaf, 56, 48), -20, 13, 8)
    sheet.clear(ribbon([*loaf, loaf[0]], 16))
    sheet.clear(loaf)
    sand.fill(loaf)
    red.hatch(loaf, 54, 15, lambda px, py: 11 - (x + 260 - px) / 70 - (y - py) / 90)
    ink.hatch(loaf, 54, 15, lambda px, py: (px - x - 20) / 26 + (py - y) / 26)
    with sheet.within(loaf):
        for i, (start, bend) in enumerate(((-190, -60), (-60, -30), (70, 0), (196, 36))):
            gash = smooth([(x + start - 60, y + 150 - abs(i - 1.5) * 24),
                           (x + start - 36 + bend / 2, y - 10),
                           (x + start + 50, y - 210 + abs(i - 1.5) * 30)], closed=False)
            wide = ribbon(gash, lambda t: 52 * math.sin(math.pi * t) ** 0.8 + 4)
            sheet.clear(wide)
            ink.hatch(wide, 5, 12, 3)
            ink.stroke(wide[: len(wide) // 2], 6)
    ink.stroke([*loaf, loaf[0]], lambda t: 7)


def _slice(sheet: Sheet) -> None:
    sand, red, ink = sheet.plates
    cut_piece = turned(smooth([(862, 640), (858, 560), (900, 500), (980, 466), (1066, 470),
                               (1140, 516), (1168, 580), (1152, 650), (1146, 752), (1130, 772),
                               (890, 772), (872, 752)], steps=7), 12, (1010, 610))
    crumb = [(x + (1012 - x) * 0.12, y + (624 - y) * 0.12) for x, y in cut_piece]
    ink.fill(moved(cut_piece, 22, 26))
    sheet.clear(ribbon([*cut_piece, cut_piece[0]], 10))
    sheet.clear(cut_piece)
    red.fill(cut_piece)
    ink.stroke([*cut_piece, cut_piece[0]], 6)
    sheet.clear(crumb)
    for _ in range(46):
        a, r = sheet.chance.uniform(0, math.tau), sheet.chance.uniform(0, 0.92)
        x, y = 1012 + 118 * r * math.cos(a), 630 + 112 * r * math.sin(a)
        hole = oval(x, y, sheet.chance.uniform(3, 10), sheet.chance.uniform(2, 6))
        (ink if sheet.chance.random() < 0.4 else sand).fill(hole)


def _knife(sheet: Sheet) -> None:
    _, _, ink = sheet.plates
    lay = frame((1180, 800), (0.9, -0.42), (0.42, 0.9))
    blade = lay([(-560, 6), (-520, -30), (60, -34), (60, 40), (-440, 42)])
    handle = lay(smooth([(56, -40), (180, -34), (320, -46), (372, -20), (374, 30), (320, 44),
                         (180, 36),
                         (56, 44)], steps=6))
    for part in (blade, handle):
        ink.fill(moved(part, 18, 24))
        sheet.clear(ribbon([*part, part[0]], 10))
        sheet.clear(part)
    ink.stroke([*blade, blade[0]], 5)
    ink.stroke(lay([(-500, 10), (50, 8)]), 5)
    for i in range(26):
        ink.stroke(lay([(-420 + i * 18, 42), (-411 + i * 18, 34)]), 4)
    ink.fill(handle)
    for x in (110, 210, 310):
        ink.cut(lay(oval(x, 0, 10)))


def _crumbs(sheet: Sheet) -> None:
    sand, _red, ink = sheet.plates
    for _ in range(60):
        x, y = sheet.chance.gauss(930, 210), sheet.chance.gauss(800, 60)
        size = sheet.chance.uniform(4, 13)
        bit = smooth([(x - size, y), (x, y - size * 0.8), (x + size, y - 2),
                      (x + 2, y + size * 0.7)], steps=4)
        ink.fill(moved(bit, 5, 6))
        sheet.clear(bit)
        sand.fill(bit)
