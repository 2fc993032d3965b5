"""Reading files whole: cut into activities, read in batches by several workers, given on in the order of the files."""

import hashlib
import itertools
import mmap
import os
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import BadInput
from forlik.iati.layout import Content, layout
from forlik.iati.read import reference
from forlik.iati.read.document import Document, documents, mapped, sha256_of
from forlik.iati.read.raw import Raw, Refused
from forlik.iati.read.spans import Bytes
from forlik.iati.read.stretches import Stretches, stretches
from forlik.iati.read.tables import READABLE, Decimals, Place, silver

Reader = Literal["auto", "reference", "fast"]
BATCH = {"reference": 4 << 20, "fast": 32 << 20}
"""Bytes of activities that each reader reads at once; Python's values take many times the room of the fast one's."""
SMALL = 64 << 20
"""Bytes of all files together below which “auto” takes the reference reader: loading the other takes longer."""
AHEAD = 2
"""Batches a worker may be ahead of the one that is given on, so that memory stays flat."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some activities of one file, read.

    Args:
        content: Activities or organisations.
        tables: Table name → silver rows.
        refused: Stretches of the file that could not be read, and what stood outside every activity.
        activities: How many activities were read.
        odd: How many of them the fast reader handed to the reference reader.
    """

    content: Content
    tables: Mapping[str, pa.RecordBatch]
    refused: Sequence[Refused]
    activities: int
    odd: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that is being read, before its batches."""

    document: Document
    sha256: str
    reader: str


def read_files(
    paths: Sequence[Path], *, reader: Reader = "auto", workers: int = 1, size: int | None = None
) -> Iterator[Opened | Batch | BadInput]:
    """Read IATI files.

    Args:
        paths: Activity and organisation files, as they are or packed by gzip or zip.
        reader: ``reference``, ``fast`` (the same tables, several times as fast, once it is loaded), or ``auto``.
        workers: How many batches are read at a time: processes for the reference reader, threads for the fast one, and
            of these no more than cores but one.
        size: Bytes of activities in a batch; what suits the reader when not given.

    Yields:
        For each file ``Opened`` and then its batches, in the order of the paths; or the reason why it is no IATI file.
    """
    fast = reader == "fast" or (reader == "auto" and sum(map(_size, paths)) >= SMALL)
    first_no = 0
    names = _names(paths)
    size = size or BATCH["fast" if fast else "reference"]
    workers = _at_once(workers, fast=fast)
    with (
        TemporaryDirectory(prefix="forlik-iati-") as room,
        _workers(workers, fast=fast) as pool,
        ThreadPoolExecutor(1) as beside,
    ):
        for number, path in enumerate(paths):
            place = Path(room, str(number))
            place.mkdir()
            for document in documents(path, place, names[number]):
                if isinstance(document, BadInput):
                    yield document
                    continue
                # The file is hashed beside its first batch, whose activities are named by the hash afterwards.
                hashed = beside.submit(sha256_of, document.published)
                batches = _batches(pool, beside, document, workers, size, fast=fast)
                first = next(batches, None)
                yield Opened(document, hashed.result(), "fast" if fast else "reference")
                for batch in itertools.chain([first] if first else [], batches):
                    yield numbered(_named(batch, hashed.result()), first_no)
                    first_no += batch.activities


def _names(paths: Sequence[Path]) -> list[str]:
    """What each file is called: by its name, or by its path where several have the same name."""
    times = Counter(path.name for path in paths)
    return [path.name if times[path.name] == 1 else str(path) for path in paths]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


class _Here(Executor):
    """Runs what is handed to it at once: for a single worker."""

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN003, ANN202 - Executor's signature
        future: Future[object] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def _at_once(workers: int, *, fast: bool) -> int:
    """How many batches are read at a time.

    Beside the fast reader's scanning, hashing, typing and writing keep a core busy: more scanners than there are other
    cores would be in each other's way.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(workers, cores - 1)) if fast else workers


