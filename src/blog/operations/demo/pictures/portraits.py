"""Portraits of the six people of the demo publication: heads and shoulders, cut with one knife."""
# fmt: off  (outlines read best with many points in a row)

import math
from dataclasses import dataclass

from PIL.Image import Image

from blog.operations.demo.pictures.press import (
    BLACK,
    MIST,
    ROSE,
    SAND,
    SEA,
    SQUARE,
    UMBER,
    VERMILION,
    Ink,
    Plate,
    Sheet,
)
from blog.operations.demo.pictures.shapes import (
    Point,
    Shape,
    box,
    moved,
    oval,
    ribbon,
    smooth,
)

CORNER = (70, 62)
EVERYTHING = box(-16, -16, 816, 816)


@dataclass(frozen=True)
class Face:
    """What tells one face from another, in units round the bridge of the nose."""

    at: Point
    turn: float = 14  # how far the features are turned to the right; negative is left
    cheek: float = 112  # half the width at the cheekbones
    jaw: float = 84
    chin: float = 196
    brow: float = 11
    lip: float = 1.0
    nose: float = 84
    age: int = 0  # how many lines the years have left


def _head(face: Face) -> Shape:
    x, y = face.at
    c, j = face.cheek, face.jaw
    return moved(
        smooth(
            [
                (-c, -50),
                (-c - 2, 26),
                (-j - 10, 108),
                (-j * 0.6, face.chin - 26),
                (0, face.chin),
                (j * 0.6, face.chin - 26),
                (j + 10, 108),
                (c + 2, 26),
                (c, -50),
                (72, -150),
                (0, -170),
                (-72, -150),
            ],
            steps=8,
        ),
        x,
        y,
    )


def _shoulders(face: Face) -> Shape:
    x, low = face.at[0], face.at[1] + face.chin
    return smooth(
        [
            (x - 330, 840),
            (x - 290, low + 150),
            (x - 190, low + 92),
            (x - 84, low + 62),
            (x, low + 80),
            (x + 84, low + 62),
            (x + 190, low + 92),
            (x + 290, low + 150),
            (x + 330, 840),
        ],
        closed=False,
        steps=8,
    )


def _bust(sheet: Sheet, face: Face, skin: Plate, clothes: Plate) -> None:
    """Shoulders and neck; the neck lies in the shadow of the chin."""
    ink = sheet.plates[-1]
    x, y = face.at
    low = y + face.chin
    shoulders = _shoulders(face)
    sheet.clear(ribbon(shoulders, 14))
    sheet.clear(shoulders)
    clothes.fill(shoulders)
    neck = [
        (x - 66, y + 90),
        (x + 66, y + 90),
        (x + 74, low + 70),
        (x + 30, low + 112),
        (x - 30, low + 112),
        (x - 74, low + 70),
    ]
    sheet.clear(ribbon(shoulders, 14))
    sheet.clear(shoulders)
    clothes.fill(shoulders)
    sheet.clear(neck)
    skin.fill(neck)
    ink.hatch(
        [
            (x - 68, low - 60),
            (x + 70, low - 60),
            (x + 76, low + 100),
            (x + 8, low + 60),
            (x - 68, low + 10),
        ],
        -24,
        10,
        lambda px, py: 8 + (px - x) / 24,
    )


def _features(sheet: Sheet, face: Face, skin: Plate, *, hatch: float = 1) -> None:
    """The head itself, its shaded side, and brows, eyes, nose and mouth."""
    ink = sheet.plates[-1]
    x, y = face.at
    head = _head(face)
    side = 1 if face.turn >= 0 else -1
    for ear in (-1, 1):
        lobe = oval(x + ear * (face.cheek + 4), y + 22, 22, 42)
        sheet.clear(lobe)
        skin.fill(lobe)
        ink.stroke(oval(x + ear * (face.cheek + 6), y + 20, 12, 26), 4)
    sheet.clear(head)
    skin.fill(head)
    ink.hatch(
        head,
        78 * side,
        9,
        lambda px, py: hatch * ((px - x) * side - 34 - 26 * math.sin((py - y) / 62)) / 10,
    )
    under = smooth(
        [
            (x - 60, y + face.chin - 16),
            (x, y + face.chin - 6),
            (x + 60, y + face.chin - 16),
            (x, y + face.chin + 4),
        ]
    )
    ink.fill(under)
    t = x + face.turn
    for eye in (-1, 1):
        _eye(sheet, face, skin, (t + eye * 50, y + 4), eye)
    _nose_and_mouth(sheet, face, t, side)


