"""Operational presence (3W): which humanitarian organisation works where, in which sector."""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import BadInput
from forlik.core.schema import Column, Schema
from forlik.core.source import Bounds, Licence, RawFile, Reading, Source
from forlik.sources._hapi import header, rows_of, tags
from forlik.store.read import read_csv, text, whole

OWN = {
    "org_acronym": text("organisation_acronym"),
    "org_name": text("organisation", required=True),
    "org_type_description": text("organisation_type"),
    "sector_code": text(),
    "sector_name": text("sector"),
}
ORGANISATIONS = {
    "acronym": text(),
    "name": text(required=True),
    "org_type_code": whole("type_code"),
    "org_type_description": text("type"),
}
COUNTRYS_OWN = {"Woreda", "Implementing Partner Name"}
PRESENCE = Schema(
    grain="one organisation, one sector, one place, one reference period",
    key=(
        "country_iso3",
        "admin1_code",
        "admin1_name",
        "admin2_code",
        "admin2_name",
        "organisation_acronym",
        "organisation",
        "sector_code",
        "sector",
        "from_on",
    ),
    columns={
        "country_iso3": Column("text", "country", required=True),
        "year": Column("int", "calendar year of the period; empty when the period lies in several years"),
        "from_on": Column("date", "first day of the reference period", required=True),
        "to_on": Column("date", "last day of the reference period, sometimes far in the future"),
        "admin_level": Column("int", "0 country, 1 province, 2 district", required=True),
        "admin1_code": Column("text", "p-code of the province"),
        "admin1_name": Column("text", "province in the provider's words"),
        "admin2_code": Column("text", "p-code of the district"),
        "admin2_name": Column("text", "district in the provider's words"),
        "organisation_acronym": Column("text", "acronym as matched by HDX"),
        "organisation": Column("text", "name as matched by HDX", required=True),
        "organisation_type": Column("text", "type of organisation"),
        "sector_code": Column("text", "OCHA's code of the sector"),
        "sector": Column("text", "sector"),
        "doubt": Column("text", "what HDX could not make sense of"),
    },
)
KNOWN = Schema(
    grain="one organisation",
    key=("acronym", "name"),
    columns={
        "acronym": Column("text", "acronym"),
        "name": Column("text", "name", required=True),
        "type_code": Column("int", "OCHA's number of the type"),
        "type": Column("text", "type of organisation"),
    },
)


def part_of(file: RawFile) -> str | None:
    """``presence`` or ``organisations``.

    Raises:
        BadInput: One country's own list, of which no layout is declared.
    """
    names = header(file)
    if {"location_code", "org_acronym", "sector_code"} <= names:
        return "presence"
    if names == set(ORGANISATIONS):
        return "organisations"
    if names >= COUNTRYS_OWN:
        raise BadInput(
            "is one country's own list, and each country has its own layout",
            file=file.name,
            remedy="import the global table hdx_hapi_operational_presence_global.csv, in which HDX has matched them",
        )
    return None


def read(files: Sequence[RawFile]) -> Reading:
    """Read the global table, or the list of organisations."""
    [file] = files
    if "name" in header(file):
        known = read_csv(file, ORGANISATIONS, skip_after_header=tags(file))
        return Reading(tables={"presence__organisations": known.cast(KNOWN.arrow())}, rows=known.num_rows)
    table = rows_of(file, OWN)
    first, last = pc.year(table["from_on"]), pc.year(table["to_on"])
    within = pc.fill_null(pc.equal(first, last), fill_value=False)
    year = pc.if_else(within, first, pa.scalar(None, pa.int64()))
    undated = int(pc.sum(pc.invert(within)).as_py() or 0)
    result = table.append_column("year", year).select(list(PRESENCE.columns)).cast(PRESENCE.arrow())
    remark = f"{undated} rows state a period over several years: they are kept, and counted in no year"
    return Reading(tables={"presence__activities": result}, rows=table.num_rows, remarks=(remark,) if undated else ())


SOURCE = Source(
    name="presence",
    title="Operational presence: who is doing what where (3W)",
    publisher="United Nations Office for the Coordination of Humanitarian Affairs (OCHA), HDX",
    licence=Licence(
        "CC BY-IGO",
        True,
        "OCHA's dataset settings on the Humanitarian Data Exchange",
        "https://creativecommons.org/licenses/by/3.0/igo/",
    ),
    citation="OCHA, Operational presence (3W), HDX Humanitarian API.",
    home="https://data.humdata.org/dataset/hdx-hapi-operational-presence",
    cadence="irregular",
    schemas={"presence__activities": PRESENCE, "presence__organisations": KNOWN},
    part_of=part_of,
    read=read,
    bounds=Bounds(years=(2000, 2100), rows=(1, 5_000_000), ahead=1),
    quirks=(
        "HDX names each copy anew, so there is no lasting address: the table is taken from its page by hand.",
        "End dates can lie far in the future (2029-12-30), so a period may name no year.",
        "Organisations' names were matched by HDX; a name that was not matched counts as another organisation.",
        "Each country's own list has its own columns and language; only the global table is read.",
    ),
)
