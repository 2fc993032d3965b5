"""Where the figures of a course are written: near their points, none on another, and off the line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from forlik.charts.plot import BELOW, BROAD, EDGE, HEIGHT, RADIUS, Named, Point, Scale

SIZE, SMALL = 7.4, 5.2
"""Heights of letters: of figures and periods, and of the numbers of notes."""
CLOSE = 8
"""Places looked at between two points."""
DOT = 12.0
"""How much worse it is to stand on a point than on a piece of the line."""
WORST = 12.0
"""How far from its point, and on how much of the line, a figure may stand; a worse one is left to the caption."""


def written(
    points: Sequence[Point], scale: Scale, named: Sequence[Named], letter: float
) -> Iterator[tuple[Named, "Box"]]:
    """Figures that have room in a picture, and where; one that has none is left out.

    Args:
        points: The course.
        scale: Its scale.
        named: The figures, in the order in which they take their places.
        letter: How wide a digit is, in heights.
    """
    ink = list(_under_bars(points, scale) if scale.step else _along(points, scale))
    taken: list[Box] = []
    for one in named:
        value = points[one.place].value
        if value is None:
            continue
        at = (scale.x(points[one.place].at), scale.y(value))
        every = [_at(points[other.place], scale) for other in named]
        # Beside the dash of an unknown bar a figure would look like less than nought.
        spots = [*every, *(_dashes(points, scale) if scale.step else ())]
        width = letter * (SIZE * len(one.text) + SMALL * len(one.note))
        free = [box for box in _places(*at, width, scale.width) if not any(box.meets(other) for other in taken)]
        costs = [
            (box.far(*at) + sum(box.holds(*spot) for spot in ink) + DOT * sum(box.holds(*spot) for spot in spots), turn)
            for turn, box in enumerate(free)
        ]
        # A figure that stands nearer to another's point would be taken for that one's.
        right = [cost for cost in costs if not any(free[cost[1]].far(*dot) < free[cost[1]].far(*at) for dot in every)]
        if right and min(right)[0] <= WORST:
            best = free[min(right)[1]]
            taken.append(best)
            yield one, best


def _at(point: Point, scale: Scale) -> tuple[float, float]:
    return scale.x(point.at), scale.y(point.value or 0)


@dataclass(frozen=True, slots=True)
class Box:
    """Where a figure may stand.

    Args:
        left: Its left edge.
        right: Its right edge.
        base: The line that its digits stand on.
    """

    left: float
    right: float
    base: float

    def meets(self, other: "Box") -> bool:
        """Whether two would stand on each other."""
        return self.left < other.right + 2 and other.left < self.right + 2 and abs(self.base - other.base) < SIZE

    def far(self, x: float, y: float) -> float:
        """How far it is from a point: from its edge, a little for not standing in the middle."""
        across = max(self.left - x, x - self.right, 0.0)
        down = max(self.base - SIZE - y, y - self.base, 0.0)
        return across + down + abs(x - (self.left + self.right) / 2) / 20

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.left - RADIUS <= x <= self.right + RADIUS and self.base - SIZE <= y <= self.base + RADIUS


def _places(x: float, y: float, width: float, whole: float) -> Iterator[Box]:
    """Above a point, below it, and beside it; the nearest first."""
    for base in (y - 4, y + SIZE + 2.5, y - 10, y + SIZE + 8, y + SIZE / 3):
        if not SIZE - 1 <= base <= HEIGHT - BELOW + 1:
            continue
        for left in (x - width / 2, x - width + 2, x - 2, x - width - 4, x + 4):
            kept = min(max(left, EDGE - 3), whole - EDGE + 3 - width)
            yield Box(kept, kept + width, base)


def _along(points: Sequence[Point], scale: Scale) -> Iterator[tuple[float, float]]:
    """Places along the line, close enough that no figure lies between two of them."""
    for one, after in pairwise(points):
        if one.value is None or after.value is None:
            continue
        for turn in range(CLOSE):
            part = turn / CLOSE
            at, value = one.at + (after.at - one.at) * part, float(one.value) * (1 - part) + float(after.value) * part
            yield scale.x(at), scale.y(value)
    yield from (_at(one, scale) for one in points if one.value is not None)


def _dashes(points: Sequence[Point], scale: Scale) -> Iterator[tuple[float, float]]:
    """Beside each dash that stands for an unknown bar, left and right."""
    for one in points:
        if one.value is None:
            yield from ((scale.x(one.at) + side * SIZE, scale.y(0) - SIZE / 2) for side in (-1, 1))


def _under_bars(points: Sequence[Point], scale: Scale) -> Iterator[tuple[float, float]]:
    """Places in the bars, close enough that no figure lies between two of them."""
    half = BROAD * (scale.x(scale.step) - scale.x(0)) / 2
    for one in points:
        if one.value is not None:
            (x, y), zero = _at(one, scale), scale.y(0)
            for turn in range(int(abs(zero - y) / 2) + 1):
                down = min(y, zero) + 2 * turn
                yield from ((x - half, down), (x, down), (x + half, down))
