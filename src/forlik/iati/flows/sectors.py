"""Which sectors an amount goes to."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from forlik.iati.flows.amounts import DAC, Amounts, activity_rows, transaction_rows
from forlik.iati.flows.dimension import SOURCES, Dimension, Level, dimension, has_any
from forlik.iati.flows.millionths import Flags, Ints, whole
from forlik.iati.flows.pillars import pillar
from forlik.iati.flows.silver import Silver
from forlik.iati.flows.statements import grouped, written


def sectors(tables: Silver, every: Amounts, vocabularies: Sequence[str]) -> Dimension:
    """Share amounts out by sector.

    Args:
        tables: The silver tables.
        every: The amounts.
        vocabularies: The first in which the transaction, or else the activity, states a sector is taken.
    """
    count = every.table.num_rows
    own_of = np.where(np.arange(count) < every.transactions, np.arange(count), -1)
    own, owner = tables["transaction_sector"], transaction_rows(tables, "transaction_sector", every.keys)
    theirs, their_owner = tables["sector"], activity_rows(tables, tables["sector"]["activity_no"])
    own_cells, cells = _cells(own), _cells(theirs)
    speaks = has_any(owner[own_cells["sector_code"].is_valid().to_numpy()], count)
    activity_source = np.where(speaks, SOURCES.index("activity_other_vocabulary"), SOURCES.index("activity"))
    transaction_source = np.full(count, SOURCES.index("transaction"))
    levels = []
    for vocabulary in vocabularies:
        levels += [
            _level(own_cells, written(own), owner, vocabulary, transaction_source, own_of, count),
            _level(cells, written(theirs), their_owner, vocabulary, activity_source, every.activity, every.activities),
        ]
    return dimension(count, levels, {"pillar_rule": pillar(None, None).rule})


def _level(
    cells: pa.Table, spoken: Flags, owner: Ints, vocabulary: str, source: Ints, owner_of: Ints, owners: int
) -> Level:
    wanted = pc.and_(cells["sector_code"].is_valid(), pc.equal(cells["sector_vocabulary"], vocabulary))
    rows = np.flatnonzero(wanted.to_numpy())
    percentages = whole(cells["sector_percentage"].combine_chunks())
    return Level(source, grouped(rows, owner[rows], percentages, spoken), owner_of, owners, cells)


def _cells(table: pa.Table) -> pa.Table:
    vocabulary = pc.coalesce(table["vocabulary"], DAC)
    codes = table["sector_code"]
    found = _pillars(vocabulary, codes)
    return pa.table(
        {
            "sector_ordinal": table["ordinal"],
            "sector_vocabulary": vocabulary,
            "sector_code": codes,
            "sector_percentage": table["percentage"],
            "pillar": found[0],
            "pillar_rule": found[1],
        }
    ).combine_chunks()


def _pillars(vocabulary: pa.ChunkedArray, codes: pa.ChunkedArray) -> tuple[pa.Array, pa.Array]:
    """Pillar and rule of each sector; every different sector is looked up once."""
    names, sectors_of = vocabulary.combine_chunks().dictionary_encode(), codes.combine_chunks().dictionary_encode()
    width = len(sectors_of.dictionary) + 1
    both = names.indices.to_numpy().astype(np.int64) * width + pc.fill_null(sectors_of.indices, width - 1).to_numpy()
    different, at = np.unique(both, return_inverse=True)
    lists = names.dictionary.to_pylist(), [*sectors_of.dictionary.to_pylist(), None]
    found = [pillar(lists[0][number // width], lists[1][number % width]) for number in different.tolist()]
    rows = pa.array(at)
    return (
        pa.array([one.pillar for one in found], pa.string()).take(rows),
        pa.array([one.rule for one in found], pa.string()).take(rows),
    )
