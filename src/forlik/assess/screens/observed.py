"""What a world has on the indicators of a question: of each place the newest figure, with what it stands on."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import cast

from forlik import places
from forlik.assess.screens.question import Change, Indicator, Per
from forlik.cells import behind, cells, counted_under, why_nothing
from forlik.core.age import years_since
from forlik.core.days import period_of
from forlik.core.errors import UsageError
from forlik.core.figure import Basis, Figure, Status
from forlik.core.measure import WORLD, Measure
from forlik.discover import measure
from forlik.store.results import Cell, Period
from forlik.world import World

MONTHS = 12
YEARS_BESIDE = 5
"""By how many years the figure that another is divided by may be older."""


@dataclass(frozen=True, slots=True)
class Series:
    """A measure as a world has it.

    Args:
        what: The measure.
        method: Number of the method in force.
        adopted: Day from which that method is in use.
        by_place: Code → period → its cell, known values only; a cell belongs to the world, and is not held twice.
        sources: What the figures stand on.
        why: Why there is none at all; empty where there is.
        told: What the measure itself says of a place of which there is none.
    """

    what: Measure
    method: int
    adopted: date
    by_place: Mapping[str, Mapping[Period, Cell]]
    sources: tuple[Basis, ...]
    why: str = ""
    told: Callable[[str], str] | None = None

    def newest(self, iso3: str) -> Period | None:
        """The newest period of which there is a figure of a place; nothing where there is none."""
        return max(self.by_place.get(iso3, ()), key=_ordered, default=None)

    def figure(self, iso3: str, period: Period) -> Figure:
        """The figure of a place and a period, as it can be printed, cited and opened."""
        cell = self.by_place[iso3][period]
        return Figure(
            measure=self.what.name,
            label=self.what.title,
            country=places.by_code("iso3", iso3).name(),
            country_iso3=iso3,
            period=period_of(*period),
            value=self.short(cell.value),
            unit=self.what.unit,
            status=cast("Status", cell.status),
            low=self.short(cell.low),
            high=self.short(cell.high),
            basis=next((one for one in self.sources if one.number == cell.basis), None),
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
    # As `world.measure` gives them, but for the rows, which would be made for every period that is never looked at.
    found = cells(world.then, what, None)
    if not any(found.values()):
        return Series(what, method.number, method.adopted, {}, (), why_nothing(world.then, what, None)[0])
    used = {cell.basis for periods in found.values() for cell in periods.values()}
    spoken = {(iso3, year) for iso3, periods in found.items() for year, _ in periods}
    return Series(
        what,
        method.number,
        method.adopted,
        _known(found),
        tuple(world.then.bases[number] for number in sorted(behind(world.then, what, used, spoken))),
        told=lambda iso3: why_nothing(world.then, what, iso3)[0],
    )


def _known(found: Mapping[str, Mapping[Period, Cell]]) -> dict[str, dict[Period, Cell]]:
    """Of each place the periods that have a value; places without any are left out."""
    known = {
        iso3: {period: cell for period, cell in periods.items() if cell.value is not None}
        for iso3, periods in found.items()
        if iso3 != WORLD
    }
    return {iso3: periods for iso3, periods in known.items() if periods}


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
    age = max(0.0, years_since(found.period, day))
    if age >= 2 * one.max_age:
        return Seen(None, found.figures, age, f"stale: the newest figure is of {found.period}")
    return Seen(found.value, found.figures, age, bounds=found.bounds)


def _level(of: Series, iso3: str) -> Seen:
    newest = of.newest(iso3)
    if newest is None:
        return Seen(None, reason=of.none_of(iso3))
    value, low, high, *_ = of.by_place[iso3][newest]
    told = low is not None and high is not None and low <= value <= high
    return Seen(float(value), (of.figure(iso3, newest),), bounds=(float(low), float(high)) if told else None)


def _divided(found: Seen, per: Per, iso3: str, by: Series) -> Seen:
    """The quotient; by the figure of the same year, else of the newest before it, else of the oldest after it."""
    year = int(found.period[:4])
    periods = {period[0]: period for period in sorted(by.by_place.get(iso3, ()), key=_ordered)}
    near = [one for one in periods if abs(one - year) <= YEARS_BESIDE]
    if not near:
        return Seen(None, found.figures, None, f"{by.what.title.lower()}: {by.why or 'no figure near that year'}")
    before = [one for one in near if one <= year]
    period = periods[max(before) if before else min(near)]
    figure = by.figure(iso3, period)
    size = float(by.by_place[iso3][period].value)
    if math.isfinite(size) and size <= 0:
        return Seen(None, (*found.figures, figure), None, f"{by.what.title.lower()} is 0")
    bounds = (found.bounds[0] / size * per.times, found.bounds[1] / size * per.times) if found.bounds else None
    return Seen((found.value or 0.0) / size * per.times, (*found.figures, figure), bounds=bounds)


def _changed(of: Series, iso3: str, change: Change) -> Seen:
    """The change over twelve months: of a year against the year before, of twelve months against the twelve before."""
    last = of.newest(iso3)
    if last is None:
        return Seen(None, reason=of.none_of(iso3))
    periods = of.by_place[iso3]
    span = 1 if last[1] is None else MONTHS
    now, before = (_sum(periods, last, begin, span) for begin in (0, span))
    if now is None or before is None:
        return Seen(
            None, (of.figure(iso3, last),), None, "not known for the whole of the twelve months and the twelve before"
        )
    figures = (_summed(of, iso3, last, span, now), _summed(of, iso3, _back(last, span), span, before))
    if change.how == "difference":
        return Seen(float(now - before), figures)
    quotient = (float(now) + change.plus, float(before) + change.plus)
    if min(quotient) <= 0:
        return Seen(None, figures, None, "there is no ratio to none")
    return Seen(math.log10(quotient[0] / quotient[1]), figures)


def _summed(of: Series, iso3: str, last: Period, span: int, total: Decimal) -> Figure:
    """What was added up, as a figure over all of it that stands on what the last of it stands on."""
    newest = of.figure(iso3, last)
    if span == 1:
        return newest
    added = [of.by_place[iso3][_back(last, steps)] for steps in range(span)]
    return replace(
        newest,
        period=f"{period_of(*_back(last, span - 1))}/{newest.period}",
        value=of.short(total),
        status="estimated" if any(cell.status == "estimated" for cell in added) else newest.status,
        reason="",
        low=None,
        high=None,
    )


def _sum(periods: Mapping[Period, Cell], last: Period, begin: int, span: int) -> Decimal | None:
    found = [periods.get(_back(last, steps)) for steps in range(begin, begin + span)]
    known = [cell.value for cell in found if cell is not None]
    return sum(known, Decimal(0)) if len(known) == span else None


def _back(period: Period, steps: int) -> Period:
    year, month = period
    if month is None:
        return year - steps, None
    count = year * MONTHS + month - 1 - steps
    return count // MONTHS, count % MONTHS + 1


def _ordered(period: Period) -> tuple[int, int]:
    return period[0], period[1] or 0
