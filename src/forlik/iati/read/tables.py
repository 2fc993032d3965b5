"""The silver tables: raw batches with types, keys and what could not be read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from forlik.iati.layout import TYPED, Column, Layout
from forlik.iati.read import typed
from forlik.iati.read.document import Document
from forlik.iati.read.raw import CODED, EXTENSION_COLUMNS, FEW, NARRATIVE_COLUMNS, Raw, nothing

KEY = (pa.field("activity_no", pa.int64()), pa.field("activity_id", pa.dictionary(pa.int32(), pa.string())))
ORDINAL = pa.field("ordinal", pa.int32())
PARENT = (pa.field("parent", pa.dictionary(pa.int8(), pa.string())), pa.field("parent_ordinal", pa.int32()))
OF_FILE = (
    pa.field("file", pa.string()),
    pa.field("file_sha256", pa.string()),
    pa.field("version", pa.string()),
    pa.field("generated_datetime", pa.string()),
    pa.field("byte_start", pa.int64()),
    pa.field("byte_end", pa.int64()),
    pa.field("line", pa.int64()),
    pa.field("content_sha256", pa.string()),
)
"""What the first table says beside the layout's columns: where the activity stands, down to its bytes."""
PROBLEM_COLUMNS = ("table", "column", "written", "problem")

Decimals = Callable[[pa.Array], pa.Array]


def schemas(layout: Layout) -> Mapping[str, pa.Schema]:
    """Table name → schema of the silver table."""
    every: dict[str, pa.Schema] = {}
    identifier = layout.identifier
    key = [KEY[0], KEY[1].with_name(identifier), ORDINAL]
    for table in layout.tables:
        cells = [field for column in table.columns if column.name != identifier for field in _fields(column)]
        where = list(PARENT) if table.number in layout.nested else []
        every[table.name] = pa.schema([*key, *where, *(OF_FILE if table.number == 0 else ()), *cells])
    for name, columns in ((layout.narrative, NARRATIVE_COLUMNS), (layout.extension, EXTENSION_COLUMNS)):
        every[name] = pa.schema(
            [*key, *PARENT, *(pa.field(column, CODED if column in FEW else pa.string()) for column in columns)]
        )
    every[layout.problem] = pa.schema([*key, *(pa.field(column, pa.string()) for column in PROBLEM_COLUMNS)])
    return every


def _fields(column: Column) -> list[pa.Field]:
    if column.kind in TYPED:
        raw = pa.string() if column.kind == "decimal" else CODED
        return [pa.field(column.name, typed.KINDS[column.kind][1]), pa.field(f"{column.name}_raw", raw)]
    return [pa.field(column.name, pa.string())]


@dataclass(frozen=True, slots=True)
class Place:
    """Where each activity of a batch stands: the file, and bytes, lines and hashes in the order of the batch."""

    document: Document
    starts: Sequence[int]
    ends: Sequence[int]
    lines: Sequence[int]
    hashes: Sequence[str]


READABLE: Decimals = partial(typed.values, "decimal")
"""How amounts are read when nobody says otherwise."""


def silver(layout: Layout, raw: Raw, place: Place, decimals: Decimals = READABLE) -> Mapping[str, pa.RecordBatch]:
    """The silver tables of a raw batch.

    Args:
        layout: The layout it was read by.
        raw: The texts.
        place: Where its activities stand.
        decimals: How amounts are read.

    Returns:
        Table name → batch, the problems among them.
    """
    every = schemas(layout)
    first = layout.tables[0].name
    ids = raw.tables[first].column(layout.identifier).dictionary_encode()
    names = pa.array(layout.names)
    old = place.document.version.startswith("1") or not place.document.version
    declared = {table.name: table.columns for table in layout.tables}
    batches: dict[str, pa.RecordBatch] = {}
    problems: list[pa.RecordBatch] = []
    for name, rows in raw.tables.items():
        if not rows.num_rows:
            batches[name] = nothing(every[name])
            continue
        keys = _keys(rows.column("activity"), ids)
        columns = dict(zip((KEY[0].name, layout.identifier, ORDINAL.name), keys, strict=True))
        if "parent" in rows.schema.names:
            columns["parent"] = pa.DictionaryArray.from_arrays(rows.column("parent"), names)
            columns["parent_ordinal"] = rows.column("parent_ordinal")
        if name == first:
            columns |= _of_file(place)
        if name in declared:
            codes = layout.codes_1x if old else {}
            for column in declared[name]:
                if column.name != layout.identifier:
                    columns |= _values(column, rows.column(column.name), codes.get((name, column.name)), decimals)
                problems += _problems(name, column, columns, keys)
        else:
            columns |= {which: rows.column(which) for which in rows.schema.names if which not in columns}
        schema = every[name]
        batches[name] = pa.RecordBatch.from_arrays([columns[which] for which in schema.names], schema=schema)
    batches[layout.problem] = _together(problems, every[layout.problem])
    return batches


