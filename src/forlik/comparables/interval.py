"""Wilson's interval of a share (Wilson 1927, Journal of the American Statistical Association 22)."""

from decimal import Decimal

SURENESS = 95
"""Per cent."""
Z = Decimal("1.959963984540054")
"""The same in standard deviations."""


def wilson(found: int, of: int) -> tuple[Decimal, Decimal]:
    """The 95 % interval of a share, of independent cases.

    Raises:
        ValueError: There is no case.
    """
    if of < 1:
        raise ValueError("a share of nothing has no interval")
    number, rate = Decimal(of), Decimal(found) / Decimal(of)
    square = Z * Z
    middle = rate + square / (2 * number)
    reach = Z * (rate * (1 - rate) / number + square / (4 * number * number)).sqrt()
    scale = 1 + square / number
    return max((middle - reach) / scale, Decimal(0)), min((middle + reach) / scale, Decimal(1))
