"""Score values by what a file says of one scale: bent where it says so, then placed between two fixed goalposts."""

import numpy.typing as npt

from forlik.assess.indices.arrays import Array
from forlik.assess.indices.normalising import Beyond, normalise
from forlik.assess.indices.recipe import Bent, Scale
from forlik.assess.indices.transforming import transform
from forlik.core.errors import UsageError


def fixed_scores(values: npt.ArrayLike, bent: Bent | None, scale: Scale, *, beyond: Beyond) -> Array:
    """Scores of some values.

    Args:
        values: Shape (n,), in the unit before the transformation; NaN is unknown.
        bent: How the scale is bent, if it is.
        scale: The goalposts, in the unit after it, and the direction.
        beyond: What becomes of a value beyond a goalpost.

    Returns:
        Shape (n,), NaN where unknown.

    Raises:
        UsageError: A value that the transformation is not defined for; goalposts that are not fixed, or reversed.
    """
    if scale.lo is None or scale.hi is None:
        raise UsageError("a score stands between two fixed goalposts", where="goalposts")
    plain = values if bent is None else transform(values, bent.bend, unit=bent.unit, order=bent.order)
    return normalise(plain, scale.lo, scale.hi, scale.direction, beyond=beyond)