def _eye(sheet: Sheet, face: Face, skin: Plate, at: Point, eye: int) -> None:
    ink = sheet.plates[-1]
    x, y = at
    look = 4 if face.turn >= 0 else -4
    white = smooth(
        [(x - 27, y + 3), (x - 8, y - 10), (x + 12, y - 9), (x + 27, y + 3), (x, y + 11)], steps=6
    )
    skin.cut(white, 0.4)
    ink.cut(white, 0.4)
    ink.fill(oval(x + look, y, 9.5, 11), 0)
    ink.cut(oval(x + look - 3, y - 4, 3), 0)
    lid = smooth(
        [(x - 31, y + 5), (x - 10, y - 12), (x + 12, y - 11), (x + 31, y + 4)], closed=False
    )
    ink.stroke(lid, 6.5)
    brow = smooth(
        [(x - eye * 30, y - 34), (x + eye * 6, y - 45), (x + eye * 38, y - 29)], closed=False
    )
    ink.stroke(brow, lambda t: face.brow * (1 - 0.55 * t))
    for line in range(face.age):
        end = x + eye * (44 + 6 * line), y + 8 + 9 * line
        ink.stroke([(x + eye * 34, y + 6 + 6 * line), end], 3)
    if face.age:
        ink.stroke(smooth([(x - 20, y + 24), (x, y + 29), (x + 20, y + 23)], closed=False), 3)


def _nose_and_mouth(sheet: Sheet, face: Face, t: float, side: int) -> None:
    ink = sheet.plates[-1]
    _, y = face.at
    tip = y + face.nose
    bridge = smooth(
        [
            (t + side * 15, y - 18),
            (t + side * 13, y + 24),
            (t + side * 30, tip - 8),
            (t + side * 22, tip + 8),
            (t + side * 2, tip + 8),
        ],
        closed=False,
    )
    ink.stroke(bridge, lambda u: 4 + 4 * u)
    ink.stroke(
        smooth(
            [(t - side * 20, tip - 4), (t - side * 24, tip + 5), (t - side * 12, tip + 8)],
            closed=False,
        ),
        5,
    )
    mouth = tip + 44
    ink.stroke(
        smooth(
            [
                (t - 42, mouth - 3),
                (t - 16, mouth + 1),
                (t, mouth - 2),
                (t + 16, mouth + 1),
                (t + 42, mouth - 5),
            ],
            closed=False,
        ),
        lambda u: 3 + 5 * math.sin(math.pi * u),
    )
    ink.stroke(
        smooth(
            [
                (t - 22, mouth + 19 * face.lip),
                (t, mouth + 23 * face.lip),
                (t + 22, mouth + 18 * face.lip),
            ],
            closed=False,
        ),
        lambda u: 6 * math.sin(math.pi * u) + 1,
    )
    if face.age:
        for way in (-1, 1):
            ink.stroke(
                smooth(
                    [(t + way * 38, tip - 4), (t + way * 56, tip + 26), (t + way * 58, mouth + 4)],
                    closed=False,
                ),
                3.5,
            )


def _ground(sheet: Sheet, plate: Plate, degrees: float) -> None:
    plate.flood()
    plate.hatch(EVERYTHING, degrees, 26, lambda x, y: 3 + (800 - y) / 160, ink=False, steady=1.6)


