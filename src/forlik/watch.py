"""Watch: where deaths from violence have risen most, in the last twelve known months against the twelve before."""

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from forlik import places
from forlik.cells import counted_under
from forlik.core.days import period_of
from forlik.core.errors import NoData, UsageError
from forlik.core.figure import Figure, Status, made_of
from forlik.core.measure import WORLD, Measure
from forlik.core.table import Table
from forlik.core.warnings import ForlikWarning
from forlik.discover import measure
from forlik.world import World

MEASURES = ("deaths_all_violence_monthly", "deaths_state_based_monthly")
"""The first that is known is used: the one that reaches furthest towards today."""
YEAR = 12
REMEDY = "`forlik import` or `forlik sync` ucdp_candidate, views or ucdp_months"
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Rising:
    """One place: deaths in the last twelve months, in the twelve before, and the change.

    Args:
        country: Its name.
        country_iso3: Its code.
        now: Deaths in the last twelve months.
        before: Deaths in the twelve before.
        change: The difference.
        low: Lower bound of ``now``, where every month with deaths has one.
        high: Upper bound of ``now``, likewise.
        months: The twenty-four months, ``YYYY-MM``, and their deaths.
        status: ``estimated`` when any of the months is.
        basis: Number of what the last month stands on.
    """

    country: str
    country_iso3: str
    now: int
    before: int
    change: int
    low: int | None
    high: int | None
    months: tuple[tuple[str, int], ...]
    status: Status
    basis: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """Places in the order of their change.

    Args:
        measure: The measure compared.
        last_month: The last month compared, ``YYYY-MM``.
        months: The months that can be asked for, newest first.
        rows: The places that have seen a rise, worst first.
        still: Codes of the places known in all twenty-four months that have not.
        remarks: What a reader must mind.
        table: The months behind it, for export and citation.
    """

    measure: str
    last_month: str
    months: tuple[str, ...]
    rows: tuple[Rising, ...]
    still: tuple[str, ...]
    remarks: tuple[str, ...]
    table: Table

    def figure(self, row: Rising, of: Literal["now", "before", "change"]) -> Figure:
        """One number of a place as a figure, with its months, status and source."""
        what = measure(self.measure)
        months = {"now": row.months[YEAR:], "before": row.months[:YEAR], "change": row.months}[of]
        bounded = of == "now" and row.low is not None and row.high is not None
        return Figure(
            measure=what.name,
            label=what.title,
            country=row.country,
            country_iso3=row.country_iso3,
            period=f"{months[0][0]} to {months[-1][0]}",
            value=Decimal({"now": row.now, "before": row.before, "change": row.change}[of]),
            unit=what.unit,
            status=row.status,
            low=Decimal(row.low or 0) if bounded else None,
            high=Decimal(row.high or 0) if bounded else None,
            basis=next((one for one in self.table.manifest.sources if one.number == row.basis), None),
        )


def rising(world: World, top: int = 20, until: str = "") -> Ranking:
    """Rank places by how much deaths have risen.

    A place is compared only when all of its twenty-four months are known: an unknown month is not one without deaths.

    Args:
        world: What was known.
        top: How many places at most; places without a rise are left out.
        until: The last month to compare, ``YYYY-MM``; the newest known when empty.

    Raises:
        NoData: No monthly deaths were known on that day.
        UsageError: No place is known for the twenty-four months until then, or it is no month.
    """
    compared = _compared(world)
    by_place, whole_until = compared.by_place, compared.whole_until
    last = _until(until, whole_until) if until else max(whole_until)
    if not until:
        for said in compared.said:
            warnings.warn(said.message, stacklevel=2)
    table = compared.table
    span = range(last - 2 * YEAR + 1, last + 1)
    whole = {iso3: [months[month] for month in span] for iso3, months in by_place.items() if months.keys() >= set(span)}
    ranked = sorted((_place(months) for months in whole.values()), key=lambda row: (-row.change, row.country))
    return Ranking(
        measure=table.manifest.what,
        last_month=_name(last),
        months=tuple(_name(month) for month in sorted(whole_until, reverse=True)),
        rows=tuple(row for row in ranked if row.change > 0)[:top],
        still=tuple(row.country_iso3 for row in ranked if row.change <= 0),
        remarks=(
            f"Twelve months to {_name(last)} against the twelve before; the newest months are provisional.",
            measure(table.manifest.what).notes,
            *_parts(measure(table.manifest.what)),
            "Not a measure of record: it shows where things moved. Never a ground for asylum, targeting or sanctions.",
        ),
        table=table,
    )


def twelve_and_before(last: str) -> tuple[str, str]:
    """The twelve months up to one, and the twelve before them, each as ``YYYY-MM/YYYY-MM``.

    Args:
        last: The last month, ``YYYY-MM``.
    """
    ends = (_count(last), _count(last) - YEAR)
    now, before = (f"{_name(end - YEAR + 1)}/{_name(end)}" for end in ends)
    return now, before


