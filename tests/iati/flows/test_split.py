"""Dividing amounts: by hand, and the whole columns as the readable function does it."""

from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik.iati.flows.beside import MONEY
from forlik.iati.flows.millionths import decimals, exact, gathered, millionths, rounded_half_even, whole
from forlik.iati.flows.split import LARGEST_TOTAL, largest_remainder, split


@pytest.mark.parametrize(
    ("amount", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),  # a tie: the first gets what is left
        (101, [1, 1, 1], [34, 34, 33]),
        (-100, [1, 1, 1], [-34, -33, -33]),  # a negative amount is divided like the positive one
        (10, [50, 25, 25], [5, 3, 2]),  # 5, 2.5 and 2.5
        (10, [1, 6, 3], [1, 6, 3]),
        (7, [15, 35, 50], [1, 2, 4]),  # 1.05, 2.45 and 3.5: the last lost most
        (1, [0, 1], [0, 1]),
        (2, [0, 2, 0], [0, 2, 0]),  # what has no weight gets nothing
        (0, [3, 4], [0, 0]),
        (5, [9], [5]),
    ],
)
def test_the_largest_remainders_get_what_is_left(amount, weights, parts):
    assert largest_remainder(amount, weights) == parts


sizes = st.one_of(
    st.none(), st.integers(-(10**4), 10**4), st.integers(-(2**63) - 2, 2**63 + 2), st.integers(-(10**37), 10**37)
)
factors = st.one_of(st.integers(0, 5), st.integers(0, LARGEST_TOTAL), st.integers(0, 10**14))


@given(st.lists(st.tuples(sizes, st.lists(st.tuples(factors, factors), min_size=1, max_size=5)), max_size=6))
def test_columns_are_divided_like_single_amounts(groups):
    # Weights that are all 0 divide nothing; sectors and places never have them.
    groups = [(amount, pairs) for amount, pairs in groups if sum(one * other for one, other in pairs)]
    one = np.array([one for _, pairs in groups for one, _ in pairs], np.int64)
    other = np.array([other for _, pairs in groups for _, other in pairs], np.int64)
    counts = np.array([len(pairs) for _, pairs in groups], np.int64)
    # The sum of products is that of the sums only for a whole grid, so each group's total stands in the first factor.
    totals = np.array([sum(one * other for one, other in pairs) for _, pairs in groups], object)
    if any(total >= 2**63 for total in totals):
        return
    sums = totals.astype(np.int64), np.ones(len(groups), np.int64)
    parts = split(gathered([amount for amount, _ in groups]), counts, one, other, sums)
    row = 0
    for amount, pairs in groups:
        got = [parts.at(row + at) for at in range(len(pairs))] if amount is not None else None
        assert got == (None if amount is None else largest_remainder(amount, [one * other for one, other in pairs]))
        assert list(parts.valid[row : row + len(pairs)]) == [amount is not None] * len(pairs)
        row += len(pairs)


@given(st.lists(st.one_of(st.none(), st.integers(-(10**38) + 1, 10**38 - 1)), max_size=9), st.integers(0, 3))
def test_decimals_become_whole_numbers_and_come_back(numbers, start):
    column = decimals(gathered(numbers), MONEY)
    column.validate(full=True)
    assert column.to_pylist() == [None if number is None else exact(number, 6) for number in numbers]
    part = whole(column.slice(start))
    kept = numbers[start:]
    assert [part.at(row) if part.valid[row] else None for row in range(len(kept))] == kept


@pytest.mark.parametrize(
    ("above", "below", "rounded"), [(5, 2, 2), (7, 2, 4), (-5, 2, -2), (-7, 2, -4), (8, 3, 3), (-8, 3, -3), (1, 3, 0)]
)
def test_a_half_goes_to_the_even_number(above, below, rounded):
    assert rounded_half_even(above, below) == rounded


def test_amounts_in_millionths():
    assert millionths(Decimal("-1.5")) == -1_500_000
    assert millionths(Decimal("0.0000005")) == 0
    assert millionths(Decimal("0.0000015")) == 2
    assert whole(pa.array([Decimal("1.25"), None], MONEY)).values.tolist() == [1_250_000, 0]
