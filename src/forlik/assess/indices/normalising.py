"""Normalise: one scale for unlike indicators, by fixed goalposts, by the smallest and largest value, or by spread."""

from numbers import Real
from typing import Literal

import numpy as np
import numpy.typing as npt

from forlik.assess.indices.arrays import LARGEST, Array, column, finite
from forlik.core.errors import UsageError

Direction = Literal["up", "down", 1, -1]
Beyond = Literal["clip", "keep", "refuse"]
SCALE = (0.0, 10.0)


def normalise(
    values: npt.ArrayLike,
    lo: float,
    hi: float,
    direction: Direction = "up",
    *,
    scale: tuple[float, float] = SCALE,
    beyond: Beyond = "clip",
) -> Array:
    """Place values between two fixed goalposts.

    A fixed goalpost does not move when a place is added or a year passes, so scores stay comparable.

    Args:
        values: Shape (n,), in the indicator's unit; NaN is unknown.
        lo: Lower goalpost, in that unit.
        hi: Upper goalpost, in that unit; above ``lo``.
        direction: ``"up"`` (or 1): the score rises with the value; ``"down"`` (or -1): it falls.
        scale: Lowest and highest score.
        beyond: A value beyond a goalpost gets the score of that end (``clip``), a score outside the scale (``keep``),
            or an error (``refuse``).

    Returns:
        Shape (n,), scores; NaN where unknown.

    Raises:
        UsageError: Goalposts that are equal, reversed, no numbers or beyond any measure; infinite values; an unknown
            word.

    Source: OECD and JRC, Handbook on Constructing Composite Indicators (2008), step 5, distance between goalposts;
    UNDP, Human Development Report, technical note 1; INFORM Risk methodology.
    """
    found = column(values)
    _check_goalposts(lo, hi)
    low, high = _check_scale(scale)
    if beyond not in ("clip", "keep", "refuse"):
        raise UsageError(f"“{beyond}” is no way to treat values beyond the goalposts: clip, keep or refuse")
    with np.errstate(over="ignore"):
        share = finite((found - lo) / (hi - lo), "the distance from a goalpost")
    if beyond == "refuse" and ((share < 0) | (share > 1)).any():
        raise UsageError(
            f"values from {np.nanmin(found):g} to {np.nanmax(found):g} lie beyond the goalposts {lo:g} to {hi:g}",
            remedy="move the goalposts in a new version of the index, or let values be clipped",
        )
    if falls(direction):
        share = 1 - share
    if beyond == "clip":
        share = np.clip(share, 0, 1)
    return low + share * (high - low)


def minmax(values: npt.ArrayLike, direction: Direction = "up", *, scale: tuple[float, float] = SCALE) -> Array:
    """Place values between the smallest and the largest of them.

    Every score changes when one place at an end does: no index of ours uses it, published ones do.

    Args:
        values: Shape (n,), in the indicator's unit; NaN is unknown.
        direction: As in :func:`normalise`.
        scale: Lowest and highest score.

    Returns:
        Shape (n,), scores; NaN where unknown.

    Raises:
        UsageError: Nothing known, or no difference between the known values (one place, ties everywhere).

    Source: OECD and JRC (2008), step 5, min–max.
    """
    found = column(values)
    low, high = _ends(found, "min–max")
    return normalise(found, low, high, direction, scale=scale)


def standardise(values: npt.ArrayLike, direction: Direction = "up") -> Array:
    """Distance from the mean, in standard deviations of the sample (divisor n − 1): z-scores.

    Args:
        values: Shape (n,), in the indicator's unit; NaN is unknown.
        direction: As in :func:`normalise`.

    Returns:
        Shape (n,), mean 0 and standard deviation 1 over the known; NaN where unknown.

    Raises:
        UsageError: Nothing known, or no difference between the known values (one place, ties everywhere).

    Source: OECD and JRC (2008), step 5, standardisation.
    """
    found = column(values)
    _ends(found, "z-scores")
    known = found[~np.isnan(found)]
    spread = known.std(ddof=1)
    if spread == 0:
        raise UsageError("the known values differ by so little that z-scores say nothing", remedy="use fixed goalposts")
    scores = (found - known.mean()) / spread
    return np.asarray(-scores if falls(direction) else scores)


def falls(direction: Direction) -> bool:
    """Whether the score falls when the value rises.

    Raises:
        UsageError: Neither ``up`` nor ``down``.
    """
    if direction not in ("up", "down", 1, -1):
        raise UsageError(f"“{direction}” is no direction: “up” (or 1) or “down” (or -1)", where="direction")
    return direction in ("down", -1)


def _check_goalposts(lo: float, hi: float) -> None:
    if not (_measured(lo) and _measured(hi)):
        raise UsageError(f"the goalposts {lo} and {hi} are not both numbers up to {LARGEST:g}", where="goalposts")
    if lo >= hi:
        what = "are the same" if lo == hi else "are reversed"
        remedy = "the lower one comes first; where less is to score more, say direction “down”"
        raise UsageError(f"the goalposts {lo:g} and {hi:g} {what}", where="goalposts", remedy=remedy)


def _measured(number: object) -> bool:
    return isinstance(number, Real) and abs(float(number)) <= LARGEST


def _check_scale(scale: tuple[float, float]) -> tuple[float, float]:
    if not isinstance(scale, tuple | list) or len(scale) != 2:  # noqa: PLR2004 - two ends
        raise UsageError(
            f"“{scale}” are not the two ends of a scale", where="scale", remedy="give for instance (0, 10)"
        )
    low, high = scale
    if not (_measured(low) and _measured(high) and low < high):
        raise UsageError(f"the scale {low} to {high} does not rise", where="scale")
    return low, high


def _ends(found: Array, what: str) -> tuple[float, float]:
    known = found[~np.isnan(found)]
    if known.size == 0:
        raise UsageError(f"all values are unknown, so {what} have nothing to go by")
    low, high = float(known.min()), float(known.max())
    if low == high:
        raise UsageError(
            f"all known values are {low:g}, so {what} say nothing",
            remedy="use fixed goalposts, or leave the indicator out",
        )
    return low, high
