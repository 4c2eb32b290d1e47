"""Pictures of streets: a letter box, a tram, and the view through a wet window."""
# fmt: off
# (Outlines read best with many points in a row.)

import math

from PIL.Image import Image

from blog.operations.demo.pictures.press import BLACK, MIST, NIGHT, SAND, VERMILION, Sheet
from blog.operations.demo.pictures.shapes import (
    Point,
    Shape,
    box,
    densified,
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
    mist, _red, ink = sheet.plates
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
                         lambda t: 5 * math.sin(math.pi * t) + 0.5, ink=False)
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
    night.fill(box(-16, -16, 1616, 96), 3)
    night.hatch(box(-16, -16, 1616, 700), 0, 18, lambda x, y: 19 - (y - 90) / 16)
    sand.fill(box(-16, 90, 1616, 700), 3)
    red.hatch(box(-16, 300, 1616, 700), 0, 18, lambda x, y: (y - 330) / 15)
    roofs = [(-20, 720), (-20, 330), (70, 330), (70, 250), (110, 250), (110, 330), (230, 330),
             (300, 250), (370, 330), (370, 460), (520, 460), (520, 400), (600, 400), (600, 720)]
    far = [(560, 720), (560, 520), (700, 520), (700, 470), (740, 420), (780, 470), (780, 560),
           (1616, 560), (1616, 720)]
    for shape in (far, roofs):
        for plate in (sand, red):
            plate.cut(shape)
        night.fill(shape)
    ink.fill(roofs)
    right = [(1290, 720), (1330, 180), (1460, 90), (1616, 60), (1616, 720)]
    ink.fill(right)
    for x, y in ((140, 400), (40, 520), (270, 540), (430, 560), (1420, 300), (1530, 420),
                 (1500, 240)):
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
    outline = [(700, 300), (760, 236), (980, 214), (1050, 236), (1570, 384), (1570, 712),
               (1010, 850),
               (720, 836)]
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
                          (0.08, 0.45)], steps=4))
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
    """A street through a wet window: wavering shapes, an umbrella, drops running down."""
    sheet = Sheet("rain-on-glass", SAND, VERMILION, NIGHT, BLACK)
    _, _, night, ink = sheet.plates
    night.hatch(box(-16, -16, 1616, 640), 90, 20, lambda x, y: 5 + y / 60)
    _wavering_street(sheet)
    _lights(sheet)
    _umbrella(sheet, 560, 500)
    for x in (110, 246, 420, 742, 868, 1010, 1090, 1262, 1380, 1540):
        _trickle(sheet, x)
    for _ in range(95):
        size = sheet.chance.choice((8, 10, 13, 17, 24))
        _drop(sheet, sheet.chance.uniform(50, 1590), sheet.chance.uniform(0, 920), size)
    for bar in (box(1150, -16, 1200, 1016), box(-16, 936, 1616, 1016), box(-16, -16, 40, 1016)):
        sheet.clear(bar)
        ink.fill(bar)
    ink.gouge([(1162, -10), (1164, 940)], 7)
    ink.gouge([(40, 950), (1150, 952)], 6)
    return sheet.impression()


def _wavy(shape: Shape) -> Shape:
    """Return a shape as it looks through water on glass."""
    return [(x + 9 * math.sin(y / 37) + 5 * math.sin(y / 13), y) for x, y in densified(shape, 12)]


def _wavering_street(sheet: Sheet) -> None:
    _, _, night, ink = sheet.plates
    far = [(380, 640), (380, 360), (500, 360), (500, 300), (620, 250), (740, 300), (740, 400),
           (900, 400), (900, 640)]
    night.fill(_wavy(far))
    left = [(-30, 40), (210, 90), (210, 150), (440, 230), (440, 700), (-30, 760)]
    right = [(860, 280), (1060, 190), (1060, 120), (1640, -40), (1640, 780), (860, 690)]
    for shape in (_wavy(left), _wavy(right)):
        sheet.clear(shape)
        ink.fill(shape)
        night.fill(shape)
        ink.hatch(shape, 90, 24, 3, ink=False)
    ground = _wavy([(-30, 740), (440, 634), (860, 630), (1640, 750), (1640, 1030), (-30, 1030)])
    sheet.clear(ground)
    night.fill(ground)
    ink.hatch(ground, 0, 15, lambda x, y: 3 + abs(x - 600) / 95 + (y - 690) / 90)


