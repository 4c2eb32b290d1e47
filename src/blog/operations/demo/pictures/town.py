"""Pictures of streets: a letter box, a tram, and the view through a wet window."""

import math

from PIL.Image import Image

from blog.operations.demo.pictures.press import BLACK, MIST, NIGHT, SAND, VERMILION, Sheet
from blog.operations.demo.pictures.shapes import (
    Lay,
    Point,
    Shape,
    box,
    moved,
    oval,
    perspective,
    ribbon,
    scaled,
    smooth,
    turned,
)


def letterbox() -> Image:
    """A pillar letter box in the rain, wet paving under it."""
    sheet = Sheet("letterbox", MIST, VERMILION, BLACK)
    mist, red, ink = sheet.plates
    mist.fill(box(-16, -16, 1616, 760), 3)
    _terrace(sheet)
    ground = box(-16, 740, 1616, 1016)
    sheet.clear(ground)
    ink.fill(ground)
    for y in (772, 822, 892, 975):
        ink.gouge([(-60, y), (sheet.chance.uniform(300, 440), y + 4)], 7)
        ink.gouge([(sheet.chance.uniform(900, 1000), y), (1660, y - 4)], 7)
    for x in (-300, 60, 330, 1010, 1290, 1660):
        ink.gouge([(640 + (x - 640) * 0.62, 748), (x, 1016)], 6)
    _mirrored(sheet)
    _pillar(sheet, 620)
    _rain(sheet)
    return sheet.impression()


def _terrace(sheet: Sheet) -> None:
    """House fronts across the street, going away to the right."""
    mist, _, ink = sheet.plates
    lay = perspective([(760, -160), (1700, 240), (1700, 700), (760, 744)])
    front = lay(box(0, 0, 1, 1))
    ink.fill(front)
    ink.hatch(front, 88, 12, 3, ink=False)
    for i in range(5):
        x = 0.05 + i * 0.2
        for y, tall in ((0.12, 0.22), (0.5, 0.24)):
            pane = lay(box(x, y, x + 0.1, y + tall))
            ink.fill(pane)
            inner = lay(box(x + 0.012, y + 0.02, x + 0.088, y + tall - 0.02))
            ink.cut(inner)
            ink.stroke(lay([(x + 0.05, y), (x + 0.05, y + tall)]), 5)
            ink.stroke(lay([(x, y + tall / 2), (x + 0.1, y + tall / 2)]), 5)
    ink.stroke(lay([(0, 0.86), (1, 0.86)]), 10)
    mist.hatch(box(-16, 300, 470, 740), 90, 12, lambda x, y: 8)


def _mirrored(sheet: Sheet) -> None:
    """The red smear of the box on the wet ground."""
    _, red, ink = sheet.plates
    for i in range(13):
        y = 900 + i * 10
        wide = 150 + 14 * math.sin(i * 1.9) - i * 3
        streak = smooth([(620 - wide, y), (620, y - 5), (620 + wide, y), (620, y + 3)])
        ink.cut(streak)
        red.fill(streak)


def _pillar(sheet: Sheet, x: float) -> None:
    _, red, ink = sheet.plates
    base = [(x - 190, 790), (x + 190, 790), *oval(x, 868, 196, 44, 0, 180)]
    barrel = [(x - 170, 250), (x + 170, 250), *oval(x, 786, 170, 40, 0, 180)]
    cap = [*oval(x, 220, 204, 120, 180, 360), (x + 204, 250), *oval(x, 250, 204, 44, 0, 180)]
    for part in (base, barrel, cap):
        sheet.clear(ribbon([*part, part[0]], 16))
        sheet.clear(part)
    ink.fill(base)
    red.fill(barrel)
    red.fill(cap)

    def shadow(px: float, py: float) -> float:
        return max(0, (px - x - 20) / 12)

    ink.hatch(barrel, 90, 13, shadow)
    ink.hatch(cap, 90, 13, lambda px, py: (px - x - 70) / 10)
    ink.fill([*oval(x, 252, 170, 40, 0, 180), *oval(x, 272, 170, 46, 180, 0)])
    red.gouge([(x - 140, 320), (x - 142, 770)], 13)
    red.gouge([(x - 116, 330), (x - 118, 640)], 7)
    red.gouge([(x - 150, 180), (x - 60, 126)], 10)
    rim = oval(x, 318, 170, 34, 0, 180)
    ink.stroke(rim, 6)
    slot = box(x - 110, 388, x + 86, 428)
    ink.fill(moved(scaled(moved(slot, -x, -408), 1.12, 1.5), x, 408))
    ink.cut(box(x - 116, 382, x + 92, 390))
    notice = box(x - 78, 474, x + 54, 610)
    red.cut(notice)
    ink.cut(notice)
    ink.stroke([*notice, notice[0]], 5)
    for i, half in enumerate((46, 36, 46, 28)):
        ink.stroke([(x - 12 - half, 502 + i * 27), (x - 12 + half, 502 + i * 27)], 9)
    letter = turned(box(x - 70, 340, x + 50, 412), -9, (x - 10, 400))
    sheet.clear(letter)
    ink.stroke([*letter, letter[0]], 4)
    stamp = turned(box(x + 10, 350, x + 38, 384), -9, (x - 10, 400))
    red.fill(stamp)
    ink.fill(box(x - 124, 400, x + 98, 432))


