"""Pictures of pages and the marks that are made on them."""
# fmt: off
# (Outlines read best with many points in a row.)

import math
from collections.abc import Iterator

from PIL.Image import Image

from blog.operations.demo.pictures.press import BLACK, MIST, SAND, SEA, VERMILION, Sheet
from blog.operations.demo.pictures.shapes import (
    Lay,
    Shape,
    box,
    frame,
    moved,
    oval,
    ribbon,
    smooth,
)


def words(sheet: Sheet, left: float, right: float, mean: float) -> Iterator[tuple[float, float]]:
    """Yield the beginnings and ends of the words of a line, as long as words are."""
    x = left
    while x < right - mean * 0.35:
        end = min(x + mean * sheet.chance.uniform(0.35, 1.7), right)
        yield x, end
        x = end + mean * 0.24


def set_text(sheet: Sheet, lay: Lay, area: Shape, lines: int, weight: float, mean: float) -> None:
    """Fill an area with lines of words, as grey bars of print; the last line runs short."""
    ink = sheet.plates[-1]
    (left, top), _, (right, bottom), _ = area
    for line in range(lines):
        y = top + (bottom - top) * line / max(1, lines - 1)
        stop = left + (right - left) * (0.55 if line == lines - 1 else 1)
        for start, end in words(sheet, left, stop, mean):
            ink.fill(lay(box(start, y - weight / 2, end, y + weight / 2)), 0.8)


def galley_proof() -> Image:
    """A long proof hanging over a dark bench, corrected in vermilion."""
    sheet = Sheet("galley-proof", SEA, VERMILION, BLACK)
    sea, _red, ink = sheet.plates
    sea.flood()
    ink.hatch(box(-16, -16, 1616, 1016), 90, 19, lambda x, y: 5 + x / 160 + y / 260)
    behind = frame((1010, 470), (0.97, -0.22), (0.22, 0.97))
    _proof(sheet, behind, -210, 250)
    set_text(sheet, behind, box(-150, -700, 190, 700), 40, 11, 90)
    lay = frame((640, 500), (0.985, 0.17), (-0.17, 0.985))
    _proof(sheet, lay, -330, 370)
    set_text(sheet, lay, box(-260, -560, 170, -180), 11, 14, 96)
    set_text(sheet, lay, box(-260, -110, 170, 230), 10, 14, 96)
    set_text(sheet, lay, box(-260, 300, 170, 640), 10, 14, 96)
    _corrections(sheet, lay)
    return sheet.impression()


def _proof(sheet: Sheet, lay: Lay, left: float, right: float) -> None:
    ink = sheet.plates[-1]
    paper = lay(box(left, -800, right, 800))
    ink.fill(moved(paper, 26, 20))
    sheet.clear(paper)
    ink.stroke([*paper, paper[0]], 4)


def _corrections(sheet: Sheet, lay: Lay) -> None:
    red = sheet.plates[1]

    def mark(points: Shape, width: float = 9, *, round_: bool = True) -> None:
        line = smooth(points, closed=False) if round_ else points
        red.stroke(lay(line), lambda t: width * (1.1 + 0.8 * math.sin(math.pi * t)))

    mark([(-250, -410), (-90, -404), (70, -412)])  # struck out, and a loop to delete
    mark([(236, -410), (280, -440), (300, -396), (262, -372), (240, -420), (320, -470),
          (332, -430)])
    mark([(-20, -236), (0, -286), (20, -236)], 10, round_=False)  # a caret, and what goes in
    mark([(236, -262), (252, -290), (268, -250), (286, -288), (302, -252), (330, -270)])
    mark([(-150, -34), (-60, -58), (30, -34), (20, 2), (-70, 12), (-146, -4), (-120, -46)])
    mark([(34, -20), (140, -60), (232, -40)], 6)
    mark([(240, -74), (310, -70), (300, 0), (244, -6), (240, -74)])
    mark([(-290, 90), (-268, 90), (-268, 160), (-250, 160)], 8, round_=False)  # move in
    mark([(236, 92), (240, 150)], 9)
    mark([(266, 92), (262, 150), (330, 120)], 9)
    mark([(-250, 340), (-180, 352), (-120, 334), (-40, 350), (60, 336)], 8)  # wavy underline
    mark([(240, 330), (270, 380), (330, 270)], 11, round_=False)


