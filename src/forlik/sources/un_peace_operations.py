"""UN peace operations: which there were, where, from when until when; and who gave troops and police, month by month.

The publisher's list says where an operation has its headquarters, not in which country it works. That is coded here, in
``peace_operation_places.csv``: from the operation's name, else from its headquarters, else from its mandate.
"""

import csv
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files as packaged
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import BadInput
from forlik.core.schema import Column, Schema
from forlik.core.source import Address, Bounds, Licence, RawFile, Reading, Source
from forlik.places import resolve_column
from forlik.store.read import Field, day, flag, ignored, line_of, read_csv, sniff, text, whole

READ_BESIDE = "package:forlik.sources/peace_operation_places.csv"
HUB = "https://api.psdata.un.org/public/data/"
KINDS = {"DPO": "peacekeeping operation", "DPPA": "special political mission"}
AT_HEADQUARTERS = "a coordinate of the headquarters, in some rows with length and breadth exchanged"
OPERATIONS: dict[str, Field] = {
    "id": whole("operation_no", low=1, required=True),
    "mission_acronym": text("acronym", required=True),
    "mission_name": text("name", required=True),
    "lead_department": text(required=True, one_of=tuple(KINDS)),
    "mission_isactive": flag("active", required=True),
    "start_date": day("started_on"),
    "end_date": day("ended_on"),
    "mission_location": text("headquarters"),
    "mission_longitude": ignored(AT_HEADQUARTERS, optional=True),
    "mission_latitude": ignored(AT_HEADQUARTERS, optional=True),
    "last_update": day("listed_on", required=True),
}
CONTRIBUTIONS: dict[str, Field] = {
    "contribution_id": whole("contribution_no", low=1, required=True),
    "mission_acronym": text("acronym", required=True),
    "contributing_country": ignored("the name; its ISO code is read"),
    "isocode3": text("contributor_iso3", required=True),
    "m49_code": ignored("another code of the same country"),
    "personnel_type": text(required=True),
    "female_personnel": whole("women", low=0, required=True),
    "male_personnel": whole("men", low=0, required=True),
    "last_reporting_date": day("reported_on", formats=("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"), required=True),
}
TYPES = {
    "troops": "troops",
    "staff_officer": "staff officers",
    "experts_on_mission": "experts on mission",
    "individual_police": "individual police",
    "formed_police_units": "formed police units",
}
"""The hub's personnel types, as its metadata name them."""
POLICE = {"individual police", "formed police units"}
LIST, GIVEN = "un_peace_operations__operations", "un_peace_operations__contributions"
SCHEMAS = {
    LIST: Schema(
        grain="one operation of the list, one country it works in",
        key=("operation_no", "country_iso3"),
        columns={
            "operation_no": Column("int", "the list's number of the operation", required=True),
            "acronym": Column("text", "acronym, as the list has it", required=True),
            "name": Column("text", "full name", required=True),
            "country_iso3": Column("text", "country it works in, in today's codes: Forlik's coding", required=True),
            "placed_by": Column("text", "what says so: name, headquarters or mandate", required=True),
            "kind": Column("text", "peacekeeping operation, or special political mission", required=True),
            "lead_department": Column("text", "DPO or DPPA", required=True),
            "headquarters": Column("text", "place of the headquarters"),
            "started_on": Column("date", "beginning; the first of a month where only the month is known"),
            "ended_on": Column("date", "end of the mandate, of an active one still to come; empty when none is stated"),
            "active": Column("flag", "whether it went on when the list was made", required=True),
            "listed_on": Column("date", "day of the list", required=True),
            "repeats": Column("text", "acronyms (by ;) of the rows that tell of the same; empty when it counts"),
            "start_year": Column("int", "year of the beginning; empty when unknown"),
            "last_year": Column("int", "last year it is known to go on: of its end, or of the list while active"),
        },
    ),
    GIVEN: Schema(
        grain="one contributor, one mission, one type of personnel, one month, one country the mission works in",
        key=("contribution_no", "country_iso3"),
        columns={
            "contribution_no": Column("int", "the hub's number of the row", required=True),
            "acronym": Column("text", "acronym of the mission", required=True),
            "country_iso3": Column("text", "country the mission works in, in today's codes", required=True),
            "contributor_iso3": Column("text", "country that gave the personnel", required=True),
            "personnel_type": Column("text", ", ".join(TYPES.values()), required=True),
            "police": Column("flag", "whether they are police; the others are military", required=True),
            "women": Column("int", "women", required=True),
            "men": Column("int", "men", required=True),
            "personnel": Column("int", "women and men", required=True),
            "reported_on": Column("date", "day reported, the last of a month", required=True),
            "year": Column("int", "year of that day", required=True),
            "month": Column("int", "month of that day", required=True),
        },
    ),
}


