"""The reports as one Arrow table, one row per finding."""

from collections.abc import Iterable
from dataclasses import asdict

import pyarrow as pa

from forlik.iati.check.report import Report

COLUMNS = pa.schema(
    [
        pa.field("file", pa.string(), nullable=False),
        pa.field("severity", pa.string(), nullable=False),
        pa.field("rule", pa.string(), nullable=False),
        pa.field("element", pa.string(), nullable=False),
        pa.field("line", pa.int64(), nullable=False),
        pa.field("byte", pa.int64(), nullable=False),
        pa.field("message", pa.string(), nullable=False),
        pa.field("remedy", pa.string(), nullable=False),
        pa.field("activity_id", pa.string(), nullable=False),
    ]
)


def as_table(reports: Iterable[Report]) -> pa.Table:
    """Reports as one table with every finding; a file without any has no row.

    Args:
        reports: The reports.
    """
    rows = [{"file": report.file, **asdict(finding)} for report in reports for finding in report.findings]
    return pa.Table.from_pylist(rows, schema=COLUMNS)
