"""Totals of flows, and the flows behind each total."""

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict, Unpack

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import UsageError
from forlik.iati.flows.beside import MONEY, listed, schema
from forlik.iati.flows.millionths import Ints
from forlik.iati.flows.selection import Kind, Level, Selection, candidates, left_out, one_level
from forlik.iati.flows.sums import addable, added

ALWAYS = {
    "transaction": "transaction_type_code",
    "budget": "budget_type_code",
    "planned_disbursement": "budget_type_code",
}
"""Kind → the column of the type of its amounts: commitments and disbursements, original and revised are never added."""
INSIDE, NO_AMOUNT, NO_CURRENCY, NO_RATE = "inside", "without_amount", "without_currency", "without_rate"
SECONDARY, OTHER_VERSION = "left_out_secondary", "left_out_duplicates"
STATES = (INSIDE, NO_AMOUNT, NO_CURRENCY, NO_RATE, SECONDARY, OTHER_VERSION)
"""What can be said of a flow in a total; all but the first are counted in columns of that name."""
SELECTING = (
    *("activity_no", "kind", "transaction_ordinal", "transaction_type_code", "budget_type_code", "place_kind"),
    *(
        "reporting_org_ref",
        "file",
        "hierarchy",
        "provider_org_ref",
        "receiver_org_ref",
        "secondary_reporter",
        "current",
    ),
    *("amount", "currency", "converted_amount", "converted_currency", "rate_rule"),
)
"""Columns that every total needs."""
LARGEST_KEY = 1 << 62
_UNCONVERTED = {"no_amount": NO_AMOUNT, "no_currency": NO_CURRENCY}


class Asked(TypedDict, total=False):
    """What ``totals`` and ``drill_down`` may be asked; see ``selection.Selection``."""

    level: Level
    currency: str | None
    provider: Sequence[str]
    receiver: Sequence[str]
    kind: Kind
    secondary: bool
    duplicates: bool


def totals(flow: pa.Table, by: Sequence[str] | str = ("transaction_type",), **asked: Unpack[Asked]) -> pa.Table:
    """Add flows up.

    Types of transactions are always told apart, and so are currencies unless ``currency`` is given: neither is ever
    added. A publisher's levels are not added either: choose one (``level``) or ask by ``hierarchy``.

    Args:
        flow: What ``flows`` gave; the columns that ``columns_for`` names are enough.
        by: Names in ``totals_by.csv``.
        asked: What is added up, as in ``Selection``: ``level``, ``currency``, ``provider``, ``receiver``, ``kind``,
            ``secondary``, ``duplicates``.

    Returns:
        One row for each combination, in order, with ``currency`` and ``amount`` (exact; empty where nothing is known,
        never 0), ``transactions`` (how many have a part in the amount) and ``flows`` (how many rows that is); then how
        many transactions are not in it: ``without_amount``, ``without_currency``, ``without_rate``, left out as reports
        of others' money (``left_out_secondary``) or as other versions of an activity (``left_out_duplicates``).

    Raises:
        UsageError: Unknown names, several levels, or flows that were not converted to the currency asked for.
        BadInput: A sum has more digits than any amount may have.
    """
    question = Selection(**asked)
    names = _names(by)
    found, keys = _found(flow, names, question)
    if not found.num_rows:
        return _schema(names, question, found).empty_table()
    first, at = _groups(found, keys)
    counted = _counted(found, at, len(first), question)
    groups = found.select(keys).take(pa.array(first))
    made = pa.table({name: groups[name] for name in keys} | counted)
    wanted = _schema(names, question, found)
    return made.sort_by([(name, "ascending") for name in keys]).select(wanted.names).cast(wanted)


def drill_down(flow: pa.Table, total: Mapping[str, Any], by: Sequence[str] | str, **asked: Unpack[Asked]) -> pa.Table:
    """The flows behind one total: their amounts add up to it exactly.

    Args:
        flow: The table that was added up.
        total: A row of ``totals`` as a mapping.
        by: As for ``totals``.
        asked: As for ``totals``.

    Returns:
        The rows of ``flow`` in the amount, in their order.
    """
    question = Selection(**asked)
    found, keys = _found(flow, _names(by), question)
    mask = pc.is_valid(found["_row"])
    for key in keys:
        same = pc.is_null(found[key]) if total[key] is None else pc.fill_null(pc.equal(found[key], total[key]), False)
        mask = pc.and_(mask, same)
    inside = pc.and_(mask, pc.equal(found["_state"], STATES.index(INSIDE)))
    return flow.take(found["_row"].filter(inside))


def columns_for(by: Sequence[str] | str) -> Sequence[str]:
    """The columns of the flow table that totals are made from: enough to ask for, of a large input.

    Args:
        by: As for ``totals``.
    """
    names = _names(by)
    asked = {row["column"] for row in listed("totals_by.csv") if row["name"] in names}
    wanted = {*SELECTING, *asked, *({"sector_vocabulary"} if "sector" in names else ())}
    return [field.name for field in schema() if field.name in wanted]


def _names(by: Sequence[str] | str) -> tuple[str, ...]:
    names = (by,) if isinstance(by, str) else tuple(by)
    known = [row["name"] for row in listed("totals_by.csv")]
    for name in names:
        if name not in known:
            raise UsageError(f"totals cannot be told by “{name}”", remedy="one of " + ", ".join(known))
    return tuple(dict.fromkeys(names))


