"""Totals of flows, and the flows behind each total."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, TypedDict, Unpack

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import UsageError
from forlik.iati.flows.beside import MONEY, listed, schema
from forlik.iati.flows.counting import AMOUNT, STATE, TRANSACTION, counted, together
from forlik.iati.flows.selection import Kind, Level, Place, Selection, candidates, left_out, one_level, standing
from forlik.iati.flows.sums import added

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


def totals(
    flow: pa.Table | Iterable[pa.Table], by: Sequence[str] | str = ("transaction_type",), **asked: Unpack[Asked]
) -> pa.Table:
    """Add flows up, exactly.

    Types of transactions are always told apart, and so are currencies unless ``currency`` is given: neither is ever
    added. A publisher's levels are not added either: choose one (``level``) or ask by ``hierarchy``.

    Args:
        flow: What ``flows`` gave, or ``flow_batches``, of which one piece at a time is held; the columns that
            ``columns_for`` names are enough.
        by: Names in ``totals_by.csv``.
        asked: What is added up, as in ``Selection``: ``level``, ``currency``, ``provider``, ``receiver``, ``kind``,
            ``secondary``, ``duplicates``.

    Returns:
        One row for each combination, in order, with ``currency`` and ``amount`` (exact; empty where nothing is known,
        never 0), ``transactions`` (how many have a part in the amount) and ``flows`` (how many rows that is); then how
        many transactions are not in it: ``without_amount``, ``without_currency``, ``without_rate``, left out as reports
        of others' money (``left_out_secondary``) or as other versions of an activity (``left_out_duplicates``).

    Raises:
        UsageError: Unknown names, several levels, flows that were not converted to the currency asked for, or pieces
            that are not in the order of the flow table.
        BadInput: A sum has more digits than any amount may have.
    """
    names, question = _names(by), Selection(**asked)
    adding = _Adding(names, question)
    # Nothing here may hold a piece when the next one is asked for: ``map`` lets it go, a loop's variable would not.
    parts = map(adding.part, (flow,) if isinstance(flow, pa.Table) else flow)
    first = next(parts, None)
    some = adding.part(schema().empty_table()) if first is None else first
    made = together(chain([some], parts), _keys(names, question))
    _not_several(adding.places, names, question)
    wanted = _schema(names, question, made)
    whole = made.set_column(made.column_names.index("amount"), "amount", added(made["amount"]))
    return whole.sort_by([(name, "ascending") for name in _keys(names, question)]).select(wanted.names).cast(wanted)


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
    names, question = _names(by), Selection(**asked)
    found, places = _found(flow, names, question)
    _not_several(places, names, question)
    mask = pc.is_valid(found["_row"])
    for key in _keys(names, question):
        same = pc.is_null(found[key]) if total[key] is None else pc.fill_null(pc.equal(found[key], total[key]), False)
        mask = pc.and_(mask, same)
    inside = pc.and_(mask, pc.equal(found[STATE], STATES.index(INSIDE)))
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


class _Adding:
    """What is kept from one piece to the next: where amounts stand, and which transaction was the last."""

    def __init__(self, names: Sequence[str], asked: Selection) -> None:
        self.names, self.asked = names, asked
        self.places: set[Place] = set()
        self.last = -1

    def part(self, piece: pa.Table) -> pa.Table:
        """What is counted of one piece."""
        found, places = _found(piece, self.names, self.asked)
        self.places |= places
        numbers = found[TRANSACTION].to_numpy()
        if len(numbers) and numbers.min() <= self.last:
            raise UsageError(
                "a transaction stands in two pieces, and would be counted twice",
                remedy="give the pieces as flow_batches makes them, in their order",
            )
        self.last = int(numbers.max(initial=self.last))
        return counted(found, _keys(self.names, self.asked), STATES, _states(self.asked))


def _not_several(places: Collection[Place], names: Sequence[str], asked: Selection) -> None:
    if "hierarchy" not in names:
        one_level(places, asked.level)


def _keys(names: Sequence[str], asked: Selection) -> list[str]:
    """The columns that totals are told apart by, in the order in which they are sorted."""
    keys = [ALWAYS[asked.kind].removesuffix("_code")]
    for row in listed("totals_by.csv"):
        if row["name"] in names and row["name"] != "transaction_type":
            keys += [row["name"], *(["sector_vocabulary"] if row["name"] == "sector" else [])]
    return [*keys, "currency"]


def _found(flow: pa.Table, names: Sequence[str], asked: Selection) -> tuple[pa.Table, set[Place]]:
    """The flows asked for with their keys, what state each is in and its row in the table; and where they stand."""
    needed = flow.select([name for name in columns_for(names) if name in flow.column_names])
    numbered = needed.append_column("_row", pa.array(np.arange(flow.num_rows)))
    found = candidates(numbered, asked)
    column = ALWAYS[asked.kind]
    kept = found.select(["reporting_org_ref", "file", "hierarchy", column])
    places = standing(kept.filter(pc.invert(pc.or_(*left_out(found, asked)))), column)
    own = asked.currency is None
    # Every key in its own column, whatever other columns the table has.
    columns: dict[str, pa.ChunkedArray | pa.Array] = {
        row["name"]: _key(found, row) for row in listed("totals_by.csv") if row["name"] in names
    }
    columns[column.removesuffix("_code")] = found[column].cast(pa.string())
    if "sector" in names:
        columns["sector_vocabulary"] = found["sector_vocabulary"].cast(pa.string())
    columns["currency"] = found["currency" if own else "converted_currency"].cast(pa.string())
    made = pa.table(
        {name: columns[name] for name in _keys(names, asked)}
        | {
            "_row": found["_row"],
            STATE: _state(found, asked),
            AMOUNT: found["amount" if own else "converted_amount"],
            TRANSACTION: _transactions(found),
        }
    )
    return made, places


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
    """A number for each transaction, which grows in the order of the flow table."""
    return pa.array((found["activity_no"].to_numpy() << 32) | found["transaction_ordinal"].to_numpy())


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
