"""Counting flows by group, a piece of them at a time: what is kept is a row a group, never the flows."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from forlik.iati.flows.millionths import Ints
from forlik.iati.flows.sums import addable, partial

STATE, AMOUNT, TRANSACTION = "_state", "_amount", "_transaction"
"""Columns of what is counted: number of the state of each flow, its amount, and a number for its transaction."""
LARGEST_KEY = 1 << 62
FEWEST = 1 << 16
"""Rows of groups that wait before they are put together: groups are many where totals are by activity."""


def counted(found: pa.Table, keys: Sequence[str], states: Sequence[str], wanted: Sequence[str]) -> pa.Table:
    """Add up some flows.

    Args:
        found: The flows, with their keys, and the columns that are counted.
        keys: Columns that are told apart.
        states: Names of the states; what is in the first is in the amount.
        wanted: Which of the others are counted.

    Returns:
        One row a group: its keys, ``amount`` (wide, empty where nothing is in it), ``transactions`` and ``flows``, and
        how many transactions are in each state wanted.
    """
    first, at = _groups(found, keys)
    state = found[STATE].to_numpy()
    _, transaction = np.unique(found[TRANSACTION].to_numpy(), return_inverse=True)
    rows = np.flatnonzero(state == 0)
    counts = {
        "transactions": _different(at[rows], transaction[rows], len(first)),
        "flows": pa.array(np.bincount(at[rows], minlength=len(first))),
    }
    for name in wanted:
        out = np.flatnonzero(state == states.index(name))
        counts[name] = _different(at[out], transaction[out], len(first))
    groups = found.select(keys).take(pa.array(first))
    amount = _amounts(found[AMOUNT].take(pa.array(rows)), at[rows], len(first))
    return pa.table({name: groups[name] for name in keys} | {"amount": amount} | counts)


def together(parts: Iterable[pa.Table], keys: Sequence[str]) -> pa.Table:
    """Put what was counted of several pieces together; no transaction may be in two of them.

    Args:
        parts: What ``counted`` gave, at least one.
        keys: Columns that are told apart.
    """
    held: pa.Table | None = None
    waiting: list[pa.Table] = []
    for part in parts:
        waiting.append(part)
        # Only once as much waits as is held, so that many groups are not gone through for every piece.
        if sum(one.num_rows for one in waiting) >= max(FEWEST, held.num_rows if held else 0):
            held, waiting = _one([*([held] if held else []), *waiting], keys), []
    return _one([*([held] if held else []), *waiting], keys)


def _one(tables: Sequence[pa.Table], keys: Sequence[str]) -> pa.Table:
    if len(tables) == 1:
        return tables[0]
    every = pa.concat_tables(tables)
    summed = [name for name in every.column_names if name not in keys]
    made = every.group_by(list(keys), use_threads=False).aggregate([(name, "sum") for name in summed])
    return made.rename_columns([name.removesuffix("_sum") if name not in keys else name for name in made.column_names])


def _amounts(amounts: pa.ChunkedArray, group: Ints, groups: int) -> pa.Array:
    """The sum of each group's amounts."""
    summed = (
        pa.table({"group": group, "amount": addable(amounts)})
        .group_by("group", use_threads=False)
        .aggregate([("amount", "sum")])
    )
    place = np.full(groups, -1)
    place[summed["group"].to_numpy()] = np.arange(summed.num_rows)
    return partial(summed["amount_sum"]).combine_chunks().take(pa.array(place, mask=place < 0))


def _groups(rows: pa.Table, keys: Sequence[str]) -> tuple[Ints, Ints]:
    """A row of each group, and the number of each row's group; what is unknown is a value of its own."""
    at, bound = np.zeros(rows.num_rows, np.int64), 1
    for key in keys:
        coded = rows[key].combine_chunks().dictionary_encode()
        width = len(coded.dictionary) + 1
        if bound * width > LARGEST_KEY:
            _, at = np.unique(at, return_inverse=True)
            bound = int(at.max(initial=0)) + 1
        at = at * width + coded.indices.fill_null(width - 1).to_numpy()
        bound *= width
    _, first, group = np.unique(at, return_index=True, return_inverse=True)
    return first, group


def _different(group: Any, transaction: Any, groups: int) -> pa.Array:
    """How many different transactions each group has."""
    pairs = np.unique(group * (int(transaction.max(initial=0)) + 1) + transaction)
    return pa.array(np.bincount(pairs // (int(transaction.max(initial=0)) + 1), minlength=groups))
