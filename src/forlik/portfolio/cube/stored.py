"""The cubes as they are kept: all pieces together, sorted by place, with one level of each publisher counted."""

import json
from collections.abc import Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa

from forlik.core.digest import digest_of
from forlik.core.errors import NoData
from forlik.core.progress import QUIET, Progress
from forlik.portfolio.cube.kinds import kinds
from forlik.portfolio.cube.levels import by_file, by_pillar, chosen_levels, whole
from forlik.portfolio.cube.marking import AT, ENDS
from forlik.portfolio.cube.pieces import BY_PARTNER, BY_PURPOSE, Shape, added_up, pieces
from forlik.portfolio.cube.slices import sliced
from forlik.portfolio.cube.tables import FLOWS, MONEY, as_flows, as_planned, snapshots
from forlik.portfolio.cube.versions import ACTIVITIES, Losers, losers
from forlik.portfolio.definitions import definition
from forlik.standing import Standing
from forlik.store import results
from forlik.store.shelf import reader_digest

CUBE, PARTNERS, PILLARS = "portfolio_cube", "portfolio_partners", "portfolio_pillars"
PARTS = "portfolio_parts"
AMOUNT = "decimal(38, 6)"
RECENCY = {"recency": "int32"}
GROUP = 1 << 16
"""Rows of a row group: sorted by place, one country's are few of them."""
LISTED = "purpose"
"""The definition that is the list of purpose codes and nothing else."""
BY = {
    CUBE: ("standing", "flow", *AT, "reporting_org_ref", "hierarchy"),
    PARTNERS: ("standing", "flow", *AT, *ENDS, "reporting_org_ref"),
    PILLARS: ("standing", "flow", "place_kind", "place_code", "year", "pillar", "humanitarian", "hierarchy"),
    PARTS: ("place_kind", "place_code", "flow", "year", "purpose", "humanitarian", "basis"),
}
"""Cube → the columns by which its sums are told apart."""


def cube(then: Standing) -> Any:
    """Aid by place, year, kind of flow, purpose, mark, publisher and level, as an Ibis table; computed when it must be.

    Columns: ``standing`` (``counted``, ``other_level``, ``other_version``, ``replaced``, ``secondary``,
    ``other_type``), ``flow``,
    ``transaction_type_code``, ``place_kind`` (``country``, ``region``, ``unknown_country``, ``none``), ``place_code``,
    ``year``, ``purpose``, ``humanitarian``, ``reporting_org_ref``, ``hierarchy``; ``usd`` (nothing where no rate is
    known), ``moved_usd`` (sum of sizes), ``flows`` (parts of transactions), ``without_rate``, ``transactions`` (counted
    where the first part of each stands), ``recency`` (place of the latest known snapshot in :func:`order`).

    Raises:
        NoData: No IATI file was known on the day.
    """
    return _read(then, CUBE)


def partner_cube(then: Standing) -> Any:
    """Aid by who gives and who receives, as an Ibis table; computed when it must be.

    Columns: as in :func:`cube` without level and transactions, and with ``provider_org_ref``, ``provider_org_name``,
    ``receiver_org_ref``, ``receiver_org_name`` as the transaction states them: where it does not, the standard takes
    ``reporting_org_ref`` for the one or the other.

    Raises:
        NoData: No IATI file was known on the day.
    """
    return _read(then, PARTNERS)


def pillar_cube(then: Standing) -> Any:
    """Aid by place, year, kind of flow, pillar by the list of purpose codes, mark and level, as an Ibis table.

    It is small: what asks of all places, or of a page, asks it. Columns as in :func:`cube` but for publisher, purpose,
    type and transactions; ``pillar`` is that of the definition ``purpose``, before any mark is looked at.

    Raises:
        NoData: No IATI file was known on the day.
    """
    return _read(then, PILLARS)


def parts_cube(then: Standing) -> Any:
    """Which files have a part in which sums that are counted, as an Ibis table; computed when it must be.

    Columns: ``place_kind``, ``place_code``, ``flow``, ``year``, ``purpose``, ``humanitarian``, and ``basis``, the
    number of the snapshot; each row once.

    Raises:
        NoData: No IATI file was known on the day.
    """
    return _read(then, PARTS)


def order(then: Standing) -> tuple[int, ...]:
    """Numbers of the snapshots behind the cubes, the latest known last: ``recency`` is the place in it."""
    return tuple(one.number for one in snapshots(then))


def behind_partners(then: Standing) -> str:
    """By what the cube of who gives and who receives is made: the same wherever the same files are known.

    Args:
        then: What stands.
    """
    return _key(then, PARTNERS)


