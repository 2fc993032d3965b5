"""The values an index is computed from: a table, a file, or a folder of files, one row a place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from forlik.assess.indices.arrays import Array
from forlik.assess.indices.recipe import Index
from forlik.core.errors import BadInput, UsageError
from forlik.core.source import RawFile
from forlik.store.read import Field, header_of, ignored, number, read_csv, text

Values: TypeAlias = pa.Table | Mapping[str, Sequence[Any]] | Path | str
UNIT = b"unit"
"""Key in the metadata of an Arrow field under which a table may say the unit of a column."""


@dataclass(frozen=True, slots=True)
class Given:
    """Values, ready to compute with.

    Args:
        places: Shape (n,), the place of each row.
        numbers: Input → shape (n,), NaN where unknown.
        words: Input of kind text → shape (n,), ``None`` where unknown.
    """

    places: tuple[str, ...]
    numbers: Mapping[str, Array]
    words: Mapping[str, tuple[str | None, ...]]


def given(values: Values, index: Index) -> Given:
    """Take an index's inputs out of a table.

    Args:
        values: An Arrow table; columns by name; or the path of a CSV or Parquet file, or of a folder of them, which are
            joined by place. One row a place; columns that are no inputs are left aside.
        index: Which inputs, with their units and marks for missing values.

    Returns:
        The inputs, in the order of the rows.

    Raises:
        UsageError: No row, a place twice or unnamed, an input missing, of another unit, not numbers, infinite,
            or beyond what the index holds for plausible.
        BadInput: A file that cannot be read as such, with its line and field.
    """
    table = _table(values, index)
    places = _places(table, index)
    missing = [name for name in index.inputs if name not in table.column_names]
    if missing:
        raise UsageError(
            f"{len(missing)} inputs are not among the columns: {', '.join(missing[:6])}",
            where=index.name,
            remedy="a column of unknown values is one of nulls; leave none out",
        )
    numbers: dict[str, Array] = {}
    words: dict[str, tuple[str | None, ...]] = {}
    for name, one in index.inputs.items():
        _check_unit(table, index, name)
        if one.kind == "text":
            words[name] = tuple(pc.cast(table[name], pa.string()).to_pylist())
        else:
            numbers[name] = _numbers(table[name], index, name, places)
            for mark in one.unknown:
                numbers[name][numbers[name] == mark] = np.nan
            _check_plausible(numbers[name], index, name, places)
    return Given(places, numbers, words)


def _check_plausible(found: Array, index: Index, name: str, places: tuple[str, ...]) -> None:
    one = index.inputs[name]
    if one.plausible is None:
        return
    low, high = one.plausible
    beyond = np.flatnonzero((found < low) | (found > high))
    if beyond.size:
        at = int(beyond[0])
        others = f", and {beyond.size - 1} more places" if beyond.size > 1 else ""
        raise UsageError(
            f"{one.title}: {found[at]:g} for {places[at]}{others}, and in “{one.unit}” there is "
            f"only {low:g} to {high:g}",
            where=f"{index.name}, {name}",
            remedy="convert it to that unit; unknown is null",
        )


def aside(values: Values | None, index: Index, places: tuple[str, ...]) -> dict[str, Array]:
    """Figures about inputs (ages, imputed or not) that stand in a table of their own, in the order of ``places``.

    Args:
        values: As in :func:`given`, with a column for each input of which something is said; nothing when ``None``.
        index: Which inputs there are.
        places: The places, in order; one that the table does not have is unknown.

    Raises:
        UsageError, BadInput: As in :func:`given`.
    """
    if values is None:
        return {}
    table = _table(values, index)
    row_of = {place: row for row, place in enumerate(_places(table, index))}
    rows = [row_of.get(place) for place in places]
    known = [name for name in table.column_names if name in index.inputs]
    found = {name: _numbers(table[name], index, name, tuple(row_of)) for name in known}
    return {name: np.array([np.nan if row is None else column[row] for row in rows]) for name, column in found.items()}


def _table(values: Values, index: Index) -> pa.Table:
    if isinstance(values, pa.Table):
        return values
    if isinstance(values, str | Path):
        return _from_path(Path(values), index)
    if not hasattr(values, "items"):
        raise UsageError(
            f"“{values}” is no table",
            where=index.name,
            remedy="give an Arrow table, columns by name, or the path of a CSV or Parquet file",
        )
    columns = {str(name): _column(index, str(name), column) for name, column in values.items()}
    try:
        return pa.table(columns)
    except pa.ArrowInvalid:
        told = ", ".join(f"{name} {len(column)}" for name, column in columns.items())
        raise UsageError(
            "the values are no table: the columns have different numbers of rows",
            where=index.name,
            remedy=f"give each one a row a place: {told}",
        ) from None


def _column(index: Index, name: str, cells: Any) -> pa.Array:
    """A column of cells, the index's own marks as unknown ones."""
    where = f"{index.name}, {name}"
    try:
        every = list(cells)
    except TypeError:
        raise UsageError(f"“{cells}” is no column", where=where, remedy="give a list, one value a place") from None
    if name in index.inputs:
        marks = {"", *index.missing_marks}
        every = [None if isinstance(cell, str) and cell in marks else cell for cell in every]
        if index.inputs[name].kind == "number":
            for row, cell in enumerate(every, start=1):
                if isinstance(cell, str | bytes):
                    raise UsageError(
                        f"the column {name} holds string, not numbers: “{cell!s}” in row {row}",
                        where=where,
                        remedy="unknown is None or NaN" + (f" or {marked}" if (marked := _said(index)) else ""),
                    )
    try:
        return pa.array(every, from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, OverflowError) as error:
        raise UsageError(f"the cells are not of one kind: {error}", where=where) from None


