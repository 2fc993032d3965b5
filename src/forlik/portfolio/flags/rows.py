"""Rows of one place and year, asked of the tables of aid by the rules of the matrix.

The engine is asked short questions, of those files alone that speak of the place, and the rules are applied to the few
rows that come back: a page waits for it, and a long question costs more to put than to answer. What activities have
beside their money is read from their own files: no question is needed to find a few rows by their keys.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from forlik.core.schema import BASIS
from forlik.discover import source
from forlik.portfolio.cube import codes_of, cube
from forlik.portfolio.cube.marking import COUNTED
from forlik.portfolio.cube.versions import losers, paths
from forlik.portfolio.definitions import definition, pillar_of_one
from forlik.world import World

FLOWS, PLANNED, ACTIVITIES = "iati__flows", "iati__planned", "iati__activities"
DEFINITION, PAID, BUDGETED, DISBURSING = "purpose", "paid", "budgeted", "planned"
LOST = "activities of which a later snapshot has another version, for flags"
LEVELS = "the level of each publisher that counts, for flags"
SPEAKING = "snapshots that speak of each country, for flags"
READ = "tables of some snapshots, for flags"
DAC = "1"
"""IATI's vocabulary of the DAC's purpose codes; another's codes can look the same and mean something else."""
WHO = ("activity_key", "basis", "reporting_org_ref", "hierarchy")
ENDS = ("provider_org_ref", "provider_org_name", "receiver_org_ref", "receiver_org_name")
SECTOR = ("sector_vocabulary", "sector_code", "humanitarian")
ABOUT = ("started", "ended")
BESIDE = {
    "iati__activities": ABOUT,
    "iati__participants": ("role_code", "org_ref", "org_name"),
    "iati__locations": ("admin_vocabulary", "admin_level", "admin_code"),
}
"""Table → its columns that figures of flags look at."""
Rows = Sequence[Mapping[str, Any]]
Keys = Collection[tuple[str, int]]


def paid_rows(world: World, iso3: str, year: int) -> Rows:
    """What was paid out for a country in a year; the dollars of the rows add up to the matrix's cell of all pillars.

    Args:
        world: What was known.
        iso3: The country.
        year: The year.

    Returns:
        Rows told apart by activity, giver, receiver and sector, in order: ``WHO``, ``ENDS``, ``purpose``, ``pillar``,
        ``usd`` (nothing where no rate is known), ``flows`` (parts of transactions), ``without_rate`` (those of them
        without an amount in US dollars), and of the activity ``started`` and ``ended``.
    """
    codes = codes_of(PAID)

    def asked(rows: Any) -> Any:
        mine = rows.filter((rows.country_iso3 == iso3) & (rows.year == year) & ~rows.secondary_reporter)
        mine = mine.filter(mine.transaction_type_code.isin(codes))
        return mine.group_by([*WHO, *ENDS, *SECTOR]).aggregate(
            usd=mine.amount_usd.sum(), flows=mine.count(), without_rate=mine.amount_usd.isnull().sum()
        )

    found = _counted(world, _read(world, FLOWS, iso3, asked), {PAID})
    about = {
        (row["activity_key"], row["basis"]): row
        for row in activity_rows(world, ACTIVITIES, {(row["activity_key"], row["basis"]) for row in found}) or ()
    }
    return [_with_pillar(row) | _dates(about.get((row["activity_key"], row["basis"]))) for row in found]


def planned_rows(world: World, iso3: str, year: int) -> Rows | None:
    """What was planned for a country, for periods of which some of a year is part.

    Args:
        world: What was known.
        iso3: The country.
        year: The year.

    Returns:
        Rows with ``activity_key``, ``basis``, ``kind`` (``budget`` or ``planned_disbursement``), ``first``, ``last``
        (day of the period; empty where not stated), ``usd`` (nothing where a rate is missing); ``None`` when no file
        was read for plans. An original budget beside which a revised one of the same period stands is not among them.
    """
    if not world.then.with_table(PLANNED):
        return None
    begins, ends = date(year, 1, 1), date(year, 12, 31)

    def asked(rows: Any) -> Any:
        mine = rows.filter((rows.country_iso3 == iso3) & ~rows.secondary_reporter & ~rows.replaced)
        # One end of a period may say alone that no day of the year is in it, though the other is not stated.
        last = mine.period_end.coalesce(mine.period_start)
        mine = mine.filter(mine.period_start.isnull() | (mine.period_start <= ends))
        mine = mine.filter(last.isnull() | (last >= begins))
        return mine.group_by([*WHO, "kind", "planned_no", "period_start", "period_end"]).aggregate(
            usd=mine.amount_usd.sum(), without_rate=mine.amount_usd.isnull().sum()
        )

    found = _counted(world, _read(world, PLANNED, iso3, asked), {BUDGETED, DISBURSING})
    return [
        {
            "activity_key": row["activity_key"],
            "basis": row["basis"],
            "kind": row["kind"],
            "first": row["period_start"],
            "last": row["period_end"],
            "usd": None if row["without_rate"] else row["usd"],
        }
        for row in found
    ]


