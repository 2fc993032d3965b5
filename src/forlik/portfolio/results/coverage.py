"""Coverage of results, the first figure: of the activities that should have results, how many have them."""

from collections.abc import Iterable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import NoData
from forlik.core.schema import BASIS
from forlik.discover import source
from forlik.measures._iati import PAID
from forlik.portfolio.cube.versions import paths
from forlik.portfolio.definitions import Definition, pillar_of
from forlik.portfolio.definitions import definition as defined
from forlik.portfolio.matrix import levels_of
from forlik.portfolio.results.covering import Covered
from forlik.portfolio.results.cutting import MONEY, NOTHING, tell
from forlik.portfolio.results.expecting import COUNTED, EXPECTED, KNOWN, looked_at
from forlik.world import World

ACTIVITIES, FLOWS, RESULTS, DOCUMENTS = "iati__activities", "iati__flows", "iati__results", "iati__documents"
MOST = 12
"""Answers that are kept of one world."""
ABOUT = (
    *("dataset", "activity_key", "activity_no", "activity_id", "title", "reporting_org_ref", "reporting_org_name"),
    *("status_code", "started", "ended", "countries_iso3", "standing", "owes", "owed_from", "awaited", *KNOWN, "basis"),
)


def covered(
    world: World,
    *,
    place: str | None = None,
    publisher: str | None = None,
    definition: Definition | str = "purpose",
    evaluated: Iterable[str] = (),
) -> Covered:
    """Of the activities that should have results, how many have them, and how many link an evaluation.

    Should: begun, and ended or past the first year (``expected.toml``); first hand, each once, on the level on which
    its publisher's money is counted.

    Args:
        world: What was known.
        place: Any name or code of one country; all when not given.
        publisher: Reference of one reporting organisation; all when not given.
        definition: Which money is of which pillar.
        evaluated: Identifiers of activities that an evaluation is known of otherwise: the register's.

    Raises:
        PlaceRefused: The place is ambiguous or unknown.
        NoData: No IATI file, or no results of any, were known on the day.
    """
    said = defined(definition) if isinstance(definition, str) else definition
    iso3 = None if place is None else world.place(place).iso3
    kept = world.then.memory.setdefault("coverage of results", {})
    also = tuple(sorted(set(evaluated)))
    asked = (iso3, publisher, said.model_dump_json(), also)
    if asked not in kept:
        found = _covered(world, iso3, publisher, said, also)
        if len(kept) >= MOST:
            kept.clear()
        kept[asked] = found
    answer: Covered = kept[asked]
    return answer


def _covered(world: World, iso3: str | None, publisher: str | None, said: Definition, also: tuple[str, ...]) -> Covered:
    engine = world.then.engine
    rows = of(engine.memory(activities_of(world)), iso3, publisher)
    if also:
        named = rows.activity_key.isin(also)
        rows = rows.mutate(evaluation=rows.evaluation | named, shared_evaluation=rows.shared_evaluation & ~named)
    flows = of_files(world, FLOWS)
    # Which activities count is told by those that it is joined to: first hand, each once.
    paid = flows.filter(flows.transaction_type_code.isin(PAID) & ~flows.secondary_reporter)
    return tell(engine.run, engine.memory, rows, moved(paid, said), world.day, iso3=iso3)


def how_many(world: World) -> tuple[int, int]:
    """The first figure alone: of how many activities results are expected, and how many of them have one.

    It asks for no money and is kept, so that a page that tells nothing else of it stays quick.

    Args:
        world: What was known.

    Raises:
        NoData: No IATI file, or no results of any, were known on the day.
    """
    rows = activities_of(world)
    due = pc.and_(pc.equal(rows["standing"], COUNTED), pc.equal(rows["owes"], EXPECTED))
    return pc.sum(due, min_count=0).as_py(), pc.sum(pc.and_(due, rows["result"]), min_count=0).as_py()


def of(rows: Any, iso3: str | None = None, publisher: str | None = None) -> Any:
    """Activities of a country and of a publisher.

    Args:
        rows: Ibis table with ``countries_iso3`` and ``reporting_org_ref``.
        iso3: The country; all when not given.
        publisher: Reference of the reporting organisation, empty for those without one; all when not given.
    """
    if iso3 is not None:
        rows = rows.filter(("; " + rows.countries_iso3.fill_null("") + "; ").contains(f"; {iso3}; "))
    if publisher is not None:
        rows = rows.filter(rows.reporting_org_ref.fill_null("") == publisher)
    return rows


def activities_of(world: World) -> pa.Table:
    """Every activity with whether results are expected of it and which it has; worked out once a world.

    Returns:
        The columns of :data:`ABOUT`.

    Raises:
        NoData: No IATI file, or no results of any, were known on the day.
    """
    kept: pa.Table | None = world.then.memory.get(RESULTS)
    if kept is not None:
        return kept
    chosen = [one for one in levels_of(world) if one.level is not None]
    levels = pa.table(
        {
            "level_ref": pa.array([one.reporting_org_ref for one in chosen], pa.string()),
            "level": pa.array([one.level for one in chosen], pa.int64()),
        }
    )
    found = looked_at(
        world.table(ACTIVITIES).to_ibis(),
        results_of(world),
        of_files(world, DOCUMENTS),
        world.then.engine.memory(levels),
        world.day,
    )
    kept = world.then.memory[RESULTS] = world.then.engine.run(found.select(*ABOUT))
    return kept


def results_of(world: World) -> Any:
    """The rows of ``iati__results``, as an Ibis table.

    Raises:
        NoData: There is none: what results there are is unknown, which is not that there are none.
    """
    if RESULTS not in source("iati").schemas:
        raise NoData("no results are read from IATI files", where=RESULTS)
    return of_files(world, RESULTS)


def of_files(world: World, table: str) -> Any:
    """The rows of a table of IATI files whose key begins with the dataset, as an Ibis table.

    One file of each dataset stands: no row of such a table has another version, and none is looked for.

    Args:
        world: What was known.
        table: Its name.

    Raises:
        NoData: Nothing of it was known.
    """
    world.table(table)  # says so where there is nothing
    held, schema = world.then.with_table(table), source("iati").schemas[table]
    return world.then.engine.read(paths(world.then, held, table), pa.schema([*schema.arrow(), BASIS]))


def moved(flows: Any, said: Definition) -> Any:
    """Dollars moved, each with activity, country and pillar.

    Args:
        flows: Ibis table as ``iati__flows``.
        said: Which money is of which pillar.

    Returns:
        ``paid_dataset``, ``paid_key``, ``paid_iso3``, ``pillar``, ``moved`` (empty where no rate is known).
    """
    import ibis

    purpose = (flows.sector_vocabulary == "1").ifelse(flows.sector_code, ibis.null("string"))
    rows = pillar_of(said, flows.mutate(purpose=purpose))
    return rows.select(
        "pillar",
        paid_dataset=rows.dataset,
        paid_key=rows.activity_key,
        paid_iso3=rows.country_iso3.fill_null(NOTHING),
        moved=rows.amount_usd.abs().cast(MONEY),
    )