def caret_mark() -> Image:
    """A huge caret, struck up between two words of a line."""
    sheet = Sheet("caret-mark", SAND, VERMILION, BLACK)
    sand, red, ink = sheet.plates
    sand.flood()
    _huge(sheet, "xaneors", 190, right=630)
    _huge(sheet, "uvmens", 190, left=1000)
    _huge(sheet, "omnuxc arenosu", 840, right=1660)
    caret = [(800, 96), (1186, 700), (1166, 738), (1136, 730), (1104, 764), (812, 352), (584, 856),
             (548, 838), (520, 852), (492, 824), (444, 816)]
    for plate in (sand, ink):
        plate.cut(ribbon([*caret, *caret[:2]], 40))
        plate.cut(caret)
    red.fill(caret, 2)
    with red.within(caret):
        red.chatter(box(440, 300, 720, 860), 116, 44, 260, 7, ink=False)
        red.chatter(box(900, 300, 1190, 770), 56, 30, 200, 7, ink=False)
    return sheet.impression()


def _huge(
    sheet: Sheet, letters: str, y: float, *, left: float = 0, right: float | None = None
) -> None:
    """Set letters which spell nothing, from the left or up to the right."""
    ink = sheet.plates[-1]
    wide = ink.measure(letters, 300)
    x = left + wide / 2 if right is None else right - wide / 2
    ink.glyph(letters, (x, y), 300, bold=0.035)


def red_pencil() -> Image:
    """A red pencil lying over a page of lines, one line struck out."""
    sheet = Sheet("red-pencil", SAND, VERMILION, BLACK)
    sand, red, ink = sheet.plates
    lay = frame((800, 500), (0.994, -0.11), (0.11, 0.994))
    sand.flood()
    page = lay(box(-620, -700, 640, 700))
    ink.fill(moved(page, 24, 14))
    sheet.clear(page)
    set_text(sheet, lay, box(-520, -470, 540, 470), 15, 19, 130)
    struck = [(-520, -334), (-200, -344), (120, -330), (380, -338)]
    red.stroke(lay(smooth(struck, closed=False)), lambda t: 22 - 7 * t)
    loop = [(-330, -70), (-420, -40), (-400, 40), (-240, 66), (-90, 30), (-110, -44), (-260, -76),
            (-350, -50)]
    red.stroke(lay(smooth(loop, closed=False)), lambda t: 12 + 9 * t)
    _pencil(sheet, frame((470, 640), (0.87, -0.49), (0.49, 0.87)))
    return sheet.impression()


def _pencil(sheet: Sheet, lay: Lay) -> None:
    """A hexagonal pencil whose point is at the origin and whose body runs to the right."""
    sand, red, ink = sheet.plates
    half = 76
    outline = lay([(0, 0), (250, -half), (1700, -half), (1700, half), (250, half)])
    shade = moved(outline, 40, 74)
    ink.hatch(shade, 12, 12, 7)
    sheet.clear(ribbon([*outline, outline[0]], 16))
    sheet.clear(outline)
    scallop = [(250, -half), (214, -half * 0.68), (252, -half * 0.36), (204, 0), (252, half * 0.36),
               (214, half * 0.68), (250, half)]
    red.fill(lay([*scallop, (1700, half), (1700, -half)]))
    ink.fill(lay([(252, half * 0.36), (214, half * 0.68), (250, half), (1700, half),
                  (1700, half * 0.36)]))
    ink.stroke(lay([(252, -half * 0.36), (1700, -half * 0.36)]), 5)
    red.cut(ribbon(lay([(290, -half * 0.64), (1700, -half * 0.64)]), 9))
    wood = lay([(90, -27), *scallop, (90, 27)])
    sand.fill(wood)
    ink.hatch(lay([(90, 10), (204, 0), (252, half * 0.36), (214, half * 0.68), (250, half),
                   (90, 27)]),
              -30, 10, 4)
    ink.hatch(lay([(90, -27), *scallop, (90, 27)]), -29, 21, 2)
    lead = lay([(0, 0), (92, -29), (84, 0), (92, 29)])
    red.fill(lead)
    ink.fill(lay([(0, 0), (86, 6), (92, 29)]))
    ink.stroke([*outline[:2], outline[2]], 4)


