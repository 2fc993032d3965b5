"""The result store: computed measures as Parquet, by measure, method and input hashes, never by day or viewer."""

import json
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from forlik.core.errors import BrokenStore
from forlik.core.measure import Measure, Method
from forlik.store.disk import clear_errors, replace_file, sha256_of, sync_file, sync_folder

FOLDER = "results"
NAMED = 16
"""Digits of its digest that a result is named by."""

EXACT = pa.decimal128(28, 6)
SCHEMA = pa.schema(
    [
        pa.field("country_iso3", pa.string(), nullable=False),
        pa.field("year", pa.int32(), nullable=False),
        pa.field("month", pa.int32()),
        pa.field("value", EXACT, nullable=False),
        pa.field("low", EXACT),
        pa.field("high", EXACT),
        pa.field("status", pa.string(), nullable=False),
        pa.field("basis", pa.int32(), nullable=False),
    ]
)


class Cell(NamedTuple):
    """One known value of a measure, without its place and period."""

    value: Any
    low: Any
    high: Any
    status: str
    basis: int


Period = tuple[int, int | None]
Cells = Mapping[str, Mapping[Period, Cell]]


def key_of(measure: Measure, method: Method, inputs: Sequence[Any]) -> str:
    """The name of a result: nothing but what it was computed from."""
    content = [measure.name, method.number, measure.lock(method), inputs]
    return sha256(json.dumps(content).encode()).hexdigest()[:32]


def find(home: Path, measure: str, key: str) -> Path | None:
    """A kept result, or ``None`` when there is none, or none whose bytes are still those that were written."""
    kept = sorted((home / FOLDER / measure).glob(f"{key}-*.parquet"))
    return next((path for path in kept if sound(path)), None)


def find_all(home: Path, name: str, keys: Collection[str]) -> dict[str, Path]:
    """Key → its kept result, of those that there are; the folder is looked through once, however many they are."""
    wanted = set(keys)
    kept = sorted((home / FOLDER / name).glob("*.parquet"))
    return {key: path for path in reversed(kept) if (key := path.stem.partition("-")[0]) in wanted and sound(path)}


@lru_cache(maxsize=4096)
def sound(path: Path) -> bool:
    """Whether a result's bytes are those it is named after."""
    try:
        return sha256_of(path)[:NAMED] == path.stem.rpartition("-")[2]
    except OSError:
        return False


def shape(measure: Measure, computed: pa.Table, numbers: Sequence[int] | None = None) -> pa.Table:
    """Bring what a method gave into the one shape of results, sorted, exact to the declared digits.

    Rows without a value or without a country (regions, for instance) are left out.

    Args:
        measure: The measure.
        computed: What its method gave.
        numbers: Snapshot numbers in the order of recency, when ``basis`` holds places in that order.

    Raises:
        BrokenStore: The method gave two values for one place and period, doubles or more than six digits, or a value
            without a year, status or basis.
    """
    rows = computed.num_rows
    columns: dict[str, Any] = {name: computed[name] for name in computed.column_names}
    empty = pa.chunked_array([pa.nulls(rows, EXACT)])
    estimated = columns.get("estimated", pa.chunked_array([pa.repeat(pa.scalar(False), rows)]))
    month = columns.get("month", pa.chunked_array([pa.nulls(rows, pa.int32())]))
    shaped = {
        "country_iso3": columns["country_iso3"],
        "year": columns["year"],
        "month": month,
        "value": _exact(measure, columns["value"]),
        "low": _exact(measure, columns["low"]) if "low" in columns else empty,
        "high": _exact(measure, columns["high"]) if "high" in columns else empty,
        "status": pc.if_else(estimated, "estimated", "reported"),
        "basis": columns["basis"],
    }
    table = pa.table({name: pc.cast(values, SCHEMA.field(name).type) for name, values in shaped.items()})
    table = table.filter(pc.and_(pc.is_valid(table["value"]), pc.is_valid(table["country_iso3"])))
    if numbers is not None:
        at = table.schema.get_field_index("basis")
        table = table.set_column(at, "basis", pa.chunked_array([pa.array(numbers, pa.int32())]).take(table["basis"]))
    for name in ("year", "status", "basis"):
        if table[name].null_count:
            raise BrokenStore(f"{measure.name} gave a value without a {name}", remedy="mend its method")
    table = table.sort_by([("country_iso3", "ascending"), ("year", "ascending"), ("month", "ascending")])
    keys = table.group_by(["country_iso3", "year", "month"]).aggregate([([], "count_all")])
    if keys.num_rows != table.num_rows:
        raise BrokenStore(f"{measure.name} gave two values for one place and period", remedy="mend its method")
    return table.cast(SCHEMA)


