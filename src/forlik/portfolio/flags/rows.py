"""Rows of one place and year, asked of the tables of aid by the rules of the matrix.

The engine is asked short questions and the rules are applied to the few rows that come back: a page waits for it, and
a long question costs more to put than to answer.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from forlik.core.schema import BASIS
from forlik.core.snapshot import Snapshot
from forlik.discover import source
from forlik.portfolio.cube import codes_of, cube
from forlik.portfolio.cube.marking import COUNTED, COUNTRY
from forlik.portfolio.cube.versions import losers, paths
from forlik.portfolio.definitions import definition, pillar_of_one
from forlik.world import World

FLOWS, PLANNED, ACTIVITIES = "iati__flows", "iati__planned", "iati__activities"
DEFINITION, PAID, BUDGETED, DISBURSING = "purpose", "paid", "budgeted", "planned"
LOST = "activities of which a later snapshot has another version, for flags"
LAST_PLACE = "levels that count at the place that flags were asked of last"
DAC = "1"
"""IATI's vocabulary of the DAC's purpose codes; another's codes can look the same and mean something else."""
WHO = ("activity_key", "basis", "reporting_org_ref", "hierarchy")
ENDS = ("provider_org_ref", "provider_org_name", "receiver_org_ref", "receiver_org_name")
SECTOR = ("sector_vocabulary", "sector_code", "humanitarian")
ABOUT = ("started", "ended")
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

    found = _counted(world, iso3, _read(world, FLOWS, asked), {PAID})
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

    found = _counted(world, iso3, _read(world, PLANNED, asked), {BUDGETED, DISBURSING})
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
        table: ``iati__activities``, ``iati__results``, ``iati__participants`` or ``iati__locations``.
        keys: Key and basis of the activities.

    Returns:
        The rows in order, ``basis`` with them; ``None`` when no file was read for such rows.
    """
    if not world.then.with_table(table):
        return None
    numbers = {number for _, number in keys}
    wanted = pa.table({"activity_key": pa.array(sorted({key for key, _ in keys}), pa.string())})

    def asked(rows: Any) -> Any:
        mine = rows.semi_join(world.then.engine.memory(wanted), "activity_key")
        return mine.filter(~mine.secondary_reporter) if "secondary_reporter" in mine.columns else mine

    found = _read(world, table, asked, [one for one in world.then.with_table(table) if one.number in numbers])
    return [row for row in found if (row["activity_key"], row["basis"]) in set(keys)]


def _read(
    world: World, table: str, asked: Callable[[Any], Any], some: Sequence[Snapshot] | None = None
) -> list[dict[str, Any]]:
    """Rows of a table, asked of the engine and put in one order."""
    then = world.then
    held = then.with_table(table) if some is None else some
    if not held:
        return []
    schema = pa.schema([*source("iati").schemas[table].arrow(), BASIS])
    found: list[dict[str, Any]] = then.engine.run(asked(then.engine.read(paths(then, held, table), schema))).to_pylist()
    return sorted(found, key=lambda row: tuple((value is not None, str(value)) for value in row.values()))


def _counted(world: World, iso3: str, rows: list[dict[str, Any]], flows: set[str]) -> list[dict[str, Any]]:
    """Those of the level that counts, of activities in the version that counts."""
    then = world.then
    if LOST not in then.memory:
        then.memory[LOST] = {
            (number, key) for number, lost in losers(then).items() for key, second in lost if not second
        }
    levels = _levels(world, iso3)
    return [
        row
        for row in rows
        if (row["basis"], row["activity_key"]) not in then.memory[LOST]
        and any((flow, row["reporting_org_ref"] or "", row["hierarchy"]) in levels for flow in _flows_of(row, flows))
    ]


def _flows_of(row: Mapping[str, Any], flows: set[str]) -> Collection[str]:
    """The kind of flow of a planned row is its own; all others here are of one kind."""
    return {BUDGETED if row["kind"] == "budget" else DISBURSING} if "kind" in row else flows


def _levels(world: World, iso3: str) -> set[tuple[str, str, int]]:
    """Kind of flow, publisher and the level of it that counts, of those with money here; the cube says which."""
    # A page asks of one place again and again; only the last place asked for is kept.
    kept = world.then.memory.get(LAST_PLACE)
    if kept is None or kept[0] != iso3:
        rows = cube(world.then)
        rows = rows.filter((rows.place_code == iso3) & (rows.place_kind == COUNTRY) & (rows.standing == COUNTED))
        found = world.then.engine.run(rows.select("flow", "reporting_org_ref", "hierarchy").distinct()).to_pylist()
        told = {(row["flow"], row["reporting_org_ref"], row["hierarchy"]) for row in found}
        kept = world.then.memory[LAST_PLACE] = (iso3, told)
    levels: set[tuple[str, str, int]] = kept[1]
    return levels


def _with_pillar(row: Mapping[str, Any]) -> dict[str, Any]:
    purpose = row["sector_code"] if row["sector_vocabulary"] == DAC else None
    kept = {name: row[name] for name in (*WHO, *ENDS, "flows", "without_rate")}
    pillar = pillar_of_one(definition(DEFINITION), purpose, row["humanitarian"])
    return kept | {"usd": row["usd"], "purpose": purpose, "pillar": pillar}


def _dates(about: Mapping[str, Any] | None) -> dict[str, Any]:
    return {name: about[name] if about else None for name in ABOUT}
