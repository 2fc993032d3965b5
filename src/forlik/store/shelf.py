"""The shelf of read tables: for each snapshot and reader, its tables as Parquet and what the reading said."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet as pq

from forlik.core.errors import BadInput, BrokenStore
from forlik.core.schema import BASIS, Schema
from forlik.core.snapshot import Snapshot
from forlik.core.source import Coverage, Reading, Source
from forlik.store.disk import sha256_of
from forlik.store.sealed import seal, unseal

READING = "reading.json"
SHARED = (
    *(f"core/{name}.py" for name in ("digest", "errors", "measure", "printable", "schema", "source")),
    *("places", "store/read", "store/shelf.py", "store/strictly.py"),
)
"""What any reading may depend on beside its source's own module; a law test holds this against the imports."""
FLOOR = ("forlik.iati", ("iati/layout", "iati/read", "iati/flows", "iati/standard"))
"""A floor that only some sources stand on, by the name under which they import it; it counts for those alone."""
BESIDE = re.compile(r'^READ_BESIDE = "package:([\w.]+)/([\w.-]+)"$', re.MULTILINE)
"""How a shared module names a file of an installed package that readings depend on beside their own bytes."""


LineOf = Callable[[Mapping[str, Any]], int]
"""Key of a row → its line in the file, 0 when it cannot be told."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a reading said beside its tables, as kept on the shelf."""

    rows: int
    edition: str
    published: str
    covers: tuple[Coverage, ...]
    ignored: Mapping[str, int]
    refused: tuple[Mapping[str, Any], ...]
    remarks: tuple[str, ...]
    tables: Mapping[str, int]
    digests: Mapping[str, str]
    newest: str


@lru_cache
def reader_digest(source: str) -> str:
    """Hash of the code and data that turn a source's bytes into tables; new code reads anew."""
    folder = Path(str(files("forlik"))) / "sources"
    digest = sha256(_digest_of(SHARED))
    own = sorted(_with_shared(folder, source))
    for path in own:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    texts = [path.read_text(encoding="utf-8") for path in own]
    name, floor = FLOOR
    if any(name in text for text in texts):
        digest.update(_digest_of(floor))
    for package, file in (found for text in texts for found in BESIDE.findall(text)):
        digest.update((files(package) / file).read_bytes())
    return digest.hexdigest()[:16]


@lru_cache
def _digest_of(names: tuple[str, ...]) -> bytes:
    """Hash of all code and data in some files and folders of the package."""
    root, digest = Path(str(files("forlik"))), sha256()
    for name in names:
        place = root / name
        inside = sorted(place.rglob("*")) if place.is_dir() else [place]
        for path in inside:
            if path.suffix in {".py", ".csv", ".toml", ".zip"}:
                digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.digest()


def _with_shared(folder: Path, source: str) -> set[Path]:
    """A source's module, and those with a leading underscore that it stands on (what a publisher's datasets share)."""
    found: set[Path] = set()
    waiting = [folder / f"{source}.py"]
    while waiting:
        path = waiting.pop()
        if path in found or not path.is_file():
            continue
        found.add(path)
        text = path.read_text(encoding="utf-8")
        waiting += [other for other in folder.glob("_*.py") if other.stem in text and other.stem != "__init__"]
    return found


def place_of(home: Path, snapshot: Snapshot) -> Path:
    """The folder of one snapshot's tables under today's reader."""
    name = f"{snapshot.number:06d}-{snapshot.sha256[:12]}-{reader_digest(snapshot.source)}"
    return home / "tables" / snapshot.source / name


def check(
    source: Source,
    reading: Reading,
    file: str,
    *,
    latest: int | None = None,
    doubled: LineOf | None = None,
) -> None:
    """Hold a reading against the source's declaration.

    Args:
        source: The source.
        reading: What it read.
        file: Name of the file, for errors.
        latest: Year of the retrieval; no row may speak of a later one, unless the source looks ahead.
        doubled: Key of rows that stand twice → the line of the second, 0 when it cannot be told.

    Raises:
        BadInput: A table is undeclared, misses the schema, has a key twice, or a bound is broken.
    """
    low, high = source.bounds.rows
    if not low <= reading.rows <= high:
        raise BadInput(
            f"{reading.rows} rows were read; {source.title} has between {low} and {high}",
            file=file,
            remedy="the file is cut off, or another file; get it again",
        )
    for name, table in reading.tables.items():
        if name not in source.schemas:
            raise BadInput(f"the reader gave the undeclared table {name}", file=file)
        _check_table(name, source.schemas[name], table, file, doubled)
        _check_years(source, name, table, file, latest)
    if len(reading.refused) > source.bounds.refused:
        first = reading.refused[0]
        more = f" (and {len(reading.refused) - 1} rows more)" if len(reading.refused) > 1 else ""
        raise BadInput(
            f"“{first.value:.80}” {first.why}{more}",
            file=first.file,
            line=first.line,
            field=first.field,
            remedy="get the original file; if it is the original, report the row to the publisher",
        )


def _check_years(source: Source, name: str, table: pa.Table, file: str, latest: int | None) -> None:
    if "year" not in table.column_names or not table.num_rows:
        return
    low, high = source.bounds.years
    if latest is not None:
        high = min(high, latest + source.bounds.ahead)
    span = pa.compute.min_max(table["year"]).as_py()
    for year in (span["min"], span["max"]):
        if year is not None and not low <= year <= high:
            row = table.slice(pa.compute.index(table["year"], year).as_py(), 1).to_pylist()[0]
            key = ", ".join(f"{column} {row[column]}" for column in source.schemas[name].key if row.get(column))
            which = f" ({key})" if key else ""
            raise BadInput(
                f"a row speaks of the year {year}{which}; {source.title} has {low} to {high}",
                file=file,
                field="year",
                remedy="the file is damaged or another file; get it again",
            )


