"""Means that are added up one criterion after the other, for many draws at once.

Only one criterion's scores are ever held, so that memory is linear in neither draws nor criteria; and each addition is
done element by element in a fixed order, so that no library's threads or blocking can change a bit of it.

The means are those that composite indicators are made by (OECD & JRC 2008, Handbook on Constructing Composite
Indicators, step 6), and the scaled geometric mean by which INFORM puts its components together.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
GRID = 1e9
"""Totals nearer than one part of this are the same: what differs by rounding alone must not decide a rank."""


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean of scores from 0 to 10.

    Args:
        term: Turns scores, in their place, into what is weighed and added up.
        finish: Turns the sum of the weighed terms, in its place, into the mean.
    """

    term: Callable[[Floats], None]
    finish: Callable[[Floats], None]


def _as_it_is(values: Floats) -> None:
    """The arithmetic mean adds up the scores themselves."""


def _logarithm(values: Floats) -> None:
    np.log(values, out=values)


def _exponential(values: Floats) -> None:
    np.exp(values, out=values)


def _reciprocal(values: Floats) -> None:
    np.divide(1.0, values, out=values)


def _scaled(values: Floats) -> None:
    # ln((10 − x) / 10 · 9 + 1)
    np.multiply(values, -0.9, out=values)
    values += 10.0
    np.log(values, out=values)


def _unscaled(values: Floats) -> None:
    np.exp(values, out=values)
    np.subtract(10.0, values, out=values)
    values /= 0.9


MEANS: Mapping[str, Mean] = {
    "arithmetic": Mean(_as_it_is, _as_it_is),
    "geometric": Mean(_logarithm, _exponential),
    "harmonic": Mean(_reciprocal, _reciprocal),
    "scaled_geometric": Mean(_scaled, _unscaled),
}
"""Name → mean. The geometric and the harmonic mean of scores of which one is 0 and counts are 0, their limit."""


class Totals:
    """Means of places in some draws, to which one criterion after the other is added.

    Args:
        draws: How many.
        places: How many.
        ways: Name of a mean → the draws in which it is taken; together every draw once.
    """

    def __init__(self, draws: int, places: int, ways: Mapping[str, slice]) -> None:
        self._sums = np.zeros((draws, places))
        self._part = np.empty((draws, places))
        self._ways = {name: rows for name, rows in ways.items() if rows.stop > rows.start}

    def add(self, scores: Floats, weights: Floats) -> None:
        """Add a criterion.

        Args:
            scores: Draws × places, from 0 to 10, or one row for all draws.
            weights: Of each draw, the criterion's weight.
        """
        for name, rows in self._ways.items():
            part, column = self._part[rows], weights[rows, None]
            if name == "arithmetic":
                np.multiply(scores if len(scores) == 1 else scores[rows], column, out=part)
            else:
                part[:] = scores if len(scores) == 1 else scores[rows]
                # The logarithm and the reciprocal of 0 are infinite; what has no weight is not added, infinite or not.
                with np.errstate(divide="ignore", invalid="ignore"):
                    MEANS[name].term(part)
                    part *= column
                part[column[:, 0] == 0] = 0.0
            self._sums[rows] += part

    def means(self) -> Floats:
        """The means, draws × places, in whole parts of the grid. Nothing can be added any more."""
        found = self._sums
        for name, rows in self._ways.items():
            with np.errstate(divide="ignore"):
                MEANS[name].finish(found[rows])
        found *= GRID
        return np.rint(found, out=found)
