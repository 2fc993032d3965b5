"""Impute: fill what is unknown, by a named method that an index must ask for; none is ever used by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

import numpy as np
import numpy.typing as npt

from forlik.assess.indices.arrays import Array, Mask, column, finite
from forlik.core.errors import UsageError

Filling = Literal["constant", "mean", "median", "group_mean", "group_median", "line", "regression"]
T = TypeVar("T")
FEWEST = 3
"""Places from which a line is drawn: through two there is always one."""


@dataclass(frozen=True, slots=True)
class Imputed:
    """Values after imputation.

    Args:
        values: Shape (n,).
        imputed: Shape (n,), true where the value was filled in.
    """

    values: Array
    imputed: Mask


def impute(
    values: npt.ArrayLike,
    method: Filling,
    *,
    groups: Sequence[str | None] | None = None,
    predictor: npt.ArrayLike | None = None,
    constant: float | None = None,
    slope: float | None = None,
    intercept: float | None = None,
) -> Imputed:
    """Fill unknown values. What cannot be filled (no group, no predictor) stays unknown.

    Args:
        values: Shape (n,), in the indicator's unit; NaN is unknown.
        method: ``constant``; ``mean`` or ``median`` of the known; ``group_mean`` or ``group_median``, of the known of
            the same group; ``line``, slope × predictor + intercept as a publisher states it; ``regression``, the same
            line drawn by least squares through the places where both are known.
        groups: Shape (n,), for instance region; ``None`` for no group.
        predictor: Shape (n,), any unit; NaN is unknown.
        constant: The value to fill in.
        slope: Of a stated line.
        intercept: Of a stated line.

    Returns:
        The values and which of them were filled in.

    Raises:
        UsageError: Nothing known to go by, something the method needs was not given, or the method is unknown.

    Source: OECD and JRC (2008), step 3; Little and Rubin, Statistical Analysis with Missing Data. One value filled in
    hides that it is not known: the uncertainty of an index draws instead.
    """
    found = column(values)
    unknown = np.isnan(found)
    with np.errstate(over="ignore", invalid="ignore"):
        filling = _filling(found, method, groups, predictor, constant, slope, intercept)
    filled = finite(np.where(unknown, filling, found), "a value that is filled in")
    return Imputed(filled, unknown & ~np.isnan(filled))


def _filling(
    found: Array,
    method: str,
    groups: Sequence[str | None] | None,
    predictor: npt.ArrayLike | None,
    constant: float | None,
    slope: float | None,
    intercept: float | None,
) -> Array:
    match method:
        case "constant":
            return np.full(found.shape, _needed(constant, method, "constant"))
        case "mean" | "median":
            return np.full(found.shape, _middle(found, method))
        case "group_mean" | "group_median":
            return _by_group(found, method.removeprefix("group_"), _needed(groups, method, "groups"))
        case "line":
            along = _beside(found, predictor, method)
            return _needed(slope, method, "slope") * along + _needed(intercept, method, "intercept")
        case "regression":
            return _regression(found, _beside(found, predictor, method))
    raise UsageError(
        f"“{method}” is no method of imputation: constant, mean, median, group_mean, group_median, line, regression"
    )


def _needed(given: T | None, method: str, name: str) -> T:
    if given is None:
        raise UsageError(f"imputation by “{method}” needs {name}", where="impute")
    return given


def _middle(known: Array, method: str) -> float:
    if np.isnan(known).all():
        raise UsageError(f"all values are unknown, so there is no {method} to fill in", where="impute")
    return float(np.nanmean(known) if method == "mean" else np.nanmedian(known))


def _by_group(found: Array, method: str, groups: Sequence[str | None]) -> Array:
    if len(groups) != found.size:
        raise UsageError(f"there are {len(groups)} groups for {found.size} values", where="impute")
    filling = np.full(found.shape, np.nan)
    for group in {one for one in groups if one is not None}:
        same = np.array([one == group for one in groups])
        if not np.isnan(found[same]).all():
            filling[same] = _middle(found[same], method)
    return filling


def _beside(found: Array, predictor: npt.ArrayLike | None, method: str) -> Array:
    if predictor is None:
        raise UsageError(f"imputation by “{method}” needs predictor", where="impute")
    along = column(predictor, "predictor")
    if along.shape != found.shape:
        raise UsageError(f"there are {along.size} values of the predictor for {found.size} values", where="impute")
    return along


def _regression(found: Array, along: Array) -> Array:
    both = ~np.isnan(found) & ~np.isnan(along)
    if both.sum() < FEWEST or np.ptp(along[both]) == 0:
        raise UsageError(
            f"a line needs {FEWEST} places where both are known, and a predictor that differs", where="impute"
        )
    away = along[both] - along[both].mean()
    slope = float((away * found[both]).sum() / (away**2).sum())
    return np.asarray(found[both].mean() + slope * (along - along[both].mean()))
