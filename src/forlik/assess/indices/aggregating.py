"""Aggregate: several scores become one, and how decides whether one of them can make up for another."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

from forlik.assess.indices.arrays import Array, grid, mean_by_columns, real, weighed
from forlik.assess.indices.normalising import SCALE
from forlik.core.errors import UsageError

How = Literal["arithmetic", "geometric", "scaled_geometric", "harmonic", "highest", "lowest"]
Missing = Literal["unknown", "skip"]
SPAN = 9.0
"""INFORM takes its geometric mean on scores turned round and scaled to 1–10, so that no zero swallows the others."""


def aggregate(
    values: npt.ArrayLike,
    weights: Sequence[float] | npt.ArrayLike | None = None,
    how: How = "arithmetic",
    *,
    missing: Missing = "unknown",
    known_weight: float = 0.0,
    scale: tuple[float, float] = SCALE,
) -> Array:
    """Make one score of several.

    Args:
        values: Shape (n, k), n places by k parts on one scale, or (k,) for one place; NaN is unknown.
        weights: Shape (k,), none negative, any sum above 0; equal when ``None``. A part of weight 0 does not count.
        how: ``arithmetic`` (parts make up for one another fully), ``geometric`` and ``harmonic`` (less; a 0 gives 0),
            ``scaled_geometric`` (INFORM: on a risk scale a high part weighs more than a low one), ``highest`` or
            ``lowest`` (not at all; weights above 0 only say which parts count).
        missing: ``unknown``: one unknown part makes the whole unknown; ``skip``: the weights of the known parts are
            scaled up.
        known_weight: With ``skip``: least share of the weight that must be known, 0 to 1; below it, unknown.
        scale: Lowest and highest score, for ``scaled_geometric``.

    Returns:
        Shape (n,), on the scale of the parts; NaN where unknown. Nothing known is always unknown.

    Raises:
        UsageError: Weights that are negative or sum to 0; values below 0 (geometric, harmonic) or outside the scale
            (scaled geometric); infinite values; an unknown word.

    Source: OECD and JRC (2008), step 6; the scaled geometric mean
    g(x) = (10 − exp(Σ wᵢ ln((10 − xᵢ)/10·9 + 1)))/9·10 is that of the INFORM Risk workbook, 2025.
    """
    found = grid(values)
    shares = weighed(weights, found.shape[1])
    if missing not in ("unknown", "skip"):
        raise UsageError(f"“{missing}” is no rule for missing parts: unknown or skip", where="missing")
    if not 0 <= real(known_weight, "known_weight") <= 1:
        raise UsageError(f"a share of the weight is from 0 to 1, not {known_weight:g}", where="known_weight")
    if not isinstance(how, str) or how not in MEANS:
        raise UsageError(f"“{how}” is no way to aggregate: {', '.join(MEANS)}", where="how")
    found, shares = found[:, shares > 0], shares[shares > 0]
    _check_range(found, how, scale)
    known = ~np.isnan(found)
    weight_known = mean_by_columns(known.astype(np.float64), shares)
    enough = known.all(axis=1) if missing == "unknown" else known.any(axis=1) & (weight_known >= known_weight - 1e-12)
    result = np.full(found.shape[0], np.nan)
    rows = found[enough]
    # Unknown parts have no weight in their row; what stands in their cell is then of no account.
    by_row = np.where(np.isnan(rows), 0.0, shares) / np.where(enough, weight_known, 1.0)[enough, None]
    result[enough] = MEANS[how](rows, by_row, scale)
    return result


def _check_range(found: Array, how: str, scale: tuple[float, float]) -> None:
    if found.size == 0 or np.isnan(found).all():
        return
    least, most = float(np.nanmin(found)), float(np.nanmax(found))
    if how in ("geometric", "harmonic") and least < 0:
        raise UsageError(
            f"a {how} mean is not defined for {least:g}", where="how", remedy="normalise to a scale from 0"
        )
    slack = 1e-9 * (scale[1] - scale[0])
    if how == "scaled_geometric" and not scale[0] - slack <= least <= most <= scale[1] + slack:
        raise UsageError(
            f"scores from {least:g} to {most:g} are not within the scale {scale[0]:g} to {scale[1]:g}", where="scale"
        )


def _sum(rows: Array, weights: Array) -> Array:
    total = np.zeros(rows.shape[0])
    for at in range(rows.shape[1]):
        total += np.where(weights[:, at] > 0, weights[:, at] * rows[:, at], 0.0)
    return total


def _arithmetic(rows: Array, weights: Array, _: tuple[float, float]) -> Array:
    return _sum(rows, weights)


def _geometric(rows: Array, weights: Array, _: tuple[float, float]) -> Array:
    with np.errstate(divide="ignore"):
        return np.asarray(np.exp(_sum(np.log(rows), weights)))


def _scaled_geometric(rows: Array, weights: Array, scale: tuple[float, float]) -> Array:
    low, high = scale
    turned = (high - np.clip(rows, low, high)) / (high - low) * SPAN + 1
    return np.asarray(low + (high - low) * ((SPAN + 1) - np.exp(_sum(np.log(turned), weights))) / SPAN)


def _harmonic(rows: Array, weights: Array, _: tuple[float, float]) -> Array:
    with np.errstate(divide="ignore", over="ignore"):
        return np.asarray(1 / _sum(1 / rows, weights))


def _highest(rows: Array, weights: Array, _: tuple[float, float]) -> Array:
    return np.asarray(np.where(weights > 0, rows, -np.inf).max(axis=1, initial=-np.inf))


def _lowest(rows: Array, weights: Array, _: tuple[float, float]) -> Array:
    return np.asarray(np.where(weights > 0, rows, np.inf).min(axis=1, initial=np.inf))


MEANS: Mapping[str, Callable[[Array, Array, tuple[float, float]], Array]] = {
    "arithmetic": _arithmetic,
    "geometric": _geometric,
    "scaled_geometric": _scaled_geometric,
    "harmonic": _harmonic,
    "highest": _highest,
    "lowest": _lowest,
}
