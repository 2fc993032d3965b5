"""What differs from draw to draw: weights, errors, what is put in gaps, goalposts, and the mean that is taken.

Each assumption has a stream of random numbers of its own in each block of draws. So a wider error leaves the weights
that are drawn as they were, and who works on which block, in which order, changes nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from forlik.assess.acceptability.given import Given
from forlik.assess.acceptability.points import points
from forlik.assess.acceptability.weights import Drawn, Weights
from forlik.core.errors import UsageError

Floats = npt.NDArray[np.float64]
CELLS = 1 << 16
"""Numbers in an array of a block: its arrays stay in a core's own memory."""
WEIGHTS, ERRORS, GAPS, GOALPOSTS, WAYS = range(5)


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What is taken for possible.

    Args:
        weights: What is known of the weights.
        how: Names of means, each as likely as the others; the first is what is taken where nothing else is asked.
        goalposts: How far a goalpost may move, as a share of the distance between the two; 0 for not at all.
    """

    weights: Weights
    how: tuple[str, ...]
    goalposts: float


@dataclass(frozen=True, slots=True)
class Block:
    """Some draws that are worked on together.

    Args:
        seed: The seed of the whole analysis.
        number: Number of the block from 0.
        begin: Number of its first draw from 0.
        draws: How many draws it has.
        family: Draws of another family are independent of these.
    """

    seed: int
    number: int
    begin: int
    draws: int
    family: int = 0

    def stream(self, assumption: int) -> np.random.Generator:
        """The random numbers of an assumption. SFC64 is the quickest that numpy has; all have passed the same tests."""
        sequence = np.random.SeedSequence(self.seed, spawn_key=(self.family, assumption, self.number))
        return np.random.Generator(np.random.SFC64(sequence))

    def points(self, width: int) -> Floats:
        """So many even numbers of each draw; all blocks go on with the same points."""
        sequence = np.random.SeedSequence(self.seed, spawn_key=(self.family, WEIGHTS))
        return points(np.random.Generator(np.random.SFC64(sequence)).random(width), self.begin, self.draws)

    def weights(self, assumptions: Assumptions) -> Drawn:
        """Weights of each draw."""
        return assumptions.weights.draw(self.points)

    def ways(self, assumptions: Assumptions) -> Mapping[str, slice]:
        """In which draws which mean is taken. As draws do not differ otherwise, those of one mean stand together."""
        count = len(assumptions.how)
        if count == 1:
            return {assumptions.how[0]: slice(0, self.draws)}
        ends = np.cumsum(self.stream(WAYS).multinomial(self.draws, np.full(count, 1 / count)))
        return {
            name: slice(int(begin), int(end))
            for name, begin, end in zip(assumptions.how, [0, *ends[:-1]], ends, strict=True)
        }

    def noise(self, found: Given) -> Iterator[Floats | None]:
        """Of one criterion after the other the errors, draws × places; nothing where there are none."""
        rng = self.stream(ERRORS)
        for spread in found.error.T:
            if spread.any():
                drawn = rng.standard_normal((self.draws, len(spread)))
                drawn *= spread
                yield drawn
            else:
                yield None

    def others(self, found: Given) -> Iterator[Floats]:
        """Of one criterion after the other what is put in its gaps, draws × gaps."""
        rng = self.stream(GAPS)
        for gap in found.gaps:
            yield gap.drawn(rng.random((self.draws, len(gap.rows))))

    def scores(self, found: Given) -> Iterator[Floats]:
        """Of one criterion after the other the scores, with their errors and with other values in the gaps.

        Yields:
            Draws × places, neither moved nor cut; one row where nothing is uncertain about any of them.
        """
        drawn = zip(found.scores.T, found.gaps, self.noise(found), self.others(found), strict=True)
        for scores, gap, noise, others in drawn:
            known = np.where(np.isnan(scores), 0.0, scores)
            if noise is None and not len(gap.rows):
                yield known[None, :]
                continue
            seen = np.zeros((self.draws, len(known))) if noise is None else noise
            seen[:, gap.rows] += others
            seen += known
            yield seen


def blocks(seed: int, draws: int, cells: int, family: int = 0) -> list[Block]:
    """The draws of an analysis, in blocks whose size hangs on nothing but the size of what is analysed.

    Args:
        seed: The seed of the whole analysis.
        draws: How many in all.
        cells: Numbers that are held of each draw at a time.
        family: Draws of another family are independent of these.
    """
    size = max(1, CELLS // cells)
    begins = enumerate(range(0, draws, size))
    return [Block(seed, number, begin, min(size, draws - begin), family) for number, begin in begins]


def moving(found: Given, taken: Assumptions, block: Block) -> Iterator[tuple[Floats, Floats] | None]:
    """Of one criterion after the other, factor and addend of each draw by which scores follow their goalposts.

    A score 10 (v − lo) / (hi − lo) becomes, when lo and hi move by the shares p and q of their distance,
    10 (score / 10 − p) / (1 + q − p).
    """
    count, reach = len(found.criteria), taken.goalposts
    if reach == 0:
        yield from [None] * count
        return
    low, high = block.stream(GOALPOSTS).uniform(-reach, reach, (2, block.draws, count))
    factor = 1.0 / (1.0 + high - low)
    addend = -10.0 * low * factor
    for column in range(count):
        yield factor[:, column], addend[:, column]


def cut(scores: Floats, moves: tuple[Floats, Floats] | None, room: Floats) -> Floats:
    """Scores moved with their goalposts, and cut to the scale, as values beyond a goalpost are.

    Args:
        scores: Draws × places, or one row for all draws.
        moves: Factor and addend of each draw; nothing where goalposts stand.
        room: Draws × places, where the result is put.
    """
    if moves is None:
        return np.clip(scores, 0.0, 10.0, out=room[: len(scores)])
    np.multiply(scores, moves[0][:, None], out=room)
    room += moves[1][:, None]
    return np.clip(room, 0.0, 10.0, out=room)


def assumptions(
    weights: Weights, how: Sequence[str], goalposts: float, *, criteria: int, means: Sequence[str]
) -> Assumptions:
    """Look through what is taken for possible.

    Args:
        weights: What is known of the weights.
        how: Names of means.
        goalposts: Share of the distance of two goalposts by which each may move.
        criteria: How many there are.
        means: Names that there are.

    Raises:
        UsageError: A mean is unknown or there is none, goalposts could meet, weights speak of other criteria.
    """
    names = (how,) if isinstance(how, str) else tuple(how)
    unknown = [name for name in names if name not in means]
    if unknown or not names or len(set(names)) < len(names):
        raise UsageError(
            f"the means are {', '.join(names) or 'none'}", remedy=f"name one or more, each once, of {', '.join(means)}"
        )
    if not 0 <= goalposts < 1 / 2:
        raise UsageError(
            f"goalposts may move by {goalposts:g} of their distance",
            remedy="give a share from 0 to below 0.5, where they could meet",
        )
    spoken = len(weights.middle())
    if spoken != criteria:
        raise UsageError(
            f"the weights speak of {spoken} criteria, the scores of {criteria}",
            remedy="give one weight for each criterion",
        )
    return Assumptions(weights, names, float(goalposts))
