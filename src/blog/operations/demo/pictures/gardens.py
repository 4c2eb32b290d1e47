"""Pictures of things that grow, and of bread."""
# fmt: off
# (Outlines read best with many points in a row.)

import math

from PIL.Image import Image

from blog.operations.demo.pictures.press import BLACK, SAND, SEA, VERMILION, Sheet
from blog.operations.demo.pictures.shapes import (
    Lay,
    Point,
    Shape,
    box,
    frame,
    moved,
    oval,
    ribbon,
    scaled,
    smooth,
    turned,
)

LEAF = smooth([(0, 0), (0.34, -0.3), (0.74, -0.26), (1, 0), (0.7, 0.24), (0.3, 0.24)], steps=6)


def garden_trellis() -> Image:
    """Climbing plants on a trellis against a sunlit wall; the right side already covered."""
    sheet = Sheet("garden-trellis", SAND, SEA, VERMILION, BLACK)
    sand, _, _, ink = sheet.plates
    sand.flood()
    laths = _laths()
    for lath in laths:
        ink.fill(moved(lath, 34, 40))
    ink.hatch(box(-16, -16, 1616, 1016), 24, 11, 6, ink=False)
    for lath in laths:
        sheet.clear(lath)
        ink.stroke([*lath, lath[0]], 4)
        ink.chatter(lath, 45 if lath[0][0] < lath[2][0] else -45, 10, 60, 3)
    vines: list[list[Point]] = [
        [(1180, 1060), (1230, 860), (1120, 700), (1260, 520), (1170, 340), (1330, 160),
         (1290, -40)],
        [(1420, 1060), (1370, 840), (1490, 660), (1390, 450), (1530, 280), (1460, 60), (1560, -40)],
        [(900, 1060), (960, 900), (850, 780), (930, 640), (800, 540), (830, 420), (700, 330)],
        [(1170, 700), (1040, 560), (1080, 420), (960, 300), (1010, 190), (900, 110)],
        [(300, 1060), (330, 950), (250, 860), (330, 760), (260, 690)],
    ]
    for vine in vines:
        _climb(sheet, smooth(vine, closed=False))
    for x, y, size in ((720, 318, 74), (912, 96, 62), (1070, 470, 84), (1300, 250, 96),
                       (940, 690, 88),
                       (1430, 560, 104), (1210, 800, 96), (262, 676, 70), (1480, 130, 84)):
        _flower(sheet, x, y, size)
    return sheet.impression()


def _laths() -> list[list[Point]]:
    falling = frame((0, 0), (0.72, 0.69), (-0.69, 0.72))
    rising = frame((0, 0), (0.72, -0.69), (0.69, 0.72))
    laths = [falling(box(-300, at, 2400, at + 34)) for at in range(-1080, 800, 216)]
    return laths + [rising(box(-1200, at, 1600, at + 34)) for at in range(90, 2000, 216)]


