"""SMAA-2: how many of all weightings, and of all data that the known errors allow, put a place among the first.

Stochastic multicriteria acceptability analysis (Lahdelma & Salminen 2001, Operations Research 49(3), 444–454) turns the
question round: not “which rank have these weights given?” but “which weights, and which data, would give this rank?”.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from forlik.assess.acceptability.cases import CASES, CHOICES, DATA, TOGETHER, ranked, uncertain
from forlik.assess.acceptability.confidence import LEAST_SHARE, within
from forlik.assess.acceptability.draws import Assumptions, Block, blocks
from forlik.assess.acceptability.given import Given
from forlik.assess.acceptability.prepared import prepared
from forlik.assess.acceptability.ranks import Tally, interval
from forlik.assess.acceptability.weights import Sets, Weights
from forlik.core.errors import UsageError
from forlik.core.interval import DEVIATIONS

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.intp]
DRAWS = 10_000
"""The 95 % interval of a share is then within ± 0.01 (Tervonen & Lahdelma 2007: 9,604 draws)."""
TOP = 20
BELOW, ABOVE = 0.05, 0.95
CONFIDENCE_DRAWS = 1_000
CONFIDENCE_FAMILY = 1
RUNS = 16
"""Parts into which the blocks are put together: always as many, so that sums are added up in the same order."""
Work = Callable[..., Iterable[Any]]


@dataclass(frozen=True, slots=True)
class Gap:
    """A score that nobody knows, and what was drawn in its place.

    Args:
        alternative: Of which place.
        criterion: In which criterion.
        origin: ``1`` for the first grouping and so on, ``all`` for all places, ``scale`` for the whole scale.
        values: How many known values were drawn from.
    """

    alternative: str
    criterion: str
    origin: str
    values: int


@dataclass(frozen=True, slots=True)
class Acceptability:
    """What an analysis found. Places and criteria are in the order in which they were given; ranks count from 1.

    Args:
        alternatives: Names of the places (m).
        criteria: Names of what was weighed (n): the criteria, or where there are dimensions these.
        draws: How many draws were made.
        top: How many ranks are the best ones (k).
        acceptability: m × m: the share of draws in which a place has a rank. Rows and columns sum to 1.
        share_top_k: m: the share of draws in which a place is among the first k, called “share of weightings”. It is no
            probability that anything happens or is true.
        rank_low: m: the rank that fewer than 5 % of draws better.
        rank_high: m: the rank that 95 % of draws reach.
        tied: m: the share of draws in which a place shares its rank with another.
        central: m × n: the mean of the weights that put a place among the first k; not a number where none did.
        mean_weights: n: the mean of all weights.
        confidence: m: the confidence factor; not a number below a share of 0.01, or where none was asked for.
        spread: What varied alone (``data``, ``weights``, ``choices``) → m × 2: the 5–95 % ranks.
        by_set: Whose weights → m: the share of its draws in which a place is among the first k; empty unless named sets
            of weights were given.
        gaps: Scores that are not known, and what was drawn in their place.
        flat: Criteria in which all places have the same score: they tell no two apart.
    """

    alternatives: tuple[str, ...]
    criteria: tuple[str, ...]
    draws: int
    top: int
    acceptability: Floats
    share_top_k: Floats
    rank_low: Whole
    rank_high: Whole
    tied: Floats
    central: Floats
    mean_weights: Floats
    confidence: Floats
    spread: Mapping[str, Whole]
    by_set: Mapping[str, Floats]
    gaps: tuple[Gap, ...]
    flat: tuple[str, ...]

    def sampling(self) -> Floats:
        """Of each place, half the width of the 95 % interval of its share that is due to the number of draws.

        As if draws were independent. Weights are spread more evenly than that, so it is rather less.
        """
        shares = self.share_top_k
        found: Floats = DEVIATIONS * np.sqrt(shares * (1 - shares) / self.draws)
        return found

    def rows(self) -> list[dict[str, Any]]:
        """The places as plain rows, the greatest share first, and of equal shares by interval and name."""
        rows = [self._row(place) for place in range(len(self.alternatives))]
        return sorted(
            rows, key=lambda row: (-row["share_top_k"], row["rank_high"], row["rank_low"], row["alternative"])
        )

    def _row(self, place: int) -> dict[str, Any]:
        known = not np.isnan(self.central[place]).any()
        return {
            "alternative": self.alternatives[place],
            "share_top_k": float(self.share_top_k[place]),
            "rank_low": int(self.rank_low[place]),
            "rank_high": int(self.rank_high[place]),
            "spread": {case: [int(rank) for rank in ranks[place]] for case, ranks in self.spread.items()},
            "confidence": None if np.isnan(self.confidence[place]) else float(self.confidence[place]),
            "central": dict(zip(self.criteria, map(float, self.central[place]), strict=True)) if known else None,
            "by_set": {name: float(shares[place]) for name, shares in self.by_set.items()},
            "tied": float(self.tied[place]),
            "missing": [gap.criterion for gap in self.gaps if gap.alternative == self.alternatives[place]],
        }


def smaa(
    scores: npt.ArrayLike,
    *,
    weights: Weights | Sequence[float] | None = None,
    error: npt.ArrayLike = 0.0,
    peers: Sequence[Sequence[object]] = (),
    how: Sequence[str] = ("arithmetic",),
    goalposts: float = 0.0,
    top: int = TOP,
    draws: int = DRAWS,
    seed: int = 0,
    alternatives: Sequence[str] | None = None,
    criteria: Sequence[str] | None = None,
    dimensions: Mapping[str, Mapping[str, float]] | None = None,
    uncut: bool = False,
    confidence: int = CONFIDENCE_DRAWS,
    alone: bool = True,
    threads: int = 2,
) -> Acceptability:
    """Rank places under everything that the weights, the data and the way of reckoning leave open (SMAA-2).

    In every draw a weighting is drawn, an error for every score, a value for every gap, new goalposts, and a mean. The
    same seed gives the same bytes, in any process and with any number of threads; where places and criteria are named,
    also in whatever order they come.

    Args:
        scores: Places × criteria (m × n) on the scale 0–10, higher ranks first; not a number where nothing is known. A
            gap is not filled: another value is drawn for it each time, from the known values of its peers.
        weights: What is known of the weights: :func:`uniform` (the default), :func:`ordinal`, :func:`stakeholders`,
            :func:`fixed`. Plain numbers are fixed ones.
        error: Standard deviation of a score on the same scale, normal and independent: one number, n, or m × n.
        peers: Groupings of the places from the narrowest to the widest (region and income, region …), each with a label
            for each place. A gap is drawn from the first in which five or more of its group are known, else from all
            places, else from the whole scale.
        how: One or more of ``arithmetic``, ``geometric``, ``scaled_geometric``, ``harmonic``; each draw takes one of
            them, all as likely.
        goalposts: The share of their distance by which each of the two goalposts of a criterion may move, evenly to
            both sides: 0.1 for ± 10 %. Scores are cut to the scale afterwards.
        top: How many ranks are the best ones, from 1 to m − 1.
        draws: How many, 1 or more.
        seed: Whole number, 0 or more.
        alternatives: Names of the places.
        criteria: Names of the criteria.
        dimensions: Name → weights of the criteria that it is the arithmetic mean of, each criterion in one of them.
            Then the dimensions are what is weighed and put together; the weights within them stand.
        uncut: The scores may lie beyond the scale. Where goalposts move, scores that were cut before have lost what
            would have come back.
        confidence: Draws for the confidence factors, 0 to leave them out.
        alone: Whether it is also ranked by what each kind of uncertainty leaves open alone; else ``spread`` is empty.
        threads: How many work at a time. It changes nothing but the time taken.

    Raises:
        UsageError: Something has not the shape or the numbers that it must have.
        NoData: Of a place or a criterion nothing is known, or all places have the same scores.

    Source: Lahdelma & Salminen 2001; the ways of drawing: Tervonen & Lahdelma 2007, European Journal of Operational
    Research 178(2), 500–513.
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
    _counts(draws=(draws, 1), seed=(seed, 0), confidence=(confidence, 0), threads=(threads, 1))
    _fewer_than_places(top, len(found.alternatives))
    cases = tuple(CASES) if alone else (TOGETHER,)
    with ThreadPoolExecutor(threads) as pool:
        drawn = _drawn(found, taken, blocks(seed, draws, len(found.alternatives)), top, cases, pool.map)
        again = _confidence_blocks(found, taken, seed, confidence)
        factors = _factors(found, taken, drawn, top, again, pool.map)
    return _told(found, drawn, factors, draws, top)