def _exact(measure: Measure, values: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_floating(values.type):
        raise BrokenStore(f"{measure.name} gave floating-point values; sum whole numbers or decimals, divide last")
    try:
        exact = pc.cast(values, pa.decimal128(38, 6), safe=True)
    except pa.ArrowInvalid as error:
        raise BrokenStore(f"{measure.name} gave more than six digits after the point", remedy="round in it") from error
    if measure.scaled:
        scale = pa.scalar(10**measure.digits, pa.decimal128(8, 0))
        exact = pc.divide(pc.cast(exact, pa.decimal128(26, 6)), scale)
    return pc.cast(pc.round(exact, measure.digits, round_mode="half_towards_infinity"), EXACT, safe=False)


def save(home: Path, measure: str, key: str, table: pa.Table) -> Path:
    """Keep a result under its key and the digest of its bytes, so that a changed one is never taken for it."""
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    content = bytes(sink.getvalue())
    path = home / FOLDER / measure / f"{key}-{sha256(content).hexdigest()[:NAMED]}.parquet"
    with clear_errors(home):
        replace_file(path, content)
    sound.cache_clear()
    return path


def save_written(home: Path, name: str, key: str, write: Callable[[Path], None]) -> Path:
    """Keep a result that is written to its file by and by, so that it never has to be in memory whole.

    Args:
        home: The store.
        name: Under which name it is kept.
        key: Its key.
        write: Writes it to the path it is given.

    Raises:
        BrokenStore: The disk is full or fails.
    """
    folder = home / FOLDER / name
    with clear_errors(home):
        folder.mkdir(parents=True, exist_ok=True)
        neighbour = folder / f".{key}.parquet.{os.getpid()}"
        try:
            write(neighbour)
            sync_file(neighbour)
            path = folder / f"{key}-{sha256_of(neighbour)[:NAMED]}.parquet"
            neighbour.replace(path)
            sync_folder(folder)
        finally:
            neighbour.unlink(missing_ok=True)
    sound.cache_clear()
    return path


@lru_cache(maxsize=512)
def load(path: Path) -> Cells:
    """A kept result as place → period → cell."""
    # One file by itself: reading it as a data set of files would first import pandas.
    return index(pq.ParquetFile(path).read())


def index(table: pa.Table) -> Cells:
    """Result rows as place → period → cell; those of a place are made when they are asked for."""
    return OfPlaces(table)


class OfPlaces(Mapping[str, Mapping[Period, Cell]]):
    """Result rows by place, of which most readers ask for one.

    Args:
        table: The rows, in any order.
    """

    def __init__(self, table: pa.Table) -> None:
        runs = pc.run_end_encode(table["country_iso3"].combine_chunks())
        ends = runs.run_ends.to_pylist()
        self._rows = table.select(SCHEMA.names[1:])
        self._at: dict[str, list[tuple[int, int]]] = {}
        for iso3, first, end in zip(runs.values.to_pylist(), [0, *ends][:-1], ends, strict=True):
            self._at.setdefault(iso3, []).append((first, end - first))
        self._made: dict[str, Mapping[Period, Cell]] = {}

    def __getitem__(self, iso3: str) -> Mapping[Period, Cell]:
        if iso3 not in self._made:
            mine = pa.concat_tables(self._rows.slice(first, many) for first, many in self._at[iso3])
            year, month, *rest = (mine[name].to_pylist() for name in mine.column_names)
            self._made[iso3] = dict(zip(zip(year, month, strict=True), map(Cell, *rest), strict=True))
        return self._made[iso3]

    def __iter__(self) -> Iterator[str]:
        return iter(self._at)

    def __len__(self) -> int:
        return len(self._at)


class Changed(Mapping[str, Mapping[Period, Cell]]):
    """Cells by place, those of each changed when they are asked for.

    Args:
        cells: The cells as they are.
        change: Place and its cells → what they become.
    """

    def __init__(self, cells: Cells, change: Callable[[str, Mapping[Period, Cell]], Mapping[Period, Cell]]) -> None:
        self._cells, self._change = cells, change
        self._made: dict[str, Mapping[Period, Cell]] = {}

    def __getitem__(self, iso3: str) -> Mapping[Period, Cell]:
        if iso3 not in self._made:
            self._made[iso3] = self._change(iso3, self._cells[iso3])
        return self._made[iso3]

    def __iter__(self) -> Iterator[str]:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._cells)
