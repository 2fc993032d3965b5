"""Calibration: how probable things were said to be, and how often they came, drawn as plain SVG without any script."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

SIDE, LEFT, TOP, BELOW = 260, 40, 12, 40
"""The square of the plot, and the room around it for its numbers."""
SMALLEST, GROWS, LARGEST = 3.0, 1.6, 11.0
"""Radius of a point: its area grows with how many expectations stand behind it."""
TICKS = (0, 25, 50, 75, 100)


@dataclass(frozen=True, slots=True)
class Point:
    """One group of expectations.

    Args:
        said: The mean probability, 0 to 1.
        came: The share that happened.
        low: Lower end of its interval.
        high: Upper end.
        n: How many there are.
    """

    said: float
    came: float
    low: float
    high: float
    n: int


def calibration_plot(points: Iterable[Point], across: str, up: str) -> str:
    """Draw the points against the line on which what is said comes as often. The figures stand beside it in a table.

    Args:
        points: The groups; each with its interval as a line through it.
        across: What stands under the plot: how probable it was said to be. It is no HTML.
        up: What stands beside it: how often it came.

    Returns:
        An ``svg`` element whose colours come from the page, hidden from readers.

    Raises:
        ValueError: A share is not from 0 to 1, or a group is empty.
    """
    drawn = []
    for one in points:
        if not (0 <= one.said <= 1 and 0 <= one.low <= one.came <= one.high <= 1 and one.n > 0):
            raise ValueError(f"{one} is no group of expectations")
        drawn.append(_point(one))
    width, height = LEFT + SIDE + LARGEST, TOP + SIDE + BELOW
    words = (
        f'<text x="{LEFT + SIDE / 2:g}" y="{height - 4:g}" text-anchor="middle">{_plain(across)}</text>'
        f'<text transform="translate(11 {TOP + SIDE / 2:g}) rotate(-90)" text-anchor="middle">{_plain(up)}</text>'
    )
    line = f'<path class="even" d="M{_x(0):g} {_y(0):g}L{_x(1):g} {_y(1):g}"/>'
    return (
        f'<svg class="calibration" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" '
        f'aria-hidden="true" focusable="false">{_grid()}{line}{"".join(drawn)}{words}</svg>'
    )


def _grid() -> str:
    marks = ""
    for tick in TICKS:
        x, y = _x(tick / 100), _y(tick / 100)
        marks += f'<path class="scale" d="M{x:g} {_y(0):g}V{_y(1):g}M{_x(0):g} {y:g}H{_x(1):g}"/>'
        marks += f'<text x="{x:g}" y="{_y(0) + 15:g}" text-anchor="middle">{tick}</text>'
        marks += f'<text x="{LEFT - 6}" y="{y + 3.5:g}" text-anchor="end">{tick}</text>'
    return marks


def _point(one: Point) -> str:
    x, radius = _x(one.said), min(SMALLEST + GROWS * (sqrt(one.n) - 1), LARGEST)
    return (
        f'<path class="within" d="M{x:.1f} {_y(one.low):.1f}V{_y(one.high):.1f}"/>'
        f'<circle class="group" cx="{x:.1f}" cy="{_y(one.came):.1f}" r="{radius:.1f}"/>'
    )


def _x(share: float) -> float:
    return LEFT + share * SIDE


def _y(share: float) -> float:
    return TOP + (1 - share) * SIDE


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