def _found(flow: pa.Table, names: Sequence[str], asked: Selection) -> tuple[pa.Table, list[str]]:
    """The flows asked for with the columns they are grouped by, what state each is in, and its row in the table."""
    needed = flow.select([name for name in columns_for(names) if name in flow.column_names])
    numbered = needed.append_column("_row", pa.array(np.arange(flow.num_rows)))
    found = candidates(numbered, asked)
    column = ALWAYS[asked.kind]
    if "hierarchy" not in names:
        kept = found.select(["reporting_org_ref", "file", "hierarchy", column])
        one_level(kept.filter(pc.invert(pc.or_(*left_out(found, asked)))), column, asked.level)
    # Every key in its own column, whatever other columns the table has.
    type_name = column.removesuffix("_code")
    keys: dict[str, pa.ChunkedArray] = {type_name: found[column].cast(pa.string())}
    for row in listed("totals_by.csv"):
        if row["name"] in names and row["name"] != "transaction_type":
            keys[row["name"]] = _key(found, row)
            if row["name"] == "sector":
                keys["sector_vocabulary"] = found["sector_vocabulary"].cast(pa.string())
    own = asked.currency is None
    keys["currency"] = found["currency" if own else "converted_currency"].cast(pa.string())
    made = pa.table(
        keys
        | {
            "_row": found["_row"],
            "_state": _state(found, asked),
            "_amount": found["amount" if own else "converted_amount"],
            "_transaction": _transactions(found),
        }
    )
    return made, list(keys)


def _key(found: pa.Table, row: Mapping[str, str]) -> pa.ChunkedArray:
    if row["name"] == "year":
        return pc.year(found[row["column"]])
    column = found[row["column"]]
    plain = column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column
    if not row["beside"]:
        return plain
    return pc.if_else(
        pc.equal(found["place_kind"].cast(pa.string()), row["beside"]), plain, pa.scalar(None, pa.string())
    )


def _state(found: pa.Table, asked: Selection) -> pa.Array:
    """Number of each flow in ``STATES``: whether it is in the amount, or why it is not."""
    if asked.currency is None:
        given = found["currency"].cast(pa.string()).is_valid().to_numpy()
        states = np.where(given, STATES.index(INSIDE), STATES.index(NO_CURRENCY))
        states = np.where(found["amount"].is_valid().to_numpy(), states, STATES.index(NO_AMOUNT))
    else:
        coded = found["rate_rule"].cast(pa.string()).combine_chunks().dictionary_encode()
        rules = [STATES.index(_UNCONVERTED.get(rule, NO_RATE)) for rule in (*coded.dictionary.to_pylist(), None)]
        states = np.array(rules)[coded.indices.fill_null(len(rules) - 1).to_numpy()]
        states = np.where(found["converted_amount"].is_valid().to_numpy(), STATES.index(INSIDE), states)
    secondary, again = (column.to_numpy() for column in left_out(found, asked))
    states = np.where(again, STATES.index(OTHER_VERSION), states)
    return pa.array(np.where(secondary, STATES.index(SECONDARY), states).astype(np.int8))


def _transactions(found: pa.Table) -> pa.Array:
    """A number for each transaction; its rows stand together in every flow table."""
    activity, ordinal = found["activity_no"].to_numpy(), found["transaction_ordinal"].to_numpy()
    _, number = np.unique((activity << 32) | ordinal, return_inverse=True)
    return pa.array(number)


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


def _counted(found: pa.Table, at: Any, groups: int, asked: Selection) -> dict[str, pa.Array]:
    state = found["_state"].to_numpy()
    rows = np.flatnonzero(state == STATES.index(INSIDE))
    summed = (
        pa.table({"group": at[rows], "amount": addable(found["_amount"].take(pa.array(rows)))})
        .group_by("group", use_threads=False)
        .aggregate([("amount", "sum")])
    )
    place = np.full(groups, -1)
    place[summed["group"].to_numpy()] = np.arange(summed.num_rows)
    transaction = found["_transaction"].to_numpy()
    columns = {
        "amount": pc.take(added(summed["amount_sum"]).combine_chunks(), pa.array(place, mask=place < 0)),
        "transactions": _different(at[rows], transaction[rows], groups),
        "flows": pa.array(np.bincount(at[rows], minlength=groups)),
    }
    for name in _states(asked):
        out = np.flatnonzero(state == STATES.index(name))
        columns[name] = _different(at[out], transaction[out], groups)
    return columns


def _different(group: Any, transaction: Any, groups: int) -> pa.Array:
    """How many different transactions each group has."""
    pairs = np.unique(group * (int(transaction.max(initial=0)) + 1) + transaction)
    return pa.array(np.bincount(pairs // (int(transaction.max(initial=0)) + 1), minlength=groups))


def _states(asked: Selection) -> tuple[str, ...]:
    rate = () if asked.currency is None else (NO_RATE,)
    return (NO_AMOUNT, NO_CURRENCY, *rate, SECONDARY, OTHER_VERSION)


def _schema(names: Sequence[str], asked: Selection, found: pa.Table) -> pa.Schema:
    type_name = ALWAYS[asked.kind].removesuffix("_code")
    keys = [type_name, *(name for name in names if name != "transaction_type")]
    if "sector" in keys:
        keys.insert(keys.index("sector"), "sector_vocabulary")
    counts = [(name, pa.int64()) for name in ("transactions", "flows", *_states(asked))]
    kept = [(name, found.schema.field(name).type) for name in keys]
    return pa.schema([*kept, ("currency", pa.string()), ("amount", MONEY), *counts])
