"""Following money from activity to activity, by the identifiers that transactions state of the other end."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from forlik.iati.flows.amounts import amounts
from forlik.iati.flows.beside import MONEY, listed
from forlik.iati.flows.conversion import conversion
from forlik.iati.flows.cycles import in_ring
from forlik.iati.flows.duplicates import current
from forlik.iati.flows.millionths import decimals
from forlik.iati.flows.publishers import secondary as reported_again
from forlik.iati.flows.rates import Rates
from forlik.iati.flows.rules import CONVERSIONS, known
from forlik.iati.flows.silver import opened
from forlik.iati.flows.sums import addable, added

ROLES = {"provider": "in", "receiver": "out"}
"""The other end → direction of the transactions that are followed by it."""
_OF_TRANSACTION = ("activity_no", "activity_id", "transaction_ordinal", "transaction_type_code", "currency", "amount")
_EDGES = pa.schema(
    [
        ("activity_no", pa.int64()),
        ("activity_id", pa.string()),
        ("transaction_ordinal", pa.int32()),
        ("transaction_type_code", pa.string()),
        ("role", pa.string()),
        ("from_activity_id", pa.string()),
        ("to_activity_id", pa.string()),
        ("state", pa.string()),
        ("with_direction", pa.bool_()),
        ("ring", pa.bool_()),
        ("currency", pa.string()),
        ("amount", MONEY),
    ]
)
_SUMS = ("incoming", "traced", "new", "from_itself", "in_ring")


@dataclass(frozen=True, slots=True)
class Traceability:
    """What could be followed.

    Args:
        edges: One row for each transaction and each end of it that names an activity. ``role`` says which end;
            ``state`` whether that activity is among those read (``resolved``), is not (``unresolved``), or is the
            transaction's own (``itself``); ``with_direction`` whether the type of the transaction goes that way, so
            that an incoming one names who provides and an outgoing one who receives; ``ring`` whether the edge is part
            of a ring of activities.
        money: One row for each activity, type of incoming transaction and currency: ``incoming``, of that ``traced``
            from another activity that was read, and ``new``, the rest; among these ``from_itself`` (which is new) and
            ``in_ring`` (traced, though it must have come into the ring from somewhere); how many ``transactions`` it
            is, and how many more there are ``without_amount``.
    """

    edges: pa.Table
    money: pa.Table


def traceability(
    tables: Mapping[str, pa.Table] | Path | str,
    *,
    currency: str | None = None,
    rates: Rates | None = None,
    how: str = "rates",
    secondary: bool = False,
) -> Traceability:
    """Follow transactions between activities.

    Of every identifier the version that counts takes part, and without ``secondary`` no report of others' money.

    Args:
        tables: Silver tables, or their folder.
        currency: Currency to have amounts in; ``None`` leaves each in its own.
        rates: What currencies were worth.
        how: How amounts are converted, as for ``flows``.
        secondary: Whether secondary reports take part.
    """
    silver = opened(tables)
    every = amounts(silver)
    in_one = conversion(silver, every, currency, rates or Rates(), known(how, CONVERSIONS, "way to convert"))
    table = every.table.slice(0, every.transactions)
    if currency is None:
        table = table.append_column("amount", table["value_amount"])
    else:
        whole = in_one.amounts.slice(0, every.transactions)
        table = table.append_column("amount", decimals(whole, MONEY)).drop_columns("currency")
        table = table.append_column("currency", pa.repeat(pa.scalar(currency), table.num_rows))
    counts = table["current"] if secondary else pc.and_(table["current"], pc.invert(table["secondary_reporter"]))
    table = _plain(table.filter(counts))
    among = silver["activity"]["activity_id"].take(pa.array(_counting(silver, secondary=secondary)))
    edges = pa.concat_tables([_edges(table, role, among) for role in ROLES])
    edges = _with_rings(edges)
    edges = edges.sort_by([(name, "ascending") for name in ("activity_no", "transaction_ordinal", "role")])
    return Traceability(edges, _money(table, edges))


def _counting(silver: Mapping[str, pa.Table], *, secondary: bool) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    activity = silver["activity"]
    first_hand = pc.equal(reported_again(activity), "none").to_numpy()
    return np.flatnonzero(current(activity) & (first_hand | secondary))


def _plain(table: pa.Table) -> pa.Table:
    names = (*_OF_TRANSACTION, "provider_activity_id", "receiver_activity_id")
    return pa.table(
        {
            name: table[name].cast(pa.string()) if pa.types.is_dictionary(table[name].type) else table[name]
            for name in names
        }
    ).combine_chunks()


def _direction(types: pa.ChunkedArray, direction: str) -> pa.ChunkedArray:
    codes = [row["code"] for row in listed("transaction_types.csv") if row["direction"] == direction]
    return pc.fill_null(pc.is_in(types, pa.array(codes)), False)


def _edges(table: pa.Table, role: str, among: pa.ChunkedArray) -> pa.Table:
    named = table.filter(table[f"{role}_activity_id"].is_valid())
    own, other = named["activity_id"], named[f"{role}_activity_id"]
    itself = pc.fill_null(pc.equal(own, other), False)
    state = pc.if_else(itself, "itself", pc.if_else(pc.is_in(other, among.drop_null()), "resolved", "unresolved"))
    start, end = (other, own) if role == "provider" else (own, other)
    columns = {name: named[name] for name in _OF_TRANSACTION} | {
        "role": pa.repeat(pa.scalar(role), named.num_rows),
        "from_activity_id": start,
        "to_activity_id": end,
        "state": state,
        "with_direction": _direction(named["transaction_type_code"], ROLES[role]),
        "ring": pa.repeat(pa.scalar(False), named.num_rows),
    }
    return pa.table([columns[name] for name in _EDGES.names], names=_EDGES.names).cast(_EDGES)


def _with_rings(edges: pa.Table) -> pa.Table:
    """Mark what is part of a ring; an edge from an activity to itself, or against its direction, makes none."""
    makes = pc.and_(pc.equal(edges["state"], "resolved"), edges["with_direction"])
    both = [edges[name].combine_chunks() for name in ("from_activity_id", "to_activity_id")]
    coded = pa.concat_arrays(both).dictionary_encode()
    codes = coded.indices.fill_null(len(coded.dictionary)).to_numpy()
    start, end = codes[: edges.num_rows], codes[edges.num_rows :]
    follow = makes.to_numpy()
    pairs = sorted(set(zip(start[follow].tolist(), end[follow].tolist(), strict=True)))
    ring = np.array([*in_ring(len(coded.dictionary) + 1, pairs)], np.int64)
    inside = follow & (ring[start] >= 0) & (ring[start] == ring[end])
    return edges.set_column(edges.schema.get_field_index("ring"), "ring", pa.array(inside))


def _money(table: pa.Table, edges: pa.Table) -> pa.Table:
    """Incoming money of each activity, and what of it is new among the activities read."""
    incoming = table.filter(_direction(table["transaction_type_code"], "in"))
    named = edges.filter(pc.equal(edges["role"], "provider")).select(
        ["activity_no", "transaction_ordinal", "state", "ring"]
    )
    told = incoming.join(named, ["activity_no", "transaction_ordinal"], join_type="left outer", use_threads=False)
    amount = addable(told["amount"])
    none = pa.scalar(None, amount.type)
    traced = pc.fill_null(pc.equal(told["state"], "resolved"), False)
    parts = {
        "incoming": amount,
        "traced": pc.if_else(traced, amount, none),
        "new": pc.if_else(traced, none, amount),
        "from_itself": pc.if_else(pc.fill_null(pc.equal(told["state"], "itself"), False), amount, none),
        "in_ring": pc.if_else(pc.fill_null(told["ring"], False), amount, none),
    }
    keys = ["activity_no", "activity_id", "transaction_type_code", "currency"]
    grouped = pa.table(
        {name: told[name] for name in keys}
        | parts
        | {"one": pc.cast(amount.is_valid(), pa.int64()), "lost": pc.cast(amount.is_null(), pa.int64())}
    ).group_by(keys, use_threads=False)
    sums = grouped.aggregate([(name, "sum") for name in (*_SUMS, "one", "lost")])
    zero, unknown = pa.scalar(0, MONEY), pa.scalar(None, MONEY)
    # Where something came in and nothing of it was traced, 0 was; where no amount is known, nothing is.
    known_sums = {
        name: pc.if_else(sums["incoming_sum"].is_valid(), pc.fill_null(added(sums[f"{name}_sum"]), zero), unknown)
        for name in _SUMS
    }
    made = pa.table(
        {name: sums[name] for name in keys}
        | known_sums
        | {"transactions": sums["one_sum"], "without_amount": sums["lost_sum"]}
    )
    return made.sort_by([(name, "ascending") for name in keys]).combine_chunks()
