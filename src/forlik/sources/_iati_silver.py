"""The silver tables of one IATI file: all of them when it is small, those that are needed when it is large."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from forlik.iati.flows.silver import NEEDED
from forlik.iati.read import plain, read, read_to

Silver = Mapping[str, pa.Table]
LARGE = 32 << 20
"""Bytes from which a file's tables go through Parquet files: it takes a little longer and a fraction of the memory."""
FIGURE = ("activity_no", "ordinal", "parent_ordinal", "value", "value_raw")
PART = ("activity_no", "parent", "parent_ordinal")
WANTED: Mapping[str, Sequence[str] | None] = {
    **dict.fromkeys(NEEDED),
    **dict.fromkeys(("date", "organisation", "organisation_budget", "organisation_expenditure")),
    **dict.fromkeys(("problem", "organisation_problem")),
    "participating_org": ("activity_no", "ordinal", "org_ref", "org_type_code", "org_role_code", "org_name"),
    "location": (
        *("activity_no", "ordinal", "percentage", "name", "srs_name", "position", "latitude_1x", "longitude_1x"),
        *("location_type_1x", "exactness_code", "class_code", "feature_designation_code"),
    ),
    "location_id": ("activity_no", "parent_ordinal", "vocabulary", "code"),
    "location_administrative": (
        *("activity_no", "parent_ordinal", "vocabulary", "level", "code", "adm1_1x", "adm2_1x"),
    ),
    "result": ("activity_no", "ordinal", "type_code", "aggregation_status", "title"),
    "indicator": ("activity_no", "ordinal", "parent_ordinal", "measure_code", "ascending", "title"),
    "baseline": (*FIGURE, "iso_date", "year"),
    "period": ("activity_no", "ordinal", "parent_ordinal", "period_start", "period_end"),
    "target": FIGURE,
    "actual": FIGURE,
    "dimension": PART,
    "document_link": ("activity_no", "ordinal", "parent", "url", "format", "title"),
    "document_category": ("activity_no", "parent_ordinal", "code"),
    "document_language": ("activity_no", "parent_ordinal", "code"),
    "result_location": PART,
}
"""Table → the columns of it that are needed; all where none are named. Long texts that nobody asks for stay out."""


def silver_of(path: Path) -> tuple[Silver, Mapping[str, Any]]:
    """Read a file.

    Returns:
        The tables that its activities, flows or budgets are made of; and what the reader reports of it.
    """
    if path.stat().st_size < LARGE:
        found = read(path)
        tables = {
            name: found.tables[name].select(columns or found.tables[name].column_names)
            for name, columns in WANTED.items()
            if name in found.tables
        }
        return tables, found.report["files"][0]
    with tempfile.TemporaryDirectory(prefix="forlik-iati-") as room:
        folder = Path(room) / "silver"
        report = read_to(path, out=folder).report
        files = {name: folder / f"{name}.parquet" for name in WANTED}
        # Read into memory and not mapped: the files are gone when the tables are used.
        tables = {
            name: plain(
                pq.read_table(file, columns=list(wanted) if (wanted := WANTED[name]) else None, memory_map=False)
            )
            for name, file in files.items()
            if file.is_file()
        }
    return tables, report["files"][0]
