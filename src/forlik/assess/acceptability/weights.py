"""What is known of the weights, and weights drawn from it: nothing, an order of importance, named sets, or one set.

Lahdelma & Salminen 2001 (SMAA-2, Operations Research 49(3), 444–454) draw weights evenly from all that agree with what
is known; Tervonen & Lahdelma 2007 (European Journal of Operational Research 178(2), 500–513) give the ways to draw.
Weights are shares: they are never negative and sum to 1.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from forlik.core.errors import UsageError

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.intp]
Points = Callable[[int], Floats]
"""So many even numbers of [0, 1) for each draw: draws × that many."""
LEAST_SETS = 2
LEAST_POINT = 2.0**-53


@dataclass(frozen=True, slots=True)
class Drawn:
    """Weights of some draws.

    Args:
        values: Draws × criteria, each row sums to 1.
        sets: Of each draw, the number of the named set it was; nothing where there are no named sets.
    """

    values: Floats
    sets: Whole | None = None


@dataclass(frozen=True, slots=True)
class Uniform:
    """Nothing is known of the weights: every weighting counts alike (evenly on the simplex).

    Args:
        count: How many criteria there are.
    """

    count: int

    def arranged(self, order: Whole) -> "Uniform":
        """The same for criteria in another order."""
        return Uniform(len(order))

    def middle(self) -> Floats:
        """The mean of all weightings: shape (criteria,)."""
        return np.full(self.count, 1 / self.count)

    def draw(self, points: Points) -> Drawn:
        """Weightings: exponential variates divided by their sum are even on the simplex."""
        return Drawn(_shares(points(self.count)))


@dataclass(frozen=True, slots=True)
class Ordered:
    """Only the order of importance is known: every weighting that keeps to it counts alike.

    Args:
        ranks: Of each criterion, 1 for the most important; criteria of one rank are not ordered among themselves.
    """

    ranks: tuple[int, ...]

    def arranged(self, order: Whole) -> "Ordered":
        """The same for criteria in another order."""
        return Ordered(tuple(self.ranks[place] for place in order))

    def middle(self) -> Floats:
        """The mean of all weightings that keep to the order: rank-order centroids, shared within a rank.

        The k-th greatest of n even shares is on average (1/n) · Σ 1/i over i = k … n.
        """
        count = len(self.ranks)
        centroids = np.cumsum(1 / np.arange(count, 0, -1.0))[::-1] / count
        order = np.argsort(self.ranks, kind="stable")
        placed = np.empty(count)
        placed[order] = centroids
        groups = np.asarray(self.ranks)
        return np.array([placed[groups == rank].mean() for rank in self.ranks])

    def draw(self, points: Points) -> Drawn:
        """Weightings: even shares, sorted, and dealt out in the order of importance.

        Criteria of one rank keep among themselves the order of the shares that fell to them.
        """
        fallen = _shares(points(len(self.ranks)))
        greatest_first = -np.sort(-fallen, axis=1)
        order = np.argsort(np.asarray(self.ranks) - fallen, axis=1)  # a share is below 1, and never passes a rank
        values = np.empty_like(greatest_first)
        np.put_along_axis(values, order, greatest_first, axis=1)
        return Drawn(values)


@dataclass(frozen=True, slots=True)
class Sets:
    """Named sets of weights, one of each group of stakeholders: every draw takes one of them.

    Args:
        names: Whose weights they are.
        values: Of each name, the weights, each row summing to 1.
        voices: Of each name, how often it is taken, summing to 1.
    """

    names: tuple[str, ...]
    values: tuple[tuple[float, ...], ...]
    voices: tuple[float, ...] = field(default=())

    def arranged(self, order: Whole) -> "Sets":
        """The same for criteria in another order."""
        return Sets(self.names, tuple(tuple(one[place] for place in order) for one in self.values), self.voices)

    def middle(self) -> Floats:
        """The mean of the sets, each as often as it is taken."""
        middle: Floats = (np.asarray(self.values) * np.asarray(self.voices)[:, None]).sum(axis=0)
        return middle

    def draw(self, points: Points) -> Drawn:
        """One of the sets for each draw."""
        # Rounding may leave the last bound just below 1: what lies above it belongs to the last set.
        bounds = np.cumsum(self.voices)[:-1]
        taken = np.searchsorted(bounds, points(1)[:, 0], side="right").astype(np.intp)
        return Drawn(np.asarray(self.values)[taken], taken)


Weights = Uniform | Ordered | Sets


def uniform(criteria: int) -> Uniform:
    """Nothing is known of the weights.

    Args:
        criteria: How many there are, 1 or more.

    Raises:
        UsageError: There is no criterion.
    """
    if criteria < 1:
        raise UsageError("there is no criterion to weigh", remedy="give at least one column of scores")
    return Uniform(criteria)


def ordinal(ranks: Sequence[int]) -> Ordered:
    """Only the order of importance is known.

    Args:
        ranks: Of each criterion, 1 for the most important. Equal ranks: not ordered among themselves.

    Raises:
        UsageError: A rank is no whole number from 1 on.
    """
    uniform(len(ranks))
    for place, rank in enumerate(ranks, start=1):
        if isinstance(rank, bool) or not isinstance(rank, int | np.integer) or rank < 1:
            raise UsageError(
                f"criterion {place} has the rank “{rank}” of importance",
                remedy="give whole numbers, 1 for the most important",
            )
    return Ordered(tuple(int(rank) for rank in ranks))


def stakeholders(sets: Mapping[str, Sequence[float]], voices: Mapping[str, float] | None = None) -> Sets:
    """Named sets of weights.

    Args:
        sets: Whose → weights of the criteria, 0 or more, not all 0; only their proportions count.
        voices: Whose → how often they are taken in proportion to the others; all alike unless said.

    Raises:
        UsageError: Fewer than two sets, weights or voices that are negative, not finite or sum to 0, sets of different
            lengths, voices of others than the sets.
    """
    if len(sets) < LEAST_SETS:
        raise UsageError(f"there are {len(sets)} sets of weights", remedy="give two or more, or use fixed weights")
    lengths = {len(one) for one in sets.values()}
    if len(lengths) > 1:
        raise UsageError(
            "the sets of weights speak of different numbers of criteria: "
            + ", ".join(f"{name} of {len(one)}" for name, one in sets.items()),
            remedy="give every set one weight for each criterion",
        )
    if voices is not None and set(voices) != set(sets):
        raise UsageError(
            "the voices are not those of the sets: " + ", ".join(sorted(set(voices) ^ set(sets))),
            remedy="give one voice for each set of weights",
        )
    # By name, so that the same sets give the same draws in whatever order they come.
    names = tuple(sorted(sets))
    heard = shares([1.0 if voices is None else voices[name] for name in names], "the voices")
    return Sets(names, tuple(shares(sets[name], f"the weights “{name}”") for name in names), heard)


def fixed(weights: Sequence[float]) -> Sets:
    """One set of weights, taken for certain.

    Args:
        weights: One for each criterion, 0 or more, not all 0; only their proportions count.

    Raises:
        UsageError: A weight is negative or not finite, or all are 0.
    """
    return Sets(("fixed",), (shares(weights, "the weights"),), (1.0,))


def shares(weights: Sequence[float], whose: str) -> tuple[float, ...]:
    """Weights as shares that sum to 1.

    Args:
        weights: Finite numbers, 0 or more, not all 0.
        whose: How an error calls them.

    Raises:
        UsageError: They are something else.
    """
    numbers = [float(one) for one in weights]
    uniform(len(numbers))
    for place, number in enumerate(numbers, start=1):
        if not math.isfinite(number) or number < 0:
            raise UsageError(
                f"{whose}: number {place} is {number}", remedy="give finite numbers, 0 for what is to count nothing"
            )
    if not any(numbers):
        raise UsageError(f"{whose} sum to 0", remedy="give at least one of them a weight above 0")
    # By the greatest first, so that no sum can be endless.
    parts = [number / max(numbers) for number in numbers]
    total = math.fsum(parts)
    return tuple(part / total for part in parts)


def _shares(points: Floats) -> Floats:
    # A point may be 0, and the shares of nothing but zeros would be none.
    amounts = -np.log1p(-np.maximum(points, LEAST_POINT))
    divided: Floats = amounts / amounts.sum(axis=1, keepdims=True)
    return divided
