"""What the files of the Uppsala Conflict Data Program have in common: terms, headers, and codes of places."""

import re
from collections.abc import Iterable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import BadInput
from forlik.core.schema import Schema
from forlik.core.source import Coverage, Licence, RawFile, Reading
from forlik.places import resolve_column
from forlik.store.read import Field, header_of, line_of, read_csv

PUBLISHER = "Uppsala Conflict Data Program"
HOME = "https://ucdp.uu.se/downloads/"
UNDER = {"PSE": "ISR"}
"""UCDP gives what happens in Gaza and the West Bank to the state it counts them under."""
LICENCE = Licence(
    "CC BY 4.0",
    True,
    "UCDP's download page, as recorded by Our World in Data",
    "https://creativecommons.org/licenses/by/4.0/",
)
NEARLY = 0.85
ZIP = ("application/zip", "application/octet-stream")


def names_of(file: RawFile) -> frozenset[str]:
    """The column names of a delimited file, whatever its separator; none for a file of another kind.

    Raises:
        BadInput: The file is empty, or its beginning is not UTF-8 text.
    """
    head = file.head()
    if b"\0" in head or head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in {b"{", b"[", b"<"} or head[:2] == b"PK":
        return frozenset()
    header = header_of(file)
    # A copy with another separator is still recognised, so that the reader can say what is wrong with it.
    return frozenset(re.split(r"[,;\t|]", header[0]) if len(header) == 1 else header)


def mostly(names: frozenset[str], fields: Iterable[str]) -> bool:
    """Whether nearly all of a dataset's columns are there: a renamed one must not hide what a file is."""
    wanted = frozenset(fields)
    return len(names & wanted) >= NEARLY * len(wanted)


def edition_of(file: RawFile, table: pa.Table) -> str:
    """The one edition that all rows name in the column ``version``.

    Raises:
        BadInput: Rows of several editions.
    """
    editions = sorted(pc.unique(table["version"]).to_pylist())
    if len(editions) != 1:
        raise BadInput(
            f"several editions in one file: {', '.join(editions)}",
            file=file.name,
            field="version",
            remedy="files were joined after publication; get the original",
        )
    return str(editions[0])


def yearly(file: RawFile, fields: Mapping[str, Field], location: str, table: str, schema: Schema) -> Reading:
    """Read one of the datasets of a row a year; what took place in several countries gives one row for each.

    Args:
        file: The file.
        fields: Its columns.
        location: The column with the numbers of the countries.
        table: Name of the table.
        schema: Its declaration.

    Raises:
        BadInput: As :func:`spread` and the reader of delimited text.
    """
    met = read_csv(file, fields)
    years = pc.min_max(met["year"]).as_py()
    rows = spread(file, met, location).select(list(schema.columns)).cast(schema.arrow())
    return Reading(
        tables={table: rows},
        rows=met.num_rows,
        covers=(Coverage(str(years["min"]), str(years["max"]), "gw"),),
        edition=edition_of(file, met),
    )


def with_country(file: RawFile, table: pa.Table, field: str) -> pa.Table:
    """Add ``country_iso3`` from a column with one Gleditsch-Ward number a row, each read in the row's ``year``.

    Raises:
        BadInput: A number that is no state's in that year, with its line.
    """
    iso3, strange = resolve_column("ucdp", table[field], table["year"])
    for row, code, why in strange:
        raise _strange(file, row, field, code, why)
    return table.append_column("country_iso3", iso3)


def spread(file: RawFile, table: pa.Table, field: str) -> pa.Table:
    """One row for each place in a column that may hold several numbers (``651, 666``), with ``country_iso3``.

    Raises:
        BadInput: As :func:`with_country`.
    """
    codes = pc.split_pattern_regex(pc.utf8_trim_whitespace(table[field]), r"\s*,\s*").combine_chunks()
    parents = pc.list_parent_indices(codes)
    rows = table.take(parents)
    iso3, strange = resolve_column("ucdp", pc.list_flatten(codes), rows["year"])
    for row, code, why in strange:
        raise _strange(file, parents[row].as_py(), field, code, why)
    return rows.append_column("country_iso3", iso3)


def _strange(file: RawFile, row: int, field: str, code: str, why: str) -> BadInput:
    return BadInput(
        f"“{code}” {why}",
        file=file.name,
        line=line_of(file, row),
        field=field,
        remedy="get the original file; if it is the original, the code is missing in the table of places: report it",
    )