def _said(index: Index) -> str:
    return ", ".join(f"“{mark}”" for mark in index.missing_marks if mark)


def _from_path(path: Path, index: Index) -> pa.Table:
    if not path.is_dir():
        return _file(path, index)
    found = sorted(one for one in path.iterdir() if one.suffix in (".csv", ".parquet"))
    if not found:
        raise UsageError("there is no CSV and no Parquet file in the folder", where=path.name)
    joined = _file(found[0], index)
    for one in found[1:]:
        table = _file(one, index)
        twice = set(table.column_names) & set(joined.column_names) - {index.key}
        if twice:
            raise UsageError(f"the column {min(twice)} stands in two files of the folder", where=one.name)
        joined = joined.join(table, keys=index.key, join_type="full outer")
    return joined.sort_by(index.key)


def _file(path: Path, index: Index) -> pa.Table:
    if not path.is_file():
        raise UsageError("there is no such file", where=path.name, remedy="check the path")
    if path.suffix == ".parquet":
        try:
            table = pq.read_table(path)
        except pa.ArrowInvalid as error:
            raise BadInput(f"it is no Parquet file: {error}", file=path.name) from None
        if index.key not in table.column_names:
            raise BadInput(f"there is no column {index.key}, which says which place a row is", file=path.name)
        return table.select([name for name in table.column_names if name in {index.key, *index.inputs}])
    file = RawFile(path.name, path)
    return read_csv(file, {name: _field(index, name) for name in header_of(file)} | {index.key: text(required=True)})


def _field(index: Index, name: str) -> Field:
    if name not in index.inputs:
        return ignored("it is no input of the index")
    marks = tuple({"", *index.missing_marks})
    return text(missing=marks) if index.inputs[name].kind == "text" else number(missing=marks)


def _places(table: pa.Table, index: Index) -> tuple[str, ...]:
    if index.key not in table.column_names:
        raise UsageError(f"there is no column {index.key}, which says which place a row is", where=index.name)
    if table.num_rows == 0:
        raise UsageError("there is no row", where=index.name)
    places = pc.cast(table[index.key], pa.string()).to_pylist()
    if None in places or "" in places:
        raise UsageError(f"row {places.index(None) if None in places else places.index('')} names no place")
    if len(set(places)) < len(places):
        twice = next(place for place in places if places.count(place) > 1)
        raise UsageError(f"{twice} has more than one row", where=index.name, remedy="give one row a place")
    return tuple(places)


def _numbers(column: pa.ChunkedArray, index: Index, name: str, places: tuple[str, ...]) -> Array:
    kind = column.type
    if pa.types.is_null(kind):
        return np.full(len(places), np.nan)
    if not (
        pa.types.is_integer(kind)
        or pa.types.is_floating(kind)
        or pa.types.is_decimal(kind)
        or pa.types.is_boolean(kind)
    ):
        raise UsageError(f"the column {name} holds {kind}, not numbers", where=index.name)
    plain = pc.cast(pc.cast(column, pa.int8()) if pa.types.is_boolean(kind) else column, pa.float64(), safe=False)
    found: Array = np.array(pc.fill_null(plain, float("nan")).to_numpy())
    if np.isinf(found).any():
        place = places[int(np.flatnonzero(np.isinf(found))[0])]
        raise UsageError(f"the value of {place} is infinite", where=f"{index.name}, {name}", remedy="unknown is null")
    return found


def _check_unit(table: pa.Table, index: Index, name: str) -> None:
    metadata = table.schema.field(name).metadata or {}
    said = metadata.get(UNIT, b"").decode("utf-8", "replace")
    if said and said != index.inputs[name].unit:
        raise UsageError(
            f"the column is in {said}, and the index takes it in {index.inputs[name].unit}",
            where=f"{index.name}, {name}",
            remedy="convert it first, or correct the unit that the table states",
        )
