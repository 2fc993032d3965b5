"""Dividing an amount into whole millionths that add up to it again: the largest remainder method."""

from collections.abc import Sequence

import numpy as np

from forlik.iati.flows.millionths import Ints, Whole

LARGEST_TOTAL = 3_037_000_499
"""Sum of weights whose square 64 bits hold: up to it whole columns are divided at once."""


def largest_remainder(amount: int, weights: Sequence[int]) -> list[int]:
    """Divide a whole number by weights.

    Every part is first rounded towards 0; the units left over go to the parts that lost most by it, the first of those
    that lost the same. A negative amount is divided like the positive one.

    Args:
        amount: What is divided.
        weights: Weights of the parts, ≥ 0, not all 0.

    Returns:
        The parts, in the order of their weights; they add up to the amount.
    """
    size, total = abs(amount), sum(weights)
    parts = [size * weight // total for weight in weights]
    lost = [size * weight % total for weight in weights]
    for at in sorted(range(len(weights)), key=lambda at: -lost[at])[: size - sum(parts)]:
        parts[at] += 1
    return parts if amount >= 0 else [-part for part in parts]


def split(amounts: Whole, counts: Ints, one: Ints, other: Ints, totals: tuple[Ints, Ints]) -> Whole:
    """Divide many amounts at once, each as ``largest_remainder`` does.

    Args:
        amounts: What is divided; of an amount that is not there all parts are not there.
        counts: How many parts each has, at least one.
        one: First factor of the weight of each part.
        other: Its second factor.
        totals: Sums of the first factors and of the second; the product is the sum of the weights.

    Returns:
        All parts in order.
    """
    product = totals[0].astype(np.float64) * totals[1]
    slow = (product > LARGEST_TOTAL) | np.isin(np.arange(len(counts)), list(amounts.large))
    total = np.where(slow, 1, totals[0] * totals[1])
    starts = np.cumsum(counts) - counts
    owner = np.repeat(np.arange(len(counts)), counts)
    size = np.where(slow, 0, np.abs(amounts.values))
    with np.errstate(over="ignore"):  # only where the slow way follows
        weight = np.where(slow[owner], 0, one * other)
    whole, rest = np.divmod(size, total)
    scaled = rest[owner] * weight
    parts = whole[owner] * weight + scaled // total[owner]
    missing = size - np.add.reduceat(parts, starts) if len(parts) else size
    if missing.any():
        _give_out(parts, missing, scaled % total[owner], owner)
    parts *= np.where(amounts.values < 0, -1, 1)[owner]
    valid = amounts.valid[owner]
    large: dict[int, int] = {}
    for group in np.flatnonzero(slow & amounts.valid).tolist():
        first, count = int(starts[group]), int(counts[group])
        weights = [int(one[row]) * int(other[row]) for row in range(first, first + count)]
        for row, part in enumerate(largest_remainder(amounts.at(group), weights), first):
            if -(1 << 63) < part < 1 << 63:
                parts[row] = part
            else:
                parts[row], large[row] = 0, part
    return Whole(parts, valid, large)


def _give_out(parts: Ints, missing: Ints, lost: Ints, owner: Ints) -> None:
    """Give each group's missing units to the parts that lost most, one each."""
    rows = np.flatnonzero(missing[owner])
    # Both fit in one number: groups are below 2**31, what is lost below 2**32. A stable sort leaves ties in order.
    order = rows[np.argsort((owner[rows] << 32) - lost[rows], kind="stable")]
    of = owner[order]
    begins = np.flatnonzero(np.diff(of, prepend=-1))
    rank = np.arange(len(of)) - np.repeat(begins, np.diff(begins, append=len(of)))
    parts[order[rank < missing[of]]] += 1