def _rain(sheet: Sheet) -> None:
    chance = sheet.chance
    for _ in range(210):
        x, y = chance.uniform(-40, 1700), chance.uniform(-60, 900)
        long = chance.uniform(50, 150)
        for plate in sheet.plates:
            plate.stroke([(x, y), (x - long * 0.2, y + long * 0.5), (x - long * 0.4, y + long)],
                         lambda t: 5 * math.sin(math.pi * t) + 0.5, ink=False)  # fmt: skip
    ink = sheet.plates[-1]
    for _ in range(26):
        x, y = chance.uniform(0, 1600), chance.uniform(780, 1000)
        if abs(x - 620) > 220:
            wide = chance.uniform(14, 44)
            ink.stroke(oval(x, y, wide, wide * 0.3), 4, ink=False)


def tram_at_dusk() -> Image:
    """A tram leans into a curve, its windows lit, the rails bright in front of it."""
    sheet = Sheet("tram-at-dusk", SAND, VERMILION, NIGHT, BLACK)
    sand, red, night, ink = sheet.plates
    night.fill(box(-16, -16, 1616, 330))
    night.hatch(box(-16, -16, 1616, 700), 0, 18, lambda x, y: 19 - (y - 300) / 17)
    sand.fill(box(-16, 300, 1616, 700))
    red.hatch(box(-16, 420, 1616, 700), 0, 18, lambda x, y: (y - 440) / 22)
    roofs = [(-20, 720), (-20, 330), (70, 330), (70, 250), (110, 250), (110, 330), (230, 330),
             (300, 250), (370, 330), (370, 460), (520, 460), (520, 400), (600, 400), (600, 720)]
    far = [(560, 720), (560, 520), (700, 520), (700, 470), (740, 420), (780, 470), (780, 560),
           (1616, 560), (1616, 720)]  # fmt: skip
    for shape in (far, roofs):
        for plate in (sand, red):
            plate.cut(shape)
        night.fill(shape)
    ink.fill(roofs)
    right = [(1290, 720), (1330, 180), (1460, 90), (1616, 60), (1616, 720)]
    ink.fill(right)
    for x, y in ((140, 400), (40, 520), (270, 540), (430, 560), (1420, 300), (1530, 420), (1500, 240)):
        pane = box(x, y, x + 34, y + 52)
        ink.cut(pane)
        night.cut(pane)
        sand.fill(pane)
    road = box(-16, 690, 1616, 1016)
    sheet.clear(road)
    night.fill(road)
    ink.hatch(road, 0, 17, lambda x, y: 9 + (y - 690) / 40)
    _rails(sheet)
    _wires(sheet)
    _tram(sheet)
    return sheet.impression()


def _rails(sheet: Sheet) -> None:
    sand = sheet.plates[0]
    for line in (
        [(760, 720), (700, 780), (560, 850), (300, 930), (-80, 1010)],
        [(1010, 730), (960, 830), (800, 930), (560, 1010), (420, 1060)],
    ):
        rail = smooth(line, closed=False)
        sheet.clear(ribbon(rail, lambda t: 9 + 15 * t))
        sand.stroke(rail, lambda t: 5 + 12 * t)