def rosa() -> Image:
    """Rosa Lindqvist, in her fifties: a grey bob, a pencil behind her ear, a vermilion scarf."""
    sheet = Sheet(
        "portrait-rosa", ROSE, MIST, SEA, VERMILION, BLACK, size=SQUARE, corner=CORNER, zoom=1.22
    )
    skin, grey, sea, red, ink = sheet.plates
    _ground(sheet, sea, 64)
    face = Face((392, 350), turn=14, cheek=108, jaw=78, age=2, lip=0.9, brow=8)
    back = smooth(
        [
            (240, 330),
            (258, 200),
            (330, 128),
            (440, 120),
            (526, 186),
            (556, 330),
            (560, 520),
            (520, 570),
            (270, 570),
            (232, 500),
        ]
    )
    sheet.clear(ribbon([*back, back[0]], 14))
    sheet.clear(back)
    grey.fill(back)
    ink.hatch(back, 88, 10, lambda x, y: 8)
    _bust(sheet, face, skin, ink)
    _features(sheet, face, skin)
    fringe = smooth(
        [
            (262, 420),
            (236, 330),
            (262, 196),
            (340, 130),
            (440, 122),
            (530, 190),
            (556, 330),
            (534, 440),
            (512, 340),
            (500, 270),
            (430, 216),
            (370, 246),
            (300, 268),
            (284, 340),
        ],
        steps=8,
    )
    left = smooth(
        [(240, 300), (286, 300), (290, 420), (312, 520), (300, 566), (248, 566), (228, 470)]
    )
    right = smooth(
        [(504, 300), (552, 300), (566, 440), (560, 560), (500, 572), (494, 500), (508, 400)]
    )
    pencil = [(530, 317), (538, 334), (628, 296), (660, 268), (620, 279)]
    sheet.clear(ribbon([*pencil, pencil[0]], 8))
    sheet.clear(pencil)
    red.fill(pencil)
    ink.fill([(628, 296), (660, 268), (620, 279)])
    for lock in (left, right, fringe):
        sheet.clear(lock)
        grey.fill(lock)
    for lock in (left, right):
        ink.hatch(lock, 86, 12, lambda x, y: 3 + (x - 300) / 70)
    for i in range(5):
        start = 436 - i * 3, 142 + i * 13
        for end in ((262 + i * 16, 300 - i * 9), (546 - i * 9, 330 - i * 10)):
            middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2 - 38 + i * 5
            ink.stroke(
                smooth([start, middle, end], closed=False), lambda t: 5 * math.sin(math.pi * t)
            )
    scarf = smooth(
        [
            (262, 604),
            (330, 570),
            (392, 610),
            (470, 566),
            (540, 600),
            (556, 660),
            (440, 712),
            (330, 700),
            (250, 660),
        ]
    )
    sheet.clear(ribbon([*scarf, scarf[0]], 12))
    sheet.clear(scarf)
    red.fill(scarf)
    for start, end in (
        ((280, 620), (400, 690)),
        ((330, 596), (430, 690)),
        ((530, 612), (420, 690)),
        ((470, 590), (410, 660)),
    ):
        ink.stroke(
            smooth([start, ((start[0] + end[0]) / 2, end[1] - 10), end], closed=False),
            lambda t: 7 * math.sin(math.pi * t),
        )
    return sheet.impression()


