"""Points on paper: the outlines that pictures are made of, and ways to bend them. No ink here."""

import math
from collections.abc import Callable, Iterable, Sequence

type Point = tuple[float, float]
type Shape = Sequence[Point]
type Lay = Callable[[Iterable[Point]], list[Point]]
type Width = float | Callable[[float], float]


def box(left: float, top: float, right: float, bottom: float) -> list[Point]:
    """Return the corners of an upright rectangle, clockwise from the top left."""
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def oval(
    x: float,
    y: float,
    across: float,
    down: float | None = None,
    start: float = 0,
    end: float = 360,
) -> list[Point]:
    """Return an ellipse round (x, y) by its radii, or the arc of it between two angles.

    Angles are degrees, clockwise from three o'clock.
    """
    down = across if down is None else down
    steps = max(8, int(abs(end - start) / 360 * (18 + 1.2 * math.sqrt(across * down))))
    angles = (math.radians(start + (end - start) * i / steps) for i in range(steps + 1))
    return [(x + across * math.cos(a), y + down * math.sin(a)) for a in angles]


def smooth(points: Sequence[Point], *, closed: bool = True, steps: int = 10) -> list[Point]:
    """Return a Catmull-Rom curve through the points."""
    count = len(points)
    spans = count if closed else count - 1
    curve: list[Point] = []
    for i in range(spans):
        if closed:
            a, b, c, d = (points[(i + k) % count] for k in (-1, 0, 1, 2))
        else:
            a, b = points[max(i - 1, 0)], points[i]
            c, d = points[i + 1], points[min(i + 2, count - 1)]
        curve += [_between(a, b, c, d, step / steps) for step in range(steps)]
    return curve if closed else [*curve, points[-1]]


def _between(a: Point, b: Point, c: Point, d: Point, t: float) -> Point:
    def along(p: float, q: float, r: float, s: float) -> float:
        return 0.5 * (
            2 * q
            + (r - p) * t
            + (2 * p - 5 * q + 4 * r - s) * t * t
            + (3 * q - p - 3 * r + s) * t**3
        )

    return along(a[0], b[0], c[0], d[0]), along(a[1], b[1], c[1], d[1])


def moved(points: Iterable[Point], across: float, down: float) -> list[Point]:
    """Return the shape shifted."""
    return [(x + across, y + down) for x, y in points]


def turned(points: Iterable[Point], degrees: float, about: Point = (0, 0)) -> list[Point]:
    """Return the shape turned clockwise about a point."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    left, top = about
    return [
        (left + (x - left) * cos - (y - top) * sin, top + (x - left) * sin + (y - top) * cos)
        for x, y in points
    ]


def scaled(points: Iterable[Point], across: float, down: float | None = None) -> list[Point]:
    """Return the shape stretched from the origin; a negative factor mirrors it."""
    down = across if down is None else down
    return [(x * across, y * down) for x, y in points]


def densified(points: Sequence[Point], step: float, *, closed: bool = True) -> list[Point]:
    """Return the same outline with a point at least every `step`."""
    dense: list[Point] = []
    following = [*points[1:], points[0]] if closed else points[1:]
    for (x, y), (to_x, to_y) in zip(points, following, strict=False):
        count = max(1, math.ceil(math.hypot(to_x - x, to_y - y) / step))
        dense += [(x + (to_x - x) * i / count, y + (to_y - y) * i / count) for i in range(count)]
    return dense if closed else [*dense, points[-1]]


def ribbon(points: Sequence[Point], width: Width) -> list[Point]:
    """Return the outline of a band along a line.

    :param width: a number, or a function of how far along we are (0 to 1)
    """
    last = len(points) - 1
    left: list[Point] = []
    right: list[Point] = []
    for i, (x, y) in enumerate(points):
        before, after = points[max(i - 1, 0)], points[min(i + 1, last)]
        dx, dy = after[0] - before[0], after[1] - before[1]
        length = math.hypot(dx, dy) or 1
        half = (width(i / last) if callable(width) else width) / 2
        left.append((x - dy / length * half, y + dx / length * half))
        right.append((x + dy / length * half, y - dx / length * half))
    return left + right[::-1]


def tapered(width: float, tip: float = 0.15) -> Callable[[float], float]:
    """Return the width of a gouge's cut: thin where the blade goes in and comes out."""
    return lambda t: width * (tip + (1 - tip) * math.sin(math.pi * t) ** 0.7)


def narrowing(start: float, end: float) -> Callable[[float], float]:
    """Return the width of a band which goes evenly from one width to another."""
    return lambda t: start + (end - start) * t


def bounds(points: Sequence[Point]) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom of a shape."""
    across, down = [x for x, _ in points], [y for _, y in points]
    return min(across), min(down), max(across), max(down)


def frame(origin: Point, right: Point, down: Point) -> Lay:
    """Return a function which lays flat shapes onto a slanted plane.

    :param right: where one step across leads
    :param down: where one step down leads
    """

    def lay(points: Iterable[Point]) -> list[Point]:
        return [
            (origin[0] + x * right[0] + y * down[0], origin[1] + x * right[1] + y * down[1])
            for x, y in points
        ]

    return lay


def perspective(corners: Shape) -> Lay:
    """Return a function which lays the unit square onto four corners, nearer things larger.

    :param corners: where top left, top right, bottom right and bottom left land
    """
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = corners
    dx1, dx2, sx = x1 - x2, x3 - x2, x0 - x1 + x2 - x3
    dy1, dy2, sy = y1 - y2, y3 - y2, y0 - y1 + y2 - y3
    det = dx1 * dy2 - dx2 * dy1
    g, h = (sx * dy2 - dx2 * sy) / det, (dx1 * sy - sx * dy1) / det
    a, b, d, e = x1 - x0 + g * x1, x3 - x0 + h * x3, y1 - y0 + g * y1, y3 - y0 + h * y3

    def lay(points: Iterable[Point]) -> list[Point]:
        return [
            (
                (a * u + b * v + x0) / (g * u + h * v + 1),
                (d * u + e * v + y0) / (g * u + h * v + 1),
            )
            for u, v in points
        ]

    return lay
