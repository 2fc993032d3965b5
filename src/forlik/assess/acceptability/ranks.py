"""Ranks in many draws, and their count. Places with the same mean share the ranks that they stand on, evenly.

Lahdelma & Salminen 2001 give all of them the best of these ranks. Then a screen in which everything is equal would put
every place in the top 20 with certainty. Shared ranks give each what a lot would give it on average, without the lot:
every draw hands out each rank exactly once.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.intp]
ROUNDING = 1e-9
"""By how much a sum of shares may miss a bound through rounding."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The ranking of places in some draws.

    Args:
        order: Draws × places, the places from the greatest mean down.
        first: In the same order, the best rank that the place shares, from 0.
        size: In the same order, how many places share it; 1 where the place stands alone.
    """

    order: Whole
    first: Whole
    size: Whole

    def within(self, top: int) -> Floats:
        """How much of each place stands within the best ranks: draws × places, from 0 to 1."""
        sorted_ = np.clip((top - self.first) / self.size, 0.0, 1.0)
        found = np.empty_like(sorted_)
        np.put_along_axis(found, self.order, sorted_, axis=1)
        return found

    def ranks(self) -> Floats:
        """The rank of each place from 1, or the middle of the ranks that it shares: draws × places."""
        found = np.empty(self.order.shape)
        np.put_along_axis(found, self.order, self.first + (self.size + 1) / 2, axis=1)
        return found


def ranking(means: Floats) -> Ranking:
    """Rank places, the greatest mean first.

    Args:
        means: Draws × places, whole numbers such as :meth:`forlik.assess.acceptability.means.Totals.means` gives.
    """
    count = means.shape[1]
    # Mean and place in one whole number: sorting these is several times as quick as sorting places by their means.
    bits = count.bit_length()
    keys = (-means).astype(np.int64) << bits
    keys |= np.arange(count)
    keys.sort(axis=1)
    order = (keys & ((1 << bits) - 1)).astype(np.intp, copy=False)
    keys >>= bits
    same = keys[:, 1:] == keys[:, :-1]
    first, size = np.broadcast_to(np.arange(count), means.shape), np.broadcast_to(np.intp(1), means.shape)
    return _shared(order, first.copy(), size.copy(), same) if same.any() else Ranking(order, first, size)


def _shared(order: Whole, first: Whole, size: Whole, same: npt.NDArray[np.bool_]) -> Ranking:
    """Let places with the same mean share their ranks.

    Args:
        order: Draws × places.
        first: In the same order, the ranks as if nobody shared; changed in its place.
        size: Ones; changed in its place.
        same: In the same order from the second on, whether a place has the mean of the one before it.
    """
    places = order.shape[1]
    rows, columns = np.nonzero(same)
    after = rows * places + columns + 1
    # A new group begins where the one before is not of it, too; the first of a draw is after nobody, so none spans two.
    begins = np.flatnonzero(np.diff(after, prepend=-1) != 1)
    heads = after[begins] - 1
    sizes = np.diff(begins, append=len(after)) + 1
    for where in (heads.repeat(sizes - 1), after):
        first.reshape(-1)[where] = heads.repeat(sizes - 1) % places
        size.reshape(-1)[where] = sizes.repeat(sizes - 1)
    return Ranking(order, first, size)


class Tally:
    """How often each place stood on each rank.

    Counted in whole numbers and divided last, so that the order in which draws are counted changes nothing.

    Args:
        places: How many places are ranked.

    Attributes:
        draws: How many draws were counted.
        alone: Place · places + rank → the draws in which it stood there alone.
        shared: (Place · places + best rank) · (places + 1) + how many share it → the draws in which they did.
    """

    def __init__(self, places: int) -> None:
        self.places = places
        self.alone = np.zeros(places * places, dtype=np.int64)
        self.shared: Counter[int] = Counter()
        self.draws = 0

    def count(self, found: Ranking) -> None:
        """Count some draws."""
        places = self.places
        self.draws += len(found.order)
        keys = found.order * places
        keys += found.first
        sharing = found.size > 1
        some = sharing.any()
        # In time with the draws: counting into an array of all places and ranks anew would go with their product.
        np.add.at(self.alone, keys[~sharing] if some else keys.reshape(-1), 1)
        if some:
            shared = keys[sharing] * (places + 1) + found.size[sharing]
            for key, count in zip(*(one.tolist() for one in np.unique(shared, return_counts=True)), strict=True):
                self.shared[key] += count

    def add(self, other: "Tally") -> None:
        """Add what another one has counted of the same places."""
        self.draws += other.draws
        self.alone += other.alone
        self.shared.update(other.shared)

    def counts(self) -> Floats:
        """Places × ranks, in how many draws; a rank that several share is divided among them."""
        found = self.alone.reshape(self.places, self.places).astype(np.float64)
        for key, count in sorted(self.shared.items()):
            where, size = divmod(key, self.places + 1)
            place, first = divmod(where, self.places)
            found[place, first : first + size] += count / size
        return found

    def acceptability(self) -> Floats:
        """Rank acceptability indices: places × ranks, the share of draws; rows and columns sum to 1."""
        return self.counts() / self.draws

    def within(self, top: int) -> Floats:
        """Of each place, the share of draws within the best ranks."""
        # Thirds and the like may add up to a little more than all draws.
        found: Floats = np.minimum(self.counts()[:, :top].sum(axis=1) / self.draws, 1.0)
        return found

    def tied(self) -> Floats:
        """Of each place, the share of draws in which it shared its rank."""
        found = np.zeros(self.places)
        for key, count in sorted(self.shared.items()):
            found[key // (self.places + 1) // self.places] += count
        return found / self.draws


def interval(acceptability: Floats, below: float, above: float) -> Whole:
    """The ranks at which the share of draws with that rank or a better one first reaches two bounds.

    Args:
        acceptability: Places × ranks.
        below: For instance 0.05: fewer draws than this have a better rank than the first.
        above: For instance 0.95.

    Returns:
        Places × 2, ranks from 1.
    """
    reached = np.cumsum(acceptability, axis=1)
    return np.stack([np.argmax(reached >= bound - ROUNDING, axis=1) + 1 for bound in (below, above)], axis=1)