def part_of(file: RawFile) -> str | None:
    """The list of operations, or the contributions of personnel by month."""
    names = sniff.columns(file)
    if {"mission_acronym", "mission_isactive"} <= names:
        return "operations"
    return "contributions" if {"mission_acronym", "contribution_id", "personnel_type"} <= names else None


def read(files: Sequence[RawFile]) -> Reading:
    """Read the list, or the contributions; what works in several countries gives one row for each."""
    [file] = files
    return _operations(file) if part_of(file) == "operations" else _contributions(file)


def _operations(file: RawFile) -> Reading:
    table = read_csv(file, OPERATIONS)
    for column in ("acronym", "name", "headquarters"):
        # A row of the list begins with quotation marks that are nowhere closed.
        table = _with(table, column, pc.utf8_trim(table[column], ' "'))
    placed, left = _placed(table)
    listed = pc.max(table["listed_on"]).as_py()
    # What is active has at most a day on which its mandate runs out, which says nothing of the time after the list.
    known = pc.min_element_wise(placed["ended_on"], placed["listed_on"])
    until = pc.if_else(placed["active"], known, placed["ended_on"])
    placed = placed.append_column("start_year", pc.year(placed["started_on"]))
    placed = placed.append_column("last_year", pc.year(until))
    kinds = pa.array([KINDS[one] for one in placed["lead_department"].to_pylist()], pa.string())
    rows = placed.append_column("kind", kinds)
    return Reading(
        tables={LIST: _shaped(rows, LIST)},
        rows=table.num_rows,
        edition=listed.isoformat(),
        published=listed.isoformat(),
        ignored=left,
        remarks=_told(left),
    )


def _contributions(file: RawFile) -> Reading:
    table = read_csv(file, CONTRIBUTIONS)
    named = [TYPES.get(one.strip().casefold().replace(" ", "_")) for one in table["personnel_type"].to_pylist()]
    if None in named:
        row = named.index(None)
        said = table["personnel_type"][row].as_py()
        what = f"“{said:.60}” is none of {', '.join(TYPES)}"
        raise BadInput(what, file=file.name, line=line_of(file, row), field="personnel_type", remedy="report it")
    if set(named) <= POLICE:
        what = "has police only: it is the hub's extract DPO-UHISTORICALPOL, which would hide the troops"
        raise BadInput(what, file=file.name, remedy="import DPO-UCHISTORICAL, which holds both")
    iso3, strange = resolve_column("iso3", table["contributor_iso3"])
    for row, code, why in strange:
        raise BadInput(f"“{code}” {why}", file=file.name, line=line_of(file, row), field="isocode3", remedy="report it")
    table = _with(_with(table, "contributor_iso3", iso3), "personnel_type", pa.array(named, pa.string()))
    table = _with(table, "acronym", pc.utf8_trim_whitespace(table["acronym"]))
    more = {
        "police": pc.is_in(table["personnel_type"], pa.array(sorted(POLICE))),
        "personnel": pc.add(table["women"], table["men"]),
        "year": pc.year(table["reported_on"]),
        "month": pc.month(table["reported_on"]),
    }
    for name, values in more.items():
        table = table.append_column(name, values)
    placed, left = _placed(table)
    newest = pc.max(table["reported_on"]).as_py()
    return Reading(
        tables={GIVEN: _shaped(placed, GIVEN)},
        rows=table.num_rows,
        edition=newest.isoformat(),
        ignored=left,
        remarks=_told(left),
    )


