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
"""Bytes of activities in one piece, or one activity that is larger."""
LARGEST_ROW = 16 << 20
"""Bytes of one row; a piece with a very large activity is sent in several."""
PIECES = "file bigint, piece bigint, part bigint, parts bigint, what binary"


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
    held: list[bytes] = []
    for row in frame.mapInArrow(_read, PIECES).orderBy("file", "piece", "part").toLocalIterator():
        held.append(bytes(row.what))
        if row.part + 1 < row.parts:
            continue
        step = pickle.loads(b"".join(held))  # noqa: S301 - our own workers' words, over our own connection
        held = []
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
                yield from _rows(row["file"], piece, step)


def _rows(file: int, piece: int, step: Opened | Batch | BadInput) -> Iterator[pa.RecordBatch]:
    # An error is handed over as what it is made from, which an exception by itself does not know.
    told = (step.what, step.file, step.line, step.remedy) if isinstance(step, BadInput) else step
    what = pickle.dumps(told)
    parts = range(0, len(what), LARGEST_ROW)
    for part, at in enumerate(parts):
        numbers = {"file": file, "piece": piece, "part": part, "parts": len(parts)}
        columns = {name: pa.array([number], pa.int64()) for name, number in numbers.items()}
        yield pa.RecordBatch.from_pydict({**columns, "what": pa.array([what[at : at + LARGEST_ROW]], pa.binary())})
