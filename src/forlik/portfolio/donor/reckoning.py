"""A donor's money in the currency in which the donor reckons; unknown, with its reason, where there is no rate."""

from dataclasses import dataclass
from decimal import Decimal

from forlik.core.figure import Status
from forlik.places import Place
from forlik.portfolio.coordination.amounts import added
from forlik.portfolio.currency import YearRate, currency_of, in_currency
from forlik.portfolio.currency.names import DOLLAR
from forlik.portfolio.donor.tracing import ALL, Traced, Year
from forlik.world import World

NO_AMOUNT = "no amount is stated"
NO_RATE = "no rate is known"
NO_YEAR = "no year is stated, so there is no rate of a year"


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A sum in the currency asked for.

    Args:
        value: The sum; ``None`` when it is unknown.
        currency: Its currency.
        status: ``unknown``; ``estimated`` where something is left out of it or a rate is not of a whole year; else
            ``reported``.
        reason: Why it is unknown, or what to mind; empty otherwise.
        rates: The rates of the years in it; none for what was published in that currency.
    """

    value: Decimal | None
    currency: str
    status: Status
    reason: str
    rates: tuple[YearRate, ...] = ()


def own_currency(place: Place, year: int) -> str | None:
    """The currency in which a donor reckons in a year; ``None`` where it is not said, or there are several."""
    code = place.code("iso2")
    return currency_of(code, year) if code else None


def reckoned(world: World, one: Traced, currency: str, year: Year = ALL, provider: str = "") -> Reckoned:
    """A sum of money in others' reports in a currency.

    What was published in that currency stands as it was published. The rest comes from its US dollars, each year's by
    the mean rate of that year, as totals of the portfolio do.

    Args:
        world: What was known.
        one: The sum.
        currency: Code of the currency.
        year: Of one year, ``all``, or ``undated``.
        provider: Of one provider; of all when empty.

    Raises:
        UsageError: There is no such currency.
    """
    whole = one.of(year, provider)
    if one.currency == currency:
        return _as_it_is(whole.amount, currency, whole.reason)
    if currency == DOLLAR:
        return _as_it_is(whole.usd, currency, whole.reason_usd, NO_AMOUNT if whole.amount is None else NO_RATE)
    years = (*one.years, None) if year == ALL else (None if year == "undated" else year,)
    dollars = {number: one.of("undated" if number is None else number, provider).usd for number in years}
    known = {number: usd for number, usd in dollars.items() if usd is not None}
    if not known or None in known:
        why = NO_YEAR if known else NO_AMOUNT if whole.amount is None else NO_RATE
        return Reckoned(None, currency, "unknown", why)
    each = [in_currency(world, usd, number, currency) for number, usd in known.items()]
    lacking = next((made for made in each if made.value is None), None)
    if lacking is not None:
        # Some years alone would pass for all of them.
        return Reckoned(None, currency, "unknown", lacking.reason)
    reasons = dict.fromkeys(said for said in (whole.reason_usd, *(made.reason for made in each)) if said)
    return Reckoned(
        value=added(made.value for made in each if made.value is not None),
        currency=currency,
        status="estimated" if reasons else "reported",
        reason="; ".join(reasons),
        rates=tuple(made.rate for made in each),
    )


def _as_it_is(value: Decimal | None, currency: str, reason: str, nothing: str = NO_AMOUNT) -> Reckoned:
    if value is None:
        return Reckoned(None, currency, "unknown", nothing)
    return Reckoned(value, currency, "estimated" if reason else "reported", reason)