def activity_rows(world: World, table: str, keys: Keys) -> Rows | None:
    """Rows of a table that some activities have, those of their own reporters.

    Args:
        world: What was known.
        table: ``iati__activities``, ``iati__participants`` or ``iati__locations``.
        keys: Key and basis of the activities.

    Returns:
        The rows in order, with the columns of ``BESIDE``, ``activity_key`` and ``basis``; ``None`` when no file was
        read for such rows.
    """
    if not world.then.with_table(table):
        return None
    numbers, wanted = {number for _, number in keys}, {key for key, _ in keys}
    held = [one for one in world.then.with_table(table) if one.number in numbers]
    names = source("iati").schemas[table].columns
    beside = [name for name in (*BESIDE[table], "secondary_reporter") if name in names]
    found = []
    for path in paths(world.then, held, table):
        rows = pq.read_table(
            path,
            columns=["activity_key", "basis", *beside],
            filters=[("activity_key", "in", wanted)],
            partitioning=None,
        )
        found += [row for row in rows.to_pylist() if not row.get("secondary_reporter")]
    chosen = set(keys)
    return _in_order([row for row in found if (row["activity_key"], row["basis"]) in chosen])


def _read(world: World, table: str, iso3: str, asked: Callable[[Any], Any]) -> list[dict[str, Any]]:
    """Rows of a table, asked of the engine and put in one order."""
    numbers = _speaking(world, table).get(iso3)
    return _in_order(world.then.engine.run(asked(_table(world, table, numbers))).to_pylist()) if numbers else []


def _in_order(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: tuple((value is not None, str(value)) for value in row.values()))


def _speaking(world: World, table: str) -> Mapping[str, tuple[int, ...]]:
    """Country → the snapshots that have rows of a table for it; asked once of a world."""
    kept: dict[str, dict[str, tuple[int, ...]]] = world.then.memory.setdefault(SPEAKING, {})
    if table not in kept:
        every = tuple(one.number for one in world.then.with_table(table))
        there: dict[str, list[int]] = {}
        rows = _table(world, table, every).select("country_iso3", "basis").distinct()
        for row in world.then.engine.run(rows).to_pylist() if every else ():
            there.setdefault(row["country_iso3"], []).append(row["basis"])
        kept[table] = {iso3: tuple(sorted(numbers)) for iso3, numbers in there.items()}
    return kept[table]


def _table(world: World, table: str, numbers: tuple[int, ...]) -> Any:
    """A table of some snapshots, as an Ibis table: each engine learns of the same files once."""
    then = world.then
    kept: dict[tuple[str, tuple[int, ...]], Any] = then.memory.setdefault(READ, {})
    if (table, numbers) not in kept:
        chosen = set(numbers)
        schema = pa.schema([*source("iati").schemas[table].arrow(), BASIS])
        held = [one for one in then.with_table(table) if one.number in chosen]
        kept[table, numbers] = then.engine.read(paths(then, held, table), schema)
    return kept[table, numbers]


def _counted(world: World, rows: list[dict[str, Any]], flows: set[str]) -> list[dict[str, Any]]:
    """Those of the level that counts, of activities in the version that counts."""
    then = world.then
    if LOST not in then.memory:
        then.memory[LOST] = {
            (number, key) for number, lost in losers(then).items() for key, second in lost if not second
        }
    levels = _levels(world)
    return [
        row
        for row in rows
        if (row["basis"], row["activity_key"]) not in then.memory[LOST]
        and any((flow, row["reporting_org_ref"] or "", row["hierarchy"]) in levels for flow in _flows_of(row, flows))
    ]


def _flows_of(row: Mapping[str, Any], flows: set[str]) -> Collection[str]:
    """The kind of flow of a planned row is its own; all others here are of one kind."""
    return {BUDGETED if row["kind"] == "budget" else DISBURSING} if "kind" in row else flows


def _levels(world: World) -> set[tuple[str, str, int]]:
    """Kind of flow, publisher and the level of it that counts; the cube says which, asked once of a world."""
    memory = world.then.memory
    if LEVELS not in memory:
        rows = cube(world.then)
        rows = rows.filter(rows.standing == COUNTED).select("flow", "reporting_org_ref", "hierarchy").distinct()
        found = world.then.engine.run(rows).to_pylist()
        memory[LEVELS] = {(row["flow"], row["reporting_org_ref"], row["hierarchy"]) for row in found}
    levels: set[tuple[str, str, int]] = memory[LEVELS]
    return levels


def _with_pillar(row: Mapping[str, Any]) -> dict[str, Any]:
    purpose = row["sector_code"] if row["sector_vocabulary"] == DAC else None
    kept = {name: row[name] for name in (*WHO, *ENDS, "flows", "without_rate")}
    pillar = pillar_of_one(definition(DEFINITION), purpose, row["humanitarian"])
    return kept | {"usd": row["usd"], "purpose": purpose, "pillar": pillar}


def _dates(about: Mapping[str, Any] | None) -> dict[str, Any]:
    return {name: about[name] if about else None for name in ABOUT}
