"""Columns that every global table of HDX's humanitarian API begins and ends with, and what they mean."""

from collections.abc import Mapping

import pyarrow as pa

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.places import resolve_column
from forlik.store.read import Field, day, header_of, ignored, read_csv, text, whole

PLACES: Mapping[str, Field] = {
    "location_code": text("country_iso3", required=True),
    "has_hrp": ignored("says whether the country has a plan today, not then"),
    "in_gho": ignored("says whether the country is in the overview today, not then"),
    "provider_admin1_name": text("admin1_name"),
    "provider_admin2_name": text("admin2_name"),
    "admin1_code": text(),
    "admin1_name": ignored("the provider's name is kept"),
    "admin2_code": text(),
    "admin2_name": ignored("the provider's name is kept"),
    "admin_level": whole(low=0, high=2, required=True),
}
ENDS: Mapping[str, Field] = {
    "reference_period_start": day("from_on", formats=("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"), required=True),
    "reference_period_end": day("to_on", formats=("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S")),
    "dataset_hdx_id": ignored("number of the dataset on HDX", optional=True),
    "resource_hdx_id": ignored("number of the file on HDX", optional=True),
    "warning": ignored("what HDX changed about place codes; figures are not touched", optional=True),
    "error": text("doubt", optional=True),
}


def header(file: RawFile) -> frozenset[str]:
    """Column names of a delimited file; none for a file of any other kind."""
    head = file.head(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head or head[:1] in {b"{", b"[", b"<"} or head.startswith(b"PK") or b"\0" in head:
        return frozenset()
    try:
        names = header_of(file)
        # A copy with another separator is still recognised, so that the reader can say what is wrong with it.
        return frozenset(names if len(names) > 1 else names[0].replace("\t", ";").split(";"))
    except (BadInput, IndexError):
        return frozenset()


def tags(file: RawFile) -> int:
    """How many lines of HXL tags follow the header: HDX adds one, some copies have it taken out."""
    lines = file.head(1 << 16).removeprefix(b"\xef\xbb\xbf").splitlines()
    return int(len(lines) > 1 and lines[1].lstrip(b'"').startswith(b"#"))


def rows_of(file: RawFile, own: Mapping[str, Field]) -> pa.Table:
    """Read a table of the humanitarian API: the common columns, the own ones, and ``line``; countries are checked."""
    fields = dict(PLACES) | dict(own) | dict(ENDS)
    return placed(file, read_csv(file, fields, skip_after_header=tags(file), line_number="line"), "location_code")


def placed(file: RawFile, table: pa.Table, field: str) -> pa.Table:
    """The table with its column ``country_iso3`` checked against the table of places.

    Raises:
        BadInput: A code that is no country's, with its line.
    """
    iso3, strange = resolve_column("iso3", table["country_iso3"])
    for row, code, why in strange:
        raise BadInput(
            f"“{code}” {why}",
            file=file.name,
            line=table["line"][row].as_py(),
            field=field,
            remedy="the code is not in the table of places; report it",
        )
    return table.set_column(table.schema.get_field_index("country_iso3"), "country_iso3", iso3)
