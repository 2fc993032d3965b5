"""What a small picture of a course is made of: its points, what is written beside them, and its scale."""

from dataclasses import dataclass
from decimal import Decimal

WIDTH, HEIGHT = 164.0, 72.0
EDGE, ABOVE, BELOW = 5.0, 15.0, 11.0
"""Room beside the plot, above it for the highest point's figure, and below it for the names of periods."""
BROAD = 0.62
"""How much of its room a bar takes."""
RADIUS = 1.9


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a course.

    Args:
        at: When it begins, in years.
        value: The value; nothing when it is unknown.
        estimated: Whether it is an estimate.
    """

    at: float
    value: Decimal | None
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A point whose figure is written beside it.

    Args:
        place: Which point, from 0.
        text: The figure as it is written.
        note: Number of its footnote; empty for none.
        link: Where the number leads; nowhere when empty.
    """

    place: int
    text: str
    note: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """From periods and values to places in the picture.

    Args:
        span: First and last instant of the axis, in years.
        low: The least value: 0, or less where a value is.
        high: The greatest.
        step: Room of one period, in years; bars take it.
        width: Width of the picture.
    """

    span: tuple[float, float]
    low: float
    high: float
    step: float = 0.0
    width: float = WIDTH

    def x(self, at: float) -> float:
        """From left to right."""
        first, last = self.span[0], self.span[1] + self.step
        return EDGE + (at + self.step / 2 - first) / ((last - first) or 1.0) * (self.width - 2 * EDGE)

    def y(self, value: Decimal | float) -> float:
        """From top to bottom."""
        share = (float(value) - self.low) / ((self.high - self.low) or 1.0)
        return ABOVE + (1 - share) * (HEIGHT - ABOVE - BELOW)
