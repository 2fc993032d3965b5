"""The declared shape of a table: its columns with type, unit and meaning, its key and its grain."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import pyarrow as pa

ColumnType = Literal["text", "int", "real", "decimal", "date", "flag"]

_ARROW: dict[str, pa.DataType] = {
    "text": pa.string(),
    "int": pa.int64(),
    "real": pa.float64(),
    "decimal": pa.decimal128(28, 6),
    "date": pa.date32(),
    "flag": pa.bool_(),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Args:
        type: ``text``, ``int`` (64 bit), ``real``, ``decimal`` (28 digits, 6 after the point), ``date`` or ``flag``.
        doc: What a value means, with its unit where the name does not carry it.
        required: Whether a value must be present in every row.
    """

    type: ColumnType
    doc: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Schema:
    """One table's declaration; it drives Parquet, the docs and the checks.

    Args:
        grain: What one row is, in words.
        columns: Column name → declaration, in order.
        key: Columns that name a row; no two rows of one snapshot share them, and of several snapshots' rows with one
            key the latest known stands.
    """

    grain: str
    columns: Mapping[str, Column] = field(hash=False)
    key: tuple[str, ...] = ()

    def arrow(self) -> pa.Schema:
        """The Arrow schema, without the ``basis`` column that the store adds."""
        return pa.schema(
            [pa.field(name, _ARROW[column.type], nullable=not column.required) for name, column in self.columns.items()]
        )


BASIS = pa.field("basis", pa.int32(), nullable=False)
"""The column every stored table ends with: the number, in this store, of the snapshot a row came from."""