def added_up(world: World, name: str, iso3: str, span: str) -> Figure:
    """The deaths of some months in one place as one figure, which stands on what its months stand on.

    Args:
        world: What was known.
        name: One of ``MEASURES``: what is counted at the end of each month adds up to nothing.
        iso3: Code of the place.
        span: First and last month, ``YYYY-MM/YYYY-MM``.

    Raises:
        UsageError: The measure is none of these, or the months are none.
        NoData: Not every one of the months is known.
    """
    first, _, last = span.partition("/")
    if name not in MEASURES or not (MONTH.fullmatch(first) and MONTH.fullmatch(last)):
        raise UsageError(f"“{span}” of {name} is no sum of months", remedy="period=2025-06/2026-05 of monthly deaths")
    what = measure(name)
    with warnings.catch_warnings():
        # How old it is, its months say.
        warnings.simplefilter("ignore", ForlikWarning)
        table = world.measure(name, iso3, start=first, end=last)
    rows = list(table.rows())
    if len(rows) != _count(last) - _count(first) + 1 or any(row["value"] is None for row in rows):
        raise NoData(f"not every month of {span} is known of {iso3}", remedy=REMEDY)
    found = _sum(rows)
    figure = Figure(
        measure=name,
        label=what.title,
        country=rows[-1]["country"],
        country_iso3=iso3,
        period=span,
        value=Decimal(found.deaths),
        unit=what.unit,
        status=found.status,
        low=None if found.low is None else Decimal(found.low),
        high=None if found.high is None else Decimal(found.high),
    )
    used = {row["basis"] for row in rows}
    return made_of(figure, (one for one in table.manifest.sources if one.number in used))


@dataclass(frozen=True, slots=True)
class Compared:
    """A table of monthly deaths that can be compared.

    Args:
        table: The table.
        by_place: Place → month (counted from the year 0) → row; known months only.
        whole_until: Months up to which some place is known for twenty-four in a row.
        said: The warnings that came with the table.
    """

    table: Table
    by_place: Mapping[str, Mapping[int, Mapping[str, Any]]]
    whole_until: frozenset[int]
    said: tuple[warnings.WarningMessage, ...]


def _compared(world: World) -> Compared:
    """The table that can be compared furthest towards today.

    Raises:
        NoData: There is none.
    """
    found = []
    for name in MEASURES:
        with warnings.catch_warnings(record=True) as said:
            # Only the table that is shown is warned of.
            warnings.simplefilter("always")
            try:
                table = world.measure(name)
            except NoData:
                continue
        by_place: dict[str, dict[int, Mapping[str, Any]]] = {}
        for row in table.rows():
            if row["country_iso3"] != WORLD and row["value"] is not None:
                by_place.setdefault(row["country_iso3"], {})[row["year"] * YEAR + row["month"] - 1] = row
        found.append(Compared(table, by_place, frozenset(_whole_until(by_place.values())), tuple(said)))
    if not found:
        raise NoData(f"no monthly deaths were known on {world.day}", remedy=REMEDY)
    furthest = max(found, key=lambda one: max(one.whole_until, default=0))
    if not furthest.whole_until:
        raise NoData(f"no place was known for twenty-four months in a row on {world.day}", remedy=REMEDY)
    return furthest


def _whole_until(courses: Iterable[Mapping[int, Any]]) -> Iterator[int]:
    for months in courses:
        run, before = 0, -1
        for month in sorted(months):
            run = run + 1 if month == before + 1 else 1
            before = month
            if run >= 2 * YEAR:
                yield month


def _parts(what: Measure) -> Iterator[str]:
    for part, whole in counted_under(what).items():
        yield f"{places.by_code('iso3', part).name()} is counted under {places.by_code('iso3', whole).name()}."


def _place(months: Sequence[Mapping[str, Any]]) -> Rising:
    before, now = _sum(months[:YEAR]), _sum(months[YEAR:])
    return Rising(
        country=months[-1]["country"],
        country_iso3=months[-1]["country_iso3"],
        now=now.deaths,
        before=before.deaths,
        change=now.deaths - before.deaths,
        low=now.low,
        high=now.high,
        status="estimated" if "estimated" in (now.status, before.status) else "reported",
        basis=months[-1]["basis"],
        months=tuple((period_of(row["year"], row["month"]), int(row["value"])) for row in months),
    )


@dataclass(frozen=True, slots=True)
class _Sum:
    deaths: int
    low: int | None
    high: int | None
    status: Status


def _sum(months: Sequence[Mapping[str, Any]]) -> _Sum:
    """The deaths of some known months; with bounds where every month with deaths has both."""
    deadly = [row for row in months if row["value"]]
    bounded = bool(deadly) and all(row["low"] is not None and row["high"] is not None for row in deadly)
    return _Sum(
        deaths=sum(int(row["value"]) for row in months),
        low=sum(int(row["low"]) for row in deadly) if bounded else None,
        high=sum(int(row["high"]) for row in deadly) if bounded else None,
        status="estimated" if any(row["status"] == "estimated" for row in months) else "reported",
    )


def _until(stated: str, whole_until: frozenset[int]) -> int:
    if not MONTH.fullmatch(stated):
        raise UsageError(f"“{stated}” is no month", remedy="write 2024-03")
    month = _count(stated)
    if month not in whole_until:
        raise UsageError(
            f"no place is known for the twenty-four months until {stated}",
            remedy=f"ask for a month from {_name(min(whole_until))} to {_name(max(whole_until))}",
        )
    return month


def _count(month: str) -> int:
    return int(month[:4]) * YEAR + int(month[5:]) - 1


def _name(month: int) -> str:
    return period_of(month // YEAR, month % YEAR + 1)
