"""What is drawn where nothing is known: a value of a peer, of everybody, or of the whole scale, another in every draw.

One value put in its place (imputation) would make a place that nobody has looked at seem as sure as one that was
measured. Drawing from what is known of its peers leaves the ignorance in the interval (multiple imputation by “hot
deck”: Little & Rubin 2002, Statistical Analysis with Missing Data, chapter 4; Andridge & Little 2010, International
Statistical Review 78(1), 40–64).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.intp]
FEWEST = 5
"""Known values that a group must have to be drawn from: fewer would make ignorance look like knowledge."""
STEPS = 1000
"""Where not even all places together have that many, the whole scale is drawn from, in so many even steps."""
SCALE = (np.arange(STEPS) + 0.5) / STEPS * 10.0
EVERYBODY, WHOLE_SCALE = "all", "scale"


@dataclass(frozen=True, slots=True)
class Hidden:
    """The gaps of one criterion.

    Args:
        rows: Places of which it is not known.
        values: Gaps × longest pool, what is drawn from, each pool from its least value on; the rest is never read.
        sizes: How many values each pool has.
        origins: Where each pool comes from: number of the grouping from 1, ``all``, or ``scale``.
        middle: The median of each pool.
    """

    rows: Whole
    values: Floats
    sizes: Whole
    origins: tuple[str, ...]
    middle: Floats

    def drawn(self, even: Floats) -> Floats:
        """The values that even numbers of [0, 1) pick: draws × gaps in both."""
        picked = (even * self.sizes).astype(np.intp)
        # The product of a number just below 1 may round up to the size.
        found: Floats = self.values[np.arange(len(self.rows)), np.minimum(picked, self.sizes - 1)]
        return found


def hidden(column: Floats, groupings: Sequence[Sequence[object]]) -> Hidden:
    """The gaps of one criterion, and what is drawn for each.

    Of the groupings the first is taken in which five or more places with the same label have a value; then all places;
    then the whole scale.

    Args:
        column: Scores of the places, not a number where nothing is known.
        groupings: From the narrowest to the widest, each a label for each place; ``None`` belongs to no group.
    """
    rows = np.flatnonzero(np.isnan(column))
    pools, origins = [], []
    for row in rows:
        pool, origin = _pool(column, groupings, int(row))
        pools.append(pool)
        origins.append(origin)
    values = np.zeros((len(rows), max(map(len, pools), default=0)))
    for place, pool in enumerate(pools):
        values[place, : len(pool)] = pool
    return Hidden(
        rows=rows,
        values=values,
        sizes=np.array([len(pool) for pool in pools], dtype=np.intp),
        origins=tuple(origins),
        middle=np.array([np.median(pool) for pool in pools], dtype=np.float64),
    )


def _pool(column: Floats, groupings: Sequence[Sequence[object]], row: int) -> tuple[Floats, str]:
    for number, labels in enumerate(groupings, start=1):
        if labels[row] is not None:
            alike = np.array([label == labels[row] for label in labels])
            pool = column[alike & ~np.isnan(column)]
            if len(pool) >= FEWEST:
                return np.sort(pool), str(number)
    pool = column[~np.isnan(column)]
    return (np.sort(pool), EVERYBODY) if len(pool) >= FEWEST else (SCALE, WHOLE_SCALE)
