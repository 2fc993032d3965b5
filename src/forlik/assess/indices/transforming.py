"""Transform: bend a scale before it is normalised, for instance by a logarithm where ten times as many is one step."""

from typing import Literal

import numpy as np
import numpy.typing as npt

from forlik.assess.indices.arrays import Array, column, finite, real
from forlik.core.errors import UsageError

Bend = Literal["log10", "ln", "log10_plus_1", "square", "root"]
LOGARITHMS = ("log10", "ln")


def transform(values: npt.ArrayLike, bend: Bend, *, unit: float = 1.0, order: float = 2.0) -> Array:
    """Bend a scale.

    Args:
        values: Shape (n,), in the indicator's unit; NaN is unknown.
        bend: ``log10``, ``ln``, ``log10_plus_1`` (log10(1 + x)), ``square``, or ``root`` of ``order``.
        unit: What counts as 1: the values are divided by it first.
        order: Of a root: 2 for the square root.

    Returns:
        Shape (n,), without unit.

    Raises:
        UsageError: A logarithm of 0 or less, a root of less than 0, an unknown bend, or a unit or order of 0 or less.

    Source: OECD and JRC (2008), step 4.
    """
    unit, order = real(unit, "unit"), real(order, "order")
    if not (np.isfinite(unit) and unit > 0 and np.isfinite(order) and order > 0):
        raise UsageError(f"the unit {unit} and the order {order} of a transformation are above 0", where="transform")
    with np.errstate(over="ignore"):
        found = finite(column(values) / unit, "a value by its unit")
    lowest = float(np.nanmin(found)) if (~np.isnan(found)).any() else np.nan
    if bend in LOGARITHMS and lowest <= 0:
        raise UsageError(
            f"there is no logarithm of {lowest * unit:g}",
            where="transform",
            remedy="say what a value of 0 scores (when_zero), or take log10_plus_1",
        )
    if bend in ("root", "log10_plus_1") and lowest < 0:
        raise UsageError(f"“{bend}” is not defined for {lowest * unit:g}", where="transform")
    return _bent(found, bend, order)


def _bent(found: Array, bend: str, order: float) -> Array:
    match bend:
        case "log10":
            return np.asarray(np.log10(found))
        case "ln":
            return np.asarray(np.log(found))
        case "log10_plus_1":
            return np.asarray(np.log1p(found) / np.log(10))
        case "square":
            with np.errstate(over="ignore"):
                return finite(np.asarray(found**2), "a square")
        case "root":
            with np.errstate(over="ignore"):
                return finite(np.asarray(found ** (1 / order)), "a root")
    raise UsageError(f"“{bend}” is no transformation: log10, ln, log10_plus_1, square, root", where="transform")
