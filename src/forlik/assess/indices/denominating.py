"""Denominate: numbers become shares of a population, of an area, of an economy."""

import numpy as np
import numpy.typing as npt

from forlik.assess.indices.arrays import Array, column, finite, real
from forlik.core.errors import UsageError


def denominate(values: npt.ArrayLike, per: npt.ArrayLike, times: float = 1.0) -> Array:
    """Divide by what a value is counted against.

    Args:
        values: Shape (n,), in the indicator's unit; NaN is unknown.
        per: Shape (n,), above 0, for instance population in persons; NaN is unknown.
        times: 100 for per cent, 100,000 for “per 100,000”.

    Returns:
        Shape (n,), the value's unit by the denominator's; NaN where either is unknown.

    Raises:
        UsageError: Shapes that differ, a denominator of 0 or less, or a quotient that runs over.

    Source: OECD and JRC (2008), step 2, scaling by size.
    """
    above, below = column(values), column(per, "denominators")
    if above.shape != below.shape:
        raise UsageError(f"there are {below.size} denominators for {above.size} values", where="denominators")
    if (below <= 0).any():
        remedy = "a population of 0 is an unknown one: give NaN"
        raise UsageError(f"a denominator is {np.nanmin(below):g}", where="denominators", remedy=remedy)
    with np.errstate(over="ignore", invalid="ignore"):
        return finite(above / below * real(times, "times"), "a quotient")