def idris() -> Image:
    """Idris Okafor, in his forties: close-cropped hair, a full beard, a sea-green cardigan."""
    sheet = Sheet("portrait-idris", SAND, UMBER, SEA, BLACK, size=SQUARE, corner=CORNER, zoom=1.22)
    sand, skin, sea, ink = sheet.plates
    _ground(sheet, sand, -58)
    face = Face((414, 336), turn=-15, cheek=114, jaw=92, chin=204, brow=14, lip=1.15, nose=82)
    _bust(sheet, face, skin, sea)
    hair = smooth(
        [
            (294, 320),
            (296, 200),
            (350, 138),
            (420, 124),
            (490, 144),
            (534, 210),
            (534, 320),
            (414, 280),
        ]
    )
    sheet.clear(ribbon([*hair, hair[0]], 12))
    ink.fill(hair)
    _features(sheet, face, skin, hatch=0.8)
    crop = smooth(
        [
            (298, 326),
            (294, 214),
            (348, 146),
            (420, 128),
            (490, 150),
            (536, 216),
            (530, 326),
            (514, 252),
            (470, 206),
            (414, 198),
            (350, 210),
            (314, 258),
        ],
        steps=8,
    )
    sheet.clear(crop)
    ink.fill(crop)
    beard = smooth(
        [
            (300, 350),
            (318, 400),
            (346, 424),
            (374, 420),
            (400, 412),
            (430, 422),
            (470, 430),
            (508, 400),
            (530, 350),
            (534, 450),
            (504, 540),
            (450, 588),
            (400, 592),
            (340, 560),
            (304, 470),
        ],
        steps=8,
    )
    gap = smooth([(358, 456), (400, 448), (440, 458), (430, 484), (400, 492), (370, 484)])
    sheet.clear(beard)
    ink.fill(beard)
    ink.cut(gap)
    skin.fill(gap)
    t, mouth = 399, 466
    ink.stroke(
        smooth(
            [
                (t - 40, mouth),
                (t - 14, mouth + 2),
                (t, mouth - 1),
                (t + 14, mouth + 2),
                (t + 40, mouth),
            ],
            closed=False,
        ),
        7,
    )
    for lock, degrees in ((beard, 84), (crop, 62)):
        ink.chatter(lock, degrees, 90, 22, 4, ink=False)
    _cardigan(sheet, face)
    return sheet.impression()


def _cardigan(sheet: Sheet, face: Face) -> None:
    _, _, sea, ink = sheet.plates
    shirt = [(340, 596), (414, 660), (492, 596), (470, 820), (370, 820)]
    sheet.clear(shirt)
    ink.stroke([(330, 590), (414, 668), (502, 588)], 7)
    ink.stroke([(414, 668), (418, 820)], 5)
    for y in (706, 762):
        ink.fill(oval(430, y, 7))
    for edge in ([(322, 590), (356, 700), (360, 820)], [(506, 588), (476, 700), (474, 820)]):
        ink.stroke(edge, 13)
    sea.hatch(box(60, 560, 350, 820), 70, 17, 4, ink=False)
    ink.hatch(_shoulders(face), 100, 15, lambda x, y: (x - 500) / 20)


