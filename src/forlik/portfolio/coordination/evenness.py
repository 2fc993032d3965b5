"""Evenness of pillars: whether the money of a country is spread over them or lies in one."""

from collections.abc import Mapping
from decimal import Decimal, localcontext
from fractions import Fraction

from forlik.core.errors import UsageError
from forlik.portfolio.coordination.amounts import Amounts, Money
from forlik.portfolio.coordination.measured import INDEX, Measured, Reason, first_reason, rounded
from forlik.portfolio.coordination.shares import pillar_shares

DIGITS = 4
PRECISION = 40
TWO = 2


def evenness(
    money: Mapping[str | None, Money | None] | Amounts, *, among: int | None = None, currency: str = "USD"
) -> Measured:
    """How evenly money is spread over pillars: Pielou's J.

    J = H / ln S with H = −Σ p(i) · ln p(i), where p(i) is the part of pillar i (Shannon 1948; Pielou 1966, The
    measurement of diversity in different types of biological collections, *Journal of Theoretical Biology* 13). It is
    1 when all S pillars have as much, and comes near 0 when one has nearly all. S is the number of pillars with money,
    as with Pielou; a country with two equal pillars is then as even as one with four. ``among=4`` asks about all four:
    pillars without money then count, and make it less even. Logarithms are taken in decimal arithmetic, so that
    every machine gives the same digits.

    Args:
        money: Pillar → amount of one currency, or such amounts by rows.
        among: S, when it is not the number of pillars with money.
        currency: Unit of the money.

    Returns:
        J from 0 to 1 with four digits. Unknown with fewer than two pillars with money, unless ``among`` asks about at
        least two: then J of one pillar is 0.

    Raises:
        UsageError: There is no such pillar, an amount is not exact, or ``among`` is below 2 or below the number of
            pillars with money.
    """
    found = pillar_shares(money, currency=currency)
    parts = [one.money for one in found.parts if one.money > 0]
    if among is not None and among < max(TWO, len(parts)):
        raise UsageError(f"evenness among {among} pillars, of which {len(parts)} have money", where="among")
    count = among or len(parts)
    one = Reason("one_pillar", found.parts[0].name) if len(parts) == 1 and count < TWO else None
    reason = first_reason(found.reason, one)
    value = None if reason else _pielou(parts, count)
    return Measured(value, INDEX, found.coverage_percent, found.left_out, reason)


def _pielou(parts: list[Decimal], count: int) -> Decimal:
    with localcontext() as context:
        context.prec = PRECISION
        total = sum(parts, Decimal(0))
        shares = [part / total for part in parts]
        entropy = -sum((share * share.ln() for share in shares), Decimal(0))
        return rounded(Fraction(entropy / Decimal(count).ln()), DIGITS)
