"""The silver tables of one IATI file: all of them when it is small, those that are needed when it is large."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from forlik.iati.flows.silver import NEEDED
from forlik.iati.read import plain, read, read_to

Silver = Mapping[str, pa.Table]
LARGE = 32 << 20
"""Bytes from which a file's tables go through Parquet files: it takes a little longer and a fraction of the memory."""
MONEY = frozenset({"budget", "planned_disbursement"})
"""Tables whose amounts are no transactions."""
WANTED = (
    *(name for name in NEEDED if name not in MONEY),
    *("date", "organisation", "organisation_budget", "organisation_expenditure"),
    *("problem", "organisation_problem"),
)


def silver_of(path: Path) -> tuple[Silver, Mapping[str, Any]]:
    """Read a file.

    Returns:
        The tables that its activities, flows or budgets are made of; and what the reader reports of it.
    """
    if path.stat().st_size < LARGE:
        found = read(path)
        return {name: found.tables[name] for name in WANTED if name in found.tables}, found.report["files"][0]
    with tempfile.TemporaryDirectory(prefix="forlik-iati-") as room:
        folder = Path(room) / "silver"
        report = read_to(path, out=folder).report
        files = {name: folder / f"{name}.parquet" for name in WANTED}
        # Read into memory and not mapped: the files are gone when the tables are used.
        tables = {name: plain(pq.read_table(file, memory_map=False)) for name, file in files.items() if file.is_file()}
    return tables, report["files"][0]
