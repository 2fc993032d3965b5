"""Rounding as published tables round: half up, in decimal arithmetic."""

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import numpy.typing as npt

from forlik.assess.indices.arrays import Array, column
from forlik.core.errors import UsageError

DIGITS_OF_A_DOUBLE = 15
"""Decimal digits a double keeps for certain. Spreadsheets round on these, and so the mean of 2.3 and 3.4 is 2.9."""
NEAR = 1e-6
"""How near to a half a number must be, in units of the last digit, for its decimal digits to decide."""


def half_up(values: npt.ArrayLike, digits: int) -> Array:
    """Round half away from zero, on the decimal digits that a double holds.

    Args:
        values: Shape (n,), any unit; NaN stays unknown.
        digits: Digits after the point.

    Returns:
        Shape (n,).

    Raises:
        UsageError: Infinite values, or digits that are no whole number.

    Source: the function ROUND of ISO/IEC 29500 (Office Open XML), by which published index workbooks are rounded.
    """
    found = column(values)
    if isinstance(digits, bool) or not isinstance(digits, int | np.integer):
        raise UsageError(f"“{digits}” is no number of digits", where="digits", remedy="give a whole number")
    power = 10.0**digits
    scaled = np.abs(found) * power
    rounded = np.floor(scaled + 0.5)
    with np.errstate(invalid="ignore"):
        doubtful = np.abs(scaled - np.floor(scaled) - 0.5) < NEAR
    for at in np.flatnonzero(doubtful):
        rounded[at] = float(_exactly(found[at], digits).scaleb(digits))
    return np.asarray(np.copysign(rounded, found) / power + 0.0)


def _exactly(value: float, digits: int) -> Decimal:
    written = Decimal(f"{abs(value):.{DIGITS_OF_A_DOUBLE}g}")
    return written.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
