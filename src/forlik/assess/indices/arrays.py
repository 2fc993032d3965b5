"""What every stage takes and gives: arrays of doubles in which NaN is unknown and infinity is refused."""

from collections.abc import Sequence
from numbers import Real

import numpy as np
import numpy.typing as npt

from forlik.core.errors import UsageError

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
LARGEST = 1e100
"""Nothing that is counted or measured is larger: beyond it squares and sums would run over, and say nothing."""


def column(values: npt.ArrayLike, what: str = "values") -> Array:
    """One number a place.

    Args:
        values: Shape (n,); ``None`` and NaN are unknown.
        what: What they are called in an error.

    Returns:
        Shape (n,), a copy, NaN where unknown.

    Raises:
        UsageError: Not numbers, not one-dimensional, infinite, or beyond :data:`LARGEST`.
    """
    found = _figures(values, what)
    if found.ndim != 1:
        raise UsageError(f"{what} have the shape {found.shape}, not one number a place", where=what)
    return found


def grid(values: npt.ArrayLike, what: str = "values") -> Array:
    """One row a place and one column a part; a single row may be given without its brackets.

    Args:
        values: Shape (n, k), or (k,) for one place; ``None`` and NaN are unknown.
        what: What they are called in an error.

    Returns:
        Shape (n, k), a copy, NaN where unknown.

    Raises:
        UsageError: Not numbers, of another shape, without columns, infinite, or beyond :data:`LARGEST`.
    """
    found = _figures(values, what)
    shaped = found.reshape(1, -1) if found.ndim == 1 else found
    if shaped.ndim != 2 or shaped.shape[1] == 0:  # noqa: PLR2004 - rows and columns
        raise UsageError(f"{what} have the shape {found.shape}, not places by parts", where=what)
    return shaped


def weighed(weights: Sequence[float] | npt.ArrayLike | None, count: int) -> Array:
    """Weights as shares of 1.

    Args:
        weights: Shape (count,), none negative; equal when ``None``.
        count: How many parts there are.

    Returns:
        Shape (count,), sum 1.

    Raises:
        UsageError: Negative, unknown or infinite weights, a sum of 0, or as many as there are not parts.
    """
    if weights is None:
        return np.full(count, 1.0 / count)
    found = _doubles(weights, "weights")
    if found.shape != (count,):
        raise UsageError(f"there are {found.size} weights for {count} parts", where="weights")
    if np.isnan(found).any():
        raise UsageError("a weight is not a number", where="weights", remedy="give each part its weight, 0 for none")
    if (found < 0).any():
        worst = float(found.min())
        remedy = "turn the part round (direction “down”) instead of weighing it against the others"
        raise UsageError(f"a weight is negative ({worst:g})", where="weights", remedy=remedy)
    if found.max(initial=0) > LARGEST:
        found = found / found.max()  # only proportions count, and their sum would run over
    total = float(found.sum())
    if total == 0:
        raise UsageError("the weights sum to 0, so nothing counts", where="weights", remedy="give one part a weight")
    return found / total


def mean_by_columns(values: Array, weights: Array) -> Array:
    """Weighted sum over columns, always added in the order of the columns, so that no machine rounds otherwise."""
    total = np.zeros(values.shape[0])
    for at, weight in enumerate(weights):
        total += weight * values[:, at]
    return total


def finite(found: Array, what: str) -> Array:
    """What was computed, if it is a number wherever it is known.

    Args:
        found: Shape (n,), NaN where unknown.
        what: What was computed.

    Raises:
        UsageError: It ran over.
    """
    if np.isinf(found).any():
        raise UsageError(
            f"{what} runs over: it is no longer a number that a computer holds",
            remedy="see whether the values, and what they are divided by, are in the right unit",
        )
    return found


def real(given: object, what: str) -> float:
    """A number that is an argument.

    Args:
        given: What was given.
        what: Name of the argument.

    Raises:
        UsageError: It is no number.
    """
    if isinstance(given, bool) or not isinstance(given, Real):
        raise UsageError(f"“{given}” is no number", where=what, remedy="give a number")
    return float(given)


def _figures(values: npt.ArrayLike, what: str) -> Array:
    found = _doubles(values, what)
    worst = float(np.max(np.abs(found), initial=0, where=~np.isnan(found)))
    if worst > LARGEST:
        raise UsageError(
            f"{what} hold {worst:g}, and nothing that is counted or measured is beyond {LARGEST:g}",
            where=what,
            remedy="give NaN for unknown, and see whether the unit is right",
        )
    return found


def _doubles(values: npt.ArrayLike, what: str) -> Array:
    try:
        found: Array = np.array(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise UsageError(f"{what} are not all numbers", where=what, remedy="unknown is None or NaN, no text") from None
    if np.isinf(found).any():
        raise UsageError(
            f"{what} hold an infinite number", where=what, remedy="infinity is no observation: give NaN for unknown"
        )
    return found
