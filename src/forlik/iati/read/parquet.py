"""Writing what is read: one Parquet file a table, and ``report.json`` beside them."""

import json
import os
import shutil
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from forlik.core.errors import UsageError

REPORT = "report.json"
ROW_GROUP = 1 << 16
"""Rows after which a table's batches are written out."""
LARGEST_GROUP = 8 << 20
"""Bytes after which they are, however few."""
MOST_HELD = 48 << 20
"""Bytes that are held of all tables together before the fullest is written out."""
AHEAD = 2
"""Batches that the reading may be ahead of the writing."""
ENDING = 4
"""Files that are ended at a time."""


class Beside:
    """Writes into a sink beside the reading, one batch after the other."""

    def __init__(self, sink: "Sink") -> None:
        self._sink = sink
        self._pool = ThreadPoolExecutor(1)
        self._waiting: deque[Future[None]] = deque()

    def take(self, tables: Mapping[str, pa.RecordBatch]) -> None:
        """Hand a batch over; waits when the writing is ``AHEAD`` batches behind, so that memory stays flat."""
        self._waiting.append(self._pool.submit(self._sink.take, tables))
        while len(self._waiting) > AHEAD:
            self._waiting.popleft().result()

    def declare(self, schemas: Mapping[str, pa.Schema]) -> None:
        """Begin the files of some tables, after what is being written."""
        self._waiting.append(self._pool.submit(self._sink.declare, schemas))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        """Wait until all is written; what went wrong there is raised here, unless the reading went wrong before."""
        self._pool.shutdown(cancel_futures=error is not None)
        while self._waiting and error is None:
            self._waiting.popleft().result()


class Sink:
    """Takes batches and writes each table into its own Parquet file, a row group at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._held: dict[str, list[pa.RecordBatch]] = {}
        self._rows: dict[str, int] = {}
        self._bytes: dict[str, int] = {}

    def declare(self, schemas: Mapping[str, pa.Schema]) -> None:
        """Begin the files of some tables, so that each is there even when it stays empty."""
        for name, schema in schemas.items():
            if name not in self._writers:
                # Without Arrow's own schema, dictionaries are read back as the texts that they are; the least and the
                # greatest of a row group help those who look for some activities or some days, and cost time elsewhere.
                sought = [one.name for one in schema if one.name == "activity_no" or pa.types.is_date(one.type)]
                self._writers[name] = pq.ParquetWriter(
                    self._folder / f"{name}.parquet", schema, store_schema=False, write_statistics=sought
                )
                self._held[name], self._rows[name], self._bytes[name] = [], 0, 0

    def take(self, tables: Mapping[str, pa.RecordBatch]) -> None:
        """Take a batch of each table."""
        for name, batch in tables.items():
            if not batch.num_rows:
                continue
            self._held[name].append(batch)
            self._rows[name] += batch.num_rows
            self._bytes[name] += batch.nbytes
            if self._rows[name] >= ROW_GROUP or self._bytes[name] >= LARGEST_GROUP:
                self._flush(name)
        # Many tables fill slowly; together they must not grow with the file.
        while sum(self._bytes.values()) > MOST_HELD:
            self._flush(max(self._bytes, key=self._bytes.__getitem__))

    def _flush(self, name: str) -> None:
        if self._held[name]:
            table = pa.Table.from_batches(self._held[name]).unify_dictionaries()
            self._writers[name].write_table(table, row_group_size=table.num_rows)
            self._held[name], self._rows[name], self._bytes[name] = [], 0, 0

    def close(self) -> None:
        """Write what is left and end every file; each is its own, so that several are ended at a time."""
        with ThreadPoolExecutor(ENDING) as pool:
            list(pool.map(self._end, self._writers))

    def _end(self, name: str) -> None:
        self._flush(name)
        self._writers[name].close()


@contextmanager
def whole_folder(out: Path) -> Iterator[Path]:
    """A folder that appears under its name only when all of it is written.

    Raises:
        UsageError: The name is taken by something that Forlik did not write.
    """
    if out.exists() and not _is_ours(out):
        raise UsageError(
            "is not an empty folder, nor one that was written by this command",
            where=str(out),
            remedy="name another folder with --out",
        )
    out.parent.mkdir(parents=True, exist_ok=True)
    room = out.parent / f".{out.name}.{os.getpid()}.part"
    shutil.rmtree(room, ignore_errors=True)
    room.mkdir()
    try:
        yield room
        if out.exists():
            shutil.rmtree(out)
        room.rename(out)
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _is_ours(out: Path) -> bool:
    """Whether a folder may be replaced: nobody stands in it, and it is empty or holds what was written here, only."""
    if not out.is_dir() or Path.cwd().is_relative_to(out.resolve()):
        return False
    inside = [path.name for path in out.iterdir()]
    return not inside or (REPORT in inside and all(name == REPORT or name.endswith(".parquet") for name in inside))


def write_report(folder: Path, report: Mapping[str, Any] | Sequence[Any]) -> None:
    """Write the report of a reading."""
    (folder / REPORT).write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