def _wires(sheet: Sheet) -> None:
    ink = sheet.plates[3]
    ink.stroke([(180, 1000), (196, 60)], lambda t: 20 - 8 * t)
    ink.stroke(smooth([(196, 130), (420, 96), (640, 120)], closed=False), 7)
    for line in ([(-40, 20), (420, 100), (860, 190), (1200, 250)], [(640, 118), (860, 190)]):
        ink.stroke(smooth(line, closed=False), 4)


def _tram(sheet: Sheet) -> None:
    sand, red, night, ink = sheet.plates
    side = perspective([(1010, 260), (1560, 390), (1560, 700), (1010, 800)])
    front = perspective([(690, 290), (1010, 250), (1010, 840), (716, 830)])
    outline = [(700, 300), (760, 236), (980, 214), (1050, 236), (1570, 384), (1570, 712), (1010, 850),
               (720, 836)]  # fmt: skip
    sheet.clear(ribbon([*outline, outline[0]], 18))
    sheet.clear(outline)
    ink.fill(outline)
    for lay in (side, front):
        body = lay(box(0, 0.5, 1, 0.9))
        ink.cut(body)
        red.fill(body)
        band = lay(box(0, 0.53, 1, 0.57))
        red.cut(band)
    ink.hatch(side(box(0, 0.6, 1, 0.9)), -8, 12, 5)
    for i in range(6):
        pane = side(box(0.05 + i * 0.158, 0.12, 0.18 + i * 0.158, 0.45))
        ink.cut(pane)
        sand.fill(pane)
        if i in (1, 2, 4):
            ink.fill(side(oval(0.115 + i * 0.158, 0.3, 0.026, 0.05)))
            ink.fill(side(smooth([(0.07 + i * 0.158, 0.46), (0.09 + i * 0.158, 0.37),
                                  (0.14 + i * 0.158, 0.37), (0.16 + i * 0.158, 0.46)])))
    glass = front(smooth([(0.08, 0.16), (0.3, 0.13), (0.7, 0.13), (0.92, 0.16), (0.92, 0.45),
                          (0.08, 0.45)], steps=4))  # fmt: skip
    ink.cut(glass)
    sand.fill(glass)
    ink.fill(front(oval(0.6, 0.27, 0.1, 0.06)))
    ink.fill(front(smooth([(0.38, 0.46), (0.46, 0.35), (0.72, 0.35), (0.82, 0.46)])))
    ink.stroke(front([(0.5, 0.12), (0.5, 0.46)]), 5)
    sign = front(box(0.28, 0.03, 0.72, 0.09))
    ink.cut(sign)
    sand.fill(sign)
    for x in (0.2, 0.8):
        lamp = front(oval(x, 0.72, 0.1, 0.055))
        sheet.clear(lamp)
        sand.fill(front(oval(x, 0.72, 0.06, 0.033)))
        ink.stroke([*lamp, lamp[0]], 4)
    ink.fill(front(box(0.06, 0.9, 0.94, 0.97)))
    for x in (0.36, 0.5, 0.64):
        red.gouge(front([(x, 0.62), (x, 0.86)]), 6)
    ink.stroke([(1160, 262), (1060, 222), (1150, 180), (1100, 226)], 6)
    ink.stroke([(1110, 182), (1200, 176)], 7)
    for start, end in (((728, 720), (240, 1010)), ((940, 730), (760, 1040))):
        beam = [start, (end[0] - 120, end[1]), (end[0] + 120, end[1])]
        for plate in (night, ink):
            plate.hatch(beam, 0, 17, lambda x, y: 8 - (y - 780) / 40, ink=False)


def rain_on_glass() -> Image:
    """A street through a wet window: soft shapes, an umbrella, drops running down."""
    sheet = Sheet("rain-on-glass", SAND, VERMILION, NIGHT, BLACK)
    sand, red, night, ink = sheet.plates
    night.hatch(box(-16, -16, 1616, 1016), 90, 21, lambda x, y: 15 - 5 * math.sin(y / 160))
    _blurred_street(sheet)
    for _ in range(15):
        _trickle(sheet, sheet.chance.uniform(60, 1560))
    for _ in range(120):
        x, y = sheet.chance.uniform(0, 1600), sheet.chance.uniform(0, 960)
        _drop(sheet, x, y, sheet.chance.choice((7, 9, 12, 16, 22)))
    for bar in (box(1130, -16, 1178, 1016), box(-16, 930, 1616, 1016), box(-16, -16, 44, 1016)):
        sheet.clear(bar)
        ink.fill(bar)
    ink.gouge([(1142, -10), (1144, 940)], 7)
    ink.gouge([(40, 944), (1130, 946)], 6)
    ink.gouge([(1180, 944), (1610, 948)], 6)
    return sheet.impression()