def mei() -> Image:
    """Mei Tanaka, in her thirties: short black hair, round glasses, a high white collar."""
    sheet = Sheet("portrait-mei", ROSE, VERMILION, BLACK, size=SQUARE, corner=CORNER, zoom=1.22)
    skin, red, ink = sheet.plates
    _ground(sheet, red, 90)
    face = Face((400, 356), turn=12, cheek=106, jaw=74, chin=186, brow=8, lip=0.95, nose=76)
    hair = smooth(
        [
            (286, 470),
            (262, 380),
            (258, 280),
            (292, 176),
            (372, 122),
            (460, 132),
            (526, 190),
            (548, 290),
            (536, 390),
            (508, 462),
            (400, 500),
        ]
    )
    sheet.clear(ribbon([*hair, hair[0]], 14))
    sheet.clear(hair)
    ink.fill(hair)
    _bust(sheet, face, skin, ink)
    _features(sheet, face, skin)
    fringe = smooth(
        [
            (296, 474),
            (276, 452),
            (258, 380),
            (258, 280),
            (292, 176),
            (372, 120),
            (460, 130),
            (528, 190),
            (550, 290),
            (540, 380),
            (520, 440),
            (508, 400),
            (504, 330),
            (488, 276),
            (452, 224),
            (420, 262),
            (360, 292),
            (316, 306),
            (300, 352),
            (302, 430),
        ],
        steps=8,
    )
    sheet.clear(fringe)
    ink.fill(fringe)
    for i in range(6):
        ink.gouge(
            smooth(
                [
                    (448 - i * 5, 146 + i * 11),
                    (366 - i * 6, 172 + i * 17),
                    (292 + i * 5, 262 + i * 9),
                ],
                closed=False,
            ),
            5,
        )
        ink.gouge(
            smooth(
                [(466, 150 + i * 12), (506 - i * 4, 190 + i * 15), (530 - i * 5, 270 + i * 14)],
                closed=False,
            ),
            4.5,
        )
    for x in (358, 466):
        lens = oval(x, 362, 47, 46)
        ink.cut(ribbon(lens, 13))
        ink.stroke(lens, 8)
        ink.stroke(oval(x, 362, 34, 33, 200, 250), 4, ink=False)
    ink.stroke(smooth([(404, 356), (412, 350), (420, 356)], closed=False), 8)
    ink.stroke([(312, 354), (290, 344)], 7)
    ink.stroke([(512, 354), (510, 346)], 7)
    for side in (-1, 1):
        collar = smooth(
            [
                (400 + side * 2, 650),
                (400 + side * 56, 606),
                (400 + side * 84, 566),
                (400 + side * 128, 612),
                (400 + side * 116, 670),
                (400 + side * 50, 692),
            ],
            steps=6,
        )
        sheet.clear(ribbon([*collar, collar[0]], 10))
        sheet.clear(collar)
        ink.stroke([*collar, collar[0]], 5)
        if side > 0:
            ink.hatch(collar, 80, 11, lambda x, y: (x - 430) / 14)
    ink.stroke([(400, 690), (402, 820)], 5, ink=False)
    for y in (716, 770):
        ink.cut(oval(424, y, 7))
    return sheet.impression()


def tomas() -> Image:
    """Tomás Herrera, in his thirties: curly dark hair, stubble, a vermilion work shirt."""
    tan: Ink = (222, 168, 122)
    sheet = Sheet(
        "portrait-tomas", MIST, tan, VERMILION, BLACK, size=SQUARE, corner=CORNER, zoom=1.22
    )
    mist, skin, red, ink = sheet.plates
    _ground(sheet, mist, 20)
    face = Face((396, 360), turn=-13, cheek=106, jaw=84, chin=198, brow=14, nose=86)
    curls: list[tuple[float, float, float]] = []
    for i in range(15):
        a = math.radians(172 + i * 14.2)
        curls.append((396 + 122 * math.cos(a), 286 + 136 * math.sin(a), 44 + 7 * math.sin(i * 2.4)))
    for x, y, size in curls:
        sheet.clear(oval(x, y, size + 7))
    for x, y, size in curls:
        ink.fill(oval(x, y, size))
    _bust(sheet, face, skin, red)
    _features(sheet, face, skin)
    stubble = smooth(
        [
            (296, 430),
            (330, 470),
            (383, 446),
            (440, 470),
            (500, 430),
            (484, 510),
            (440, 552),
            (396, 560),
            (350, 552),
            (308, 510),
        ]
    )
    with ink.within(_head(face)):
        ink.chatter(stubble, 80, 230, 15, 4.6)
    tops = [(x, y, s * 0.84) for x, y, s in curls if y < 300]
    tops += [
        (318, 238, 42),
        (372, 212, 44),
        (430, 214, 42),
        (478, 242, 40),
        (300, 280, 30),
        (492, 284, 28),
    ]
    for x, y, size in tops:
        ink.fill(oval(x, y, size))
        skin.cut(oval(x, y, size))
    for i, (x, y, size) in enumerate(tops[::2]):
        for ring in (0.34, 0.68):
            arc = oval(x, y, size * ring, None, 170 + 31 * i, 330 + 31 * i)
            ink.stroke(arc, lambda t: 5.5 * math.sin(math.pi * t) + 0.5, ink=False)
    _work_shirt(sheet, face)
    return sheet.impression()


