"""Edges of the network of partners, read from a table or from plain mappings into columns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import UsageError
from forlik.iati.flows.millionths import whole
from forlik.portfolio.coordination.amounts import checked
from forlik.portfolio.coordination.measured import EXACT

Whole = npt.NDArray[Any]
"""Whole numbers: of 64 bits where all their sums fit, else Python's."""
Flags = npt.NDArray[np.bool_]
NEEDED = ("funder", "implementer", "money")
KINDS = {"funder": pa.string(), "implementer": pa.string(), "country": pa.string()}
NUMBERS = ("year", "transactions")
DIGITS_LIMIT = 20
ROOM = 1 << 61
"""Amounts whose absolute values add up to less have sums, also counted twice, that fit into 64 bits."""


@dataclass(frozen=True, slots=True)
class Edges:
    """Edges as columns of n items.

    Args:
        funder: Identifiers, blank where unknown.
        implementer: Identifiers, blank where unknown.
        money: Whole numbers of units of the last digit; 0 where unknown.
        known: Where the money is known.
        year: Years; empty where unknown.
        country: Countries; empty where unknown.
        transactions: Numbers of transactions.
        digits: How many digits of the money are after the point.
    """

    funder: pa.Array
    implementer: pa.Array
    money: Whole
    known: Flags
    year: pa.Array
    country: pa.Array
    transactions: npt.NDArray[np.int64]
    digits: int


def read_edges(given: pa.Table | Iterable[Mapping[str, object]], digits: int) -> Edges:
    """Edges in columns, with their money in whole numbers.

    Args:
        given: Edges, as ``partners`` takes them.
        digits: Of money in whole numbers, how many digits are after the point.

    Raises:
        UsageError: A column is missing or of another kind, an amount is not exact and finite, or ``digits`` is out of
            range.
    """
    if not 0 <= digits <= DIGITS_LIMIT:
        raise UsageError(f"money with {digits} digits after the point", where="digits")
    columns = _from_table(given) if isinstance(given, pa.Table) else _from_rows(list(given))
    texts = {name: _of_kind(columns[name], kind, name) for name, kind in KINDS.items()}
    numbers = {name: _of_kind(columns[name], pa.int64(), name) for name in NUMBERS}
    transactions = pc.fill_null(numbers["transactions"], 1).to_numpy(zero_copy_only=False)
    if (transactions < 0).any():
        raise UsageError("an edge has fewer than 0 transactions", where="transactions")
    money, known, scale = _money(columns["money"], digits)
    return Edges(
        _bare(texts["funder"]),
        _bare(texts["implementer"]),
        money,
        known,
        numbers["year"],
        texts["country"],
        transactions,
        scale,
    )


def _from_table(given: pa.Table) -> dict[str, pa.Array]:
    names = given.column_names
    lacking = [name for name in NEEDED if name not in names]
    if lacking:
        raise UsageError(f"edges have no column “{lacking[0]}”", where="edges")
    empty = pa.nulls(given.num_rows)
    every = (*KINDS, *NUMBERS, "money")
    return {name: given[name].combine_chunks() if name in names else empty for name in every}


def _from_rows(rows: Sequence[Mapping[str, object]]) -> dict[str, Any]:
    for number, row in enumerate(rows, 1):
        lacking = [name for name in NEEDED if name not in row]
        if lacking:
            raise UsageError(f"it has no “{lacking[0]}”", where=f"edge {number}")
    found: dict[str, Any] = {name: _array([row.get(name) for row in rows], name) for name in (*KINDS, *NUMBERS)}
    return {**found, "money": [row["money"] for row in rows]}


def _array(values: list[object], name: str) -> pa.Array:
    try:
        return pa.array(values)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise UsageError(f"a column of edges holds several kinds: {error}", where=name) from None


def _of_kind(column: pa.Array, kind: pa.DataType, name: str) -> pa.Array:
    is_kind = pa.types.is_integer if pa.types.is_integer(kind) else _is_text
    if not (is_kind(column.type) or pa.types.is_null(column.type)):
        raise UsageError(f"a column of edges is {column.type}, not {kind}", where=name)
    return column.cast(kind)


def _is_text(kind: pa.DataType) -> bool:
    held = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(held) or pa.types.is_large_string(held) or pa.types.is_string_view(held))


def _bare(names: pa.Array) -> pa.Array:
    return pc.utf8_trim_whitespace(pc.fill_null(names, ""))


def _money(column: Any, digits: int) -> tuple[Whole, Flags, int]:
    """Money as whole numbers, where it is known, and how many digits are after the point."""
    if isinstance(column, pa.Array) and pa.types.is_decimal128(column.type) and column.type.scale >= 0:
        found = whole(column)
        numbers = found.values
        if found.large:
            numbers = numbers.astype(object)
            numbers[list(found.large)] = list(found.large.values())
        return _roomy(numbers), found.valid, int(column.type.scale)
    values = column.to_pylist() if isinstance(column, pa.Array) else column
    amounts = [checked(one, f"edge {number}") for number, one in enumerate(values, 1)]
    after = [_after(amount) for amount, one in zip(amounts, values, strict=True) if isinstance(one, Decimal) and amount]
    scale = max([digits if any(isinstance(one, int) for one in values) else 0, *after])
    # Of a whole number the digits after the point are in the number itself.
    wholes = [
        0 if amount is None else int(amount.scaleb(scale - (digits if isinstance(one, int) else 0), EXACT))
        for amount, one in zip(amounts, values, strict=True)
    ]
    known = np.array([amount is not None for amount in amounts], bool)
    return _roomy(np.array(wholes, object)), known, scale


def _after(amount: Decimal) -> int:
    exponent = amount.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _roomy(numbers: Whole) -> Whole:
    """Whole numbers of 64 bits where all their sums fit, else Python's."""
    if sum(map(abs, numbers.tolist())) < ROOM:
        return numbers.astype(np.int64)
    return numbers.astype(object)