def _counts(**counts: tuple[int, int]) -> None:
    for name, (number, least) in counts.items():
        if not _whole(number) or number < least:
            raise UsageError(f"“{name}” is {number}", remedy=f"give a whole number from {least} on")


def _fewer_than_places(top: int, places: int) -> None:
    if not _whole(top) or not 1 <= top < places:
        most = places - 1
        possible = "1" if most == 1 else f"a whole number from 1 to {most}"
        raise UsageError(
            f"“top” is {top}, and {places} places are ranked",
            remedy=f"the best ranks are fewer than the places: give {possible}",
        )


def _whole(number: object) -> bool:
    return isinstance(number, int | np.integer) and not isinstance(number, bool)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What was counted over all draws, in the order of the names."""

    tallies: Mapping[str, Tally]
    shares: Floats
    central: Floats
    mean_weights: Floats
    by_set: Mapping[str, Floats]


@dataclass(slots=True)
class _Sums:
    """What is added up from draw to draw: places within the best ranks, by draws, weights and sets; weights; sets."""

    inside: Floats
    weighed: Floats
    weights: Floats
    sets: Floats
    heard: Floats

    def add(self, other: "_Sums") -> None:
        for name in self.__slots__:
            getattr(self, name)[...] += getattr(other, name)


def _counted(
    found: Given, taken: Assumptions, top: int, cases: Sequence[str], run: Sequence[Block]
) -> tuple[Mapping[str, Tally], _Sums]:
    """Draw and count some blocks, one after the other."""
    places, width = len(found.alternatives), len(found.dimensions)
    sets = len(taken.weights.names) if isinstance(taken.weights, Sets) else 0
    tallies = {case: Tally(places) for case in cases}
    sums = _Sums(np.zeros(places), np.zeros((places, width)), np.zeros(width), np.zeros((sets, places)), np.zeros(sets))
    for block in run:
        seen = ranked(found, taken, block, cases)
        for case, tally in tallies.items():
            tally.count(seen.rankings[case])
        inside = np.broadcast_to(seen.rankings[TOGETHER].within(top), (block.draws, places))
        of_set = [seen.weights.sets == number for number in range(sets)]
        sums.add(
            _Sums(
                inside.sum(axis=0),
                # Not by a library of linear algebra: its threads may add in another order.
                np.einsum("dm,dn->mn", inside, seen.weights.values),
                seen.weights.values.sum(axis=0),
                np.array([inside[rows].sum(axis=0) for rows in of_set]).reshape(sets, places),
                np.array([np.count_nonzero(rows) for rows in of_set], dtype=np.float64),
            )
        )
    return tallies, sums


def _drawn(
    found: Given, taken: Assumptions, parts: Sequence[Block], top: int, cases: Sequence[str], work: Work
) -> _Drawn:
    step = -(-len(parts) // RUNS)
    runs = [parts[begin : begin + step] for begin in range(0, len(parts), step)]
    counted = iter(work(lambda run: _counted(found, taken, top, cases, run), runs))
    tallies, sums = next(counted)
    for more, new in counted:
        for case, tally in tallies.items():
            tally.add(more[case])
        sums.add(new)
    never = sums.inside == 0
    central = sums.weighed / np.where(never, 1.0, sums.inside)[:, None]
    central[never] = np.nan
    # A set that no draw took says nothing.
    shares = sums.sets / np.where(sums.heard == 0, np.nan, sums.heard)[:, None]
    names = taken.weights.names if isinstance(taken.weights, Sets) and len(taken.weights.names) > 1 else ()
    draws = sum(block.draws for block in parts)
    by_set = dict(zip(names, shares, strict=False))
    return _Drawn(tallies, sums.inside / draws, central, sums.weights / draws, by_set)


def _factors(found: Given, taken: Assumptions, drawn: _Drawn, top: int, parts: Sequence[Block], work: Work) -> Floats:
    factors = np.full(len(found.alternatives), np.nan)
    places = np.flatnonzero(drawn.shares >= LEAST_SHARE)
    counts = np.zeros(len(places))
    for part in work(lambda block: within(found, taken, block, drawn.central[places], places, top), parts):
        counts += part
    if parts:
        factors[places] = counts / sum(block.draws for block in parts)
    return factors


def _confidence_blocks(found: Given, taken: Assumptions, seed: int, draws: int) -> list[Block]:
    # Where neither data nor the way of reckoning are uncertain, every draw is like the first.
    count = draws if uncertain(found, taken) & {DATA, CHOICES} else min(draws, 1)
    return blocks(seed, count, max(1, len(found.alternatives) ** 2 // 8), CONFIDENCE_FAMILY)


def _told(found: Given, drawn: _Drawn, factors: Floats, draws: int, top: int) -> Acceptability:
    """The result, in the order in which places and criteria were given."""
    rows, columns = np.argsort(found.rows), np.argsort(found.order)
    shares = {case: tally.acceptability()[rows] for case, tally in drawn.tallies.items()}
    bounds = {case: interval(one, BELOW, ABOVE) for case, one in shares.items()}
    even = np.nanmin(found.scores, axis=0) == np.nanmax(found.scores, axis=0)
    flat = [even[found.member == number].all() for number in range(len(found.dimensions))]
    return Acceptability(
        alternatives=tuple(found.alternatives[row] for row in rows),
        criteria=tuple(found.dimensions[column] for column in columns),
        draws=draws,
        top=top,
        acceptability=shares[TOGETHER],
        share_top_k=drawn.tallies[TOGETHER].within(top)[rows],
        rank_low=bounds[TOGETHER][:, 0],
        rank_high=bounds[TOGETHER][:, 1],
        tied=drawn.tallies[TOGETHER].tied()[rows],
        central=drawn.central[np.ix_(rows, columns)],
        mean_weights=drawn.mean_weights[columns],
        confidence=factors[rows],
        spread={case: ranks for case, ranks in bounds.items() if case != TOGETHER},
        by_set={name: one[rows] for name, one in drawn.by_set.items()},
        gaps=_gaps(found),
        flat=tuple(found.dimensions[column] for column in columns if flat[column]),
    )


def _gaps(found: Given) -> tuple[Gap, ...]:
    return tuple(
        Gap(found.alternatives[row], criterion, origin, 0 if origin == "scale" else int(size))
        for criterion, gap in zip(found.criteria, found.gaps, strict=True)
        for row, origin, size in zip(gap.rows, gap.origins, gap.sizes, strict=True)
    )