def _work_shirt(sheet: Sheet, face: Face) -> None:
    _, _, red, ink = sheet.plates
    for collar in (
        [(318, 610), (396, 690), (346, 742), (276, 640)],
        [(474, 610), (396, 690), (446, 742), (520, 640)],
    ):
        sheet.clear(ribbon([*collar, collar[0]], 9))
        sheet.clear(collar)
        red.fill(collar)
        ink.stroke([*collar, collar[0]], 6)
    ink.stroke([(396, 690), (400, 820)], 6)
    for y in (740, 792):
        ink.fill(oval(416, y, 7))
    ink.hatch(_shoulders(face), 104, 16, lambda x, y: (x - 500) / 20)
    pocket = [(500, 740), (600, 740), (600, 820), (500, 820)]
    ink.stroke([*pocket, pocket[0]], 6)


def ana() -> Image:
    """Ana Petrović, in her forties: a long dark plait over one shoulder."""
    sheet = Sheet(
        "portrait-ana", ROSE, SAND, SEA, VERMILION, BLACK, size=SQUARE, corner=CORNER, zoom=1.22
    )
    skin, sand, sea, red, ink = sheet.plates
    _ground(sheet, sand, -70)
    face = Face(
        (412, 344), turn=-14, cheek=104, jaw=76, chin=196, brow=11, lip=1.05, nose=84, age=1
    )
    hair = smooth(
        [
            (296, 420),
            (282, 300),
            (308, 186),
            (396, 128),
            (486, 148),
            (536, 240),
            (538, 360),
            (520, 450),
            (412, 470),
            (310, 460),
        ]
    )
    sheet.clear(ribbon([*hair, hair[0]], 14))
    ink.fill(hair)
    _bust(sheet, face, skin, sea)
    _features(sheet, face, skin)
    parted = smooth(
        [
            (300, 420),
            (282, 300),
            (308, 186),
            (396, 126),
            (486, 148),
            (538, 240),
            (536, 400),
            (518, 330),
            (500, 262),
            (440, 214),
            (390, 190),
            (356, 236),
            (322, 290),
            (308, 350),
        ],
        steps=8,
    )
    sheet.clear(parted)
    ink.fill(parted)
    for i in range(4):
        ink.gouge(
            smooth(
                [(386, 146 + i * 10), (336 + i * 3, 186 + i * 14), (298 + i * 6, 280 + i * 6)],
                closed=False,
            ),
            5,
        )
        ink.gouge(
            smooth(
                [(412, 146 + i * 12), (474 - i * 3, 182 + i * 15), (526 - i * 5, 280 + i * 14)],
                closed=False,
            ),
            5,
        )
    for x in (302, 526):
        sheet.clear(oval(x, 406, 13))
        red.fill(oval(x, 410, 10, 14))
    _blouse(sheet, face)
    _plait(sheet)
    return sheet.impression()


def _blouse(sheet: Sheet, face: Face) -> None:
    _, _, sea, red, ink = sheet.plates
    neck = smooth([(316, 596), (350, 668), (412, 694), (474, 668), (508, 596)], closed=False)
    sheet.clear(ribbon(neck, 34))
    red.stroke(neck, 22)
    ink.stroke(moved(neck, 0, 16), 4)
    ink.hatch(_shoulders(face), 98, 15, lambda x, y: (x - 510) / 20)


def _plait(sheet: Sheet) -> None:
    """Three strands seen as two rows of leaves, falling forward over the shoulder."""
    ink = sheet.plates[-1]
    line = smooth(
        [(316, 470), (282, 540), (262, 640), (270, 760), (262, 860)], closed=False, steps=9
    )
    sheet.clear(ribbon(line, lambda t: 60 + 40 * t))
    ink.stroke(line, lambda t: 46 + 40 * t)
    for i in range(0, len(line) - 3, 3):
        x, y = line[i]
        for side in (-1, 1):
            reach = side * min(46, 26 + i * 2)
            lobe = smooth(
                [(x + reach, y - 6), (x + reach, y + 26), (x, y + 58), (x - reach / 8, y + 34)]
            )
            sheet.clear(ribbon([*lobe, lobe[0]], 7))
            ink.fill(lobe)
            ink.gouge([(x + side * 36, y + 4), (x + side * 6, y + 44)], 5)


