"""UNHCR Refugee Population Statistics: people by origin and asylum; Palestine refugees under UNRWA apart."""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import BadInput
from forlik.core.schema import Column, Schema
from forlik.core.source import Bounds, Coverage, Licence, RawFile, Reading, Source
from forlik.places import resolve_column
from forlik.store.read import ignored, line_of, read_csv, sniff, text, whole

NOWHERE = {"UKN": "unknown", "STA": "stateless", "TIB": "Tibetan"}
"""UNHCR's codes that are no country of today; such people count in the world, in no country."""

PEOPLE = {
    "refugees": ("refugees", "refugees under UNHCR's mandate and people in refugee-like situations"),
    "asylum_seekers": ("asylum_seekers", "people whose claim is pending; before 2000 only for asylum UKN"),
    "returned_refugees": ("returned_refugees", "refugees who went back to the origin in the year (flow)"),
    "idps": ("internally_displaced", "people displaced inside the country whom UNHCR protects or assists"),
    "returned_idps": ("returned_internally_displaced", "of those, who went back in the year (flow)"),
    "stateless": ("stateless", "stateless people; origin is always STA; since 2004"),
    "ooc": ("others_of_concern", "others of concern to UNHCR"),
    "oip": ("others_in_need_of_protection", "others in need of international protection; missing before 2018"),
    "hst": ("host_community", "people of the host community"),
}
PAIR = {
    "year": whole(low=1951, high=2100, required=True),
    "coo": text("origin_unhcr", required=True),
    "coo_iso": ignored("UNHCR's own code says which country"),
    "coa_name": ignored("the code says which country"),
    "coa": text("asylum_unhcr", required=True),
    "coa_iso": ignored("UNHCR's own code says which country"),
}
FIELDS = {
    "population": PAIR
    | {"coo_name": ignored("the code says which country")}
    | {name: whole(to, low=0, high=100_000_000, required=name != "oip") for name, (to, _) in PEOPLE.items()},
    "unrwa": PAIR
    | {"coo_name": text("", one_of=("Palestinian",), required=True)}
    | {"total": whole("palestine_refugees", low=0, high=100_000_000, required=True)},
}
PLACES = {
    "year": Column(
        "int", "calendar year; figures stand at its end, those of the last year perhaps at its middle", required=True
    ),
    "origin_unhcr": Column(
        "text", "UNHCR's code of the country of origin; UKN unknown, STA stateless, TIB Tibetans", required=True
    ),
    "origin_iso3": Column("text", "country of origin; missing for UKN, STA, TIB"),
    "asylum_unhcr": Column("text", "UNHCR's code of the country of asylum; UKN unknown", required=True),
    "asylum_iso3": Column("text", "country of asylum; missing for UKN"),
    "perhaps_mid_year": Column(
        "flag", "last year of the file, of which it does not say whether it is whole", required=True
    ),
}
FLOWS_AND_HOSTS = ("returned_refugees", "returned_internally_displaced", "host_community")
"""Columns that a year under way may still lack; those of its stocks are filled from the first report on."""
KEY = ("year", "origin_unhcr", "asylum_unhcr")
SCHEMAS = {
    "population": Schema(
        grain="one year, one country of origin, one country of asylum",
        key=KEY,
        columns=PLACES | {to: Column("int", doc, required=name != "oip") for name, (to, doc) in PEOPLE.items()},
    ),
    "unrwa": Schema(
        grain="one year, one field of operation: Palestine refugees under UNRWA's mandate, who are in no other table",
        key=KEY,
        columns=PLACES | {"palestine_refugees": Column("int", "Palestine refugees registered by UNRWA", required=True)},
    ),
}
TABLES = {"population": "unhcr_population__people", "unrwa": "unhcr_population__palestine_refugees"}


def part_of(file: RawFile) -> str | None:
    """The main table is one part, Palestine refugees under UNRWA another."""
    names = sniff.columns(file)
    if {"coo_iso", "coa_iso", "asylum_seekers", "ooc", "hst"} <= names:
        return "population"
    first = b"".join(sniff.head(file).splitlines()[1:2])
    return "unrwa" if {"coo_iso", "coa_iso", "total"} <= names and b"Palestinian" in first else None