def _values(
    column: Column, written: pa.Array, codes: Mapping[str, str] | None, decimals: Decimals
) -> dict[str, pa.Array]:
    """A column as it is given: its codes those of 2.0x, its values beside the text as written."""
    if column.kind == "code" and codes:
        return {column.name: typed.by_text(lambda text: codes.get(text.lower(), text), written, pa.string())}
    if column.kind == "decimal":
        return {column.name: decimals(written), f"{column.name}_raw": written}
    if column.kind in TYPED:
        coded = written.dictionary_encode()
        return {column.name: typed.values(column.kind, coded), f"{column.name}_raw": coded}
    return {column.name: written}


def _keys(activity: pa.Array, ids: pa.DictionaryArray) -> tuple[pa.Array, pa.Array, pa.Array]:
    """Number and identifier of each row's activity, and the row's ordinal within it."""
    numbers = activity.to_numpy()
    rows = np.arange(len(numbers))
    begins = np.flatnonzero(np.diff(numbers, prepend=-1))
    firsts = np.zeros(len(numbers), np.int64)
    firsts[begins] = begins
    ordinals = rows - np.maximum.accumulate(firsts) + 1 if len(numbers) else rows
    return (
        pa.array(numbers.astype(np.int64)),
        pa.DictionaryArray.from_arrays(ids.indices.take(activity), ids.dictionary),
        pa.array(ordinals.astype(np.int32)),
    )


def _of_file(place: Place) -> dict[str, pa.Array]:
    document, count = place.document, len(place.starts)
    return {
        "file": pa.repeat(pa.scalar(document.name), count),
        "file_sha256": pa.nulls(count, pa.string()),  # the file is still being hashed
        "version": pa.repeat(pa.scalar(document.version), count),
        "generated_datetime": pa.repeat(pa.scalar(document.generated), count),
        "byte_start": pa.array(place.starts, pa.int64()),
        "byte_end": pa.array(place.ends, pa.int64()),
        "line": pa.array(place.lines, pa.int64()),
        "content_sha256": pa.array(place.hashes, pa.string()),
    }


def _problems(
    name: str, column: Column, columns: Mapping[str, pa.Array], keys: tuple[pa.Array, ...]
) -> list[pa.RecordBatch]:
    """One row for each text that has no value."""
    if column.kind not in TYPED:
        return []
    written, value = columns[f"{column.name}_raw"], columns[column.name]
    if written.null_count == value.null_count:
        return []
    lost = pc.and_(written.is_valid(), value.is_null())
    texts = written.filter(lost).cast(pa.string())
    made = [
        *(key.filter(lost) for key in keys),
        pa.repeat(pa.scalar(name), len(texts)),
        pa.repeat(pa.scalar(column.name), len(texts)),
        texts,
        typed.by_text(lambda text: typed.reason(column.kind, text), texts, pa.string()),
    ]
    return [pa.RecordBatch.from_arrays(made, [*("activity_no", "id", "ordinal"), *PROBLEM_COLUMNS])]


def _together(batches: Sequence[pa.RecordBatch], schema: pa.Schema) -> pa.RecordBatch:
    if not batches:
        return nothing(schema)
    table = pa.Table.from_batches([pa.RecordBatch.from_arrays(batch.columns, schema=schema) for batch in batches])
    # In the order of the activities, so that it does not matter how many of them were read at once.
    order = np.argsort(table.column(0).to_numpy(), kind="stable")
    return table.unify_dictionaries().combine_chunks().take(pa.array(order)).combine_chunks().to_batches()[0]
