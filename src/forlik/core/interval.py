"""Intervals of 95 per cent: how wide one of a normal distribution is, and Wilson's of a share.

Wilson (1927), Journal of the American Statistical Association 22(158), 209–212.
"""

from decimal import Decimal

SURENESS = 95
"""Per cent."""
DEVIATIONS = 1.959963984540054
"""Standard deviations to either side within which so much of a normal distribution lies: its 97.5 % point."""


def wilson(found: int, of: int) -> tuple[Decimal, Decimal]:
    """The 95 % interval of a share, of independent cases; it holds for few of them as well.

    Args:
        found: How many.
        of: Of how many; 1 or more.

    Raises:
        ValueError: It is no share.
    """
    if not 0 <= found <= of or of < 1:
        raise ValueError(f"{found} of {of} is no share")
    number, rate, z = Decimal(of), Decimal(found) / Decimal(of), Decimal(str(DEVIATIONS))
    square = z * z
    middle = rate + square / (2 * number)
    reach = z * (rate * (1 - rate) / number + square / (4 * number * number)).sqrt()
    scale = 1 + square / number
    # Of none it begins at 0 and of all it ends at 1, which rounding would miss by a last digit.
    low = (middle - reach) / scale if found else Decimal(0)
    return low, (middle + reach) / scale if found < of else Decimal(1)
