"""Rows of a measure; and those of every place, each made once, whichever periods are asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any

from forlik import places
from forlik.cells import cells
from forlik.core.figure import Basis
from forlik.core.measure import WORLD, Measure
from forlik.standing import Standing
from forlik.store.results import Cell, Cells, Period

Month = tuple[int, int]
LAST_MEASURE = "rows of every place of the measure asked for last"


@dataclass(frozen=True)
class EveryPlace:
    """A measure of every place.

    Args:
        what: The measure.
        cells: Place → period → cell, places in order.
        bases: Number → where rows come from.
    """

    what: Measure
    cells: Cells
    bases: Mapping[int, Basis] = field(repr=False)

    @cached_property
    def periods(self) -> frozenset[Period]:
        """Every period in which a place has a figure."""
        return frozenset(chain.from_iterable(self.cells.values()))

    @cached_property
    def _orders(self) -> Mapping[str, tuple[list[Period], dict[Period, dict[str, Any]]]]:
        """Place → its periods in order, and those of its rows that were made."""
        return {iso3: (sorted(mine, key=turn), {}) for iso3, mine in self.cells.items()}

    @cached_property
    def _newest(self) -> dict[Period, list[dict[str, Any]]]:
        return {}

    @cached_property
    def _asked(self) -> dict[Period, set[tuple[str, int]]]:
        return {}

    def rows(self, first: Month | None, last: Month | None) -> list[dict[str, Any]]:
        """The rows of some periods, by place and period; they are others' too, and not to be changed.

        Args:
            first: First month; from the beginning when not given.
            last: Last month; to the end when not given.
        """
        wanted = self._wanted(first, last)
        return [
            made[period] if period in made else made.setdefault(period, self._row(iso3, period))
            for iso3, (order, made) in self._orders.items()
            for period in order
            if period in wanted
        ]

    def newest(self, first: Month | None, last: Month | None) -> Iterator[dict[str, Any]]:
        """Of each period and basis the last row: whatever is the latest of its basis is among these few.

        Args:
            first: As for :meth:`rows`.
            last: As for :meth:`rows`.
        """
        for period in self._wanted(first, last):
            if period not in self._newest:
                there = (iso3 for iso3, mine in self.cells.items() if period in mine)
                last_of = {self.cells[iso3][period].basis: iso3 for iso3 in sorted(there)}
                self._newest[period] = [self._row(iso3, period) for iso3 in last_of.values()]
            yield from self._newest[period]

    def asked(self, first: Month | None, last: Month | None) -> set[tuple[str, int]]:
        """Place and year of each row of some periods.

        Args:
            first: As for :meth:`rows`.
            last: As for :meth:`rows`.
        """
        wanted = self._wanted(first, last)
        for period in wanted - self._asked.keys():
            self._asked[period] = {(iso3, period[0]) for iso3, mine in self.cells.items() if period in mine}
        return set().union(*(self._asked[period] for period in wanted))

    def _wanted(self, first: Month | None, last: Month | None) -> frozenset[Period]:
        if first is None and last is None:
            return self.periods
        # Whether a period is within is asked once, and not of every place.
        return frozenset(period for period in self.periods if within(period, first, last))

    def _row(self, iso3: str, period: Period) -> dict[str, Any]:
        cell = self.cells[iso3][period]
        return row(self.what, iso3, period, cell) | {"source": self.bases[cell.basis].source}


def every_place(then: Standing, what: Measure) -> EveryPlace:
    """A measure of every place as known; that of the measure asked for last is kept.

    Args:
        then: What stands.
        what: The measure.
    """
    key = (what.name, what.method_on(then.day).number)
    kept: tuple[object, EveryPlace | None] = then.shared.get(LAST_MEASURE, (None, None))
    if kept[0] == key and kept[1]:
        return kept[1]
    found = EveryPlace(what, cells(then, what, None), then.bases)
    then.shared[LAST_MEASURE] = (key, found)
    return found


def row(what: Measure, iso3: str, period: Period, cell: Cell | None, reason: str = "") -> dict[str, Any]:
    """One row of a measure, without the name of its source.

    Args:
        what: The measure.
        iso3: Code of the place.
        period: Year, and month where there is one.
        cell: What is known; nothing when unknown.
        reason: Why it is unknown.
    """
    value, low, high, status, basis = cell or (None, None, None, "unknown", None)
    return {
        "country": name(iso3),
        "country_iso3": iso3,
        "year": period[0],
        "month": period[1],
        "value": value,
        "low": low,
        "high": high,
        "unit": what.unit,
        "status": status,
        "reason": reason,
        "basis": basis,
    }


@lru_cache(maxsize=1024)
def name(iso3: str) -> str:
    """What a place is called in English."""
    return "World" if iso3 == WORLD else places.by_code("iso3", iso3).name()


def turn(period: Period) -> Month:
    """Where a period stands among others; a year before its months."""
    return period[0], period[1] or 0


def within(period: Period, first: Month | None, last: Month | None) -> bool:
    """Whether a period lies between two months, the whole of it."""
    year, month = period
    begins, ends = (year, month or 1), (year, month or 12)
    return (first is None or begins >= first) and (last is None or ends <= last)