def _workers(count: int, *, fast: bool) -> Executor:
    if count <= 1:
        return _Here()
    return ThreadPoolExecutor(count) if fast else ProcessPoolExecutor(count, mp_context=get_context("spawn"))


def _batches(
    pool: Executor, beside: Executor, document: Document, workers: int, size: int, *, fast: bool
) -> Iterator[Batch]:
    """The batches of a file, in its order.

    The fast reader works in two steps: while some activities are scanned, those before them are hashed and given their
    types beside. Processes do both at once, so that they send back less.
    """
    ahead = 0 if workers <= 1 else AHEAD * workers
    tasks = stretches(document, size, fast=fast)
    if not fast:
        yield from _in_order(lambda task: pool.submit(_read, document, task), tasks, ahead)
        return
    # Mapped once for all threads, since every page of a mapping costs when it is first looked at.
    data = mapped(document.path)
    published = data if document.published == document.path else mapped(document.published)
    scanned = _in_order(lambda task: pool.submit(_scanned, document, data, task), tasks, ahead)
    yield from _in_order(lambda done: beside.submit(_finished, document, published, *done), scanned, AHEAD)


Given = TypeVar("Given")
Made = TypeVar("Made")


def _in_order(submit: Callable[[Given], Future[Made]], items: Iterator[Given], ahead: int) -> Iterator[Made]:
    """What comes of items, in their order; so many are worked on before the first is waited for."""
    waiting: deque[Future[Made]] = deque()
    for item in items:
        waiting.append(submit(item))
        if len(waiting) > ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _read(document: Document, task: Stretches) -> Batch:
    raw = reference.read_spans(document, mapped(document.path), task.spans(), layout(document.content))
    return _silver(document, mapped(document.published), task, raw, READABLE)


def _scanned(document: Document, data: Bytes, task: Stretches) -> tuple[Stretches, Raw]:
    from forlik.iati.read.fast import read_spans

    return task, read_spans(document, data, task, layout(document.content))


def _finished(document: Document, published: mmap.mmap, task: Stretches, raw: Raw) -> Batch:
    from forlik.iati.read.fast import decimals

    return _silver(document, published, task, raw, decimals)


def _silver(document: Document, published: mmap.mmap, task: Stretches, raw: Raw, decimals: Decimals) -> Batch:
    read = np.asarray(raw.read, np.int64)
    starts, ends = task.published[read].tolist(), task.published_ends[read].tolist()
    whole = memoryview(published)
    hashes = [hashlib.sha256(whole[start:end]).hexdigest() for start, end in zip(starts, ends, strict=True)]
    place = Place(document, starts, ends, task.lines[read].tolist(), hashes)
    number = {start: at for at, start in enumerate(task.starts.tolist())} if raw.refused else {}
    refused = [_as_published(one, task, number[one.start]) for one in raw.refused]
    tables = silver(layout(document.content), raw, place, decimals)
    return Batch(document.content, tables, refused, len(read), raw.odd)


def _as_published(one: Refused, task: Stretches, number: int) -> Refused:
    """A refused stretch with its place and line in the file as published."""
    line = int(task.lines[number]) + one.line - 1
    return replace(one, start=int(task.published[number]), end=int(task.published_ends[number]), line=line)


def numbered(batch: Batch, first_no: int) -> Batch:
    """Give the activities of a batch their numbers among all files."""
    tables = {
        name: rows.set_column(0, rows.schema.field(0), pc.add(rows.column(0), first_no)) if first_no else rows
        for name, rows in batch.tables.items()
    }
    return replace(batch, tables=tables)


def _named(batch: Batch, sha256: str) -> Batch:
    """Give the activities of a batch the hash of their file."""
    first = layout(batch.content).tables[0].name
    rows = batch.tables[first]
    at = rows.schema.get_field_index("file_sha256")
    hashes = pa.repeat(pa.scalar(sha256), rows.num_rows)
    return replace(batch, tables={**batch.tables, first: rows.set_column(at, rows.schema.field(at), hashes)})
