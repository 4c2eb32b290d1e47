"""Portraits of the six people of the demo publication, cut with one knife."""
# fmt: off
# (Outlines read best with many points in a row.)

import math

from PIL.Image import Image

from blog.operations.demo.pictures.clothes import apron, blouse, cardigan, work_shirt
from blog.operations.demo.pictures.faces import (
    Face,
    bust,
    features,
    ground,
    head,
)
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
    Sheet,
)
from blog.operations.demo.pictures.shapes import oval, ribbon, smooth

CORNER = (70, 62)  # what is printed in the top left corner


def rosa() -> Image:
    """Rosa Lindqvist, in her fifties: a grey bob, a pencil behind her ear, a vermilion scarf."""
    sheet = Sheet("portrait-rosa", ROSE, MIST, SEA, VERMILION, BLACK, size=SQUARE, corner=CORNER,
                  zoom=1.22)
    skin, grey, sea, red, ink = sheet.plates
    ground(sea, 64)
    face = Face((392, 350), turn=14, cheek=108, jaw=78, age=2, lip=0.9, brow=8)
    back = smooth([(240, 330), (258, 200), (330, 128), (440, 120), (526, 186), (556, 330),
                   (560, 520),
                   (520, 570), (270, 570), (232, 500)])
    sheet.clear(ribbon([*back, back[0]], 14))
    sheet.clear(back)
    grey.fill(back)
    ink.hatch(back, 88, 10, lambda x, y: 8)
    bust(sheet, face, skin, ink)
    features(sheet, face, skin)
    fringe = smooth([(262, 420), (236, 330), (262, 196), (340, 130), (440, 122), (530, 190),
                     (556, 330),
                     (534, 440), (512, 340), (500, 270), (430, 216), (370, 246), (300, 268),
                     (284, 340)],
                    steps=8)
    left = smooth([(240, 300), (286, 300), (290, 420), (312, 520), (300, 566), (248, 566),
                   (228, 470)])
    right = smooth([(504, 300), (552, 300), (566, 440), (560, 560), (500, 572), (494, 500),
                    (508, 400)])
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
            ink.stroke(smooth([start, middle, end], closed=False),
                       lambda t: 5 * math.sin(math.pi * t))
    scarf = smooth([(262, 604), (330, 570), (392, 610), (470, 566), (540, 600), (556, 660),
                    (440, 712),
                    (330, 700), (250, 660)])
    sheet.clear(ribbon([*scarf, scarf[0]], 12))
    sheet.clear(scarf)
    red.fill(scarf)
    for start, end in (((280, 620), (400, 690)), ((330, 596), (430, 690)), ((530, 612), (420, 690)),
                       ((470, 590), (410, 660))):
        ink.stroke(smooth([start, ((start[0] + end[0]) / 2, end[1] - 10), end], closed=False),
                   lambda t: 7 * math.sin(math.pi * t))
    return sheet.impression()


def idris() -> Image:
    """Idris Okafor, in his forties: close-cropped hair, a full beard, a sea-green cardigan."""
    sheet = Sheet("portrait-idris", SAND, UMBER, SEA, BLACK, size=SQUARE, corner=CORNER, zoom=1.22)
    sand, skin, sea, ink = sheet.plates
    ground(sand, -58)
    face = Face((414, 336), turn=-15, cheek=114, jaw=92, chin=204, brow=14, lip=1.15, nose=82)
    bust(sheet, face, skin, sea)
    hair = smooth([(294, 320), (296, 200), (350, 138), (420, 124), (490, 144), (534, 210),
                   (534, 320),
                   (414, 280)])
    sheet.clear(ribbon([*hair, hair[0]], 12))
    ink.fill(hair)
    features(sheet, face, skin, hatch=0.8)
    crop = smooth([(298, 326), (294, 214), (348, 146), (420, 128), (490, 150), (536, 216),
                   (530, 326),
                   (514, 252), (470, 206), (414, 198), (350, 210), (314, 258)], steps=8)
    sheet.clear(crop)
    ink.fill(crop)
    beard = smooth([(300, 350), (318, 400), (346, 424), (374, 420), (400, 412), (430, 422),
                    (470, 430),
                    (508, 400), (530, 350), (534, 450), (504, 540), (450, 588), (400, 592),
                    (340, 560),
                    (304, 470)], steps=8)
    gap = smooth([(358, 456), (400, 448), (440, 458), (430, 484), (400, 492), (370, 484)])
    sheet.clear(beard)
    ink.fill(beard)
    ink.cut(gap)
    skin.fill(gap)
    t, mouth = 399, 466
    ink.stroke(smooth([(t - 40, mouth), (t - 14, mouth + 2), (t, mouth - 1), (t + 14, mouth + 2),
                       (t + 40, mouth)], closed=False), 7)
    for lock, degrees in ((beard, 84), (crop, 62)):
        ink.chatter(lock, degrees, 90, 22, 4, ink=False)
    cardigan(sheet, face)
    return sheet.impression()


