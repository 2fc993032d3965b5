"""Watch: where deaths from violence have risen most, in the last twelve known months against the twelve before."""

from collections.abc import Mapping
from dataclasses import dataclass

from forlik.core.errors import NoData
from forlik.core.measure import WORLD
from forlik.core.table import Table
from forlik.world import World

MEASURES = ("deaths_all_violence_monthly", "deaths_state_based_monthly")
"""The first that is known is used: the one that reaches furthest towards today."""
YEAR = 12


@dataclass(frozen=True, slots=True)
class Rising:
    """One place: deaths in the last twelve known months, in the twelve before, and the change."""

    country: str
    country_iso3: str
    now: int
    before: int
    change: int
    months: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Places in the order of their change.

    Args:
        measure: The measure compared.
        last_month: The newest month known, ``YYYY-MM``.
        rows: The places, worst first.
        remarks: What a reader must mind.
        table: The months behind it, for export and citation.
    """

    measure: str
    last_month: str
    rows: tuple[Rising, ...]
    remarks: tuple[str, ...]
    table: Table


def rising(world: World, top: int = 20) -> Ranking:
    """Rank places by how much deaths have risen.

    Args:
        world: What was known.
        top: How many places at most; places without a rise are left out.

    Raises:
        NoData: No monthly deaths were known on that day.
    """
    table = _months(world)
    by_place: dict[str, dict[int, int]] = {}
    names: dict[str, str] = {}
    for row in table.rows():
        if row["country_iso3"] != WORLD and row["value"] is not None:
            count = row["year"] * YEAR + row["month"] - 1
            by_place.setdefault(row["country_iso3"], {})[count] = int(row["value"])
            names[row["country_iso3"]] = row["country"]
    last = max(month for months in by_place.values() for month in months)
    ranked = sorted(
        (_place(names[iso3], iso3, months, last) for iso3, months in by_place.items()),
        key=lambda row: (-row.change, row.country),
    )
    return Ranking(
        measure=table.manifest.what,
        last_month=_name(last),
        rows=tuple(row for row in ranked if row.change > 0)[:top],
        remarks=(
            f"Twelve months to {_name(last)} against the twelve before; the newest months are provisional.",
            "Not a measure of record: it shows where things moved. Never a ground for asylum, targeting or sanctions.",
        ),
        table=table,
    )


def _months(world: World) -> Table:
    tables = []
    for name in MEASURES:
        try:
            tables.append(world.measure(name))
        except NoData:
            continue
    if not tables:
        raise NoData(
            f"no monthly deaths were known on {world.day}",
            remedy="`forlik import` or `forlik sync` ucdp_candidate, views or ucdp_months",
        )
    return max(tables, key=_reach)


def _reach(table: Table) -> int:
    return max((row["year"] * YEAR + row["month"] for row in table.rows()), default=0)


def _place(name: str, iso3: str, months: Mapping[int, int], last: int) -> Rising:
    now = sum(months.get(month, 0) for month in range(last - YEAR + 1, last + 1))
    before = sum(months.get(month, 0) for month in range(last - 2 * YEAR + 1, last - YEAR + 1))
    shown = tuple((_name(month), months.get(month, 0)) for month in range(last - 2 * YEAR + 1, last + 1))
    return Rising(name, iso3, now, before, now - before, shown)


def _name(month: int) -> str:
    return f"{month // YEAR}-{month % YEAR + 1:02d}"
