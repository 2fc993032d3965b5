"""Reading IATI files into tables: ``read`` gives them as Arrow tables, ``read_to`` writes them as Parquet files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from forlik.iati.layout import Content, layout
from forlik.iati.read.cluster import read_files_on
from forlik.iati.read.parquet import Beside, Sink, whole_folder, write_report
from forlik.iati.read.reading import Batch, Opened, Reader, read_files
from forlik.iati.read.report import Report
from forlik.iati.read.tables import schemas

__all__ = ["Reader", "Reading", "read", "read_to"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read.

    Args:
        tables: Table name → rows; empty when the tables were written to files.
        report: What came of every file, as plain values: the content of ``report.json``.
    """

    tables: Mapping[str, pa.Table]
    report: Mapping[str, Any]


def read(*files: Path | str, reader: Reader = "auto", workers: int = 1) -> Reading:
    """Read IATI files into Arrow tables.

    Args:
        files: Activity and organisation files of any version, as they are or packed by gzip or zip.
        reader: ``reference``, ``fast`` or ``auto``; the tables are the same.
        workers: How many batches are read at a time.

    Returns:
        All silver tables, with one row an activity in ``activity``; a file or an activity that cannot be read is told
        in the report and stops no other.
    """
    held: dict[str, list[pa.RecordBatch]] = {}
    report = Report()
    for step in read_files([Path(file) for file in files], reader=reader, workers=workers):
        report.take(step)
        if isinstance(step, Batch):
            for name, batch in step.tables.items():
                held.setdefault(name, []).append(batch)
    tables = {
        name: plain(pa.Table.from_batches(held.get(name, []), schema))
        for content in contents(report)
        for name, schema in schemas(layout(content)).items()
    }
    return Reading({**tables, **report.tables()}, report.as_dict())


def read_to(
    *files: Path | str,
    out: Path | str,
    reader: Reader = "auto",
    workers: int = 1,
    session: Any = None,
    told: Callable[[Report], None] = lambda report: None,  # noqa: ARG005 - nobody listens
) -> Reading:
    """Read IATI files into one Parquet file a table, and ``report.json``, in flat memory.

    Args:
        files: As for ``read``.
        out: The folder to make; it appears when all of it is written.
        reader: As for ``read``.
        workers: As for ``read``.
        session: A Spark session (``store.engine.session``) on whose cluster the files are read; here when not given.
        told: Is called after every step with what was read so far.

    Raises:
        UsageError: The folder is taken by something else.
    """
    report = Report()
    with whole_folder(Path(out).resolve()) as folder:
        sink = Sink(folder)
        paths = [Path(file) for file in files]
        steps = (
            read_files_on(session, paths, reader=reader)
            if session
            else read_files(paths, reader=reader, workers=workers)
        )
        with Beside(sink) as beside:
            for step in steps:
                report.take(step)
                told(report)
                if isinstance(step, Opened):
                    beside.declare(schemas(layout(step.document.content)))
                elif isinstance(step, Batch):
                    beside.take(step.tables)
        for content in contents(report):
            sink.declare(schemas(layout(content)))
        sink.declare({name: table.schema for name, table in report.tables().items()})
        for name, table in report.tables().items():
            for batch in table.to_batches():
                sink.take({name: batch})
        sink.close()
        write_report(folder, report.as_dict())
    return Reading({}, report.as_dict())


def contents(report: Report) -> list[Content]:
    """The kinds of file that were read; activities when none could be, so that their tables are there, empty."""
    found = {file.document.content for file in report.files if file.document}
    every: tuple[Content, ...] = ("activity", "organisation")
    return [content for content in every if content in found] or ["activity"]


def plain(table: pa.Table) -> pa.Table:
    """A table with texts where dictionaries kept them short."""
    schema = pa.schema(
        [
            field.with_type(field.type.value_type) if pa.types.is_dictionary(field.type) else field
            for field in table.schema
        ]
    )
    return table.cast(schema).combine_chunks()