@lru_cache(maxsize=1)
def _places() -> Mapping[str, Mapping[str, str]]:
    """Acronym → its row in the coding of places."""
    package, _, name = READ_BESIDE.removeprefix("package:").partition("/")
    rows = csv.DictReader((packaged(package) / name).read_text("utf-8").splitlines(), strict=True)
    return {row["acronym"]: row for row in rows}


def _placed(table: pa.Table) -> tuple[pa.Table, dict[str, int]]:
    """A row for each country of each row's mission; and of what no country is coded, why and how many rows."""
    kept: list[int] = []
    where: list[Mapping[str, Any]] = []
    left: dict[str, int] = {}
    for row, acronym in enumerate(table["acronym"].to_pylist()):
        coded = _places().get(acronym)
        if coded is None or not coded["places"]:
            why = f"{acronym} works in a region" if coded else f"no country is coded for {acronym}"
            left[why] = left.get(why, 0) + 1
            continue
        for iso3 in coded["places"].split(" "):
            kept.append(row)
            where.append({"country_iso3": iso3, "placed_by": coded["placed_by"], "repeats": coded["repeats"] or None})
    more = pa.Table.from_pylist(
        where, pa.schema([(name, pa.string()) for name in ("country_iso3", "placed_by", "repeats")])
    )
    placed = table.take(pa.array(kept, pa.int64()))
    for name in more.column_names:
        placed = placed.append_column(name, more[name])
    return placed, left


def _told(left: Mapping[str, int]) -> tuple[str, ...]:
    return (f"of no country, and so on no country's page: {'; '.join(sorted(left))}",) if left else ()


def _with(table: pa.Table, name: str, values: Any) -> pa.Table:
    return table.set_column(table.column_names.index(name), name, values)


def _shaped(table: pa.Table, name: str) -> pa.Table:
    return table.select(list(SCHEMAS[name].columns)).cast(SCHEMAS[name].arrow())


CARRIED = (
    "The list carried with Forlik is the hub's as updated on 19 February 2024, read in a public copy "
    "(github.com/tdballesteros/conflict-relapse, DPPADPOSS-PKO.csv), without the coordinates of headquarters."
)
SOURCE = Source(
    name="un_peace_operations",
    title="UN peace operations, and the troops and police given to them",
    publisher="United Nations, Peace and Security Data Hub",
    licence=Licence(
        "CC BY-IGO",
        True,
        "OCHA's settings under which it gives the hub's datasets on the Humanitarian Data Exchange "
        "(github.com/OCHA-DAP/hdx-scraper-peacesecurity, hdx_dataset_static.yaml); the hub's own terms were not read",
        "https://creativecommons.org/licenses/by/3.0/igo/",
    ),
    citation="United Nations, Peace and Security Data Hub, Peacekeeping Operations and Historical Uniformed Personnel "
    "Contribution, {edition}.",
    home="https://psdata.un.org/dataset/DPPADPOSS-PKO",
    cadence="irregular",
    schemas=SCHEMAS,
    part_of=part_of,
    read=read,
    bounds=Bounds(years=(1945, 2100), rows=(1, 2_000_000)),
    addresses=(
        Address("operations", "package:forlik.starter/peace_operations.csv", "peace_operations.csv"),
        Address("operations", f"{HUB}DPPADPOSS-PKO/CSV", "DPPADPOSS-PKO.csv", media=("text/csv",)),
        Address("contributions", f"{HUB}DPO-UCHISTORICAL/CSV", "DPO-UCHISTORICAL.csv", media=("text/csv",)),
    ),
    quirks=(
        CARRIED,
        "It has no special political missions, no mandate resolutions and no countries: the countries are Forlik's.",
        "UNTAG, UNTMIH, UNCI and UNAMET are missing in it, so a country without an operation is not one without any.",
        "An operation without an end went on when the list was made (MINUSMA does too); later years are unknown.",
        "Rows that repeat others (UNEF for UNEF I and II) say so and are counted in no measure.",
        "Many days are the first of a month: the month is known, not the day.",
        "Some months of contributions are missing, as the hub itself says: they are unknown, not 0.",
    ),
    unverified_layout="Contributions: names, meanings and types of the columns of DPO-UCHISTORICAL in the hub's own "
    "metadata, as kept in OCHA's open code (tests/fixtures/input/metadata-all.json, 2023). Of the list a copy was read",
)
