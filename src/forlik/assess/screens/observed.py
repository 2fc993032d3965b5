"""What a world has on the indicators of a question: of each place the newest figure, with what it stands on."""

import math
import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from forlik import places
from forlik.assess.screens.question import Change, Indicator, Per
from forlik.cells import counted_under, why_nothing
from forlik.core.days import end_of_precision, period_of
from forlik.core.errors import NoData, UsageError
from forlik.core.figure import Basis, Figure
from forlik.core.measure import WORLD, Measure
from forlik.core.warnings import ForlikWarning
from forlik.discover import measure
from forlik.store.results import Period
from forlik.world import World

YEAR_DAYS = 365.25
MONTHS = 12
YEARS_BESIDE = 5
"""By how many years the figure that another is divided by may be older."""
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Series:
    """A measure as a world has it.

    Args:
        what: The measure.
        method: Number of the method in force.
        adopted: Day from which that method is in use.
        by_place: Code → period → its row, known values only.
        sources: What the figures stand on.
        why: Why there is none at all; empty where there is.
        told: What the measure itself says of a place of which there is none.
    """

    what: Measure
    method: int
    adopted: date
    by_place: Mapping[str, Mapping[Period, Row]]
    sources: tuple[Basis, ...]
    why: str = ""
    told: Callable[[str], str] | None = None

    def newest(self, iso3: str) -> tuple[Period, Row] | None:
        """The newest figure of a place; nothing where there is none."""
        periods = self.by_place.get(iso3)
        if not periods:
            return None
        period = max(periods, key=_ordered)
        return period, periods[period]

    def figure(self, row: Row) -> Figure:
        """A row as a figure that can be printed, cited and opened."""
        return Figure(
            measure=self.what.name,
            label=self.what.title,
            country=row["country"],
            country_iso3=row["country_iso3"],
            period=period_of(row["year"], row["month"]),
            value=self.short(row["value"]),
            unit=self.what.unit,
            status=row["status"],
            reason=row["reason"],
            low=self.short(row["low"]),
            high=self.short(row["high"]),
            basis=next((one for one in self.sources if one.number == row["basis"]), None),
        )

    def short(self, value: Decimal | None) -> Decimal | None:
        """A value with as many decimals as the measure is stated with."""
        if value is None or not value.is_finite():
            return value
        return value.quantize(Decimal(1).scaleb(-self.what.digits))

    def none_of(self, iso3: str) -> str:
        """Why there is no figure of a place."""
        if whole := counted_under(self.what).get(iso3):
            return (
                f"its sources count {places.by_code('iso3', iso3).name()} under {places.by_code('iso3', whole).name()}"
            )
        return self.why or (self.told(iso3) if self.told else "no figure")


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of one indicator of one place.

    Args:
        value: In the unit after division or as a change, before any transformation; nothing where unknown.
        figures: The figures behind it, the newest first; of a division what it was divided by last. What is added up
            over months is one figure, whose period is the first and the last of them, ``2025-06/2026-05``.
        age: Years since the end of its period; nothing where unknown.
        reason: Why it is unknown; empty otherwise.
        bounds: The publisher's own lowest and highest, in the unit of the value; nothing where none are published.
    """

    value: float | None
    figures: tuple[Figure, ...] = ()
    age: float | None = None
    reason: str = ""
    bounds: tuple[float, float] | None = None

    @property
    def period(self) -> str:
        """The period of its newest figure, of several months the last; empty where unknown."""
        return self.figures[0].period.rpartition("/")[2] if self.figures else ""


def read(world: World, names: Iterable[str]) -> dict[str, Series]:
    """Some measures of a world. One of which nothing was known is a series without figures, with its reason."""
    return {name: _series(world, name) for name in dict.fromkeys(names)}


def _series(world: World, name: str) -> Series:
    what = measure(name)
    method = what.method_on(world.day)
    try:
        with warnings.catch_warnings():
            # How old a figure may be is said by the question, figure by figure.
            warnings.simplefilter("ignore", ForlikWarning)
            table = world.measure(name)
    except NoData as error:
        return Series(what, method.number, method.adopted, {}, (), error.what)
    by_place: dict[str, dict[Period, Row]] = {}
    for row in table.rows():
        if row["value"] is not None and row["country_iso3"] != WORLD:
            by_place.setdefault(row["country_iso3"], {})[row["year"], row["month"]] = row
    return Series(
        what,
        method.number,
        method.adopted,
        by_place,
        table.manifest.sources,
        told=lambda iso3: why_nothing(world.then, what, iso3)[0],
    )


def seen(one: Indicator, iso3: str, series: Mapping[str, Series], day: date) -> Seen:
    """What is known of an indicator of a place on a day.

    Args:
        one: The indicator.
        iso3: Code of the place.
        series: The measures that the question names.
        day: The day, from which ages are counted.

    Raises:
        UsageError: The measure has another unit than the indicator.
    """
    of = series[one.measure]
    if of.what.unit != one.unit:
        raise UsageError(
            f"the measure “{one.measure}” is in {of.what.unit}, not in {one.unit}",
            where=one.measure,
            remedy="a new version of the question must take it in its unit",
        )
    found = _changed(of, iso3, one.change) if one.change else _level(of, iso3)
    if one.per and found.value is not None:
        found = _divided(found, one.per, iso3, series[one.per.measure])
    if found.value is None:
        return found
    if not math.isfinite(found.value):
        return Seen(None, found.figures, None, "the figure is no finite number")
    age = max(0.0, (day - end_of_precision(found.period).date()).days / YEAR_DAYS)
    if age >= 2 * one.max_age:
        return Seen(None, found.figures, age, f"stale: the newest figure is of {found.period}")
    return Seen(found.value, found.figures, age, bounds=found.bounds)


def _level(of: Series, iso3: str) -> Seen:
    newest = of.newest(iso3)
    if newest is None:
        return Seen(None, reason=of.none_of(iso3))
    row = newest[1]
    low, high = row["low"], row["high"]
    told = low is not None and high is not None and low <= row["value"] <= high
    return Seen(float(row["value"]), (of.figure(row),), bounds=(float(low), float(high)) if told else None)


def _divided(found: Seen, per: Per, iso3: str, by: Series) -> Seen:
    """The quotient; by the figure of the same year, else of the newest before it, else of the oldest after it."""
    year = int(found.period[:4])
    figures = {period[0]: row for period, row in sorted(by.by_place.get(iso3, {}).items(), key=lambda one: one[0][0])}
    near = [one for one in figures if abs(one - year) <= YEARS_BESIDE]
    if not near:
        return Seen(None, found.figures, None, f"{by.what.title.lower()}: {by.why or 'no figure near that year'}")
    before = [one for one in near if one <= year]
    row = figures[max(before) if before else min(near)]
    figure = by.figure(row)
    size = float(row["value"])
    if math.isfinite(size) and size <= 0:
        return Seen(None, (*found.figures, figure), None, f"{by.what.title.lower()} is 0")
    bounds = (found.bounds[0] / size * per.times, found.bounds[1] / size * per.times) if found.bounds else None
    return Seen((found.value or 0.0) / size * per.times, (*found.figures, figure), bounds=bounds)


def _changed(of: Series, iso3: str, change: Change) -> Seen:
    """The change over twelve months: of a year against the year before, of twelve months against the twelve before."""
    newest = of.newest(iso3)
    if newest is None:
        return Seen(None, reason=of.none_of(iso3))
    periods, (last, row) = of.by_place[iso3], newest
    span = 1 if last[1] is None else MONTHS
    now, before = (_sum(periods, last, begin, span) for begin in (0, span))
    if now is None or before is None:
        return Seen(None, (of.figure(row),), None, "not known for the whole of the twelve months and the twelve before")
    figures = (_summed(of, periods, last, span, now), _summed(of, periods, _back(last, span), span, before))
    if change.how == "difference":
        return Seen(float(now - before), figures)
    quotient = (float(now) + change.plus, float(before) + change.plus)
    if min(quotient) <= 0:
        return Seen(None, figures, None, "there is no ratio to none")
    return Seen(math.log10(quotient[0] / quotient[1]), figures)


def _summed(of: Series, periods: Mapping[Period, Row], last: Period, span: int, total: Decimal) -> Figure:
    """What was added up, as a figure over all of it that stands on what the last of it stands on."""
    newest = of.figure(periods[last])
    if span == 1:
        return newest
    rows = [periods[_back(last, steps)] for steps in range(span)]
    return replace(
        newest,
        period=f"{period_of(*_back(last, span - 1))}/{newest.period}",
        value=of.short(total),
        status="estimated" if any(row["status"] == "estimated" for row in rows) else newest.status,
        reason="",
        low=None,
        high=None,
    )


def _sum(periods: Mapping[Period, Row], last: Period, begin: int, span: int) -> Decimal | None:
    rows = [periods.get(_back(last, steps)) for steps in range(begin, begin + span)]
    known = [row["value"] for row in rows if row is not None]
    return sum(known, Decimal(0)) if len(known) == span else None


def _back(period: Period, steps: int) -> Period:
    year, month = period
    if month is None:
        return year - steps, None
    count = year * MONTHS + month - 1 - steps
    return count // MONTHS, count % MONTHS + 1


def _ordered(period: Period) -> tuple[int, int]:
    return period[0], period[1] or 0
