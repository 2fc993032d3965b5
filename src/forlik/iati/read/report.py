"""The report of a reading: for every file what was read, what was refused and why, and how much of each table."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from forlik.core.errors import BadInput
from forlik.iati.layout import layout
from forlik.iati.read.document import Document
from forlik.iati.read.raw import Refused
from forlik.iati.read.reading import Batch, Opened

FILE_SCHEMA = pa.schema(
    [
        ("file", pa.string()),
        ("sha256", pa.string()),
        ("bytes", pa.int64()),
        ("encoding", pa.string()),
        ("content", pa.string()),
        ("version", pa.string()),
        ("generated_datetime", pa.string()),
        ("reader", pa.string()),
        ("activities", pa.int64()),
        ("refused", pa.int64()),
        ("reason", pa.string()),
    ]
)
REFUSED_SCHEMA = pa.schema(
    [
        ("file", pa.string()),
        ("activity_id", pa.string()),
        ("line", pa.int64()),
        ("byte_start", pa.int64()),
        ("byte_end", pa.int64()),
        ("reason", pa.string()),
    ]
)


@dataclass(slots=True)
class FileReport:
    """What came of one file."""

    name: str
    document: Document | None = None
    sha256: str = ""
    reader: str = ""
    reason: str = ""
    line: int = 0
    remedy: str = ""
    read: int = 0
    odd: int = 0
    refused: list[Refused] = field(default_factory=list)
    rows: Counter[str] = field(default_factory=Counter)
    problems: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    @property
    def stray(self) -> list[Refused]:
        """Stretches outside every activity: what is no activity was not lost by reading."""
        return [one for one in self.refused if one.stray]

    @property
    def broken(self) -> list[Refused]:
        """Activities that could not be read."""
        return [one for one in self.refused if not one.stray]

    def as_dict(self) -> dict[str, Any]:
        """The report as plain values; activities found are those read and those refused."""
        document = self.document
        if document is None:
            return {"file": self.name, "read": False, "reason": self.reason, "line": self.line, "remedy": self.remedy}
        return {
            "file": self.name,
            "read": True,
            "content": document.content,
            "version": document.version,
            "generated_datetime": document.generated,
            "encoding": document.encoding,
            "bytes": document.size,
            "sha256": self.sha256,
            "reader": self.reader,
            "by_reference_reader": self.odd,
            "notes": list(document.notes),
            "root_attributes": dict(document.root),
            "found": self.read + len(self.broken),
            "activities": self.read,
            "refused": [_stretch(one) for one in self.broken],
            "outside": [_stretch(one) for one in self.stray],
            "rows": dict(self.rows),
            "problems": [
                {"table": table, "column": column, "problem": problem, "times": times}
                for (table, column, problem), times in sorted(self.problems.items())
            ],
        }


def _stretch(one: Refused) -> dict[str, Any]:
    return {
        "activity_id": one.activity_id,
        "line": one.line,
        "byte_start": one.start,
        "byte_end": one.end,
        "reason": one.reason,
    }


class Report:
    """Collects what came of every file while they are read."""

    def __init__(self) -> None:
        self.files: list[FileReport] = []

    def take(self, step: Opened | Batch | BadInput) -> None:
        """Note one step of a reading."""
        if isinstance(step, BadInput):
            self.files.append(FileReport(step.file, reason=step.what, line=step.line, remedy=step.remedy))
        elif isinstance(step, Opened):
            self.files.append(FileReport(step.document.name, step.document, step.sha256, step.reader))
        else:
            file = self.files[-1]
            file.read += step.activities
            file.odd += step.odd
            file.refused += step.refused
            for name, rows in step.tables.items():
                file.rows[name] += rows.num_rows
            problems = step.tables[layout(step.content).problem]
            file.problems.update(
                zip(*(problems.column(name).to_pylist() for name in ("table", "column", "problem")), strict=True)
            )

    def tables(self) -> Mapping[str, pa.Table]:
        """The files and the refused stretches as tables."""
        files = [
            {
                "file": file.name,
                "reader": file.reader,
                "activities": file.read,
                "refused": len(file.broken),
                "reason": file.reason or None,
            }
            | ({"sha256": file.sha256, **_of(file.document)} if file.document else {})
            for file in self.files
        ]
        refused = [{"file": file.name, **_stretch(one)} for file in self.files for one in file.refused]
        return {
            "file": pa.Table.from_pylist(files, FILE_SCHEMA),
            "refused": pa.Table.from_pylist(refused, REFUSED_SCHEMA),
        }

    def as_dict(self) -> dict[str, Any]:
        """The whole report as plain values."""
        rows: Counter[str] = Counter()
        for file in self.files:
            rows.update(file.rows)
        return {
            "files": [file.as_dict() for file in self.files],
            "activities": sum(file.read for file in self.files),
            "refused": sum(len(file.broken) for file in self.files),
            "files_refused": sum(file.document is None for file in self.files),
            "rows": dict(rows),
        }


def _of(document: Document) -> dict[str, Any]:
    return {
        "bytes": document.size,
        "encoding": document.encoding,
        "content": document.content,
        "version": document.version,
        "generated_datetime": document.generated,
    }
