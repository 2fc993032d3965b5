"""Polity5: how democratic or autocratic a state's institutions are; the series ended with 2018."""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import BadInput
from forlik.core.schema import Column, Schema
from forlik.core.source import Bounds, Coverage, Licence, RawFile, Reading, Source
from forlik.places import resolve_column
from forlik.store.read import ignored, line_of, read_csv, sniff, text, whole

COMPONENT = "a component of the score that no measure uses"
LOWEST = -10
FIELDS = {
    "country_iso": text("code", required=True),
    "country_name": ignored("the code says which country"),
    "Year": whole("year", low=1776, high=2018, required=True),
    "autoc": whole("autocracy", low=-88, high=10, required=True),
    "democ": whole("democracy", low=-88, high=10, required=True),
    "durable": ignored(COMPONENT),
    "exconst": ignored(COMPONENT),
    "exrec": ignored(COMPONENT),
    "parcomp": ignored(COMPONENT),
    "parreg": ignored(COMPONENT),
    "polcomp": ignored(COMPONENT),
    "polity": whole("polity", low=-88, high=10, required=True),
    "polity2": whole("polity2", low=-66, high=10),
    "xconst": ignored(COMPONENT),
    "xrcomp": ignored(COMPONENT),
    "xropen": ignored(COMPONENT),
    "xrreg": ignored(COMPONENT),
}
CODES = (-66, -77, -88)
SCHEMA = Schema(
    grain="one state, one year",
    key=("country_iso3", "year"),
    columns={
        "country_iso3": Column("text", "country", required=True),
        "year": Column("int", "calendar year", required=True),
        "polity": Column("int", "score from -10 (autocracy) to 10 (democracy); empty where there is a special code"),
        "special_code": Column("int", "-66 foreign interruption, -77 interregnum, -88 transition; none is a score"),
        "polity2": Column("int", "score with the special codes turned into numbers by Polity; empty where it has none"),
        "democracy": Column("int", "institutionalised democracy, 0 to 10"),
        "autocracy": Column("int", "institutionalised autocracy, 0 to 10"),
    },
)


def part_of(file: RawFile) -> str | None:
    """All copies are versions of one part."""
    return "all" if {"polity", "polity2", "exconst", "country_iso"} <= sniff.columns(file) else None


def _at_least(values: pa.ChunkedArray, least: int) -> pa.ChunkedArray:
    return pc.if_else(pc.greater_equal(values, least), values, pa.scalar(None, values.type))


def read(files: Sequence[RawFile]) -> Reading:
    """Read the CSV; special codes are kept apart and never stand where a score stands."""
    [file] = files
    table = read_csv(file, FIELDS)
    polity = table["polity"]
    special = pc.is_in(polity, value_set=pa.array(CODES, pa.int64()))
    strange_score = pc.and_(pc.less(polity, LOWEST), pc.invert(special))
    row = pc.index(strange_score, value=True).as_py()
    if row >= 0:
        raise BadInput(
            f"“{polity[row]}” is neither a score nor one of -66, -77, -88",
            file=file.name,
            line=line_of(file, row),
            field="polity",
        )
    iso3, strange = resolve_column("iso3", table["code"], table["year"])
    for at, code, why in strange:
        raise BadInput(f"“{code}” {why}", file=file.name, line=line_of(file, at), field="country_iso")
    none = pa.scalar(None, pa.int64())
    columns = {
        "country_iso3": iso3,
        "year": table["year"],
        "polity": pc.if_else(special, none, polity),
        "special_code": pc.if_else(special, polity, none),
        "polity2": _at_least(table["polity2"], LOWEST),
        "democracy": _at_least(table["democracy"], 0),
        "autocracy": _at_least(table["autocracy"], 0),
    }
    years = pc.min_max(table["year"]).as_py()
    return Reading(
        tables={"polity__country_years": pa.table(columns).cast(SCHEMA.arrow())},
        rows=table.num_rows,
        covers=(Coverage(str(years["min"]), str(years["max"]), tuple(sorted(set(iso3.to_pylist())))),),
        edition="5",
    )


SOURCE = Source(
    name="polity",
    title="Polity5: Political Regime Characteristics and Transitions",
    publisher="Center for Systemic Peace",
    licence=Licence("not stated", False, "no licence was found with the file; the publisher's terms were not read"),
    citation="Marshall and Gurr: Polity{edition}, Political Regime Characteristics and Transitions, 1800-2018. "
    "Center for Systemic Peace.",
    home="https://www.systemicpeace.org/inscrdata.html",
    cadence="ended",
    schemas={"polity__country_years": SCHEMA},
    part_of=part_of,
    read=read,
    bounds=Bounds(years=(1776, 2018), rows=(1, 25_000)),
    quirks=(
        "The series ended with 2018, and states that had ended by then are not in this file.",
        "In polity2 three rows hold -66, which is a code and not a score; they are empty here.",
        "What is read is a CSV made from the publisher's workbook, with ISO codes: it is downloaded by hand.",
    ),
)
