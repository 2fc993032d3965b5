"""Agreement of two coders beyond chance: Cohen's kappa, plain and weighted.

Cohen (1960), Educational and Psychological Measurement 20(1), 37–46; weighted: Cohen (1968), Psychological Bulletin
70(4), 213–220. With quadratic weights it is an intraclass correlation (Fleiss & Cohen 1973, the same journal as 1960,
33(3), 613–619) and Lin's concordance correlation (1989, Biometrics 45(1), 255–268). Kappa is low where nearly all codes
are alike, however often the coders agree (Feinstein & Cicchetti 1990, Journal of Clinical Epidemiology 43(6), 543–549):
so it never stands without the share of pairs that agree and their number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from forlik.core.errors import UsageError

Weights = Literal["plain", "linear", "quadratic"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two coders agree.

    Args:
        pairs: How many things both coded.
        agree: The share of them with the same code; nothing without pairs.
        plain: Cohen's kappa; nothing where chance alone would make them agree always.
        quadratic: The same with quadratic weights.
    """

    pairs: int
    agree: float | None
    plain: float | None
    quadratic: float | None


def agreement(first: Sequence[int], second: Sequence[int], codes: int = 5) -> Agreement:
    """How two coders agree on the same things.

    Args:
        first: Codes 0 to ``codes`` − 1 of the first coder.
        second: Those of the second, of the same things in the same order.
        codes: How many codes there are.

    Raises:
        UsageError: They are not of the same things, or a code is none.
    """
    table = crossed(first, second, codes)
    total = int(table.sum())
    if not total:
        return Agreement(0, None, None, None)
    return Agreement(total, float(np.trace(table)) / total, kappa(table), kappa(table, "quadratic"))


def crossed(first: Sequence[int], second: Sequence[int], codes: int = 5) -> npt.NDArray[np.int64]:
    """The table of pairs, shape (codes, codes): rows are codes of the first coder, columns of the second.

    Raises:
        UsageError: They are not of the same things, or a code is none.
    """
    if len(first) != len(second):
        raise UsageError(
            f"{len(first)} codes beside {len(second)}", where="agreement", remedy="give the codes of the same things"
        )
    for one in (*first, *second):
        if isinstance(one, bool) or not isinstance(one, int) or not 0 <= one < codes:
            raise UsageError(
                f"“{one}” is no code", where="agreement", remedy=f"give 0 to {codes - 1}; leave out unknown"
            )
    table = np.zeros((codes, codes), dtype=np.int64)
    np.add.at(table, (np.asarray(first, dtype=np.int64), np.asarray(second, dtype=np.int64)), 1)
    return table


def kappa(table: npt.ArrayLike, weights: Weights | npt.ArrayLike = "plain") -> float | None:
    """Cohen's kappa of a table of pairs.

    Args:
        table: Shape (k, k), counts or shares.
        weights: ``plain``, ``linear``, ``quadratic``, or how much each disagreement weighs, shape (k, k).

    Returns:
        1 for full agreement, 0 for what chance would give; nothing where chance alone would give full agreement.

    Raises:
        UsageError: The table is not square, is empty, or holds what is no count; or the weights do not fit.
    """
    counts = np.asarray(table, dtype=np.float64)
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1] or not np.isfinite(counts).all() or (counts < 0).any():  # noqa: PLR2004 - a table
        raise UsageError("this is no square table of counts", where="kappa", remedy="give one row and column a code")
    if counts.sum() == 0:
        raise UsageError("nothing was coded by both", where="kappa", remedy="give at least one pair")
    how = _weights(weights, counts.shape[0])
    shares = counts / counts.sum()
    by_chance = float((how * np.outer(shares.sum(axis=1), shares.sum(axis=0))).sum())
    if by_chance == 0:
        return None
    return 1 - float((how * shares).sum()) / by_chance


def _weights(weights: Weights | npt.ArrayLike, codes: int) -> npt.NDArray[np.float64]:
    apart = np.abs(np.subtract.outer(np.arange(codes), np.arange(codes))).astype(np.float64)
    if isinstance(weights, str):
        named = {"plain": (apart > 0).astype(np.float64), "linear": apart, "quadratic": apart**2}
        if weights not in named:
            raise UsageError(f"“{weights}” are no weights", where="kappa", remedy=f"take one of {', '.join(named)}")
        return named[weights]
    given = np.asarray(weights, dtype=np.float64)
    if given.shape != apart.shape or not np.isfinite(given).all() or (given < 0).any() or np.diag(given).any():
        raise UsageError(
            "weights that do not fit the table", where="kappa", remedy="give one a cell, none negative, 0 for agreement"
        )
    return given
