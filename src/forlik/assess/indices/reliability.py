"""Reliability: how little lies under a score, from what is missing, how old the rest is, and where facts are hard."""

import numpy as np
import numpy.typing as npt

from forlik.assess.indices.aggregating import aggregate
from forlik.assess.indices.arrays import Array, column
from forlik.assess.indices.normalising import normalise
from forlik.core.errors import UsageError


def lack_of_reliability(
    missing: npt.ArrayLike,
    age: npt.ArrayLike,
    *,
    missing_posts: tuple[float, float],
    age_posts: tuple[float, float],
    raised: npt.ArrayLike | None = None,
    factor: float = 1.0,
) -> Array:
    """How little lies under a score, 0 to 10.

    The mean of two scores between goalposts, times ``factor`` in the places where facts are hardest to come by, over
    the largest factor there is.

    Args:
        missing: Shape (n,), how many indicators are missing or imputed.
        age: Shape (n,), mean age of the indicators in years before the edition; NaN is unknown.
        missing_posts: Numbers of missing indicators that score 0 and 10.
        age_posts: Mean ages in years that score 0 and 10.
        raised: Shape (n,), true where the factor applies; nowhere when ``None``.
        factor: 1 or more.

    Returns:
        Shape (n,), 0 best to 10 worst; NaN where the age is unknown.

    Raises:
        UsageError: Shapes that differ, goalposts that are reversed, or a factor below 1.

    Source: INFORM Risk 2025 workbook, sheet “Lack of Reliability Index”.
    """
    if not (np.isfinite(factor) and factor >= 1):
        raise UsageError(f"a factor of {factor} would make hard places look more reliable", where="factor")
    counts, years = column(missing, "missing"), column(age, "age")
    times = np.ones(counts.shape) if raised is None else np.where(column(raised, "raised") > 0, factor, 1.0)
    if not counts.shape == years.shape == times.shape:
        raise UsageError("missing, age and raised are not of the same places", where="reliability")
    both = np.column_stack([normalise(counts, *missing_posts), normalise(years, *age_posts)])
    return aggregate(both) * times / factor
