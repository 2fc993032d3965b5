"""The tables of rules and codes that stand beside these modules as CSV files, and the shape of the flow table."""

import csv
import functools
from collections.abc import Mapping, Sequence
from importlib import resources

import pyarrow as pa

MONEY = pa.decimal128(38, 6)
SHARE = pa.decimal128(10, 9)
RATE = pa.decimal128(38, 18)
TEXT = pa.dictionary(pa.int32(), pa.string())

_TYPES: Mapping[str, pa.DataType] = {
    "text": TEXT,
    "int": pa.int32(),
    "long": pa.int64(),
    "money": MONEY,
    "share": SHARE,
    "rate": RATE,
    "date": pa.date32(),
    "flag": pa.bool_(),
}


@functools.cache
def listed(name: str) -> Sequence[Mapping[str, str]]:
    """The rows of one of the CSV files."""
    text = resources.files(__package__).joinpath(name).read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@functools.cache
def schema() -> pa.Schema:
    """Schema of the flow table; ``columns.csv`` says what each column means. Texts are kept as dictionaries."""
    return pa.schema(
        [
            pa.field(row["column"], _TYPES[row["type"]], metadata={"meaning": row["meaning"]})
            for row in listed("columns.csv")
        ]
    )