def read(files: Sequence[RawFile]) -> Reading:
    """Read one of the two tables."""
    [file] = files
    part = part_of(file)
    if part is None:
        raise BadInput("is neither the table of people nor that of Palestine refugees", file=file.name)
    table = read_csv(file, FIELDS[part])
    years = pc.min_max(table["year"]).as_py()
    placed = table.append_column("perhaps_mid_year", pc.equal(table["year"], years["max"]))
    for side in ("origin", "asylum"):
        placed = placed.append_column(f"{side}_iso3", _places(file, table, side))
    schema = SCHEMAS[part].arrow()
    spoken = set(placed["asylum_iso3"].to_pylist()) | set(placed["origin_iso3"].to_pylist())
    return Reading(
        tables={TABLES[part]: placed.select(schema.names).cast(schema)},
        rows=table.num_rows,
        covers=(Coverage(str(years["min"]), str(years["max"]), tuple(sorted(spoken - {None}))),),
        remarks=(_why_estimated(table, years["max"]),),
    )


def _why_estimated(table: pa.Table, newest: int) -> str:
    """Why the newest year is marked: the file shows that it is unfinished, or nothing in it says that it is whole.

    Years before the newest are whole. Nothing in a file proves the newest one whole: UNHCR's mid-year statistics have
    the columns of the year-end ones, returned refugees and returned internally displaced people among them, so that
    filled columns say nothing. The other way round, a column that the year before fills and the newest lacks wholly
    shows a year under way.
    """
    last, before = (table.filter(pc.equal(table["year"], year)) for year in (newest, newest - 1))
    lacking = [
        name
        for name in FLOWS_AND_HOSTS
        if name in table.column_names and (pc.sum(before[name]).as_py() or 0) > 0 and not pc.sum(last[name]).as_py()
    ]
    if lacking:
        named = ", ".join(name.replace("_", " ") for name in lacking)
        return (
            f"{newest} is not whole: the file has nobody for it under {named}, where {newest - 1} has people; "
            "its figures are marked estimated, and those zeros mean “not reported yet”"
        )
    return f"the file does not say whether {newest} is a whole year: its figures are marked estimated"


def _places(file: RawFile, table: pa.Table, side: str) -> pa.Array:
    iso3, strange = resolve_column("unhcr", table[f"{side}_unhcr"])
    for row, code, why in strange:
        if code not in NOWHERE:
            raise BadInput(
                f"“{code}” {why}",
                file=file.name,
                line=line_of(file, row),
                field="coo" if side == "origin" else "coa",
                remedy="the code is not in the table of places; report it",
            )
    return iso3


SOURCE = Source(
    name="unhcr_population",
    title="Refugee Population Statistics Database",
    publisher="UNHCR, the UN Refugee Agency",
    licence=Licence(
        "CC BY 4.0",
        True,
        "LICENSE.md of UNHCR's package “refugees”",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
    citation="UNHCR Refugee Population Statistics Database, {edition}; Palestine refugees: UNRWA.",
    home="https://www.unhcr.org/refugee-statistics/",
    cadence="yearly",
    schemas={TABLES[part]: schema for part, schema in SCHEMAS.items()},
    part_of=part_of,
    read=read,
    bounds=Bounds(years=(1951, 2100), rows=(1, 2_000_000)),
    quirks=(
        "Origins UKN (unknown), STA (stateless) and TIB are no country: they count in the world only.",
        "A column's zeros mean none only since it began: asylum-seekers 2000, returned refugees 1965, stateless 2004.",
        "The newest year may stand at mid-year, and no column proves otherwise: it is always marked estimated.",
        "Codes are today's: Serbia's stands for Yugoslavia before 2006, Russia's for the Soviet Union.",
        "Namibia's two-letter code NA is never a missing value; the tables use three letters.",
        "The tables are those of UNHCR's R package, saved as CSV; its answers over the network have another form.",
    ),
)