def two_columns() -> Image:
    """A page in two columns under its guide lines: head, initial, picture, margins."""
    sheet = Sheet("two-columns", SEA, VERMILION, BLACK)
    sea, red, ink = sheet.plates
    sea.flood()
    sea.chatter(box(-16, -16, 1616, 1016), 84, 260, 70, 4, ink=False)
    lay = frame((800, 500), (0.996, -0.087), (0.087, 0.996))
    page = lay(box(-560, -640, 420, 700))
    ink.fill(moved(page, 30, 26))
    sheet.clear(page)
    ink.fill(lay(box(-430, -410, 220, -350)))
    ink.fill(lay(box(-430, -326, 20, -290)))
    ink.stroke(lay([(-430, -246), (300, -246)]), 5)
    _initial(sheet, lay)
    set_text(sheet, lay, box(-286, -196, -90, -88), 4, 15, 74)
    set_text(sheet, lay, box(-430, -52, -90, 620), 19, 15, 84)
    set_text(sheet, lay, box(-40, -196, 300, 92), 9, 15, 84)
    picture = lay(box(-40, 130, 300, 372))
    red.fill(picture)
    ink.fill(lay([(-40, 372), (-40, 320), (60, 230), (130, 290), (210, 200), (300, 300),
                  (300, 372)]))
    sheet.clear(lay(oval(230, 186, 28)))
    set_text(sheet, lay, box(-40, 414, 300, 640), 7, 15, 84)
    for x in (-430, -90, -40, 300):
        red.stroke(lay([(x, -900), (x, 900)]), 4)
    for y in (-440, -220):
        red.stroke(lay([(-1200, y), (1200, y)]), 4)
    _gauge(sheet, lay)
    return sheet.impression()


def _initial(sheet: Sheet, lay: Lay) -> None:
    _, red, _ink = sheet.plates
    block = lay(box(-430, -208, -304, -80))
    red.fill(block)
    red.cut(lay([(-380, -186), (-352, -186), (-318, -102), (-346, -102), (-352, -122),
                 (-384, -122), (-392, -102), (-416, -102)]))
    red.fill(lay([(-367, -166), (-358, -140), (-377, -140)]))


def _gauge(sheet: Sheet, lay: Lay) -> None:
    """A steel rule along the right, cut off by the edge, and its ticks."""
    _, _, ink = sheet.plates
    rule = lay(box(520, -700, 640, 800))
    ink.fill(moved(rule, 18, 16))
    sheet.clear(rule)
    ink.stroke([*rule, rule[0]], 4)
    for i in range(62):
        y = -640 + i * 22
        long = 62 if i % 6 == 0 else 42 if i % 3 == 0 else 24
        ink.stroke(lay([(520, y), (520 + long, y)]), 5 if i % 6 == 0 else 3.5)


