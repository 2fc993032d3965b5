"""Concentration of donors: whether a country hangs on few of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from forlik.portfolio.coordination.amounts import Amounts, Money, amounts
from forlik.portfolio.coordination.measured import INDEX, Measured, rounded
from forlik.portfolio.coordination.shares import shares

DIGITS = 4
NUMBER_DIGITS = 2
DONORS = "donors"


@dataclass(frozen=True, slots=True)
class Concentration:
    """How concentrated donors are.

    Args:
        index: The Herfindahl–Hirschman index: 1 of one donor, 1/n of n equal ones.
        effective_number: How many equal donors would be as concentrated.
    """

    index: Measured
    effective_number: Measured


def donor_concentration(money: Mapping[str | None, Money | None] | Amounts) -> Concentration:
    """How concentrated the money of a country and year is on donors.

    HHI = Σ s(i)², with s(i) the part of donor i, from 0 to 1 (Hirschman 1964, The paternity of an index, *American
    Economic Review* 54; Herfindahl 1950). Its inverse is the number of equal donors that would be as concentrated
    (Adelman 1969, Comment on the “H” concentration measure as a numbers-equivalent, *Review of Economics and
    Statistics* 51; Laakso and Taagepera 1979). 1 − HHI is the fragmentation of Knack and Rahman (2007, Donor
    fragmentation and bureaucratic quality in aid recipients, *Journal of Development Economics* 83). Squares are taken
    of the exact parts and rounded last.

    Args:
        money: Donor → amount of one currency, or such amounts by rows. Donors are told apart by their names here: join
            those with several identifiers first.

    Returns:
        The index with four digits and the number with two. Both unknown when nothing is known, a donor's total is
        negative, or all is 0.

    Raises:
        UsageError: An amount is not exact, finite and of at most 40 digits on either side.
    """
    given = amounts(money)
    found = shares(given)
    index: Fraction | None = None
    if found.reason is None and found.total:
        index = sum((Fraction(one.money) ** 2 for one in found.parts), Fraction(0)) / Fraction(found.total) ** 2
    covered, left, reason = found.coverage_percent, found.left_out, found.reason
    number = None if index is None else rounded(1 / index, NUMBER_DIGITS)
    return Concentration(
        Measured(None if index is None else rounded(index, DIGITS), INDEX, covered, left, reason),
        Measured(number, DONORS, covered, left, reason),
    )
