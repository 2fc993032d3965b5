"""From figures to scores: each between its goalposts, with an error that grows with age, and gaps left open."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from forlik.assess.acceptability.weights import Weights, ordinal, shares, stakeholders, uniform
from forlik.assess.indices.arrays import Array
from forlik.assess.indices.between_goalposts import fixed_scores
from forlik.assess.indices.transforming import LOGARITHMS
from forlik.assess.screens.observed import Seen
from forlik.assess.screens.question import Indicator, Question
from forlik.core.errors import UsageError

TOP = 10.0
"""The end of the scale, which begins at 0."""
NORMAL_95 = NormalDist().inv_cdf(0.95)
BELOW, BEYOND = -10.0, 20.0
"""A score as far beyond the scale as the scale is long: no goalpost moves so far that it would come back."""


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of a question, before anything is drawn.

    Args:
        places: Codes of the places (m).
        indicators: Names of the indicators of which something is known (n).
        dimensions: Name → weights of its indicators, those only of which something is known.
        values: m × n, may lie beyond 0–10; not a number where unknown.
        errors: m × n, standard deviations on the scale.
        observed: m, the share of the weight that is observed.
    """

    places: tuple[str, ...]
    indicators: tuple[str, ...]
    dimensions: Mapping[str, Mapping[str, float]]
    values: Array
    errors: Array
    observed: Array


def scores(
    question: Question,
    places: Sequence[str],
    found: Mapping[str, Mapping[str, Seen]],
    weights: Mapping[str, float] | None = None,
) -> Scores:
    """Score every place by every indicator.

    Args:
        question: The question.
        places: Codes of the places.
        found: Indicator → code → what is known of it.
        weights: Dimension → weight, where one weighting alone is in force: by it is the observed share reckoned.

    Raises:
        UsageError: A value that its transformation is not defined for.
    """
    known = [name for name in question.indicators if any(found[name][iso3].value is not None for iso3 in places)]
    values, errors = np.full((len(places), len(known)), np.nan), np.zeros((len(places), len(known)))
    for column, name in enumerate(known):
        one = question.indicators[name]
        cells = [found[name][iso3] for iso3 in places]
        try:
            values[:, column] = score(one, [cell.value for cell in cells])
        except UsageError as error:
            raise UsageError(error.what, where=f"{question.name}, {name}", remedy=error.remedy) from None
        errors[:, column] = [error_of(one, cell) for cell in cells]
    dimensions = _held(question, known)
    return Scores(
        places=tuple(places),
        indicators=tuple(known),
        dimensions=dimensions,
        values=values,
        errors=errors,
        observed=_observed(question, places, found, _in_force(question, dimensions, weights or {})),
    )


def score(one: Indicator, values: Sequence[float | None]) -> Array:
    """Scores of some values; they may lie beyond the scale, for goalposts move later.

    Args:
        one: The indicator.
        values: Shape (n,), in the unit of the indicator after division; ``None`` is unknown.

    Returns:
        Shape (n,), not a number where unknown.

    Raises:
        UsageError: A value that the transformation is not defined for, or goalposts that are reversed.
    """
    plain = np.array([np.nan if value is None else value for value in values], dtype=np.float64)
    none = np.zeros(len(plain), bool)
    if one.when_zero and one.transform and one.transform.bend in LOGARITHMS:
        none = plain == 0
        plain[none] = np.nan
    scored = fixed_scores(plain, one.transform, one.normalise, beyond="keep")
    scored[none] = BELOW if one.normalise.direction == "up" else BEYOND
    return scored


def error_of(one: Indicator, cell: Seen) -> float:
    """The standard deviation of a score: as the question says, and beyond the greatest age in proportion to the age.

    Where the publisher gives bounds that are wider, they count: they are taken for the 5 % and the 95 % of a normal
    error, since publishers seldom say for which.
    """
    said = one.error * max(1.0, (cell.age or 0.0) / one.max_age)
    if cell.bounds is None:
        return said
    low, high = np.clip(score(one, cell.bounds), 0, TOP)
    return max(said, abs(float(high - low)) / (2 * NORMAL_95))


def weighting(question: Question, dimensions: Sequence[str]) -> Weights:
    """What is known of the weights of the dimensions of which something is known.

    Args:
        question: The question.
        dimensions: Their names, in order.

    Raises:
        UsageError: A named set gives all of them no weight.
    """
    said = question.weights
    if said.kind == "ordinal" and said.order:
        return ordinal([said.order[name] for name in dimensions])
    if said.kind == "sets" and said.sets:
        return stakeholders({whose: [weights[name] for name in dimensions] for whose, weights in said.sets.items()})
    return uniform(len(dimensions))


def _held(question: Question, known: Sequence[str]) -> dict[str, dict[str, float]]:
    held = {
        name: {one: indicator.weight for one, indicator in dimension.indicators.items() if one in known}
        for name, dimension in question.dimensions.items()
    }
    return {name: parts for name, parts in held.items() if any(parts.values())}


def _in_force(question: Question, known: Collection[str], weights: Mapping[str, float]) -> Sequence[float] | Array:
    """What each dimension weighs: by the weights that the asker set, else the mean of those taken for possible.

    What the asker gave to a dimension of which nothing is known of any place is shared out among the others.
    """
    if not weights:
        return weighting(question, tuple(question.dimensions)).middle()
    said = [weights.get(name, 0.0) if name in known else 0.0 for name in question.dimensions]
    return shares(said, "the weights") if any(said) else said


def _observed(
    question: Question,
    places: Sequence[str],
    found: Mapping[str, Mapping[str, Seen]],
    weights: Sequence[float] | Array,
) -> Array:
    """The share of the weight in force that is observed."""
    share = np.zeros(len(places))
    for weight, dimension in zip(weights, question.dimensions.values(), strict=True):
        whole = sum(one.weight for one in dimension.indicators.values())
        for name, one in dimension.indicators.items():
            seen = np.array([found[name][iso3].value is not None for iso3 in places], dtype=np.float64)
            share += weight * one.weight / whole * seen
    return share