def _climb(sheet: Sheet, stem: Shape) -> None:
    """Draw a stem, and leaves to its left and right, each a different size."""
    _, sea, _, ink = sheet.plates
    ink.stroke(stem, lambda t: 14 - 9 * t)
    chance = sheet.chance
    for i, (x, y) in enumerate(stem[2:-1:3]):
        side = 1 if i % 2 else -1
        size = chance.uniform(74, 132) * (1 - 0.25 * i / len(stem) * 3)
        tilt = (-30 if side > 0 else 210) + chance.gauss(0, 26)
        leaf = moved(turned(scaled(LEAF, size, size * 1.15), tilt), x, y)
        sheet.clear(ribbon([*leaf, leaf[0]], 8))
        sheet.clear(leaf)
        sea.fill(leaf)
        tip = moved(turned([(size * 0.9, 0)], tilt), x, y)[0]
        half = moved(turned(scaled(LEAF[len(LEAF) // 2 :], size, size * 1.15), tilt), x, y)
        ink.hatch([*half, (x, y)], tilt + 52, 11, 5)
        sea.gouge([(x, y), tip], 6)


def _flower(sheet: Sheet, x: float, y: float, size: float) -> None:
    _, _, red, ink = sheet.plates
    lean = sheet.chance.uniform(0, 60)
    petals = []
    for i in range(5):
        petal = smooth([(0, 0), (0.28, -0.4), (0.8, -0.44), (1, -0.1), (0.9, 0.34), (0.4, 0.34)])
        petals.append(moved(turned(scaled(petal, size), lean + i * 72), x, y))
    for petal in petals:
        sheet.clear(ribbon([*petal, petal[0]], 9))
    for i, petal in enumerate(petals):
        sheet.clear(petal)
        red.fill(petal)
        angle = math.radians(lean + i * 72 - 4)
        for spread in (-0.22, 0, 0.22):
            a = angle + spread
            near = x + size * 0.3 * math.cos(a), y + size * 0.3 * math.sin(a)
            tip = x + size * 0.74 * math.cos(a), y + size * 0.74 * math.sin(a)
            red.gouge([near, tip], 5)
    for petal in petals:
        ink.stroke(petal[len(petal) // 2 : len(petal) * 3 // 4], 4)
    ink.fill(oval(x, y, size * 0.2))


def seed_packets() -> Image:
    """A row of seed packets on a shelf, each with the plant it will be."""
    sheet = Sheet("seed-packets", SAND, SEA, VERMILION, BLACK)
    _sand, sea, _, ink = sheet.plates
    sea.flood()
    sea.hatch(box(-16, -16, 1616, 820), 90, 40, lambda x, y: 2.5, ink=False)
    shelf = box(-16, 820, 1616, 1016)
    sheet.clear(shelf)
    ink.fill(shelf)
    for y in (850, 882, 926, 972):
        for _ in range(5):
            x = sheet.chance.uniform(-100, 1500)
            ink.gouge([(x, y), (x + sheet.chance.uniform(120, 420), y + 6)], 7)
    plants = (_carrot, _peas, _poppy, _tomato, _sunflower)
    places = ((176, -5.0), (478, 2.5), (782, -1.5), (1096, 4.5), (1420, -3.0))
    for plant, (x, lean) in zip(plants, places, strict=True):
        _packet(sheet, x, lean)
        plant(sheet, frame((x, 520), *_leaning(lean)))
    for _ in range(34):
        at = sheet.chance.uniform(520, 900), sheet.chance.uniform(852, 980)
        seed = turned(oval(*at, 11, 7), sheet.chance.uniform(0, 180), at)
        sheet.clear(seed)
        if sheet.chance.random() < 0.4:
            sheet.plates[2].fill(seed)
    return sheet.impression()


def _leaning(degrees: float) -> tuple[Point, Point]:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return (cos, sin), (-sin, cos)


def _packet(sheet: Sheet, x: float, lean: float) -> None:
    sand, _, _, ink = sheet.plates
    lay = frame((x, 520), *_leaning(lean))
    body = lay(box(-140, -330, 140, 314))
    ink.fill(moved(body, 26, 6))
    sheet.clear(body)
    teeth: list[Point] = []
    for i in range(15):
        teeth += [(-140 + i * 20, -330 - (12 if i % 2 else 0))]
    sheet.clear(lay([*teeth, (140, -300), (-140, -300)]))
    sand.fill(lay(box(-140, 120, 140, 314)))
    ink.stroke(lay([(-140, -290), (140, -290)]), 4)
    for y, half in ((196, 84), (232, 60)):
        ink.stroke(lay([(-half, y), (half, y)]), 13)
    ink.stroke(lay([(-30, 272), (30, 272)]), 7)
    ink.stroke([*body, body[0]], 4.5)


def _carrot(sheet: Sheet, lay: Lay) -> None:
    _, sea, red, ink = sheet.plates
    for lean in (-46, -22, 0, 24, 46):
        frond = [(0, -110), (lean, -190), (lean * 1.9, -262 + abs(lean))]
        sea.stroke(lay(smooth(frond, closed=False)), 13)
        for i in range(4):
            x, y = lean * (0.8 + i * 0.3), -176 - i * 24 + abs(lean) * 0.3 * i
            sea.fill(lay(oval(x - 12, y, 15, 8)))
            sea.fill(lay(oval(x + 12, y - 8, 15, 8)))
    root = smooth([(-58, -90), (0, -114), (58, -90), (40, 0), (12, 70), (0, 106), (-14, 60),
                   (-42, 0)])
    red.fill(lay(root))
    for x, y in ((-52, -60), (10, -44), (-40, -16), (6, 10), (-22, 40)):
        red.gouge(lay([(x, y), (x + 40, y + 5)]), 8)
    ink.hatch(lay(root), 80, 9, lambda x, y: 4 if lay([(24, 0)])[0][0] < x else 0)


def _peas(sheet: Sheet, lay: Lay) -> None:
    _, sea, _, ink = sheet.plates
    pod = smooth([(-96, -120), (-50, -170), (40, -110), (96, 10), (92, 80), (20, 66), (-60, -20)])
    ink.fill(lay(moved(pod, 8, 8)))
    sheet.clear(lay(pod))
    sea.fill(lay(pod))
    inner = smooth([(-70, -118), (-40, -130), (30, -66), (70, 30), (68, 56), (14, 26), (-44, -50)])
    ink.fill(lay(inner))
    for x, y, size in ((-44, -96, 22), (-12, -62, 28), (20, -20, 29), (48, 28, 24)):
        pea = lay(oval(x, y, size))
        sheet.clear(pea)
        sea.fill(pea)
        sea.cut(lay(oval(x - size * 0.3, y - size * 0.35, size * 0.24)))
    curl = [(-90, -150), (-110, -230), (-50, -266), (-26, -226), (-54, -206), (-66, -232)]
    sea.stroke(lay(smooth(curl, closed=False)), 9)
    leaf = lay(moved(turned(scaled(LEAF, 110, 130), -24), 4, -196))
    sea.fill(leaf)
    ink.stroke(lay([(12, -200), (96, -238)]), 4)


def _poppy(sheet: Sheet, lay: Lay) -> None:
    _, sea, red, ink = sheet.plates
    sea.stroke(lay(smooth([(0, -90), (10, 0), (-8, 106)], closed=False)), 12)
    for x, tilt in ((4, -30), (-4, 208)):
        sea.fill(lay(moved(turned(scaled(LEAF, 104, 90), tilt), x, 70)))
    for x, y, wide, tall in ((-52, -150, 74, 86), (54, -156, 72, 84), (0, -200, 90, 66),
                             (0, -110, 84, 60)):
        petal = lay(oval(x, y, wide, tall))
        sheet.clear(lay(oval(x, y, wide + 5, tall + 5)))
        red.fill(petal)
    for i in range(14):
        a = math.tau * i / 14
        red.gouge(lay([(46 * math.cos(a), -150 + 46 * math.sin(a)),
                       (104 * math.cos(a), -150 + 96 * math.sin(a))]), 6)
    ink.fill(lay(oval(0, -150, 34)))
    for i in range(10):
        a = math.tau * i / 10
        ink.fill(lay(oval(50 * math.cos(a), -150 + 50 * math.sin(a), 7)))


def _tomato(sheet: Sheet, lay: Lay) -> None:
    _, sea, red, ink = sheet.plates
    for x, y, size in ((-44, -10, 78), (46, -120, 84)):
        fruit = lay(oval(x, y, size, size * 0.9))
        sheet.clear(lay(oval(x, y, size + 6, size * 0.9 + 6)))
        red.fill(fruit)
        ink.fill(lay([*oval(x, y, size, size * 0.9, -10, 110),
                      *oval(x - size * 0.2, y - size * 0.12, size * 0.92, size * 0.84, 110, -10)]))
        red.cut(lay(turned(oval(x - size * 0.42, y - size * 0.36, size * 0.22, 8), -38,
                           (x - size * 0.42, y - size * 0.36))))
        for tilt in (200, 250, 300, 345, 30, 150):
            sepal = turned(scaled(LEAF, size * 0.62, size * 0.5), tilt)
            sea.fill(lay(moved(sepal, x, y - size * 0.76)))
            red.cut(lay(moved(sepal, x, y - size * 0.76)))
    sea.stroke(lay(smooth([(46, -190), (20, -240), (-40, -270)], closed=False)), 11)
    sea.stroke(lay(smooth([(-44, -76), (-60, -180), (-20, -256)], closed=False)), 9)


def _sunflower(sheet: Sheet, lay: Lay) -> None:
    sand, sea, _, ink = sheet.plates
    sea.stroke(lay([(0, -60), (4, 106)]), 14)
    for tilt in (-26, 204):
        sea.fill(lay(moved(turned(scaled(LEAF, 116, 110), tilt), 0, 70)))
    for ring, reach in ((0, 128), (11, 112)):
        for i in range(16):
            petal = scaled(LEAF, reach, 66)
            shape = lay(moved(turned(petal, ring + i * 22.5), 0, -146))
            sheet.clear(lay(moved(turned(scaled(petal, 1.06), ring + i * 22.5), 0, -146)))
            sand.fill(shape)
            ink.stroke([*shape, shape[0]], 3)
    ink.fill(lay(oval(0, -146, 58)))
    for ring in (16, 32, 47):
        for i in range(ring // 3):
            a = math.tau * i / (ring // 3) + ring
            ink.cut(lay(oval(ring * math.cos(a), -146 + ring * math.sin(a), 4)))