def jonas() -> Image:
    """Jonas Weber, in his sixties: bald above, a white moustache, a printer's apron."""
    sheet = Sheet(
        "portrait-jonas",
        ROSE,
        MIST,
        SEA,
        VERMILION,
        BLACK,
        size=SQUARE,
        corner=(70, 116),
        zoom=1.22,
    )
    skin, grey, sea, red, ink = sheet.plates
    _ground(sheet, red, 48)
    face = Face((396, 350), turn=15, cheek=116, jaw=96, chin=200, brow=15, lip=0.9, nose=92, age=3)
    for x, way in ((282, -1), (512, 1)):
        tuft = smooth(
            [
                (x - way * 10, 270),
                (x + way * 26, 286),
                (x + way * 34, 350),
                (x + way * 20, 420),
                (x - way * 10, 430),
            ]
        )
        sheet.clear(ribbon([*tuft, tuft[0]], 10))
        sheet.clear(tuft)
        ink.stroke([*tuft, tuft[0]], 4)
        ink.hatch(tuft, 80, 9, 4)
    _bust(sheet, face, skin, grey)
    _features(sheet, face, skin, hatch=0.85)
    for side in (-1, 1):
        tuft = smooth(
            [
                (396 + side * 92, 250),
                (396 + side * 122, 268),
                (396 + side * 128, 340),
                (396 + side * 112, 340),
                (396 + side * 104, 290),
            ]
        )
        sheet.clear(tuft)
        ink.hatch(tuft, 78, 8, 3)
        ink.stroke([*tuft, tuft[0]], 4)
    for y, half in ((232, 60), (256, 70)):
        ink.stroke(
            smooth([(408 - half, y + 6), (408, y - 4), (408 + half, y + 5)], closed=False), 3.5
        )
    moustache = smooth(
        [
            (411, 458),
            (450, 452),
            (490, 470),
            (508, 500),
            (470, 500),
            (411, 484),
            (352, 500),
            (316, 498),
            (332, 470),
            (372, 452),
        ],
        steps=7,
    )
    sheet.clear(ribbon([*moustache, moustache[0]], 9))
    sheet.clear(moustache)
    ink.stroke([*moustache, moustache[0]], 5)
    for i in range(15):
        x = 330 + i * 11.5
        ink.stroke([(x, 462 + abs(i - 7) * 1.5), (x + (i - 7) * 2.2, 494)], 3)
    _apron(sheet)
    return sheet.impression()


def _apron(sheet: Sheet) -> None:
    """Striped shirt, open collar, and a dark apron hung from its neck strap."""
    _, grey, sea, red, ink = sheet.plates
    ink.hatch(
        [
            (40, 820),
            (100, 700),
            (240, 620),
            (330, 600),
            (460, 600),
            (560, 620),
            (700, 700),
            (760, 820),
        ],
        82,
        22,
        5,
    )
    for collar in (
        [(322, 590), (392, 668), (340, 712), (288, 626)],
        [(468, 590), (398, 668), (450, 712), (506, 626)],
    ):
        sheet.clear(collar)
        ink.stroke([*collar, collar[0]], 6)
    apron = [(276, 716), (520, 716), (560, 840), (230, 840)]
    for strap in ([(300, 720), (268, 640), (276, 590)], [(498, 720), (528, 640), (520, 590)]):
        sheet.clear(ribbon(strap, 34))
        ink.stroke(strap, 24)
    sheet.clear(ribbon([*apron, apron[0]], 12))
    sheet.clear(apron)
    ink.fill(apron)
    ink.gouge([(292, 734), (506, 734)], 6)
    ruler = [(440, 690), (466, 690), (470, 830), (444, 830)]
    sheet.clear(ribbon([*ruler, ruler[0]], 8))
    sheet.clear(ruler)
    sea.fill(ruler)
    ink.hatch(ruler, 0, 11, 3)
