"""Treat outliers: pull in the ends of a distribution so that one place does not stretch the scale of all."""

import numpy as np
import numpy.typing as npt

from forlik.assess.indices.arrays import Array, column, real
from forlik.core.errors import UsageError

MOST_SKEW, MOST_KURTOSIS, MOST_PLACES = 2.0, 3.5, 5
FEWEST = 4
"""Kurtosis of a sample is defined for four values or more."""


def winsorise(values: npt.ArrayLike, lower: float = 0.0, upper: float = 1.0) -> Array:
    """Set values beyond two quantiles of the known values to those quantiles.

    Args:
        values: Shape (n,), in the indicator's unit; NaN is unknown and stays so.
        lower: Share of the distribution below which values are raised, 0 for none.
        upper: Share above which values are lowered, 1 for none.

    Returns:
        Shape (n,), same unit; ranks are kept but for new ties.

    Raises:
        UsageError: Shares outside 0 to 1 or reversed; infinite values; nothing known.

    Source: Tukey (1962), The Future of Data Analysis; quantiles by linear interpolation (Hyndman and Fan 1996, type 7).
    """
    found = column(values)
    lower, upper = real(lower, "lower"), real(upper, "upper")
    if not 0 <= lower < upper <= 1:
        raise UsageError(
            f"the shares {lower:g} and {upper:g} are not two of 0 to 1, the lower first", remedy="for 5 % write 0.05"
        )
    low, high = np.quantile(_known(found), [lower, upper])
    return np.asarray(np.clip(found, low, high))


def winsorise_skewed(
    values: npt.ArrayLike,
    *,
    skew: float = MOST_SKEW,
    kurtosis: float = MOST_KURTOSIS,
    most: int = MOST_PLACES,
) -> Array:
    """Set the farthest value to the next one, again and again, until the distribution is no longer lopsided.

    A distribution is lopsided when both |skewness| > ``skew`` and excess kurtosis > ``kurtosis``. The end that is
    pulled in is the one to which it is skewed. Few values (under 4) and values that are all alike are left as they are.

    Args:
        values: Shape (n,), in the indicator's unit; NaN is unknown and stays so.
        skew: Largest skewness allowed.
        kurtosis: Largest excess kurtosis allowed.
        most: Most places whose value may be changed.

    Returns:
        Shape (n,), same unit.

    Raises:
        UsageError: Nothing known; or it is still lopsided after ``most`` places: it wants a logarithm, or goalposts.

    Source: Becker et al. (2022), COINr, function ``winsorise``, after the practice of the JRC.
    """
    found = column(values)
    _known(found)
    changed = np.zeros(found.shape, bool)
    while _lopsided(found, skew, kurtosis):
        known = found[~np.isnan(found)]
        far, near = _far_end(known)
        changed |= found == far
        if int(changed.sum()) > most:
            raise UsageError(
                f"after {most} places the values are still lopsided (skewness {skewness(found):.2f})",
                remedy="take the logarithm, or fixed goalposts that clip",
            )
        found[found == far] = near
    return found


def skewness(values: npt.ArrayLike) -> float:
    """Skewness of the known values, corrected for a sample (G1); NaN where it is not defined.

    Source: Joanes and Gill (1998), Comparing Measures of Sample Skewness and Kurtosis.
    """
    known, moments = _moments(values)
    n = known.size
    if n < FEWEST or moments[2] == 0:
        return float("nan")
    return float(np.sqrt(n * (n - 1)) / (n - 2) * moments[3] / moments[2] ** 1.5)


def excess_kurtosis(values: npt.ArrayLike) -> float:
    """Excess kurtosis of the known values, corrected for a sample (G2); NaN where it is not defined.

    Source: Joanes and Gill (1998).
    """
    known, moments = _moments(values)
    n = known.size
    if n < FEWEST or moments[2] == 0:
        return float("nan")
    plain = moments[4] / moments[2] ** 2 - 3
    return float((n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * plain + 6))


def _known(values: Array) -> Array:
    """The known values: as what scores by them, so what pulls in by them refuses where there are none."""
    known = values[~np.isnan(values)]
    if known.size == 0:
        raise UsageError("all values are unknown, so there are no outliers to go by")
    return known


def _moments(values: npt.ArrayLike) -> tuple[Array, dict[int, float]]:
    found = column(values)
    known = found[~np.isnan(found)]
    if known.size == 0:
        return known, dict.fromkeys((2, 3, 4), 0.0)
    away = known - known.mean()
    return known, {power: float((away**power).mean()) for power in (2, 3, 4)}


def _lopsided(values: Array, skew: float, kurtosis: float) -> bool:
    return abs(skewness(values)) > skew and excess_kurtosis(values) > kurtosis


def _far_end(known: Array) -> tuple[float, float]:
    """The value at the end to which the distribution leans, and the one next to it."""
    distinct = np.unique(known)
    right = skewness(known) > 0
    return (float(distinct[-1]), float(distinct[-2])) if right else (float(distinct[0]), float(distinct[1]))
