"""What the flows need of the silver tables: their columns, typed, with nothing for what is blank."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from forlik.core.errors import UsageError
from forlik.iati.flows.beside import listed
from forlik.iati.layout import layout
from forlik.iati.read.tables import schemas

Silver = Mapping[str, pa.Table]

_ROW = ("activity_no", "ordinal")
_PART = ("activity_no", "parent_ordinal", "ordinal")
_SECTOR = ("sector_code", "vocabulary", "percentage", "percentage_raw")
_PLACE = ("kind", "code", "vocabulary", "percentage", "percentage_raw")
_VALUE = ("value_amount", "value_currency", "value_date")
_ENDS = ("provider_org_ref", "provider_activity_id", "receiver_org_ref", "receiver_activity_id")
_TYPES = ("flow_type_code", "finance_type_code", "tied_status_code")

NEEDED: Mapping[str, Sequence[str]] = {
    "activity": (
        *(
            "activity_no",
            "activity_id",
            "file",
            "file_sha256",
            "version",
            "generated_datetime",
            "byte_start",
            "byte_end",
        ),
        *("line", "content_sha256", "reporting_org_ref", "secondary_reporter", "hierarchy", "default_currency"),
        *("last_updated", "humanitarian", "activity_scope_code", *(f"default_{name}" for name in _TYPES)),
    ),
    "sector": (*_ROW, *_SECTOR),
    "recipient_geo": (*_ROW, *_PLACE),
    "default_aid_type": (*_ROW, "code", "vocabulary"),
    "transaction": (*_ROW, "humanitarian", "transaction_type_code", "transaction_date", *_VALUE, *_ENDS, *_TYPES),
    "transaction_sector": (*_PART, *_SECTOR),
    "transaction_geo": (*_PART, *_PLACE),
    "transaction_aid_type": (*_PART, "code", "vocabulary"),
    "budget": (*_ROW, "type_code", "period_start", "period_end", *_VALUE),
    "planned_disbursement": (*_ROW, "type_code", "period_start", "period_end", *_VALUE, *_ENDS),
    "extension": (*_PART, "parent", "namespace", "name", "text"),
}
"""Table → the columns of it that flows are made of."""


def opened(tables: Mapping[str, pa.Table] | Path | str) -> Silver:
    """The needed columns of the silver tables.

    Args:
        tables: Arrow tables by name, or a folder with one Parquet file a table. A table or column that is not there is
            taken as empty.

    Returns:
        Table name → Arrow table in one chunk, its rows in the order of their keys; texts that are blank are null.

    Raises:
        UsageError: There is no table of activities.
    """
    held = tables if isinstance(tables, Mapping) else _folder(Path(tables))
    if "activity" not in held:
        raise UsageError(
            "there is no table “activity”",
            where="" if isinstance(tables, Mapping) else str(tables),
            remedy="read IATI files into that folder first",
        )
    types = schemas(layout("activity"))
    return {name: _needed(held.get(name), types[name], columns) for name, columns in NEEDED.items()}


def _folder(folder: Path) -> Mapping[str, pa.Table]:
    held = {}
    values = [row["name"] for row in listed("publisher_values.csv")]
    for name, columns in NEEDED.items():
        path = folder / f"{name}.parquet"
        if path.is_file():
            there = pq.read_schema(path).names
            wanted = pc.field("name").isin(values) if name == "extension" else None
            held[name] = pq.read_table(path, columns=[column for column in columns if column in there], filters=wanted)
    return held


def _needed(table: pa.Table | None, types: pa.Schema, columns: Sequence[str]) -> pa.Table:
    count = table.num_rows if table is not None else 0
    made = {}
    for column in columns:
        kind = types.field(column).type
        kind = kind.value_type if pa.types.is_dictionary(kind) else kind
        if table is None or column not in table.column_names:
            made[column] = pa.nulls(count, kind)
        else:
            made[column] = _plain(table[column], kind)
    keys = [(column, "ascending") for column in ("activity_no", "parent_ordinal", "ordinal") if column in columns]
    whole = pa.table(made)
    # The reader gives them in this order already; whoever shuffles them gets the same flows.
    return whole if _in_order(whole, [key for key, _ in keys]) else whole.sort_by(keys).combine_chunks()


def _plain(column: pa.ChunkedArray, kind: pa.DataType) -> pa.Array:
    cells = column.cast(kind).combine_chunks()
    if isinstance(cells, pa.ChunkedArray):
        cells = cells.chunk(0) if cells.num_chunks else pa.array([], kind)
    if pa.types.is_string(kind):
        blank = pc.equal(cells, "")
        if pc.any(blank).as_py():
            cells = pc.if_else(blank, pa.scalar(None, kind), cells)
    return cells


def _in_order(table: pa.Table, keys: Sequence[str]) -> bool:
    """Whether rows stand in the order of their keys: judged by the first key that differs."""
    if table.num_rows < 2:  # noqa: PLR2004 - one row is in order
        return True
    tied = None
    for key in keys:
        cells = table[key].combine_chunks()
        before, after = cells.slice(0, len(cells) - 1), cells.slice(1)
        wrong = pc.fill_null(pc.greater(before, after), True)
        same = pc.equal(before, after)
        if tied is not None:
            wrong, same = pc.and_(wrong, tied), pc.and_(same, tied)
        if pc.any(wrong).as_py():
            return False
        tied = same
    return True
