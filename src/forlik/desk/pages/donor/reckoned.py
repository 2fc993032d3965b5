"""In which currency a donor is shown beside US dollars, by which rate, and what an amount is in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from forlik.core.figure import Basis, Figure
from forlik.desk.portfolio import CURRENCIES, stated
from forlik.desk.question import Question
from forlik.places import Place
from forlik.portfolio.currency import PRICE_BASIS, YearRate, currency_named, in_currency, yearly_rate
from forlik.portfolio.donor import own_currency
from forlik.portfolio.overview import whole_units

DOLLAR = "USD"


@dataclass(frozen=True, slots=True)
class Beside:
    """The currency beside US dollars.

    Args:
        asked: The question.
        currency: Code of the currency; the dollar where none stands beside it.
        own: The currency in which the donor reckons; empty where it is not said.
        year: The year of the page.
    """

    asked: Question
    currency: str
    own: str
    year: int

    @property
    def shown(self) -> bool:
        """Whether another currency stands beside the dollar."""
        return self.currency != DOLLAR

    @property
    def offered(self) -> tuple[str, ...]:
        """The currencies to choose from: the dollar, the donor's own, and those that are offered everywhere."""
        return tuple(dict.fromkeys(one for one in (DOLLAR, self.own, *CURRENCIES, self.currency) if one))

    @property
    def rate(self) -> YearRate:
        """The rate of the year."""
        return yearly_rate(self.asked.world, DOLLAR, self.currency, self.year)

    @property
    def year_text(self) -> str:
        """The year as text."""
        return str(self.year)

    @property
    def bases(self) -> tuple[Basis, ...]:
        """Where the rate comes from; nothing where none is used."""
        return self.rate.bases if self.shown else ()

    def figure(self, usd: Decimal | None, year: int) -> Figure | None:
        """An amount of a year in the currency, in whole units; nothing where only dollars are shown or none is known.

        Args:
            usd: US dollars.
            year: The year.
        """
        if not self.shown or usd is None:
            return None
        made = in_currency(self.asked.world, usd, year, self.currency)
        return stated("", None if made.value is None else whole_units(made.value), self.currency, year, made.reason)

    def columns(self, usd: Decimal | None) -> dict[str, Any]:
        """The columns of the download that say an amount in the currency."""
        rate = self.rate
        made = in_currency(self.asked.world, usd, self.year, self.currency)
        return {
            "amount": made.value,
            "currency": self.currency,
            "rate": rate.value,
            "rate_rule": rate.rule or None,
            "rate_period": rate.period or None,
            "rate_reason": rate.reason or None,
            "price_basis": PRICE_BASIS.text,
        }


def beside(asked: Question, place: Place, year: int | None, years: Sequence[int]) -> Beside:
    """The currency that is asked for; where none is, the donor's own.

    Args:
        asked: The question.
        place: Who gives.
        year: The year of the page; of a donor without one the newest of ``years``, else that of the page's day.
        years: Years of which something is told.

    Raises:
        UsageError: There is no such currency.
    """
    spoken = year if year is not None else max(years, default=asked.day.year)
    own = own_currency(place, spoken) or ""
    named = asked.given.get("currency", "").strip()
    return Beside(asked, currency_named(named) if named else own or DOLLAR, own, spoken)