def _check_table(name: str, schema: Schema, table: pa.Table, file: str, doubled: LineOf | None) -> None:
    expected = schema.arrow()
    if table.schema.names != expected.names or table.schema.types != expected.types:
        raise BadInput(f"{name} has columns {table.schema.names}, declared are {expected.names}", file=file)
    for column, declared in schema.columns.items():
        if declared.required and table[column].null_count:
            raise BadInput(f"{name} has rows without a value", file=file, field=column)
    if schema.key and table.num_rows:
        counts = table.group_by(list(schema.key)).aggregate([([], "count_all")])
        twice = counts.filter(pa.compute.greater(counts["count_all"], 1))
        if twice.num_rows:
            key = {column: twice[column][0].as_py() for column in schema.key}
            words = ", ".join(f"{column} {value}" for column, value in key.items())
            raise BadInput(
                f"{twice.num_rows} rows stand twice, the first is {words}",
                file=file,
                line=doubled(key) if doubled else 0,
                field=", ".join(schema.key),
                remedy="rows were duplicated after publication; get the original file",
            )


def write(folder: Path, number: int, source: Source, reading: Reading) -> None:
    """Write a checked reading into a new folder, each table with its ``basis`` column."""
    folder.mkdir(parents=True)
    for name, table in reading.tables.items():
        basis = pa.chunked_array([pa.repeat(pa.scalar(number, pa.int32()), table.num_rows)])
        whole = table.append_column(BASIS, basis).cast(pa.schema([*source.schemas[name].arrow(), BASIS]))
        pq.write_table(whole, file_of(folder, name), compression="zstd")
    told = {
        "rows": reading.rows,
        "edition": reading.edition,
        "published": reading.published,
        "covers": [cover.plain() for cover in reading.covers],
        "ignored": dict(reading.ignored),
        "refused": [
            {"file": row.file, "line": row.line, "field": row.field, "value": row.value, "why": row.why}
            for row in reading.refused[:1000]
        ],
        "remarks": list(reading.remarks),
        "tables": {name: table.num_rows for name, table in reading.tables.items()},
        "digests": {name: sha256_of(file_of(folder, name)) for name in reading.tables},
        "newest": newest(reading),
    }
    (folder / READING).write_bytes(seal(told))


def newest(reading: Reading) -> str:
    """The newest period a reading speaks for, or has a row of (``YYYY`` or ``YYYY-MM``); empty when it names none."""
    if reading.covers:
        return max(cover.last for cover in reading.covers)
    return str(newest_year(reading) or "")


def newest_year(reading: Reading) -> int | None:
    """The newest year that a row speaks of; ``None`` when no row names one."""
    dated = [table for table in reading.tables.values() if "year" in table.column_names and table.num_rows]
    years = [pa.compute.max(table["year"]).as_py() for table in dated]
    return max((year for year in years if year is not None), default=None)


def file_of(folder: Path, table: str) -> Path:
    """The file of one table in a snapshot's folder."""
    return folder / f"{table}.parquet"


def sound(folder: Path, table: str) -> Path:
    """The file of one table, after its bytes were held against the digest that was written with them.

    Raises:
        BrokenStore: The table is gone or is not as it was written.
    """
    path = file_of(folder, table)
    try:
        stat = path.stat()
        if _digest(path, stat.st_mtime_ns, stat.st_ino, stat.st_size) == told(folder).digests[table]:
            return path
        what = "a snapshot's table has changed"
    except FileNotFoundError:
        what = "a snapshot's table is gone"
    except OSError as error:
        what = f"a snapshot's table cannot be read: {error.strerror or error}"
    raise BrokenStore(what, where=str(path), remedy="run `forlik verify --mend`")


@lru_cache(maxsize=4096)
def _digest(path: Path, _modified: int, _inode: int, _size: int) -> str:
    return sha256_of(path)


def damage(folder: Path) -> str:
    """What is not as it was written in a snapshot's folder, every table hashed again; empty when all is well."""
    told.cache_clear()
    try:
        for name, digest in told(folder).digests.items():
            if not file_of(folder, name).is_file():
                return f"the table {name} is gone"
            if sha256_of(file_of(folder, name)) != digest:
                return f"the table {name} has changed"
    except (BrokenStore, OSError) as error:
        return f"it cannot be read: {error.what if isinstance(error, BrokenStore) else error.strerror}"
    return ""


@lru_cache(maxsize=4096)
def told(folder: Path) -> Told:
    """What a snapshot's reading said.

    Raises:
        BrokenStore: The tables are not on the shelf (they are made anew by a build).
    """
    try:
        data = unseal((folder / READING).read_bytes())
        covers = tuple(Coverage.of(plain) for plain in data.pop("covers"))
        return Told(**{**data, "covers": covers, "refused": tuple(data["refused"]), "remarks": tuple(data["remarks"])})
    except FileNotFoundError as error:
        raise BrokenStore("a snapshot's tables are missing", where=str(folder), remedy="run `forlik build`") from error
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise BrokenStore(
            f"a snapshot's tables are damaged: {error}", where=str(folder), remedy="run `forlik verify --mend`"
        ) from error