def mei() -> Image:
    """Mei Tanaka, in her thirties: short black hair, round glasses, a high white collar."""
    sheet = Sheet("portrait-mei", ROSE, VERMILION, BLACK, size=SQUARE, corner=CORNER, zoom=1.22)
    skin, red, ink = sheet.plates
    ground(red, 90)
    face = Face((400, 356), turn=12, cheek=106, jaw=74, chin=186, brow=8, lip=0.95, nose=76)
    hair = smooth([(286, 470), (262, 380), (258, 280), (292, 176), (372, 122), (460, 132),
                   (526, 190),
                   (548, 290), (536, 390), (508, 462), (400, 500)])
    sheet.clear(ribbon([*hair, hair[0]], 14))
    sheet.clear(hair)
    ink.fill(hair)
    bust(sheet, face, skin, ink)
    features(sheet, face, skin)
    fringe = smooth([(296, 474), (276, 452), (258, 380), (258, 280), (292, 176), (372, 120),
                     (460, 130),
                     (528, 190), (550, 290), (540, 380), (520, 440), (508, 400), (504, 330),
                     (488, 276),
                     (452, 224), (420, 262), (360, 292), (316, 306), (300, 352), (302, 430)],
                     steps=8)
    sheet.clear(fringe)
    ink.fill(fringe)
    for i in range(6):
        ink.gouge(smooth([(448 - i * 5, 146 + i * 11), (366 - i * 6, 172 + i * 17),
                          (292 + i * 5, 262 + i * 9)],
                         closed=False), 5)
        ink.gouge(smooth([(466, 150 + i * 12), (506 - i * 4, 190 + i * 15),
                          (530 - i * 5, 270 + i * 14)],
                         closed=False), 4.5)
    for x in (358, 466):
        lens = oval(x, 362, 47, 46)
        ink.cut(ribbon(lens, 13))
        ink.stroke(lens, 8)
        ink.stroke(oval(x, 362, 34, 33, 200, 250), 4, ink=False)
    ink.stroke(smooth([(404, 356), (412, 350), (420, 356)], closed=False), 8)
    ink.stroke([(312, 354), (290, 344)], 7)
    ink.stroke([(512, 354), (510, 346)], 7)
    for side in (-1, 1):
        collar = smooth([(400 + side * 2, 650), (400 + side * 56, 606), (400 + side * 84, 566),
                         (400 + side * 128, 612), (400 + side * 116, 670), (400 + side * 50, 692)],
                         steps=6)
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
    sheet = Sheet("portrait-tomas", MIST, tan, VERMILION, BLACK, size=SQUARE, corner=CORNER,
                  zoom=1.22)
    mist, skin, red, ink = sheet.plates
    ground(mist, 20)
    face = Face((396, 360), turn=-13, cheek=106, jaw=84, chin=198, brow=14, nose=86)
    curls: list[tuple[float, float, float]] = []
    for i in range(15):
        a = math.radians(172 + i * 14.2)
        curls.append((396 + 122 * math.cos(a), 286 + 136 * math.sin(a), 44 + 7 * math.sin(i * 2.4)))
    for x, y, size in curls:
        sheet.clear(oval(x, y, size + 7))
    for x, y, size in curls:
        ink.fill(oval(x, y, size))
    bust(sheet, face, skin, red)
    features(sheet, face, skin)
    stubble = smooth([(296, 430), (330, 470), (383, 446), (440, 470), (500, 430), (484, 510),
                      (440, 552),
                      (396, 560), (350, 552), (308, 510)])
    with ink.within(head(face)):
        ink.chatter(stubble, 80, 230, 15, 4.6)
    tops = [(x, y, s * 0.84) for x, y, s in curls if y < 300]
    tops += [(318, 238, 42), (372, 212, 44), (430, 214, 42), (478, 242, 40), (300, 280, 30),
             (492, 284, 28)]
    for x, y, size in tops:
        ink.fill(oval(x, y, size))
        skin.cut(oval(x, y, size))
    for i, (x, y, size) in enumerate(tops[::2]):
        for ring in (0.34, 0.68):
            arc = oval(x, y, size * ring, None, 170 + 31 * i, 330 + 31 * i)
            ink.stroke(arc, lambda t: 5.5 * math.sin(math.pi * t) + 0.5, ink=False)
    work_shirt(sheet, face)
    return sheet.impression()