def compute(then: Standing, progress: Progress = QUIET) -> int:
    """Compute what is not there yet.

    Args:
        then: What stands.
        progress: Where to tell what is done.

    Returns:
        How many cubes were computed, of four; none where no IATI file is known.
    """
    if not order(then):
        return 0
    return sum(_paths(then, progress)[1].values())


def kept(then: Standing) -> bool:
    """Whether the cubes are there, so that asking them is quick; so it is too where no IATI file is known.

    Args:
        then: What stands.
    """
    return CUBE in then.shared or not order(then) or all(results.find(then.home, one, _key(then, one)) for one in BY)


def _read(then: Standing, name: str) -> Any:
    if not order(then):
        raise NoData(
            f"no rows of aid data (IATI) were held on {then.day}", where=FLOWS, remedy="forlik import iati FILE"
        )
    if name not in then.shared:
        # The files are there, so their own columns are read; no schema is needed for an empty one.
        found = {one: then.engine.read([path], pa.schema([])) for one, path in _paths(then)[0].items()}
        then.shared.update(found)
    return then.shared[name]


def _paths(then: Standing, progress: Progress = QUIET) -> tuple[dict[str, Path], dict[str, bool]]:
    """The files of the cubes, and which of them had to be computed."""
    keys = {name: _key(then, name) for name in BY}
    held = {name: results.find(then.home, name, key) for name, key in keys.items()}
    found = {name: path for name, path in held.items() if path}
    new = {name: path is None for name, path in held.items()}

    def keep(name: str, parts: Sequence[Any]) -> None:
        shaped = [rows.cast(_types(name)).select(*_types(name)) for rows in parts]
        found[name] = results.save_written(then.home, name, keys[name], partial(then.engine.write, shaped, group=GROUP))

    if new[CUBE] or new[PARTNERS] or new[PARTS]:
        lost = losers(then)
        purposes = _rows(then, BY_PURPOSE, lost, progress)
        levels, ranks = then.engine.memory(then.engine.run(chosen_levels(purposes))), then.engine.memory(_ranks(then))
        slices = sliced(then.engine, purposes) if new[CUBE] or new[PARTS] else ()
        if new[CUBE]:
            keep(CUBE, [whole(rows, levels, ranks, BY[CUBE]) for rows in slices])
        if new[PARTS]:
            keep(PARTS, [by_file(rows, levels, BY[PARTS]) for rows in slices])
        if new[PARTNERS]:
            pairs = sliced(then.engine, _rows(then, BY_PARTNER, lost, progress))
            keep(PARTNERS, [whole(rows, levels, ranks, BY[PARTNERS]) for rows in pairs])
    if new[PILLARS]:
        keep(PILLARS, [by_pillar(definition(LISTED), then.engine.read([found[CUBE]], pa.schema([])), BY[PILLARS])])
    return found, new


def _key(then: Standing, name: str) -> str:
    """The name of a cube: nothing but what it is computed from, as with measures."""
    held = {table: [[one.number, one.sha256] for one in then.with_table(table)] for table in (ACTIVITIES, *MONEY)}
    code = [
        digest_of(one)
        for one in (added_up, as_flows, as_planned, chosen_levels, by_file if name == PARTS else whole)
        + ((by_pillar,) if name == PILLARS else ())
    ]
    said = definition(LISTED).model_dump_json() if name == PILLARS else ""
    made = [code, said, [dict(row) for row in kinds()], reader_digest("iati")]
    return sha256(json.dumps([name, BY[name], made, held]).encode()).hexdigest()[:32]


def _rows(then: Standing, shape: Shape, lost: Losers, progress: Progress) -> Any:
    """All pieces, as an Ibis table, each with its kind of flow."""
    files = pieces(then, shape, lost, progress)
    kind = pa.Table.from_pylist(
        [{"kind_code": row["code"], "flow": row["flow"]} for row in kinds()],
        schema=pa.schema([("kind_code", pa.string()), ("flow", pa.string())]),
    )
    rows, named = then.engine.read(files, shape.schema), then.engine.memory(kind)
    return rows.left_join(named, rows.transaction_type_code == named.kind_code).drop("kind_code")


def _ranks(then: Standing) -> pa.Table:
    numbers = order(then)
    return pa.table(
        {"ranked": pa.array(numbers, pa.int32()), "place_in_order": pa.array(range(len(numbers)), pa.int32())}
    )


def _types(name: str) -> dict[str, str]:
    """Columns of a cube and their types, as it is kept."""
    types = {"year": "int64", "hierarchy": "int64", "humanitarian": "boolean", "basis": "int32"}
    apart = {column: types.get(column, "string") for column in BY[name]}
    if name == PARTS:
        return apart
    counted = {"transactions": "int64"} if name == CUBE else {}
    return apart | {"usd": AMOUNT, "moved_usd": AMOUNT, "flows": "int64", "without_rate": "int64"} | counted | RECENCY
