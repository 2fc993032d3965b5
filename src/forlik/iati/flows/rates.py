"""Exchange rates: the monthly mean of the European Central Bank's daily rates, else the IMF's annual averages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import BadInput
from forlik.iati.flows.millionths import exact, rounded_half_even

ECB, IMF = "ecb_rates__daily", "imf_rates__annual"
EURO, DOLLAR = "EUR", "USD"
DIGITS = 18
"""Digits after the point of a rate; an amount is converted by the rate so rounded, so that anyone can do it again."""
SCALE = 10**DIGITS
CLOSE = Fraction(101, 100)
"""Averages of one currency that several countries report may differ by this much; further apart none is used."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate and where it comes from.

    Args:
        number: Units of the currency asked for per unit of the other, times ``SCALE``, rounded half to even.
        period: Month ``YYYY-MM`` or year ``YYYY``.
        source: Table it is from.
        rule: ``ecb_month``, ``imf_year`` or ``same_currency``.
    """

    number: int
    period: str | None
    source: str | None
    rule: str

    @property
    def value(self) -> Decimal:
        """The rate itself."""
        return exact(self.number, DIGITS)


SAME = Rate(SCALE, None, None, "same_currency")


@dataclass(frozen=True, slots=True)
class Rates:
    """What currencies were worth.

    Args:
        months: (currency, ``YYYY-MM``) → mean units per euro.
        years: (currency, year) → mean units per US dollar.
        refused: (currency, year) that several countries report too differently.
    """

    months: Mapping[tuple[str, str], Fraction] = field(default_factory=dict)
    years: Mapping[tuple[str, int], Fraction] = field(default_factory=dict)
    refused: frozenset[tuple[str, int]] = frozenset()

    @classmethod
    def of(cls, ecb_daily: pa.Table | None = None, imf_annual: pa.Table | None = None) -> "Rates":
        """Rates from tables.

        Args:
            ecb_daily: ``ecb_rates__daily``: ``currency``, ``day``, ``rate`` in units per euro.
            imf_annual: ``imf_rates__annual``: ``currency``, ``year``, ``rate_per_usd``; a currency may stand several
                times in a year. If the largest is within 1 % of the smallest, the lower median is taken, else none.

        Raises:
            BadInput: A rate is 0 or below.
        """
        years, refused = _years(imf_annual) if imf_annual is not None else ({}, frozenset())
        return cls(_months(ecb_daily) if ecb_daily is not None else {}, years, refused)

    def rate(self, own: str, asked: str, day: date) -> Rate | None:
        """The rate of one currency in another at a day.

        The mean over the day's month, where the European Central Bank has both currencies then, crossed through the
        euro; else the mean over its year by the IMF, crossed through the dollar; the two are never mixed.

        Args:
            own: Currency of the amount.
            asked: Currency wanted.
            day: The day.

        Returns:
            The rate, or ``None`` when none is known.
        """
        if own == asked:
            return SAME
        month = f"{day.year:04}-{day.month:02}"
        if (own, month) in self.months and (asked, month) in self.months:
            return Rate(_scaled(self.months[asked, month] / self.months[own, month]), month, ECB, "ecb_month")
        if (own, day.year) in self.years and (asked, day.year) in self.years:
            ratio = self.years[asked, day.year] / self.years[own, day.year]
            return Rate(_scaled(ratio), f"{day.year:04}", IMF, "imf_year")
        return None


def _scaled(ratio: Fraction) -> int:
    return rounded_half_even(ratio.numerator * SCALE, ratio.denominator)


def converted(amount: int, rate: Rate) -> int:
    """An amount in millionths at a rate, rounded half to even."""
    return rounded_half_even(amount * rate.number, SCALE)


def _months(table: pa.Table) -> Mapping[tuple[str, str], Fraction]:
    named = pa.table(
        {"currency": table["currency"], "month": pc.strftime(table["day"], format="%Y-%m"), "rate": table["rate"]}
    )
    _positive(named["currency"], named["rate"], ECB)
    means = named.group_by(["currency", "month"]).aggregate([("rate", "sum"), ("rate", "count")])
    found = {
        (row["currency"], row["month"]): Fraction(row["rate_sum"]) / row["rate_count"] for row in means.to_pylist()
    }
    return found | {(EURO, month): Fraction(1) for _, month in found}


def _years(table: pa.Table) -> tuple[Mapping[tuple[str, int], Fraction], frozenset[tuple[str, int]]]:
    _positive(table["currency"], table["rate_per_usd"], IMF)
    reported: dict[tuple[str, int], list[Fraction]] = {}
    columns: Iterable[tuple[Any, ...]] = zip(
        *(table[name].to_pylist() for name in ("currency", "year", "rate_per_usd")), strict=True
    )
    for currency, year, rate in columns:
        reported.setdefault((currency, year), []).append(Fraction(rate))
    agreed = {key: sorted(rates) for key, rates in reported.items() if max(rates) <= min(rates) * CLOSE}
    found = {key: rates[(len(rates) - 1) // 2] for key, rates in agreed.items()}
    return found | {(DOLLAR, year): Fraction(1) for _, year in found}, frozenset(set(reported) - set(agreed))


def _positive(currencies: pa.ChunkedArray, rates: pa.ChunkedArray, name: str) -> None:
    wrong = pc.fill_null(pc.less_equal(rates, pa.scalar(0, rates.type)), True)
    if pc.any(wrong).as_py():
        which = currencies.filter(wrong)[0].as_py()
        raise BadInput(f"a rate of {which} is not above 0", file=name, field="rate")
