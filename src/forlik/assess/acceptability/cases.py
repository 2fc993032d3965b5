"""The draws of an analysis, ranked four times from the same random numbers: all that is uncertain, and each kind alone.

What the data leave open and what people disagree about are different things, and only one of them can be measured
away. So beside everything together (``all``) there are the ranks when only the data are uncertain (``data``), only
the weights (``weights``), or only the way of reckoning (``choices``: mean and goalposts). What is not let vary stands
at its centre: scores as given, gaps at the median of what would be drawn for them, mean weights, the first mean,
goalposts where they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from forlik.assess.acceptability.draws import Assumptions, Block, cut, moving
from forlik.assess.acceptability.given import Given
from forlik.assess.acceptability.means import Totals
from forlik.assess.acceptability.ranks import Ranking, ranking
from forlik.assess.acceptability.weights import Drawn, Sets

Floats = npt.NDArray[np.float64]
Kinds = frozenset[str]
DATA, WEIGHTS, CHOICES = KINDS = ("data", "weights", "choices")
TOGETHER = "all"
CASES: Mapping[str, Kinds] = {TOGETHER: frozenset(KINDS), **{kind: frozenset({kind}) for kind in KINDS}}
"""Case → what varies in it."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A block of draws, ranked.

    Args:
        rankings: Case → its ranking; of one draw, where nothing that varies in the case is uncertain.
        weights: The weights of each draw.
    """

    rankings: Mapping[str, Ranking]
    weights: Drawn


def uncertain(found: Given, taken: Assumptions) -> Kinds:
    """What is uncertain at all."""
    weighed = isinstance(taken.weights, Sets) and len(set(taken.weights.values)) == 1
    sure = {
        DATA: not found.uncertain,
        WEIGHTS: weighed or len(found.dimensions) == 1,
        CHOICES: len(taken.how) == 1 and taken.goalposts == 0,
    }
    return frozenset(kind for kind in KINDS if not sure[kind])


def ranked(found: Given, taken: Assumptions, block: Block, of: Sequence[str] = tuple(CASES)) -> Ranked:
    """Rank the places in a block of draws.

    Args:
        found: The scores.
        taken: What is taken for possible.
        block: Which draws.
        of: In which cases; what is drawn is the same, whichever they are.
    """
    possible = uncertain(found, taken)
    weights, ways = block.weights(taken), block.ways(taken)
    middle = taken.weights.middle()
    room = np.empty((block.draws, len(found.alternatives)))
    cases = {case: CASES[case] & possible for case in of}
    # Cases in which the same varies are the same; it is reckoned once.
    totals = {kinds: _totals(found, taken, block.draws, ways, kinds) for kinds in cases.values()}
    means = {kinds: DimensionMean(found) for kinds in totals}
    for column, (seen, moves) in enumerate(zip(block.scores(found), moving(found, taken, block), strict=True)):
        centre, dimension = found.centre[None, :, column], found.member[column]
        for kinds, total in totals.items():
            moved = cut(seen if DATA in kinds else centre, moves if CHOICES in kinds else None, room)
            mean = means[kinds].add(column, moved)
            if mean is not None:
                weighed = weights.values[:, dimension] if WEIGHTS in kinds else np.full(block.draws, middle[dimension])
                total.add(mean, weighed if kinds else weighed[:1])
    rankings = {kinds: ranking(total.means()) for kinds, total in totals.items()}
    return Ranked({case: rankings[kinds] for case, kinds in cases.items()}, weights)


class DimensionMean:
    """The arithmetic mean of the criteria of one dimension after the other.

    Args:
        found: The scores; its criteria stand by dimension.
    """

    def __init__(self, found: Given) -> None:
        self._part, self._member = found.part, found.member
        self._sum: Floats | None = None

    def add(self, column: int, scores: Floats) -> Floats | None:
        """Take in a criterion.

        Args:
            column: Which, one after the other.
            scores: Draws × places, or one row for all draws.

        Returns:
            The mean, once the last criterion of a dimension has come; nothing before. A criterion that is all of its
            dimension comes back as it is.
        """
        last = column + 1 == len(self._member) or self._member[column + 1] != self._member[column]
        if self._sum is None and last:
            return scores
        weighed = self._part[column] * scores
        if self._sum is None or len(self._sum) < len(weighed):
            self._sum = weighed if self._sum is None else self._sum + weighed
        else:
            self._sum += weighed
        if not last:
            return None
        done, self._sum = self._sum, None
        return done


def _totals(found: Given, taken: Assumptions, draws: int, ways: Mapping[str, slice], kinds: Kinds) -> Totals:
    count = draws if kinds else 1
    return Totals(count, len(found.alternatives), ways if CHOICES in kinds else {taken.how[0]: slice(0, count)})
