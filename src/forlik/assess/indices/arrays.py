"""What every stage takes and gives: arrays of doubles in which NaN is unknown and infinity is refused."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from forlik.core.errors import UsageError

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


def column(values: npt.ArrayLike, what: str = "values") -> Array:
    """One number a place.

    Args:
        values: Shape (n,); ``None`` and NaN are unknown.
        what: What they are called in an error.

    Returns:
        Shape (n,), a copy, NaN where unknown.

    Raises:
        UsageError: Not numbers, not one-dimensional, or infinite.
    """
    found = _doubles(values, what)
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
        UsageError: Not numbers, of another shape, without columns, or infinite.
    """
    found = _doubles(values, what)
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
