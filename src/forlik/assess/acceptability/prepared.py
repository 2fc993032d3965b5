"""What an analysis works with: what is given and what is taken for possible, both looked through, in the same order."""

from collections.abc import Mapping, Sequence

import numpy.typing as npt

from forlik.assess.acceptability.draws import Assumptions, assumptions
from forlik.assess.acceptability.given import Given, given
from forlik.assess.acceptability.means import MEANS
from forlik.assess.acceptability.weights import Ordered, Sets, Uniform, Weights, fixed, uniform
from forlik.core.errors import UsageError


def prepared(
    scores: npt.ArrayLike,
    *,
    weights: Weights | Sequence[float] | None,
    error: npt.ArrayLike,
    peers: Sequence[Sequence[object]],
    how: Sequence[str],
    goalposts: float,
    alternatives: Sequence[str] | None,
    criteria: Sequence[str] | None,
    dimensions: Mapping[str, Mapping[str, float]] | None,
    uncut: bool,
) -> tuple[Given, Assumptions]:
    """Look through what :func:`smaa` and :func:`sobol` are given; the arguments are those of :func:`smaa`.

    Raises:
        UsageError: Something has not the shape or the numbers that it must have.
        NoData: Of a place or a criterion nothing is known, or all places have the same scores.
    """
    found = given(
        scores,
        error=error,
        peers=peers,
        alternatives=alternatives,
        criteria=criteria,
        uncut=uncut,
        dimensions=dimensions,
    )
    width = len(found.dimensions)
    taken = assumptions(_weights(weights, width), how, goalposts, criteria=width, means=tuple(MEANS))
    return found, Assumptions(taken.weights.arranged(found.order), taken.how, taken.goalposts)


def _weights(weights: Weights | Sequence[float] | None, width: int) -> Weights:
    """What is known of the weights; plain numbers are one set of weights, taken for certain."""
    if weights is None:
        return uniform(width)
    if isinstance(weights, Uniform | Ordered | Sets):
        return weights
    try:
        numbers = [float(one) for one in weights]
    except (TypeError, ValueError):
        raise UsageError(
            f"“{weights}” are no weights",
            remedy="give one number for each criterion, or uniform(), ordinal(), stakeholders() or fixed()",
        ) from None
    return fixed(numbers)