def measure_ruler() -> Image:
    """A line of letters, and a printer's rule held against it."""
    sheet = Sheet("measure-ruler", SAND, VERMILION, BLACK)
    sand, red, ink = sheet.plates
    lay = frame((800, 500), (0.995, 0.1), (-0.1, 0.995))
    ink.hatch(lay(box(-1000, -700, 1000, -330)), 5.7, 62, 20)
    ink.hatch(lay(box(-1000, 430, 1000, 800)), 5.7, 62, 20)
    ink.glyph("onu aersc vemnox uan", lay([(20, -130)])[0], 146, turn=5.7, bold=0.035)
    ink.fill(lay(box(-950, 86, 1000, 372)))
    rule = lay(box(-900, 60, 1000, 330))
    sheet.clear(ribbon([*rule, rule[0]], 8))
    sheet.clear(rule)
    sand.fill(rule)
    ink.hatch(lay(box(-900, 220, 1000, 330)), 6, 12, 2.4, steady=1.8)
    for i in range(96):
        x = -870 + i * 23
        long = 104 if i % 12 == 0 else 70 if i % 6 == 0 else 42
        ink.stroke(lay([(x, 60), (x, 60 + long)]), 8 if i % 12 == 0 else 5)
    for i in range(8):
        ink.glyph("123456789"[i], lay([(-836 + i * 276, 190)])[0], 62, turn=5.7)
    ink.stroke([*rule, rule[0]], 6)
    left, right = -730, 768
    for x in (left, right):
        red.stroke(lay([(x, -290), (x, 190)]), 9)
    red.stroke(lay([(left, -268), (right, -268)]), 9)
    for x, way in ((left, 1), (right, -1)):
        red.fill(lay([(x, -268), (x + 54 * way, -300), (x + 54 * way, -236)]))
    return sheet.impression()


def contrast_ladder() -> Image:
    """Steps climb from pale to black; somebody in vermilion stands where reading begins."""
    sheet = Sheet("contrast-ladder", MIST, VERMILION, BLACK)
    mist, _red, ink = sheet.plates
    mist.hatch(box(-16, -16, 1616, 1016), 0, 24, lambda x, y: 15 - y / 60 - x / 200)
    count, run, rise = 8, 196, 98
    for i in range(count):
        left, top = 20 + i * run, 900 - i * rise
        front = box(left, top, left + run + 40, 1030)
        tread = [(left, top), (left + 84, top - 44), (left + 84 + run, top - 44), (left + run, top)]
        sheet.clear(front, 0)
        sheet.clear(tread, 0)
        tone = 1.5 + 13.5 * (i / (count - 1)) ** 1.15
        if i == count - 1:
            ink.fill(front)
        else:
            ink.hatch(front, 62, 15, tone, steady=0.5)
        ink.stroke([*tread, tread[0]], 4)
        ink.stroke([(left, top), (left, top + rise)], 4)
    _climber(sheet, 20 + 4 * run + 120, 900 - 4 * rise - 20)
    return sheet.impression()


def _climber(sheet: Sheet, x: float, y: float) -> None:
    _, red, ink = sheet.plates
    coat = smooth([(x - 34, y - 96), (x - 30, y - 190), (x - 4, y - 222), (x + 26, y - 190),
                   (x + 44, y - 92), (x + 4, y - 84)], steps=6)
    legs = [[(x - 24, y - 100), (x + 4, y - 100), (x - 8, y), (x - 34, y)],
            [(x + 6, y - 100), (x + 36, y - 100), (x + 50, y - 84), (x + 62, y - 4),
             (x + 36, y - 4),
             (x + 26, y - 70)]]
    head = oval(x + 4, y - 248, 24, 30)
    for part in (coat, head, *legs):
        sheet.clear(ribbon([*part, part[0]], 10))
    for leg in legs:
        sheet.clear(leg)
        ink.fill(leg)
    sheet.clear(coat)
    red.fill(coat)
    sheet.clear(head)
    ink.fill(head)
    ink.stroke(smooth([(x + 14, y - 190), (x + 40, y - 150), (x + 84, y - 158)], closed=False), 15)
    ink.hatch(coat, 80, 11, lambda px, py: 5 if px < x - 8 else 0)
