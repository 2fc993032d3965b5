"""An amount in another currency, with the rate that made it; unknown where no rate is known, never 0."""

from dataclasses import dataclass
from decimal import Decimal

from forlik.core.errors import UsageError
from forlik.core.figure import Status
from forlik.iati.flows.millionths import exact, rounded_half_even
from forlik.iati.flows.rates import SCALE
from forlik.portfolio.coordination.amounts import Money, checked
from forlik.portfolio.currency.names import DOLLAR
from forlik.portfolio.currency.prices import PRICE_BASIS, PriceBasis
from forlik.portfolio.currency.yearly import YearRate, yearly_rate
from forlik.portfolio.matrix import Cell
from forlik.world import World

MONEY_DIGITS = 6
"""Digits after the point of an amount, as flows have them."""


@dataclass(frozen=True, slots=True)
class InCurrency:
    """An amount in the currency asked for.

    Args:
        value: The amount with six digits, rounded half to even; nothing when it is unknown.
        currency: Its currency.
        original: The amount it was made from, exact; nothing when it is unknown.
        original_currency: The currency of that.
        rate: The rate, with its rule and period.
        status: ``unknown``, ``estimated`` where something is left out of it or the rate is not of the whole year, else
            ``reported``.
        reason: Why it is unknown, or what to mind; empty otherwise.
        price_basis: The prices it is in.
    """

    value: Decimal | None
    currency: str
    original: Decimal | None
    original_currency: str
    rate: YearRate
    status: Status
    reason: str
    price_basis: PriceBasis = PRICE_BASIS


def in_currency(
    world: World, amount: Cell | Money | None, year: int | None, currency: str, *, of: str = DOLLAR
) -> InCurrency:
    """An amount of a year in a currency, by the mean rate of that year as it was known on the world's day.

    Args:
        world: What was known.
        amount: A cell of a matrix (its US dollars), or an amount; ``None`` where it is unknown.
        year: The year; that of the cell when not given.
        currency: Code of the currency asked for.
        of: Currency of the amount; a cell's is the US dollar.

    Raises:
        UsageError: There is no such currency; the amount is not exact; or a cell is not of that year or currency.
    """
    status: Status = "reported"
    said = ""
    if isinstance(amount, Cell):
        if year not in {None, amount.year} or of != DOLLAR:
            raise UsageError(f"the cell is in {DOLLAR} of {amount.year}", where="currency", remedy="leave the year out")
        year, status, said, amount = amount.year, amount.status, amount.reason, amount.usd
    if year is None:
        raise UsageError(
            "an amount without a year has no rate of a year", where="year", remedy="say of which year it is"
        )
    original = checked(amount, "amount")
    rate = yearly_rate(world, of, currency, year)
    value = _converted(original, rate)
    if value is None:
        status = "unknown"
        said = said or ("the amount is unknown" if original is None else rate.reason)
    elif not rate.whole:
        status = "estimated"
        said = "; ".join(part for part in (said, rate.reason) if part)
    return InCurrency(value, rate.asked, original, rate.own, rate, status, said)


def _converted(amount: Decimal | None, rate: YearRate) -> Decimal | None:
    """The amount times the rate; what needs no rate is not touched."""
    if amount is None or rate.rate is None:
        return None
    if rate.own == rate.asked:
        return amount
    numerator, denominator = amount.as_integer_ratio()
    return exact(rounded_half_even(numerator * rate.rate.number * 10**MONEY_DIGITS, denominator * SCALE), MONEY_DIGITS)
