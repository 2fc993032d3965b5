"""The same analysis draw by draw and place by place, as it is told in words: what the quick one must equal.

It takes the same random numbers and nothing else of the quick way: means are those of the index engine, ranks are
counted by comparing every two places, shares are exact fractions.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from forlik.assess.acceptability.cases import CASES, CHOICES, DATA, WEIGHTS
from forlik.assess.acceptability.draws import Assumptions, Block, moving
from forlik.assess.acceptability.given import TOP, Given
from forlik.assess.indices.aggregating import How, aggregate

Floats = npt.NDArray[np.float64]
DIGITS = 9
"""Means that are the same to so many decimals are the same."""


def acceptability(found: Given, taken: Assumptions, parts: Sequence[Block], case: str) -> list[list[Fraction]]:
    """The share of draws in which a place has a rank: places × ranks.

    Args:
        found: The scores.
        taken: What is taken for possible.
        parts: Which draws.
        case: What varies: a name of :data:`CASES`.
    """
    places = len(found.alternatives)
    counts = [[Fraction(0)] * places for _ in range(places)]
    draws = 0
    for block in parts:
        for means in _draws(found, taken, block, case):
            draws += 1
            for place, mean in enumerate(means):
                better = sum(other > mean for other in means)
                alike = sum(other == mean for other in means)
                for rank in range(better, better + alike):
                    counts[place][rank] += Fraction(1, alike)
    return [[count / draws for count in row] for row in counts]


def _draws(found: Given, taken: Assumptions, block: Block, case: str) -> list[list[float]]:
    """The means of the places, to so many decimals, in each draw of a block."""
    kinds = CASES[case]
    scores = _scores(found, block) if DATA in kinds else [found.centre] * block.draws
    weights = block.weights(taken).values if WEIGHTS in kinds else [taken.weights.middle()] * block.draws
    moves = list(moving(found, taken, block))
    ways = _ways(block.ways(taken)) if CHOICES in kinds else {}
    result = []
    for draw in range(block.draws):
        table = np.array(scores[draw])
        for column, move in enumerate(moves):
            if move is not None and CHOICES in kinds:
                table[:, column] = table[:, column] * move[0][draw] + move[1][draw]
        how: How = ways.get(draw, taken.how[0])  # type: ignore[assignment]
        means = aggregate(np.clip(table, 0.0, TOP), weights[draw], how)
        result.append([round(float(mean), DIGITS) for mean in means])
    return result


def _scores(found: Given, block: Block) -> list[Floats]:
    """Places × criteria of each draw."""
    noise, others = list(block.noise(found)), list(block.others(found))
    tables = []
    for draw in range(block.draws):
        table = found.scores.copy()
        for column, gap in enumerate(found.gaps):
            for number, place in enumerate(gap.rows):
                table[place, column] = others[column][draw, number]
            drawn = noise[column]
            if drawn is not None:
                table[:, column] += drawn[draw]
        tables.append(table)
    return tables


def _ways(ways: Mapping[str, slice]) -> Mapping[int, str]:
    return {draw: name for name, rows in ways.items() for draw in range(rows.start, rows.stop)}
