"""The same reading on a Spark Connect cluster: each file is read where there is room, and written here, in order.

The cluster's workers must see the files under the same paths, and have this package. What they give back is pieces of
our own making, small enough for the protocol's messages; numbers and order are put to them here, so that the tables are
those of one machine.
"""

import pickle
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from forlik.core.errors import BadInput
from forlik.iati.read.reading import Batch, Opened, Reader, numbered, read_files

PIECE = 1 << 20
"""Bytes of activities in one piece: what comes of them stays far below the 128 MB of a message."""
PIECES = "file bigint, piece bigint, what binary"


def read_files_on(session: Any, paths: Sequence[Path], *, reader: Reader = "reference") -> Iterator[Any]:
    """Read IATI files on a cluster; yields what ``reading.read_files`` yields.

    Args:
        session: A Spark session, as ``store.engine.session`` gives it.
        paths: Files, as all workers see them.
        reader: Which reader the workers use.
    """
    rows = [(number, str(path), str(reader)) for number, path in enumerate(paths)]
    if not rows:
        return
    frame = session.createDataFrame(rows, "file bigint, path string, reader string").repartition(len(rows), "file")
    file, first_no, count = -1, 0, 0
    for row in frame.mapInArrow(_read, PIECES).orderBy("file", "piece").toLocalIterator():
        step = pickle.loads(bytes(row.what))  # noqa: S301 - our own workers' words, over our own connection
        if isinstance(step, tuple):
            what, name, line, remedy = step
            step = BadInput(what, file=name, line=line, remedy=remedy)
        if row.file != file:
            # A worker numbers the activities of each path, which may be an archive of many files, from 0 on.
            file, first_no = row.file, count
        if isinstance(step, Batch):
            step = numbered(step, first_no)
            count += step.activities
        yield step


def _read(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        for row in batch.to_pylist():
            for piece, step in enumerate(read_files([Path(row["path"])], reader=row["reader"], size=PIECE)):
                yield _row(row["file"], piece, step)


def _row(file: int, piece: int, step: Opened | Batch | BadInput) -> pa.RecordBatch:
    # An error is handed over as what it is made from, which an exception by itself does not know.
    told = (step.what, step.file, step.line, step.remedy) if isinstance(step, BadInput) else step
    what = pickle.dumps(told)
    return pa.RecordBatch.from_pydict(
        {
            "file": pa.array([file], pa.int64()),
            "piece": pa.array([piece], pa.int64()),
            "what": pa.array([what], pa.binary()),
        }
    )