def _blurred_street(sheet: Sheet) -> None:
    sand, red, night, ink = sheet.plates
    left = smooth([(-60, 90), (220, 40), (420, 150), (450, 400), (440, 760), (-60, 800)])
    right = smooth([(1000, 260), (1240, 120), (1700, 20), (1700, 800), (1010, 760)])
    middle = smooth([(430, 380), (620, 330), (820, 380), (1020, 340), (1030, 760), (430, 760)])
    night.fill(middle)
    for shape in (left, right):
        ink.hatch(shape, 90, 21, lambda x, y: 17 + 3 * math.sin(y / 70))
    street = smooth([(-60, 740), (500, 710), (1000, 716), (1700, 740), (1700, 1060), (-60, 1060)])
    ink.hatch(street, 90, 21, lambda x, y: 15 + (y - 740) / 60)
    lights = ((150, 240, 46, sand), (300, 250, 38, red), (170, 470, 44, sand), (320, 470, 40, sand),
              (1290, 330, 48, sand), (1480, 300, 56, red), (1300, 560, 46, sand), (700, 560, 58, red),
              (820, 566, 44, sand), (560, 600, 34, sand), (930, 610, 30, red))  # fmt: skip
    for x, y, size, tint in lights:
        glow = smooth([(x - size, y), (x, y - size * 1.1), (x + size, y), (x, y + size * 1.2)], steps=7)
        sheet.clear(glow)
        tint.fill(glow)
        for i in range(4):
            wide, down = size * (1 - i * 0.17), 800 + i * 34 + (y % 40)
            smear = smooth([(x - wide, down), (x, down - 11), (x + wide, down), (x, down + 11)])
            ink.cut(smear)
            night.cut(smear)
            tint.fill(smear)
    _umbrella(sheet, 640, 520)


def _umbrella(sheet: Sheet, x: float, y: float) -> None:
    _, red, night, ink = sheet.plates
    dome = [*oval(x, y, 190, 150, 180, 360), (x + 126, y - 24), (x + 64, y + 6), (x, y - 26),
            (x - 64, y + 6), (x - 126, y - 24)]  # fmt: skip
    coat = smooth([(x - 60, y + 110), (x + 10, y + 70), (x + 74, y + 120), (x + 100, y + 330),
                   (x - 96, y + 330)], steps=6)  # fmt: skip
    legs = [(x - 50, y + 310), (x - 12, y + 310), (x - 22, y + 430), (x - 58, y + 430)]
    for part in (dome, coat, legs):
        sheet.clear(ribbon([*part, part[0]], 12))
        sheet.clear(part)
    red.fill(dome)
    for end in (-126, -64, 0, 64, 126):
        ink.stroke([(x, y - 148), (x + end * 0.7, y - 90), (x + end, y - 10)], 4)
    ink.fill(coat)
    ink.fill(legs)
    ink.fill(moved(legs, 66, 0))
    ink.fill(oval(x + 4, y + 46, 34, 40))
    ink.stroke([(x + 40, y - 140), (x + 40, y + 150)], 7)


def _trickle(sheet: Sheet, x: float) -> None:
    chance = sheet.chance
    y, end = chance.uniform(-20, 300), chance.uniform(420, 900)
    line: list[Point] = []
    while y < end:
        line.append((x, y))
        x += chance.uniform(-9, 9)
        y += 46
    if len(line) < 3:
        return
    run = smooth(line, closed=False, steps=5)
    for plate in sheet.plates[1:]:
        plate.stroke(run, lambda t: 3 + 6 * t, ink=False)
    _drop(sheet, *run[-1], 19)


def _drop(sheet: Sheet, x: float, y: float, size: float) -> None:
    """A bead of water: dark rim above, bright below, a glint."""
    ink = sheet.plates[3]
    bead = smooth([(x, y - size * 1.3), (x + size * 0.8, y), (x, y + size), (x - size * 0.8, y)], steps=5)
    sheet.clear(bead)
    ink.fill([*bead[len(bead) * 3 // 4 :], *bead[: len(bead) // 4], (x, y - size * 0.4)])
