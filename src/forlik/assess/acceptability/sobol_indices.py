"""Which assumption matters: the share of the spread of ranks that hangs on each, by Sobol' indices.

Saisana, Saltelli & Tarantola 2005 (Journal of the Royal Statistical Society A 168(2), 307–323) ask this of composite
indicators: each assumption is one factor, and what is looked at is how far ranks shift. The estimators are SALib's
(Herman & Usher 2017, Journal of Open Source Software 2(9), 97): Saltelli et al. 2010, Computer Physics Communications
181(2), 259–270.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from forlik.assess.acceptability.cases import DATA, WEIGHTS, DimensionMean, uncertain
from forlik.assess.acceptability.draws import Assumptions, Block, cut, moving
from forlik.assess.acceptability.given import Given
from forlik.assess.acceptability.means import Totals
from forlik.assess.acceptability.prepared import prepared
from forlik.assess.acceptability.ranks import ranking
from forlik.assess.acceptability.weights import Weights
from forlik.core.errors import NoData, UsageError

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.intp]
SHIFT = "mean shift in rank"
FAMILY = 2
SAMPLES = 1024


@dataclass(frozen=True, slots=True)
class SobolIndex:
    """What one assumption does to one quantity.

    Args:
        of: ``mean shift in rank``, or the name of a place, whose rank it is about.
        assumption: ``weights``, ``errors``, ``gaps``, ``means`` or ``goalposts``.
        first: The share of the variance that would go, on average, if the assumption were known (first order).
        first_margin: Half the width of its 95 % interval.
        total: The share that would stay if all others were known: what it does alone and together with others.
        total_margin: Half the width of its 95 % interval.
    """

    of: str
    assumption: str
    first: float
    first_margin: float
    total: float
    total_margin: float


@dataclass(frozen=True, slots=True)
class SobolIndices:
    """What the assumptions do.

    Args:
        indices: For each quantity in the order asked, one for each assumption that is uncertain.
        steady: Quantities that no assumption moves; they have no indices.
        samples: How many times each assumption was drawn anew.
    """

    indices: tuple[SobolIndex, ...]
    steady: tuple[str, ...]
    samples: int


def sobol(
    scores: npt.ArrayLike,
    *,
    weights: Weights | Sequence[float] | None = None,
    error: npt.ArrayLike = 0.0,
    peers: Sequence[Sequence[object]] = (),
    how: Sequence[str] = ("arithmetic",),
    goalposts: float = 0.0,
    of: Sequence[str] = (),
    samples: int = SAMPLES,
    seed: int = 0,
    alternatives: Sequence[str] | None = None,
    criteria: Sequence[str] | None = None,
    dimensions: Mapping[str, Mapping[str, float]] | None = None,
    uncut: bool = False,
) -> SobolIndices:
    """Share out the spread of ranks among the assumptions.

    The mean shift in rank of a draw is how far its ranks are from those at the centre of all assumptions, on average
    over the places. Each assumption is one number that picks one of ``samples`` drawings of it: a whole weighting, the
    errors of all scores, what is in all gaps, all goalposts, a mean.

    Args:
        scores: As for :func:`smaa`, and so are the arguments that have the same names.
        weights: What is known of the weights.
        error: Standard deviations of scores.
        peers: Groupings of places.
        how: Means.
        goalposts: Share of their distance by which goalposts may move.
        of: Names of places about whose ranks it is asked too.
        samples: A power of two, 2 or more; the rankings made are (number of assumptions + 2) times as many.
        seed: Whole number, 0 or more; the same one gives the same indices.
        alternatives: Names of the places.
        criteria: Names of the criteria.
        dimensions: Name → weights of the criteria that it is the mean of; then the dimensions are what is weighed.
        uncut: The scores may lie beyond the scale.

    Raises:
        UsageError: Something has not the shape or the numbers that it must have, or a place is unknown.
        NoData: Nothing is uncertain, of a place or a criterion nothing is known, or all places have the same scores.
    """
    found, taken = prepared(
        scores,
        weights=weights,
        error=error,
        peers=peers,
        how=how,
        goalposts=goalposts,
        alternatives=alternatives,
        criteria=criteria,
        dimensions=dimensions,
        uncut=uncut,
    )
    factors = _factors(found, taken)
    _check(found, factors, of, samples, seed)
    even = _sampled(factors, samples, seed)
    ranks = _ranks(found, taken, Block(seed, 0, 0, samples, FAMILY), dict(zip(factors, even.T, strict=True)))
    centre = ranking(_centre(found, taken)).ranks()
    quantities = {SHIFT: np.abs(ranks - centre).mean(axis=1)}
    quantities |= {name: ranks[:, found.alternatives.index(name)] for name in of}
    indices: list[SobolIndex] = []
    steady = []
    for name, values in quantities.items():
        told = _analysed(factors, values, seed)
        indices += [SobolIndex(name, factor, *told[factor]) for factor in factors] if told else []
        steady += [] if told else [name]
    return SobolIndices(tuple(indices), tuple(steady), samples)


def _factors(found: Given, taken: Assumptions) -> tuple[str, ...]:
    """The assumptions that are uncertain."""
    possible = uncertain(found, taken)
    there = {
        "weights": WEIGHTS in possible,
        "errors": DATA in possible and bool(found.error.any()),
        "gaps": any(len(gap.rows) for gap in found.gaps),
        "means": len(taken.how) > 1,
        "goalposts": taken.goalposts > 0,
    }
    return tuple(name for name, is_ in there.items() if is_)


def _check(found: Given, factors: Sequence[str], of: Sequence[str], samples: int, seed: int) -> None:
    if not factors:
        raise NoData("nothing is uncertain, so there is no spread to share out", remedy="give errors, weights or means")
    unknown = sorted(set(of) - set(found.alternatives))
    if unknown:
        raise UsageError(f"there is no place {', '.join(unknown)}", remedy="name places of the scores")
    least = 2
    if samples < least or samples & (samples - 1):
        raise UsageError(f"{samples} samples", remedy="give a power of two, as 1024: the sequence is even only then")
    if seed < 0:
        raise UsageError(f"the seed is {seed}", remedy="give a whole number from 0 on")


def _problem(factors: Sequence[str]) -> dict[str, Any]:
    return {"num_vars": len(factors), "names": list(factors), "bounds": [[0.0, 1.0]] * len(factors)}


def _sampled(factors: Sequence[str], samples: int, seed: int) -> Floats:
    """Even numbers, in the order in which SALib wants the results: rows × factors."""
    from SALib.sample.sobol import sample

    even: Floats = sample(_problem(factors), samples, calc_second_order=False, seed=seed)
    return even


def _analysed(factors: Sequence[str], values: Floats, seed: int) -> Mapping[str, tuple[float, ...]] | None:
    """Of each factor first order, its margin, total, its margin; nothing where the values do not vary."""
    from SALib.analyze.sobol import analyze

    step = len(factors) + 2
    # Variance is reckoned from the first and the last of each group of rows.
    if np.ptp(np.concatenate([values[0::step], values[step - 1 :: step]])) == 0:
        return None
    # A seed of 0 is none to SALib.
    told = analyze(_problem(factors), values, calc_second_order=False, seed=seed + 1)
    columns = [told[key] for key in ("S1", "S1_conf", "ST", "ST_conf")]
    return {name: tuple(float(column[number]) for column in columns) for number, name in enumerate(factors)}


def _ranks(found: Given, taken: Assumptions, block: Block, even: Mapping[str, Floats]) -> Floats:
    """The ranks in the rows that SALib asks for: rows × places."""
    rows = len(next(iter(even.values())))
    still = np.zeros(rows)
    picked = {name: _picked(even.get(name, still), block.draws) for name in ("weights", "errors", "gaps", "goalposts")}
    ways = _picked(even.get("means", still), len(taken.how))
    # Rows of one mean must stand together; they are put back at the end.
    order = np.argsort(ways, kind="stable")
    picked = {name: one[order] for name, one in picked.items()}
    ends = np.searchsorted(ways[order], np.arange(len(taken.how) + 1))
    slices = {name: slice(int(ends[number]), int(ends[number + 1])) for number, name in enumerate(taken.how)}
    drawn = block.weights(taken).values if "weights" in even else np.tile(taken.weights.middle(), (block.draws, 1))
    totals, means = Totals(rows, len(found.alternatives), slices), DimensionMean(found)
    parts = zip(
        found.scores.T, found.gaps, block.noise(found), block.others(found), moving(found, taken, block), strict=True
    )
    for column, (scores, gap, noise, others, moves) in enumerate(parts):
        seen = np.zeros((rows, len(scores))) if noise is None else noise[picked["errors"]]
        seen[:, gap.rows] += others[picked["gaps"]]
        seen += np.nan_to_num(scores)
        chosen = None if moves is None else (moves[0][picked["goalposts"]], moves[1][picked["goalposts"]])
        mean = means.add(column, cut(seen, chosen, np.empty_like(seen)))
        if mean is not None:
            totals.add(mean, drawn[picked["weights"], found.member[column]])
    ranks = np.empty((rows, len(found.alternatives)))
    ranks[order] = ranking(totals.means()).ranks()
    return ranks


def _centre(found: Given, taken: Assumptions) -> Floats:
    """The means at the centre of all assumptions: one row."""
    totals, means = Totals(1, len(found.alternatives), {taken.how[0]: slice(0, 1)}), DimensionMean(found)
    middle = taken.weights.middle()
    for column in range(len(found.criteria)):
        centre = found.centre[None, :, column]
        mean = means.add(column, cut(centre, None, np.empty_like(centre)))
        if mean is not None:
            totals.add(mean, middle[None, found.member[column]])
    return totals.means()


def _picked(even: Floats, count: int) -> Whole:
    return np.minimum((even * count).astype(np.intp), count - 1)