def ana() -> Image:
    """Ana Petrović, in her forties: a long dark plait over one shoulder."""
    sheet = Sheet("portrait-ana", ROSE, SAND, SEA, VERMILION, BLACK, size=SQUARE, corner=CORNER,
                  zoom=1.22)
    skin, sand, sea, red, ink = sheet.plates
    ground(sand, -70)
    face = Face((412, 344), turn=-14, cheek=104, jaw=76, chin=196, brow=11, lip=1.05, nose=84,
                age=1)
    hair = smooth([(296, 420), (282, 300), (308, 186), (396, 128), (486, 148), (536, 240),
                   (538, 360),
                   (520, 450), (412, 470), (310, 460)])
    sheet.clear(ribbon([*hair, hair[0]], 14))
    ink.fill(hair)
    bust(sheet, face, skin, sea)
    features(sheet, face, skin)
    parted = smooth([(300, 420), (282, 300), (308, 186), (396, 126), (486, 148), (538, 240),
                     (536, 400),
                     (518, 330), (500, 262), (440, 214), (390, 190), (356, 236), (322, 290),
                     (308, 350)],
                    steps=8)
    sheet.clear(parted)
    ink.fill(parted)
    for i in range(4):
        ink.gouge(smooth([(386, 146 + i * 10), (336 + i * 3, 186 + i * 14),
                          (298 + i * 6, 280 + i * 6)],
                         closed=False), 5)
        ink.gouge(smooth([(412, 146 + i * 12), (474 - i * 3, 182 + i * 15),
                          (526 - i * 5, 280 + i * 14)],
                         closed=False), 5)
    for x in (302, 526):
        sheet.clear(oval(x, 406, 13))
        red.fill(oval(x, 410, 10, 14))
    blouse(sheet, face)
    _plait(sheet)
    return sheet.impression()


def _plait(sheet: Sheet) -> None:
    """Three strands seen as two rows of leaves, falling forward over the shoulder."""
    ink = sheet.plates[-1]
    line = smooth([(316, 470), (282, 540), (262, 640), (270, 760), (262, 860)], closed=False,
                  steps=9)
    sheet.clear(ribbon(line, lambda t: 60 + 40 * t))
    ink.stroke(line, lambda t: 46 + 40 * t)
    for i in range(0, len(line) - 3, 3):
        x, y = line[i]
        for side in (-1, 1):
            reach = side * min(46, 26 + i * 2)
            lobe = smooth([(x + reach, y - 6), (x + reach, y + 26), (x, y + 58),
                           (x - reach / 8, y + 34)])
            sheet.clear(ribbon([*lobe, lobe[0]], 7))
            ink.fill(lobe)
            ink.gouge([(x + side * 36, y + 4), (x + side * 6, y + 44)], 5)


def jonas() -> Image:
    """Jonas Weber, in his sixties: bald above, a white moustache, a printer's apron."""
    sheet = Sheet("portrait-jonas", ROSE, MIST, SEA, VERMILION, BLACK, size=SQUARE,
                  corner=(70, 116), zoom=1.22)
    skin, grey, _sea, red, ink = sheet.plates
    ground(red, 48)
    face = Face((396, 350), turn=15, cheek=116, jaw=96, chin=200, brow=15, lip=0.9, nose=92, age=3)
    for x, way in ((282, -1), (512, 1)):
        tuft = smooth([(x - way * 10, 270), (x + way * 26, 286), (x + way * 34, 350),
                       (x + way * 20, 420),
                       (x - way * 10, 430)])
        sheet.clear(ribbon([*tuft, tuft[0]], 10))
        sheet.clear(tuft)
        ink.stroke([*tuft, tuft[0]], 4)
        ink.hatch(tuft, 80, 9, 4)
    bust(sheet, face, skin, grey)
    features(sheet, face, skin, hatch=0.85)
    for side in (-1, 1):
        tuft = smooth([(396 + side * 92, 250), (396 + side * 122, 268), (396 + side * 128, 340),
                       (396 + side * 112, 340), (396 + side * 104, 290)])
        sheet.clear(tuft)
        ink.hatch(tuft, 78, 8, 3)
        ink.stroke([*tuft, tuft[0]], 4)
    for y, half in ((232, 60), (256, 70)):
        ink.stroke(smooth([(408 - half, y + 6), (408, y - 4), (408 + half, y + 5)], closed=False),
                   3.5)
    moustache = smooth([(411, 458), (450, 452), (490, 470), (508, 500), (470, 500), (411, 484),
                        (352, 500),
                        (316, 498), (332, 470), (372, 452)], steps=7)
    sheet.clear(ribbon([*moustache, moustache[0]], 9))
    sheet.clear(moustache)
    ink.stroke([*moustache, moustache[0]], 5)
    for i in range(15):
        hair = 330 + i * 11.5
        ink.stroke([(hair, 462 + abs(i - 7) * 1.5), (hair + (i - 7) * 2.2, 494)], 3)
    apron(sheet)
    return sheet.impression()
