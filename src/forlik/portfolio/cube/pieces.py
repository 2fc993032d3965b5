"""Pieces of the cubes: the sums of one snapshot, kept by what they are made from; only new files are added up."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.digest import digest_of
from forlik.core.progress import QUIET, Progress
from forlik.core.snapshot import Snapshot
from forlik.portfolio.cube.marking import AT, ENDS, WHO, by_transaction, marked, summed
from forlik.portfolio.cube.tables import MONEY, as_flows, as_planned, money, snapshots
from forlik.portfolio.cube.versions import Losers, standing_activities
from forlik.standing import Standing
from forlik.store import results, shelf

ROWS = 2_000_000
"""Flows and parts of planned money that are added up at a time; memory is that of these, however many there are."""
EXACT = pa.decimal128(38, 6)
_TYPES = {"year": pa.int64(), "hierarchy": pa.int64(), "humanitarian": pa.bool_(), "basis": pa.int32()}
_SUMS = [("usd", EXACT), ("moved_usd", EXACT), ("flows", pa.int64()), ("without_rate", pa.int64())]


@dataclass(frozen=True, slots=True)
class Shape:
    """How finely something is added up.

    Args:
        name: Under which results its pieces are kept.
        by: Columns by which sums are told apart.
        transactions: Whether transactions are counted.
    """

    name: str
    by: tuple[str, ...]
    transactions: bool

    @property
    def schema(self) -> pa.Schema:
        """Columns of a piece."""
        counted = [("transactions", pa.int64())] if self.transactions else []
        return pa.schema([*((name, _TYPES.get(name, pa.string())) for name in self.by), *_SUMS, *counted])


BY_PURPOSE = Shape("portfolio_pieces", (*WHO, *AT), transactions=True)
BY_PARTNER = Shape("portfolio_partner_pieces", (*WHO, *AT, *ENDS), transactions=False)


def added_up(activities: Any, flows: Any, by: tuple[str, ...], *, transactions: bool) -> Any:
    """The sums of some snapshots, as an Ibis table.

    Args:
        activities: Their activities that stand.
        flows: Their money.
        by: Columns by which sums are told apart.
        transactions: Whether transactions are counted.
    """
    rows = marked(activities, flows)
    return summed(by_transaction(rows) if transactions else rows, by)


def pieces(then: Standing, shape: Shape, lost: Losers, progress: Progress = QUIET) -> Sequence[Path]:
    """The pieces of every snapshot that stands; those that are not there yet are made.

    Args:
        then: What stands.
        shape: How finely.
        lost: Activities that do not count, as :func:`forlik.portfolio.cube.versions.losers` gives them.
        progress: Where to tell what is done.

    Returns:
        Their files.
    """
    some = snapshots(then)
    keys = {one.number: _key(shape, one, lost) for one in some}
    held = results.find_all(then.home, shape.name, keys.values())
    missing = [one for one in some if keys[one.number] not in held]

    def rows(one: Snapshot) -> int:
        return sum(then.told(one).tables.get(table, 0) for table in MONEY)

    batches = list(_batches(missing, rows))
    for batch in progress.over(batches, "adding up"):
        for number, table in _made(then, shape, batch, lost):
            held[keys[number]] = results.save(then.home, shape.name, keys[number], table)
    return [held[key] for key in keys.values()]


def _key(shape: Shape, snapshot: Snapshot, lost: Losers) -> str:
    """The name of a piece: nothing but what it is made from."""
    content = [
        *(shape.name, shape.by, *map(digest_of, (added_up, as_flows, as_planned))),
        *(snapshot.number, snapshot.sha256, shelf.reader_digest(snapshot.source)),
        lost.get(snapshot.number, ()),
    ]
    return sha256(json.dumps(content).encode()).hexdigest()[:32]


def _batches(some: Sequence[Snapshot], rows: Callable[[Snapshot], int]) -> Iterator[list[Snapshot]]:
    """Snapshots by and by, so many that their rows fit into memory; a large one alone."""
    batch: list[Snapshot] = []
    many = 0
    for one in some:
        if batch and many + rows(one) > ROWS:
            yield batch
            batch, many = [], 0
        batch.append(one)
        many += rows(one)
    if batch:
        yield batch


def _made(then: Standing, shape: Shape, some: Sequence[Snapshot], lost: Losers) -> Iterator[tuple[int, pa.Table]]:
    activities = standing_activities(then, some, lost)
    table = then.engine.run(added_up(activities, money(then, some), shape.by, transactions=shape.transactions))
    table = table.select(shape.schema.names).cast(shape.schema)
    for one in some:
        mine = table.filter(pc.equal(table["basis"], one.number))
        # In one order, so that the same snapshot gives the same bytes.
        yield one.number, mine.sort_by([(name, "ascending") for name in shape.by])
