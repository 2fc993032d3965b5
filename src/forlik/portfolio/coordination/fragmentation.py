"""Fragmentation: how many donors give a country little, and whether it is little to them too."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from forlik.core.errors import UsageError
from forlik.portfolio.coordination.amounts import Amounts, Money, added, amounts
from forlik.portfolio.coordination.measured import (
    PERCENT,
    LeftOut,
    Measured,
    Reason,
    first_reason,
    listing,
    rounded,
    told,
)
from forlik.portfolio.coordination.shares import Shares, shares

LARGEST = 90
DIGITS = 2
DONORS = "donors"


@dataclass(frozen=True, slots=True)
class Fragmentation:
    """How fragmented aid to a country is.

    Args:
        donors: Number of donors with money.
        small: Names of those that are not among the largest, which together give ``largest_percent``.
        small_number: How many these are.
        small_percent: What part of the money they give.
        ratio: Part of the donors whose relation is small to the country and to them; unknown without what each gives
            everywhere.
        insignificant: Names of the donors that ``ratio`` counts.
        largest_percent: What the largest donors give together at least.
    """

    donors: Measured
    small: tuple[str, ...]
    small_number: Measured
    small_percent: Measured
    ratio: Measured
    insignificant: tuple[str, ...]
    largest_percent: int


def fragmentation(
    money: Mapping[str | None, Money | None] | Amounts,
    everywhere: Mapping[str | None, Money | None] | Amounts | None = None,
    *,
    largest_percent: int = LARGEST,
) -> Fragmentation:
    """How many donors give a country little.

    After the OECD's reports on division of labour (2009; 2011, *Addressing cross-country fragmentation of aid*, for the
    Fourth High Level Forum): a relation is significant when the donor is among the largest that together give 90 %
    of the country's aid, or when the donor's part of the country's aid is at least its part of all aid; the
    fragmentation ratio is the share of relations that are neither. The OECD counts country programmable aid; which
    aid is counted here is the caller's to say. Donors that give as much as the last of the largest are among them, so
    that no order of names decides; a donor whose part is just the same as everywhere counts as significant.

    Args:
        money: Donor → what it gives this country, in one currency.
        everywhere: Donor → what it gives all countries, in the same currency and period; of all donors.
        largest_percent: What the largest donors give together at least, above 0 and up to 100.

    Returns:
        Numbers of donors and shares in percent with two digits. All unknown when the total of a donor is negative or
        all is 0; the ratio also when it is unknown of one donor what it gives everywhere, and that decides.

    Raises:
        UsageError: ``largest_percent`` is out of range, or an amount is not exact, finite and of at most 40 digits on
            either side.
    """
    if not 0 < largest_percent <= 100:  # noqa: PLR2004 - a percentage
        raise UsageError(f"the largest donors give {largest_percent} percent", where="largest_percent")
    found = shares(amounts(money))
    giving = {one.name: one.money for one in found.parts if one.money > 0} if found.reason is None else {}
    small = _small(giving, largest_percent)
    none_left = LeftOut(Reason("nothing_of_it"), len(found.parts) - len(giving), Decimal(0))
    left = found.left_out if found.reason else (*found.left_out, *told(none_left))
    known = found.reason is None
    return Fragmentation(
        Measured(Decimal(len(giving)) if known else None, DONORS, found.coverage_percent, left, found.reason),
        small,
        Measured(Decimal(len(small)) if known else None, DONORS, found.coverage_percent, left, found.reason),
        Measured(_part(giving, small) if known else None, PERCENT, found.coverage_percent, left, found.reason),
        *_ratio(found, giving, small, None if everywhere is None else amounts(everywhere), left),
        largest_percent,
    )


def _small(giving: Mapping[str, Decimal], largest_percent: int) -> tuple[str, ...]:
    """Those beyond the largest, the smallest first."""
    enough = Fraction(added(giving.values())) * largest_percent / 100
    sum_so_far, last = Fraction(0), Decimal(0)
    for amount in sorted(giving.values(), reverse=True):
        sum_so_far, last = sum_so_far + Fraction(amount), amount
        if sum_so_far >= enough:
            break
    return tuple(sorted((name for name in giving if giving[name] < last), key=lambda name: (giving[name], name)))


def _part(giving: Mapping[str, Decimal], some: tuple[str, ...]) -> Decimal:
    part = Fraction(added(giving[name] for name in some)) / Fraction(added(giving.values()))
    return rounded(100 * part, DIGITS)


def _ratio(
    found: Shares,
    giving: Mapping[str, Decimal],
    small: tuple[str, ...],
    everywhere: Amounts | None,
    left: tuple[LeftOut, ...],
) -> tuple[Measured, tuple[str, ...]]:
    whole = everywhere.net if everywhere else {}
    unknown = [name for name in small if name not in whole]
    reason = first_reason(
        found.reason,
        everywhere.negative if everywhere else None,
        Reason("everywhere_unknown", listing(unknown)) if unknown else None,
    )
    if reason:
        return Measured(None, PERCENT, found.coverage_percent, left, reason), ()
    here, there = Fraction(added(giving.values())), Fraction(added(whole.values()))
    weak = tuple(name for name in small if Fraction(giving[name]) * there < Fraction(whole[name]) * here)
    value = rounded(Fraction(100 * len(weak), len(giving)), DIGITS)
    return Measured(value, PERCENT, found.coverage_percent, left), weak