def _lights(sheet: Sheet) -> None:
    """Lit windows and lamps, and each one's broken reflection on the street."""
    sand, red, night, ink = sheet.plates
    windows = ((60, 230, 84, 110), (250, 290, 66, 90), (70, 470, 84, 110), (1250, 250, 110, 140),
               (1000, 350, 70, 100), (1440, 480, 120, 140), (940, 520, 60, 80))
    for x, y, wide, tall in windows:
        pane = _wavy(box(x, y, x + wide, y + tall))
        ink.cut(pane)
        night.cut(pane)
        sand.fill(pane)
    for x, y, size, tint in ((350, 590, 34, red), (640, 610, 22, sand), (716, 606, 22, sand),
                             (1080, 560, 40, red), (1300, 600, 30, sand)):
        sheet.clear(oval(x, y, size + 8))
        tint.fill(oval(x, y, size))
        for i in range(7):
            low, half = 730 + i * 27 + size / 3, size * (1.2 - i * 0.13)
            smear = smooth([(x - half, low), (x, low - 9), (x + half, low + 2), (x, low + 9)])
            ink.cut(smear)
            night.cut(smear)
            tint.fill(smear)


def _umbrella(sheet: Sheet, x: float, y: float) -> None:
    """Somebody walking away under a vermilion umbrella."""
    _, red, _, ink = sheet.plates
    dome = [*oval(x, y, 200, 158, 180, 360), (x + 134, y - 20), (x + 68, y + 8), (x, y - 22),
            (x - 68, y + 8), (x - 134, y - 20)]
    coat = [(x - 54, y + 96), (x - 30, y + 66), (x + 36, y + 66), (x + 62, y + 100),
            (x + 82, y + 290), (x - 80, y + 290)]
    far_leg = [(x - 52, y + 280), (x - 12, y + 280), (x - 30, y + 392), (x - 66, y + 392)]
    near_leg = [(x + 8, y + 280), (x + 50, y + 280), (x + 66, y + 410), (x + 96, y + 424),
                (x + 34, y + 426)]
    head = oval(x + 2, y + 34, 34, 44)
    parts = (head, coat, far_leg, near_leg, dome)
    for part in parts:
        sheet.clear(ribbon([*part, part[0]], 14))
    for part in parts:
        sheet.clear(part)
        (red if part is dome else ink).fill(part)
    for end in (-134, -68, 0, 68, 134):
        spoke = smooth([(x, y - 156), (x + end * 0.8, y - 100), (x + end, y - 12)], closed=False)
        ink.stroke(spoke, 4.5)
    ink.hatch(dome, 90, 14, lambda px, py: (px - x - 60) / 14)
    ink.stroke([(x, y - 156), (x, y - 182)], 7)
    ink.gouge([(x - 6, y + 120), (x - 14, y + 280)], 6)


def _trickle(sheet: Sheet, x: float) -> None:
    chance = sheet.chance
    y, end = chance.uniform(-40, 260), chance.uniform(420, 880)
    line: list[Point] = []
    while y < end:
        line.append((x, y))
        x += chance.uniform(-10, 10)
        y += 46
    run = smooth(line, closed=False, steps=5)
    for plate in sheet.plates:
        plate.stroke(run, lambda t: 2 + 5 * t, ink=False)
    _drop(sheet, *run[-1], 22)


def _drop(sheet: Sheet, x: float, y: float, size: float) -> None:
    """A bead of water: a bright crescent below and a glint above."""
    outer = oval(x, y, size * 0.8, size, -10, 190)
    inner = oval(x, y - size * 0.2, size * 0.62, size * 0.72, 180, 0)
    for plate in sheet.plates:
        plate.cut([*outer, *inner], 0)
        plate.cut(oval(x - size * 0.25, y - size * 0.5, size * 0.22, size * 0.16), 0)
