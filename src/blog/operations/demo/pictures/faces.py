"""Heads and shoulders: what the six portraits have in common."""
# fmt: off
# (Outlines read best with many points in a row.)

import math
from dataclasses import dataclass

from blog.operations.demo.pictures.press import Plate, Sheet
from blog.operations.demo.pictures.shapes import Point, Shape, box, moved, oval, ribbon, smooth

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


def head(face: Face) -> Shape:
    """Return the outline of the head, without its hair."""
    x, y = face.at
    c, j = face.cheek, face.jaw
    return moved(
        smooth([(-c, -50), (-c - 2, 26), (-j - 10, 108), (-j * 0.6, face.chin - 26), (0, face.chin),
                (j * 0.6, face.chin - 26), (j + 10, 108), (c + 2, 26), (c, -50), (72, -150),
                (0, -170), (-72, -150)], steps=8), x, y)


def shoulders(face: Face) -> Shape:
    """Return the outline of what is worn."""
    x, low = face.at[0], face.at[1] + face.chin
    return smooth([(x - 330, 840), (x - 290, low + 150), (x - 190, low + 92), (x - 84, low + 62),
                   (x, low + 80), (x + 84, low + 62), (x + 190, low + 92), (x + 290, low + 150),
                   (x + 330, 840)], closed=False, steps=8)


def bust(sheet: Sheet, face: Face, skin: Plate, clothes: Plate) -> None:
    """Shoulders and neck; the neck lies in the shadow of the chin."""
    ink = sheet.plates[-1]
    x, y = face.at
    low = y + face.chin
    garment = shoulders(face)
    sheet.clear(ribbon(garment, 14))
    sheet.clear(garment)
    clothes.fill(garment)
    neck = [(x - 66, y + 90), (x + 66, y + 90), (x + 74, low + 70), (x + 30, low + 112),
            (x - 30, low + 112),
            (x - 74, low + 70)]
    sheet.clear(ribbon(garment, 14))
    sheet.clear(garment)
    clothes.fill(garment)
    sheet.clear(neck)
    skin.fill(neck)
    ink.hatch([(x - 68, low - 60), (x + 70, low - 60), (x + 76, low + 100), (x + 8, low + 60),
               (x - 68, low + 10)], -24, 10, lambda px, py: 8 + (px - x) / 24)


def features(sheet: Sheet, face: Face, skin: Plate, *, hatch: float = 1) -> None:
    """The head itself, its shaded side, and brows, eyes, nose and mouth."""
    ink = sheet.plates[-1]
    x, y = face.at
    outline = head(face)
    side = 1 if face.turn >= 0 else -1
    for ear in (-1, 1):
        lobe = oval(x + ear * (face.cheek + 4), y + 22, 22, 42)
        sheet.clear(lobe)
        skin.fill(lobe)
        ink.stroke(oval(x + ear * (face.cheek + 6), y + 20, 12, 26), 4)
    sheet.clear(outline)
    skin.fill(outline)
    ink.hatch(outline, 78 * side, 9,
              lambda px, py: hatch * ((px - x) * side - 34 - 26 * math.sin((py - y) / 62)) / 10)
    under = smooth([(x - 60, y + face.chin - 16), (x, y + face.chin - 6),
                    (x + 60, y + face.chin - 16),
                    (x, y + face.chin + 4)])
    ink.fill(under)
    t = x + face.turn
    for eye in (-1, 1):
        _eye(sheet, face, skin, (t + eye * 50, y + 4), eye)
    _nose_and_mouth(sheet, face, t, side)


def _eye(sheet: Sheet, face: Face, skin: Plate, at: Point, eye: int) -> None:
    ink = sheet.plates[-1]
    x, y = at
    look = 4 if face.turn >= 0 else -4
    white = smooth([(x - 27, y + 3), (x - 8, y - 10), (x + 12, y - 9), (x + 27, y + 3),
                    (x, y + 11)], steps=6)
    skin.cut(white, 0.4)
    ink.cut(white, 0.4)
    ink.fill(oval(x + look, y, 9.5, 11), 0)
    ink.cut(oval(x + look - 3, y - 4, 3), 0)
    lid = smooth([(x - 31, y + 5), (x - 10, y - 12), (x + 12, y - 11), (x + 31, y + 4)],
                 closed=False)
    ink.stroke(lid, 6.5)
    brow = smooth([(x - eye * 30, y - 34), (x + eye * 6, y - 45), (x + eye * 38, y - 29)],
                  closed=False)
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
    bridge = smooth([(t + side * 15, y - 18), (t + side * 13, y + 24), (t + side * 30, tip - 8),
                     (t + side * 22, tip + 8), (t + side * 2, tip + 8)], closed=False)
    ink.stroke(bridge, lambda u: 4 + 4 * u)
    ink.stroke(smooth([(t - side * 20, tip - 4), (t - side * 24, tip + 5),
                       (t - side * 12, tip + 8)],
                      closed=False), 5)
    mouth = tip + 44
    ink.stroke(smooth([(t - 42, mouth - 3), (t - 16, mouth + 1), (t, mouth - 2),
                       (t + 16, mouth + 1),
                       (t + 42, mouth - 5)], closed=False), lambda u: 3 + 5 * math.sin(math.pi * u))
    ink.stroke(smooth([(t - 22, mouth + 19 * face.lip), (t, mouth + 23 * face.lip),
                       (t + 22, mouth + 18 * face.lip)], closed=False),
                       lambda u: 6 * math.sin(math.pi * u) + 1)
    if face.age:
        for way in (-1, 1):
            ink.stroke(smooth([(t + way * 38, tip - 4), (t + way * 56, tip + 26),
                               (t + way * 58, mouth + 4)],
                              closed=False), 3.5)


def ground(plate: Plate, degrees: float) -> None:
    """Ink the wall behind a person, ruled by the gouge."""
    plate.flood()
    plate.hatch(EVERYTHING, degrees, 26, lambda x, y: 3 + (800 - y) / 160, ink=False, steady=1.6)
