"""What activities and transactions state of sectors and places, in groups, with the weight of each statement."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from forlik.iati.flows.millionths import MILLION, Flags, Ints, Whole
from forlik.iati.flows.split import split

HUNDRED = 100 * MILLION
LARGEST_PERCENTAGE = MILLION * MILLION
"""A percentage beyond a million, in millionths: it is none, and counts as blank."""
SHARES = 10**9
"""Shares have nine digits after the point."""
RULES = ("whole", "percentage", "scaled", "equal", "equal_none_positive", "equal_unreadable", "too_many_parts")
MOST_PARTS = 10_000
"""A transaction that would have more parts, sectors times places, is not divided: a file cannot ask for all memory."""
BLANK, NEGATIVE, REGION = 1, 2, 4
FLAGS = ((BLANK, "blank_as_zero"), (NEGATIVE, "negative_as_zero"), (REGION, "region_vocabulary"))
_COMBINATIONS = 1 << len(FLAGS)

RULE_TEXTS = tuple(
    " ".join([rule, *(name for bit, name in FLAGS if flags & bit)]) for rule in RULES for flags in range(_COMBINATIONS)
)
"""Number of a rule with its flags → its text."""
TOO_MANY = RULE_TEXTS.index("too_many_parts")


@dataclass(frozen=True, slots=True)
class Groups:
    """Statements in groups, one group for each activity or transaction that has any.

    Args:
        owner: Whose each group is.
        starts: First row of each group.
        counts: How many rows it has.
        totals: Sum of its weights.
        sums: Sum of the percentages stated, in millionths.
        stated: Whether any percentage is.
        rules: Number of the rule in ``RULE_TEXTS``.
        rows: Which statement each row is.
        weights: Weight of each row.
        shares: Its share, in units of 1 / ``SHARES``.
    """

    owner: Ints
    starts: Ints
    counts: Ints
    totals: Ints
    sums: Ints
    stated: Flags
    rules: Ints
    rows: Ints
    weights: Ints
    shares: Ints


def written(table: pa.Table) -> Flags:
    """Which statements have a percentage at all, if only one that cannot be read."""
    there = pc.fill_null(pc.not_equal(pc.utf8_trim_whitespace(table["percentage_raw"]), ""), False)
    found: Flags = pc.or_(there, table["percentage"].is_valid()).to_numpy()
    return found


def grouped(rows: Ints, owner: Ints, percentages: Whole, spoken: Flags, flags: Ints | None = None) -> Groups:
    """Weigh statements.

    The weights are the percentages. A blank, negative or impossible one beside others counts as 0. When none is above
    0, or none is stated, all have the same weight.

    Args:
        rows: Which statements take part, those of one owner together and in order.
        owner: Whose each of these is.
        percentages: Percentages of all statements, in millionths.
        spoken: Which of all statements have one, if only one that cannot be read.
        flags: What else is to be said of each of these rows.
    """
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    counts = np.diff(starts, append=len(owner))
    if not len(starts):
        none = np.zeros(0, np.int64)
        return Groups(none, none, none, none, none, none.astype(bool), none, none, none, none)
    group = np.repeat(np.arange(len(starts)), counts)
    percentage = percentages.values[rows]
    given = percentages.valid[rows] & (np.abs(percentage) <= LARGEST_PERCENTAGE)
    if percentages.large:
        given &= ~np.isin(rows, list(percentages.large))
    percentage = np.where(given, percentage, 0)
    sums = np.add.reduceat(percentage, starts)
    positive = np.maximum(percentage, 0)
    total = np.add.reduceat(positive, starts)
    stated = np.logical_or.reduceat(given, starts)
    blank = ~np.logical_and.reduceat(given, starts)
    rule = np.where(
        total > 0,
        np.where(total == HUNDRED, RULES.index("percentage"), RULES.index("scaled")),
        np.where(
            stated,
            RULES.index("equal_none_positive"),
            np.where(
                counts == 1,
                RULES.index("whole"),
                np.where(
                    np.logical_or.reduceat(spoken[rows], starts),
                    RULES.index("equal_unreadable"),
                    RULES.index("equal"),
                ),
            ),
        ),
    )
    bits = BLANK * (blank & stated) + NEGATIVE * (np.minimum.reduceat(percentage, starts) < 0)
    if flags is not None:
        bits |= np.bitwise_or.reduceat(flags, starts)
    weights = np.where(total[group] > 0, positive, 1)
    weights //= np.gcd.reduceat(weights, starts)[group]
    totals = np.add.reduceat(weights, starts)
    ones = np.ones(len(starts), np.int64)
    units = Whole(np.full(len(starts), SHARES), ones.astype(bool))
    shares = split(units, counts, weights, np.ones(len(rows), np.int64), (totals, ones)).values
    return Groups(
        owner[starts], starts, counts, totals, sums, stated, rule * _COMBINATIONS + bits, rows, weights, shares
    )
