"""What the people in the portraits wear."""
# fmt: off
# (Outlines read best with many points in a row.)

from blog.operations.demo.pictures.faces import Face, shoulders
from blog.operations.demo.pictures.press import Sheet
from blog.operations.demo.pictures.shapes import box, moved, oval, ribbon, smooth


def cardigan(sheet: Sheet, face: Face) -> None:
    """A knitted cardigan over a white shirt."""
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
    ink.hatch(shoulders(face), 100, 15, lambda x, y: (x - 500) / 20)


def work_shirt(sheet: Sheet, face: Face) -> None:
    """A shirt with a wide collar and a breast pocket."""
    _, _, red, ink = sheet.plates
    for collar in ([(318, 610), (396, 690), (346, 742), (276, 640)],
                   [(474, 610), (396, 690), (446, 742), (520, 640)]):
        sheet.clear(ribbon([*collar, collar[0]], 9))
        sheet.clear(collar)
        red.fill(collar)
        ink.stroke([*collar, collar[0]], 6)
    ink.stroke([(396, 690), (400, 820)], 6)
    for y in (740, 792):
        ink.fill(oval(416, y, 7))
    ink.hatch(shoulders(face), 104, 16, lambda x, y: (x - 500) / 20)
    pocket = [(500, 740), (600, 740), (600, 820), (500, 820)]
    ink.stroke([*pocket, pocket[0]], 6)


def blouse(sheet: Sheet, face: Face) -> None:
    """A blouse with a vermilion band at the neck."""
    _, _, _sea, red, ink = sheet.plates
    neck = smooth([(316, 596), (350, 668), (412, 694), (474, 668), (508, 596)], closed=False)
    sheet.clear(ribbon(neck, 34))
    red.stroke(neck, 22)
    ink.stroke(moved(neck, 0, 16), 4)
    ink.hatch(shoulders(face), 98, 15, lambda x, y: (x - 510) / 20)


def apron(sheet: Sheet) -> None:
    """Striped shirt, open collar, and a dark apron hung from its neck strap."""
    _, _grey, sea, _red, ink = sheet.plates
    ink.hatch([(40, 820), (100, 700), (240, 620), (330, 600), (460, 600), (560, 620), (700, 700),
               (760, 820)],
              82, 22, 5)
    for collar in ([(322, 590), (392, 668), (340, 712), (288, 626)],
                   [(468, 590), (398, 668), (450, 712), (506, 626)]):
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
