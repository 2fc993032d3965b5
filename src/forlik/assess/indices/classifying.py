"""Classify: scores become named bands."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from forlik.assess.indices.arrays import column
from forlik.core.errors import UsageError


def classify(scores: npt.ArrayLike, cuts: Sequence[float], names: Sequence[str]) -> list[str | None]:
    """Name the band of each score.

    Args:
        scores: Shape (n,); NaN is unknown.
        cuts: Lowest score of each band but the first, rising.
        names: Names of the bands, lowest first: one more than there are cuts.

    Returns:
        The name for each score; ``None`` where unknown. A score on a cut is in the upper band.

    Raises:
        UsageError: Cuts that do not rise or are no numbers, or as many names as do not fit.
    """
    check_bands(cuts, names)
    found = column(scores, "scores")
    bands = np.searchsorted(np.asarray(cuts, dtype=np.float64), found, side="right")
    return [None if np.isnan(score) else names[band] for score, band in zip(found, bands, strict=True)]


def check_bands(cuts: Sequence[float], names: Sequence[str]) -> None:
    """See that bands are bands.

    Raises:
        UsageError: As in :func:`classify`.
    """
    if len(names) != len(cuts) + 1:
        raise UsageError(f"{len(cuts)} cuts make {len(cuts) + 1} bands, and there are {len(names)} names", where="cuts")
    if not np.isfinite(cuts).all() or any(low >= high for low, high in pairwise(cuts)):
        raise UsageError("the cuts between bands do not rise", where="cuts")
