"""Transactions, budgets and planned disbursements as one table of amounts, with what their activity says beside."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import UsageError
from forlik.iati.flows.duplicates import current
from forlik.iati.flows.millionths import Ints
from forlik.iati.flows.publishers import secondary
from forlik.iati.flows.silver import Silver

KINDS = ("transaction", "budget", "planned_disbursement")
DAC = "1"
"""The DAC's vocabulary, of sectors, regions and aid types alike; meant where none is stated."""
ASSUMED_LEVEL = 1
_RENAMED = {
    "transaction": {"transaction_type_code": "transaction_type_code", "day": "transaction_date"},
    "budget": {"budget_type_code": "type_code", "day": "period_start", "period_end": "period_end"},
    "planned_disbursement": {"budget_type_code": "type_code", "day": "period_start", "period_end": "period_end"},
}
_AS_IS = (
    *("value_amount", "value_currency", "value_date", "humanitarian"),
    *("provider_org_ref", "provider_activity_id", "receiver_org_ref", "receiver_activity_id"),
    *("flow_type_code", "finance_type_code", "tied_status_code"),
)
_DEFAULTS = ("flow_type_code", "finance_type_code", "tied_status_code", "aid_type_code", "humanitarian")


@dataclass(frozen=True, slots=True)
class Amounts:
    """All amounts, in the order of kind, activity and ordinal.

    Args:
        table: One row an amount; texts are dictionaries.
        activity: Which activity of the table ``activity`` each belongs to.
        activities: How many activities there are.
        transactions: How many of the amounts, the first, are transactions.
        keys: Key of each transaction: the number of its activity and its ordinal in one.
    """

    table: pa.Table
    activity: Ints
    activities: int
    transactions: int
    keys: Ints


def amounts(tables: Silver) -> Amounts:
    """Put all amounts into one table.

    Raises:
        UsageError: A row belongs to no activity.
    """
    activity = tables["activity"]
    parts = [_part(kind, tables[kind]) for kind in KINDS]
    table = pa.concat_tables(parts, promote_options="default").combine_chunks()
    at = activity_rows(tables, table["activity_no"])
    count = tables["transaction"].num_rows
    keys = (at[:count] << 32) | table["transaction_ordinal"].to_numpy()[:count]
    own = _aid_types(
        tables["transaction_aid_type"], transaction_rows(tables, "transaction_aid_type", keys), table.num_rows
    )
    table = table.append_column("aid_type_code", own)
    defaults = _activity_columns(tables).take(pa.array(at))
    columns = {name: table[name] for name in table.column_names} | {
        name: defaults[name] for name in defaults.column_names if name not in _DEFAULTS
    }
    for name in _DEFAULTS:
        columns[name] = pc.coalesce(table[name], defaults[name])
    columns["currency"] = pc.coalesce(pc.utf8_upper(columns.pop("value_currency")), columns["default_currency"])
    columns["currency_rule"] = pc.if_else(
        table["value_currency"].is_valid(),
        "stated",
        pc.if_else(columns.pop("default_currency").is_valid(), "default", "unknown"),
    )
    day = columns["transaction_date"] = columns.pop("day")
    columns["rate_date"] = pc.coalesce(table["value_date"], day)
    fallback = pc.if_else(pc.equal(table["kind"], "transaction"), "transaction_date", "period_start")
    columns["date_rule"] = pc.if_else(
        table["value_date"].is_valid(), "value_date", pc.if_else(day.is_valid(), fallback, "none")
    )
    return Amounts(_short(columns), at, activity.num_rows, count, keys)


def activity_rows(tables: Silver, numbers: pa.ChunkedArray) -> Ints:
    """The rows of the table ``activity`` that have these numbers.

    Raises:
        UsageError: A number has none, or several.
    """
    known = tables["activity"]["activity_no"].to_numpy()
    wanted = numbers.to_numpy()
    at: Ints = np.searchsorted(known, wanted)
    if (len(wanted) and not len(known)) or (known[np.minimum(at, len(known) - 1)] != wanted).any():
        raise UsageError(
            "a row belongs to no activity of the table “activity”",
            remedy="take all tables from one reading; numbers of activities differ from one to the next",
        )
    if (np.diff(known) == 0).any():
        raise UsageError("two activities have one number", remedy="take all tables from one reading")
    return at


def transaction_rows(tables: Silver, name: str, keys: Ints) -> Ints:
    """The transactions that the rows of a table belong to.

    Raises:
        UsageError: A row belongs to none.
    """
    table = tables[name]
    wanted = (activity_rows(tables, table["activity_no"]) << 32) | table["parent_ordinal"].to_numpy()
    at: Ints = np.searchsorted(keys, wanted)
    if (len(wanted) and not len(keys)) or (len(keys) and (keys[np.minimum(at, len(keys) - 1)] != wanted).any()):
        raise UsageError(f"a row of “{name}” belongs to no transaction", remedy="take all tables from one reading")
    return at


def _part(kind: str, table: pa.Table) -> pa.Table:
    count = table.num_rows
    columns = {
        "activity_no": table["activity_no"],
        "kind": pa.repeat(pa.scalar(kind), count),
        "transaction_ordinal": table["ordinal"],
    }
    columns |= {name: table[column] for name, column in _RENAMED[kind].items()}
    columns |= {name: table[name] for name in _AS_IS if name in table.column_names}
    return pa.table(columns)


def _activity_columns(tables: Silver) -> pa.Table:
    """What an activity says of all its amounts."""
    activity = tables["activity"]
    count = activity.num_rows
    said = secondary(activity)
    owner = activity_rows(tables, tables["default_aid_type"]["activity_no"])
    as_is = ("activity_id", "file", "version", "byte_start", "byte_end", "line", "content_sha256", "reporting_org_ref")
    return pa.table(
        {name: activity[name] for name in (*as_is, "activity_scope_code", "humanitarian")}
        | {name: activity[f"default_{name}"] for name in ("flow_type_code", "finance_type_code", "tied_status_code")}
        | {
            "default_currency": pc.utf8_upper(activity["default_currency"]),
            "aid_type_code": _aid_types(tables["default_aid_type"], owner, count),
            "hierarchy": pc.coalesce(activity["hierarchy"], pa.scalar(ASSUMED_LEVEL, pa.int32())),
            "hierarchy_rule": pc.if_else(activity["hierarchy"].is_valid(), "stated", "assumed"),
            "secondary_reporter": pc.not_equal(said, "none"),
            "secondary_rule": said,
            "current": pa.array(current(activity)),
        }
    )


def _aid_types(table: pa.Table, owner: Ints, owners: int) -> pa.Array:
    """The first aid type in the DAC's vocabulary that each owner states."""
    there = pc.and_(pc.equal(pc.coalesce(table["vocabulary"], DAC), DAC), table["code"].is_valid())
    rows = np.flatnonzero(there.to_numpy())
    first = np.full(owners, -1)
    first[owner[rows][::-1]] = rows[::-1]
    return pc.take(table["code"].combine_chunks(), pa.array(first, mask=first < 0))


def _short(columns: dict[str, pa.ChunkedArray]) -> pa.Table:
    """The table with texts as dictionaries: every different text is kept once."""
    short = {}
    for name, column in columns.items():
        whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
        short[name] = whole.dictionary_encode() if pa.types.is_string(whole.type) else whole
    return pa.table(short).combine_chunks()
