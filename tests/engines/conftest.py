"""Two engines over the same made-up files: DuckDB in this process, and a Spark Connect server that Sail plays."""

import random
import zlib
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from forlik.core.schema import BASIS, Column, Schema
from forlik.discover import measures, source
from forlik.places import all_places
from forlik.store.engine import Engine

ROWS = 6_000
FILES = 3
EMPTY = 0.1
FROM_EXAMPLES = 0.7


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The address of a Spark Connect server on this machine."""
    for needed in ("pysail", "pyspark"):
        pytest.importorskip(needed, reason=f"{needed} is not installed: pip install forlik[spark]")
    from pysail.spark import SparkConnectServer

    # Sail ends a session that nobody asks anything for five minutes, which other tests of this process may take.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SAIL_SPARK__SESSION_TIMEOUT_SECS", "7200")
        server = SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    yield f"sc://127.0.0.1:{server.listening_address[1]}"
    server.stop()


@pytest.fixture(scope="session")
def engine_home(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("engines")


@pytest.fixture(scope="session")
def engines(cluster, engine_home) -> tuple[Engine, Engine]:
    """DuckDB, which is the reference, and the cluster."""
    return Engine("duckdb", engine_home), Engine(cluster, engine_home)


@pytest.fixture(scope="session")
def big(engine_home):
    """Table name → Parquet files of made-up rows, written once."""
    written: dict[str, list[Path]] = {}

    def files(name: str) -> list[Path]:
        if name not in written:
            rows = made_up(name)
            key = source(name.partition("__")[0]).schemas[name].key
            assert rows.num_rows >= 5_000 or (key and {*key} <= {"year", "month"}), "there are only so many months"
            folder = engine_home / name
            folder.mkdir()
            written[name] = [folder / f"{number}.parquet" for number in range(1, FILES + 1)]
            share = -(-rows.num_rows // FILES)
            for number, path in enumerate(written[name], 1):
                part = rows.slice((number - 1) * share, share)
                basis = pa.repeat(pa.scalar(number, pa.int32()), part.num_rows)
                pq.write_table(part.append_column(BASIS, basis), path, compression="zstd")
        return written[name]

    return files


def made_up(name: str) -> pa.Table:
    """Rows of a table: of the declared types, no key twice, gaps where they are allowed, the same in every run."""
    schema = source(name.partition("__")[0]).schemas[name]
    dice = random.Random(zlib.crc32(name.encode()))  # noqa: S311 - made-up rows, not secrets
    known = _in_examples(name)
    rows: dict[object, dict[str, object]] = {}
    for number in range(40 * ROWS):
        row = {label: _cell(dice, label, one, known.get(label, [])) for label, one in schema.columns.items()}
        _agree(row, schema)
        rows.setdefault(tuple(row[label] for label in schema.key) or number, row)
        if len(rows) == ROWS:
            break
    return pa.Table.from_pylist(list(rows.values()), schema=schema.arrow())


def _in_examples(name: str) -> dict[str, list[object]]:
    """Column → values that worked examples give it: the codes that methods filter by, which no dice would find."""
    found: dict[str, list[object]] = {}
    for measure in measures().values():
        for row in measure.example.given.get(name, ()):
            for label, value in row.items():
                if value is not None and value not in found.setdefault(label, []):
                    found[label].append(value)
    return found


PLACES = tuple(sorted(place.iso3 for place in all_places(kind="state")))


def _cell(dice: random.Random, label: str, column: Column, known: list[object]) -> object:
    if not column.required and dice.random() < EMPTY:
        return None
    if label.endswith("_iso3"):
        return dice.choice([*known, dice.choice(PLACES)])
    if column.type == "int" and (label == "year" or label.endswith("_year")):
        return dice.randint(1990, 2026)
    if label == "month":
        return dice.randint(1, 12)
    codes = column.type == "int" and all(isinstance(one, int) and abs(one) < 10 for one in known)
    if known and (codes or column.type in {"text", "flag"}) and dice.random() < FROM_EXAMPLES:
        return dice.choice(known)
    return _of_type(dice, column.type)


def _of_type(dice: random.Random, kind: str) -> object:
    match kind:
        case "int":
            return dice.choice((dice.randint(0, 9), dice.randint(0, 100_000), dice.randint(0, 10**11)))
        case "decimal":
            return Decimal(dice.randint(0, 10**12)).scaleb(-6)
        case "real":
            return dice.uniform(-90, 90)
        case "date":
            return date(1990, 1, 1) + timedelta(days=dice.randint(0, 13_000))
        case "flag":
            return dice.random() < 0.5
    return dice.choice(("", "é", "a b", "it's")) + str(dice.randint(0, 99_999))


def _agree(row: dict[str, object], schema: Schema) -> None:
    """Make rows agree with what every publisher keeps to.

    A publisher's own name or code of a place is one place; an activity has one file, reporter and level.
    """
    for label in schema.key:
        if label.endswith("_name") and "country_iso3" in row:
            row[label] = f"name of {row['country_iso3']}"
    if {"activity_key", "dataset"} <= set(row):
        number = zlib.crc32(str(row["activity_key"]).encode())
        row |= {"dataset": f"XA/{number % 7}", "reporting_org_ref": f"X{number % 3}", "hierarchy": 1 + number % 2}
