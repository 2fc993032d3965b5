"""One way of sharing out amounts, by sector or by place: which group of statements each amount goes by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from forlik.iati.flows.beside import TEXT
from forlik.iati.flows.millionths import Flags, Ints, Whole
from forlik.iati.flows.statements import RULES, SHARES, TOO_MANY, Groups

SOURCES = ("transaction", "activity", "activity_other_vocabulary", "none")


@dataclass(frozen=True, slots=True)
class Level:
    """Groups of statements at one level, and who goes by them.

    Args:
        source: Number of the level in ``SOURCES``, for each amount.
        groups: The groups.
        owner_of: Amount → the owner of statements at this level, below ``owners``; -1 for none.
        owners: How many owners there may be.
        cells: The statements: what each row says.
        choices: Text of each group's choice, where one was made.
    """

    source: Ints
    groups: Groups
    owner_of: Ints
    owners: int
    cells: pa.Table
    choices: pa.Array | None = None


@dataclass(frozen=True, slots=True)
class Dimension:
    """All groups of all levels, and which of them each amount goes by.

    Args:
        of: Amount → number of its group.
        source: Amount → number in ``SOURCES``.
        starts: First row of each group.
        counts: How many rows it has.
        totals: Sum of its weights.
        sums: Sum of the percentages stated.
        rules: Number of its rule in ``RULE_TEXTS``.
        choices: Text of its choice.
        weights: Weight of each row.
        shares: Share of each row.
        cells: What each row says.
    """

    of: Ints
    source: Ints
    starts: Ints
    counts: Ints
    totals: Ints
    sums: Whole
    rules: Ints
    choices: pa.Array
    weights: Ints
    shares: Ints
    cells: pa.Table


def dimension(count: int, levels: Sequence[Level], unknown: Mapping[str, str], choice: str | None = None) -> Dimension:
    """Give each amount the groups of the first level that has any for it; the last group says that nothing is known.

    Args:
        count: How many amounts there are.
        levels: The levels, the first that knows anything wins.
        unknown: Column → what is in it where no level knows anything; in the others nothing is.
        choice: Text of the choice there.
    """
    of = np.full(count, -1)
    source = np.full(count, SOURCES.index("none"))
    row = group = 0
    starts: list[Ints] = []
    choices: list[pa.Array] = []
    cells: list[pa.Table] = []
    for level in levels:
        found = level.groups
        lookup = np.full(level.owners + 1, -1)
        lookup[found.owner] = np.arange(len(found.owner)) + group
        mine = np.where(of < 0, lookup[level.owner_of], -1)  # -1 finds the last cell, which is -1
        of = np.where(mine >= 0, mine, of)
        source = np.where(mine >= 0, level.source, source)
        starts.append(found.starts + row)
        chosen = level.choices if level.choices is not None else pa.nulls(len(found.owner), TEXT)
        choices.append(chosen.cast(pa.string()))
        cells.append(level.cells.take(pa.array(found.rows)))
        row, group = row + len(found.rows), group + len(found.owner)
    nothing = pa.table({field.name: pa.array([unknown.get(field.name)], field.type) for field in cells[0].schema})
    return Dimension(
        np.where(of < 0, group, of),
        source,
        _joined(starts, row),
        _joined([level.groups.counts for level in levels], 1),
        _joined([level.groups.totals for level in levels], 1),
        Whole(
            _joined([level.groups.sums for level in levels], 0),
            _joined([level.groups.stated.astype(np.int64) for level in levels], 0).astype(bool),
        ),
        _joined([level.groups.rules for level in levels], RULES.index("whole")),
        pa.concat_arrays([*choices, pa.array([choice], pa.string())]).dictionary_encode(),
        _joined([level.groups.weights for level in levels], 1),
        _joined([level.groups.shares for level in levels], SHARES),
        _encoded(pa.concat_tables([*cells, nothing])),
    )


def _joined(parts: Sequence[Ints], last: int) -> Ints:
    return np.concatenate([*parts, np.array([last], np.int64)])


def _encoded(table: pa.Table) -> pa.Table:
    whole = table.combine_chunks()
    return pa.table(
        {
            name: whole[name].combine_chunks().dictionary_encode()
            if pa.types.is_string(whole.schema.field(name).type)
            else whole[name]
            for name in whole.column_names
        }
    ).combine_chunks()


def undivided(whole: Dimension, which: Flags) -> Dimension:
    """Send some amounts, which would have too many parts, undivided to the group that says nothing is known.

    Args:
        whole: The dimension; its last group says that nothing is known.
        which: Which amounts.
    """
    if not which.any():
        return whole
    last = len(whole.starts) - 1
    again = np.array([last])

    def once_more(column: Ints) -> Ints:
        return np.concatenate([column, column[again]])

    return replace(
        whole,
        of=np.where(which, last + 1, whole.of),
        starts=once_more(whole.starts),
        counts=once_more(whole.counts),
        totals=once_more(whole.totals),
        sums=Whole(once_more(whole.sums.values), np.append(whole.sums.valid, False)),
        rules=np.append(whole.rules, TOO_MANY),
        choices=whole.choices.take(pa.array([*range(last + 1), last])),
    )


def has_any(owner: Ints, owners: int) -> Flags:
    """Which owners have any of these rows."""
    found = np.zeros(owners, bool)
    found[owner] = True
    return found
