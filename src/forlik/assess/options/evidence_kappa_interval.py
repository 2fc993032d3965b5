"""How sure a kappa is: its interval in large samples, and none where there are too few pairs to speak of one.

Fleiss, Cohen & Everitt (1969), Psychological Bulletin 72(5), 323–327: the standard error of Cohen's kappa. It holds for
many pairs and leans to one side for few; where all pairs agree it is 0, which says nothing, so none is given there.
"""

import numpy as np
import numpy.typing as npt

from forlik.assess.options.evidence_kappa import kappa
from forlik.core.interval import DEVIATIONS

FEWEST = 10
"""Pairs below which no interval is given."""


def standard_error(table: npt.ArrayLike) -> float | None:
    """Standard error of Cohen's plain kappa; nothing where kappa is none.

    Args:
        table: Shape (k, k), counts.

    Raises:
        UsageError: The table is none of counts.
    """
    found = kappa(table)
    if found is None:
        return None
    counts = np.asarray(table, dtype=np.float64)
    shares, total = counts / counts.sum(), float(counts.sum())
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    by_chance = float(rows @ columns)
    agreed = float((np.diag(shares) * (1 - (rows + columns) * (1 - found)) ** 2).sum())
    # Of cell (i, j): the column total of i and the row total of j.
    apart = shares * np.add.outer(columns, rows) ** 2
    differed = (1 - found) ** 2 * float(apart.sum() - np.trace(apart))
    variance = (agreed + differed - (found - by_chance * (1 - found)) ** 2) / (total * (1 - by_chance) ** 2)
    return float(np.sqrt(max(variance, 0.0)))


def interval(table: npt.ArrayLike) -> tuple[float, float] | None:
    """The 95-percent interval of Cohen's plain kappa, within −1 and 1.

    Args:
        table: Shape (k, k), counts.

    Returns:
        Its ends; nothing for fewer than ten pairs, or where no pair differs.

    Raises:
        UsageError: The table is none of counts.
    """
    found, error = kappa(table), standard_error(table)
    total = float(np.asarray(table, dtype=np.float64).sum())
    if found is None or not error or total < FEWEST:
        return None
    return max(found - DEVIATIONS * error, -1.0), min(found + DEVIATIONS * error, 1.0)
