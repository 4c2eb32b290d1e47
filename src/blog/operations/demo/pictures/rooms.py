"""Pictures of rooms: where people write, read and keep things."""
# fmt: off
# (Outlines read best with many points in a row.)

import math

from PIL.Image import Image

from blog.operations.demo.pictures.press import BLACK, SAND, SEA, VERMILION, Sheet
from blog.operations.demo.pictures.shapes import (
    Lay,
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


def window_desk() -> Image:
    """A desk by a window: low hills outside, a lamp, an open notebook."""
    sheet = Sheet("window-desk", SAND, VERMILION, BLACK)
    sand, _red, ink = sheet.plates
    ink.flood()
    ink.hatch(box(-16, -16, 1616, 720), 90, 21, lambda x, y: 1.5 + x / 500, ink=False, steady=1.4)
    _view(sheet, box(150, 60, 900, 640))
    _curtain(sheet)
    desk = [(-16, 716), (1616, 690), (1616, 1016), (-16, 1016)]
    sheet.clear(desk)
    sand.fill(desk)
    ink.hatch(desk, -1, 24, lambda x, y: 4 + 3 * math.sin(x / 150 + y / 40), steady=2.4)
    ink.stroke([(-16, 716), (1616, 690)], 14)
    _lamp(sheet)
    _notebook(sheet)
    _cup(sheet, 300, 838)
    return sheet.impression()


def _view(sheet: Sheet, pane: Shape) -> None:
    sand, red, ink = sheet.plates
    (left, top), _, (right, bottom), _ = pane
    casing = box(left - 34, top - 34, right + 34, bottom + 34)
    sheet.clear(casing)
    ink.stroke([*casing, casing[0]], 7)
    with sheet.within(pane):
        sand.hatch(pane, 0, 19, lambda x, y: 4 + (y - top) / 36)
        red.fill(oval(right - 220, 330, 84))
        hills = [(left, 440), (left + 160, 400), (left + 340, 470), (left + 560, 410), (right, 460)]
        far = [*smooth(hills, closed=False), (right, bottom), (left, bottom)]
        sheet.clear(far)
        ink.hatch(far, -30, 15, 6)
        near = smooth([(left, 560), (left + 250, 500), (left + 480, 566), (right, 530)],
                      closed=False)
        near = [*near, (right, bottom), (left, bottom)]
        sheet.clear(near)
        ink.fill(near)
        ink.hatch(near, 20, 19, 4, ink=False)
        for x, tall in ((left + 110, 130), (left + 160, 190), (left + 212, 140)):
            ink.fill(smooth([(x, 560 - tall), (x + 24, 520), (x + 10, 566), (x - 10, 566),
                             (x - 24, 520)]))
    middle = (left + right) / 2
    for bar in (box(middle - 14, top, middle + 14, bottom), box(left, 300, right, 324)):
        sheet.clear(bar)
        ink.stroke([*bar, bar[0]], 5)
    ink.stroke([*pane, pane[0]], 6)
    sill = box(left - 70, bottom + 30, right + 70, bottom + 66)
    sheet.clear(sill)
    ink.stroke([*sill, sill[0]], 5)


def _curtain(sheet: Sheet) -> None:
    _, red, ink = sheet.plates
    cloth = smooth([(40, -30), (230, -30), (236, 200), (176, 420), (150, 700), (30, 704),
                    (20, 300)])
    sheet.clear(cloth)
    red.fill(cloth)
    for x in (70, 112, 150, 190):
        ink.stroke(smooth([(x + 8, -20), (x + 4, 260), (x - 20, 690)], closed=False),
                   lambda t: 6 + 9 * t)


def _lamp(sheet: Sheet) -> None:
    sand, red, ink = sheet.plates
    light = [(1130, 330), (1360, 380), (1420, 700), (800, 716)]
    ink.hatch(light, 90, 21, lambda x, y: 15, ink=False)
    sand.hatch(light, 90, 21, lambda x, y: 17)
    arm = [(1440, 760), (1500, 480), (1270, 260)]
    sheet.clear(ribbon(arm, 34))
    ink.stroke(arm, 18)
    for joint in arm[1:]:
        sheet.clear(oval(*joint, 27))
        ink.fill(oval(*joint, 20))
    shade = smooth([(1290, 210), (1250, 220), (1130, 290), (1110, 340), (1360, 396), (1370, 330),
                    (1322, 234)], steps=6)
    sheet.clear(ribbon([*shade, shade[0]], 14))
    sheet.clear(shade)
    red.fill(shade)
    ink.hatch(shade, 60, 12, lambda x, y: (x - 1240) / 16)
    bulb = [(1112, 338), *oval(1236, 366, 126, 22, 180, 10)]
    base = [*oval(1440, 790, 120, 30), (1560, 790)]
    sheet.clear(oval(1440, 792, 132, 40))
    ink.fill(base)
    ink.fill(bulb)


def _notebook(sheet: Sheet) -> None:
    _, red, ink = sheet.plates
    left = [(560, 800), (870, 776), (836, 956), (470, 984)]
    right = [(870, 776), (1190, 790), (1234, 966), (836, 956)]
    shade = [(540, 810), (1210, 800), (1270, 1000), (440, 1010)]
    ink.fill(shade)
    for page in (left, right):
        sheet.clear(page)
        ink.stroke([*page, page[0]], 5)
    first, second = perspective(left), perspective(right)
    for i in range(6):
        y = 0.16 + i * 0.125
        ink.stroke(first([(0.12, y), (0.88 - 0.25 * (i == 5), y)]), 8)
    for i in range(3):
        y = 0.16 + i * 0.125
        ink.stroke(second([(0.1, y), (0.86 - 0.3 * (i == 2), y)]), 8)
    pencil = ribbon([(1010, 930), (1300, 842)], 24)
    ink.fill(moved(pencil, 8, 12))
    sheet.clear(pencil)
    red.fill(pencil)
    ink.fill([(1013, 917), (1017, 941), (972, 942)])


def _cup(sheet: Sheet, x: float, y: float) -> None:
    ink = sheet.plates[-1]
    ink.fill([(x - 80, y + 70), (x + 60, y + 70), (x + 220, y + 104), (x + 40, y + 108)])
    handle = oval(x - 90, y, 44, 40)
    sheet.clear(ribbon(handle, 26))
    ink.stroke(handle, 14)
    body = [(x - 84, y - 70), (x + 84, y - 70), *oval(x, y + 60, 70, 30, 0, 180)]
    sheet.clear(body)
    sheet.clear(oval(x, y - 70, 84, 24))
    ink.stroke([*body, body[0]], 5)
    ink.hatch(body, 90, 11, lambda px, py: (px - x) / 9)
    ink.stroke(oval(x, y - 70, 84, 24), 6)
    ink.fill(oval(x, y - 66, 66, 15))
    for shift in (-24, 16):
        steam = smooth([(x + shift, y - 110), (x + shift + 22, y - 150), (x + shift - 14, y - 190),
                        (x + shift + 14, y - 236)], closed=False)
        for plate in sheet.plates:
            plate.gouge(steam, 11)


def reading_chair() -> Image:
    """An armchair in a pool of light from a floor lamp, a book left open on its arm."""
    sheet = Sheet("reading-chair", SAND, SEA, VERMILION, BLACK)
    sand, sea, red, ink = sheet.plates
    sea.flood()
    ink.hatch(box(-16, -16, 1616, 780), 90, 27, lambda x, y: 25 - 4000 / (170 + abs(x - 1130)))
    floor = box(-16, 780, 1616, 1016)
    sheet.clear(floor)
    ink.fill(floor)
    for y in (806, 846, 900, 966):
        ink.gouge([(sheet.chance.uniform(-80, 100), y), (sheet.chance.uniform(300, 420), y)], 6)
        ink.gouge([(sheet.chance.uniform(1330, 1400), y), (1660, y)], 6)
    light = [(1060, 262), (1250, 262), (1500, 850), (560, 850)]
    for plate in (sea, ink):
        plate.cut(light)
    sand.fill(light)
    rug = oval(860, 880, 640, 104)
    sheet.clear(rug)
    red.fill(rug)
    for inset in (24, 46):
        ink.stroke(oval(860, 880, 640 - inset * 2.2, 104 - inset * 0.7), 7)
    _armchair(sheet)
    _floor_lamp(sheet)
    _picture_on_wall(sheet)
    return sheet.impression()


def _armchair(sheet: Sheet) -> None:
    _, _, red, ink = sheet.plates
    back = smooth([(500, 700), (478, 520), (470, 330), (520, 250), (650, 226), (800, 246),
                   (860, 330),
                   (850, 520), (850, 700)])
    seat = smooth([(520, 600), (700, 576), (960, 584), (1010, 640), (1000, 800), (520, 810)])
    left_arm = smooth([(430, 540), (480, 500), (560, 520), (590, 600), (580, 840), (430, 850),
                       (400, 640)])
    right_arm = smooth([(890, 540), (960, 500), (1050, 516), (1090, 580), (1080, 850), (930, 850),
                        (920, 640)])
    for x, y in ((460, 836), (560, 840), (950, 840), (1050, 836)):
        ink.fill([(x - 16, y), (x + 16, y), (x + 9, y + 76), (x - 9, y + 76)])
    for part in (back, seat, left_arm, right_arm):
        sheet.clear(ribbon([*part, part[0]], 15))
        sheet.clear(part)
        red.fill(part)
    ink.hatch(back, 82, 16, lambda x, y: (640 - x) / 15)
    ink.hatch(back, 82, 32, lambda x, y: 3 if y < 600 else 0)
    ink.hatch(seat, 4, 15, lambda x, y: 4 + (y - 660) / 13)
    ink.hatch(left_arm, 86, 13, lambda x, y: 13 - (x - 420) / 11)
    ink.hatch(right_arm, 86, 13, lambda x, y: (1000 - x) / 11)
    for x, y in ((580, 340), (660, 330), (744, 342), (620, 420), (706, 424)):
        ink.fill(oval(x, y, 10))
    cushion = turned(smooth([(590, 480), (770, 470), (784, 640), (600, 650)]), -14, (690, 560))
    sheet.clear(ribbon([*cushion, cushion[0]], 12))
    sheet.clear(cushion)
    ink.stroke([*cushion, cushion[0]], 5)
    ink.hatch(cushion, 34, 20, 7)
    book = [(908, 520), (1000, 470), (1092, 520), (1096, 548), (1000, 500), (906, 548)]
    sheet.clear(ribbon([*book, book[0]], 14))
    sheet.clear([(908, 520), (1000, 470), (1092, 520), (1000, 510)])
    ink.fill(book)


def _floor_lamp(sheet: Sheet) -> None:
    sand, _sea, _, ink = sheet.plates
    sheet.clear(ribbon([(1156, 250), (1180, 860)], 24))
    ink.stroke([(1156, 240), (1180, 866)], 12)
    ink.fill(oval(1182, 872, 92, 20))
    shade = [(1090, 96), (1222, 96), (1284, 264), (1026, 264)]
    sheet.clear(ribbon([*shade, shade[0]], 14))
    sheet.clear(shade)
    sand.fill(shade)
    ink.hatch(shade, 90, 22, 4)
    ink.stroke([*shade, shade[0]], 7)
    ink.stroke([(1156, 60), (1156, 100)], 9)


def _picture_on_wall(sheet: Sheet) -> None:
    _, _, red, ink = sheet.plates
    edge = box(110, 150, 350, 470)
    sheet.clear(edge)
    ink.stroke([*edge, edge[0]], 12)
    ink.fill([(140, 440), (140, 370), (210, 290), (262, 350), (300, 310), (322, 340), (322, 440)])
    red.fill(oval(270, 240, 30))


def bookshelves() -> Image:
    """Crowded shelves; on one of them a book is missing and its neighbour leans into the gap."""
    sheet = Sheet("bookshelves", SAND, SEA, VERMILION, BLACK)
    ink = sheet.plates[-1]
    ink.flood()
    lay = frame((0, 0), (1, -0.035), (0.035, 1))
    for shelf, (top, bottom) in enumerate(((-70, 270), (330, 660), (720, 1080))):
        x = -60.0
        while x < 1680:
            if shelf == 1 and 940 < x < 1110:
                _leaning_book(sheet, lay, x, bottom)
                x = 1180
                continue
            wide = sheet.chance.choice((34, 42, 50, 58, 66, 80))
            tall = (bottom - top) * sheet.chance.uniform(0.74, 0.96)
            _spine(sheet, lay, box(x, bottom - tall, x + wide - 5, bottom))
            x += wide
        plank = lay(box(-60, bottom, 1700, bottom + 36))
        sheet.clear(plank)
        sheet.plates[0].fill(plank)
        ink.hatch(plank, -2, 10, 3, steady=1.4)
        ink.stroke(lay([(-60, bottom + 36), (1700, bottom + 36)]), 6)
    return sheet.impression()


def _spine(sheet: Sheet, lay: Lay, spine: Shape) -> None:
    sand, sea, red, ink = sheet.plates
    (left, top), _, (right, bottom), _ = spine
    chance = sheet.chance
    shape = lay(spine)
    cover = chance.choices(("paper", "sand", "sea", "red", "ink"), (26, 24, 24, 11, 15))[0]
    if cover != "ink":
        sheet.clear(shape)
    tint = {"sand": sand, "sea": sea, "red": red}.get(cover)
    if tint:
        tint.fill(shape)
    dark = cover not in ("ink", "sea")
    mark = ink if dark else sea if cover == "sea" else ink
    tall = bottom - top
    pattern = chance.randrange(5)
    if cover == "ink":
        ink.stroke([*shape, shape[0]], 3, ink=False)
    if pattern in (0, 3):
        for at in (0.1, 0.14, 0.84):
            mark.stroke(lay([(left + 3, top + tall * at), (right - 3, top + tall * at)]), 5,
                        ink=dark)
    if pattern in (1, 3, 4):
        middle = (left + right) / 2
        mark.stroke(lay([(middle, top + tall * 0.24), (middle, top + tall * 0.62)]),
                    (right - left) * 0.26, ink=dark)
    if pattern == 2 and dark:
        label = lay(box(left, top + tall * 0.2, right, top + tall * 0.44))
        ink.fill(label)
    if pattern == 4:
        mark.fill(lay(oval((left + right) / 2, bottom - 40, 8)), ink=dark)
    if dark:
        ink.hatch(lay(box(right - 13, top, right, bottom)), 90, 6, 3)


def _leaning_book(sheet: Sheet, lay: Lay, x: float, bottom: float) -> None:
    """A vermilion book leaning over the place of the missing one."""
    _, _, red, ink = sheet.plates
    book = moved(turned(box(x, bottom - 292, x + 56, bottom), 19, (x + 56, bottom)), 44, 0)
    sheet.clear(lay(book))
    red.fill(lay(book))
    ink.stroke([*lay(book), lay(book)[0]], 4)
    a, b, c, d = book
    for t in (0.12, 0.17, 0.8):
        left = a[0] + (d[0] - a[0]) * t, a[1] + (d[1] - a[1]) * t
        right = b[0] + (c[0] - b[0]) * t, b[1] + (c[1] - b[1]) * t
        red.stroke(lay([left, right]), 6, ink=False)
