"""Amounts as whole numbers of millionths: 64 bits where they fit, Python's whole numbers where they do not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

MILLION = 10**6
_LOW = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Whole:
    """A column of whole numbers.

    Args:
        values: The numbers; 0 where there is none, or where it is in ``large``.
        valid: Where there is one.
        large: Row → number, of those that 64 bits do not hold.
    """

    values: Ints
    valid: Flags
    large: Mapping[int, int] = field(default_factory=dict)

    def at(self, row: int) -> int:
        """The number of one row that has one."""
        return self.large.get(row) or int(self.values[row])

    def slice(self, start: int, end: int) -> "Whole":
        """Some of the rows."""
        large = {row - start: number for row, number in self.large.items() if start <= row < end}
        return Whole(self.values[start:end], self.valid[start:end], large)


def whole(column: pa.Array) -> Whole:
    """The unscaled numbers of a decimal column of 128 bits: millionths, when it has six digits after the point."""
    if not len(column):
        return Whole(np.zeros(0, np.int64), np.zeros(0, bool))
    valid = column.is_valid().to_numpy(zero_copy_only=False)
    words = np.frombuffer(column.buffers()[1], np.int64).reshape(-1, 2)[column.offset : column.offset + len(column)]
    low, high = words[:, 0], words[:, 1]
    fits = (high == (low >> 63)) & (low != np.iinfo(np.int64).min)
    large = {int(row): (int(high[row]) << 64) | (int(low[row]) & _LOW) for row in np.flatnonzero(valid & ~fits)}
    return Whole(np.where(valid & fits, low, 0), valid, large)


def decimals(numbers: Whole, kind: pa.DataType) -> pa.Array:
    """The decimal column whose unscaled numbers these are."""
    words = np.empty((len(numbers.values), 2), np.int64)
    words[:, 0] = numbers.values
    words[:, 1] = numbers.values >> 63
    for row, number in numbers.large.items():
        words[row] = np.frombuffer(number.to_bytes(16, "little", signed=True), np.int64)
    valid = None
    if not numbers.valid.all():
        valid = pa.array(numbers.valid).buffers()[1]
    return pa.Array.from_buffers(kind, len(numbers.values), [valid, pa.py_buffer(words)])


def gathered(numbers: list[int | None]) -> Whole:
    """A column of Python's whole numbers."""
    limit = 1 << 63
    large = {row: number for row, number in enumerate(numbers) if number is not None and not -limit < number < limit}
    values = np.fromiter(
        (0 if number is None or row in large else number for row, number in enumerate(numbers)), np.int64, len(numbers)
    )
    valid = np.fromiter((number is not None for number in numbers), bool, len(numbers))
    return Whole(values, valid, large)


def rounded_half_even(numerator: int, denominator: int) -> int:
    """A quotient to the nearest whole number; a half goes to the even one. The denominator is above 0."""
    quotient, rest = divmod(numerator, denominator)
    return quotient + (2 * rest > denominator or (2 * rest == denominator and quotient % 2 == 1))


def exact(number: int, digits: int) -> Decimal:
    """The decimal whose unscaled number this is; unlike arithmetic on decimals it never rounds."""
    return Decimal((int(number < 0), tuple(map(int, str(abs(number)))), -digits))


def millionths(amount: Decimal) -> int:
    """An amount in millionths, a half going to the even one."""
    numerator, denominator = amount.as_integer_ratio()
    return rounded_half_even(numerator * MILLION, denominator)
