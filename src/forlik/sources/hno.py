"""Humanitarian needs: people in need as response plans state them, by sector, place and group."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import BadInput, PlaceRefused
from forlik.core.schema import Column, Schema
from forlik.core.source import Bounds, Licence, RawFile, Reading, Source
from forlik.places import by_code
from forlik.sources._hapi import header, placed, rows_of, tags
from forlik.store.read import Item, ignored, number, read_csv, read_json, text

ALL = "ALL"
DEEPEST = 2
STATUSES = {
    "totalPopulation": "all",
    "affected": "AFF",
    "inNeed": "INN",
    "target": "TGT",
    "expectedReach": "REA",
}
COLUMNS = {"Population": "all", "Affected": "AFF", "In Need": "INN", "Targeted": "TGT", "Reached": "REA"}
OWN = {
    "sector_code": text("sector"),
    "sector_name": text("caseload"),
    "category": text(),
    "population_status": text("status", required=True, one_of=("all", "AFF", "INN", "TGT", "REA")),
    "population": number("people", low=0, exact=True),
}
PLAN_TABLE = {
    "Country ISO3": text("country_iso3", required=True),
    "Admin 1 PCode": text("admin1_code"),
    "Admin 1 Name": text("admin1_name"),
    "Admin 2 PCode": text("admin2_code"),
    "Admin 2 Name": text("admin2_name"),
    "Description": text("caseload", required=True),
    "Cluster": text("sector"),
    "Category": text("category"),
    **{name: number(low=0, exact=True) for name in COLUMNS},
    "Info": ignored("why the sector could not be told; the caseload's name is kept"),
}
SCHEMA = Schema(
    grain="one country and year (or plan), one place, one sector, one group, one status of people",
    key=(
        "country_iso3",
        "year",
        "plan_id",
        "admin1_code",
        "admin1_name",
        "admin2_code",
        "admin2_name",
        "sector",
        "caseload",
        "category",
        "status",
    ),
    columns={
        "country_iso3": Column("text", "country", required=True),
        "year": Column("int", "year of the plan; empty where only the plan is known"),
        "plan_id": Column("int", "FTS's number of the plan, where the year is not stated"),
        "admin_level": Column("int", "0 country, 1 province, 2 district", required=True),
        "admin1_code": Column("text", "p-code of the province"),
        "admin1_name": Column("text", "province"),
        "admin2_code": Column("text", "p-code of the district"),
        "admin2_name": Column("text", "district"),
        "sector": Column("text", "OCHA's code of the sector; ALL: people in need of anything, each once"),
        "caseload": Column("text", "sector in the plan's words"),
        "category": Column("text", "group of people (sex, age, displaced …); empty or “total”: everyone"),
        "status": Column("text", "all, AFF affected, INN in need, TGT targeted, REA to be reached", required=True),
        "people": Column("decimal", "number of people"),
    },
)


NEEDS = {"location_code", "population_status", "sector_code"}
UNNAMED = "unnamed"


def part_of(file: RawFile) -> str | None:
    """``hapi-2024``, ``hapi-2024-SDN`` (one country only), ``plans-2024`` or ``plan-1185``.

    A plan's year or number stands in the name of its file only. A file that is named otherwise is still recognised,
    as ``plans-unnamed`` or ``plan-unnamed``, so that its reading can say how to name it; so is a damaged one.
    """
    names = header(file)
    if names >= NEEDS:
        try:
            table = rows_of(file, OWN)
        except BadInput:
            return f"hapi-{UNNAMED}"  # its reading says what is wrong with it
        countries = pc.unique(table["country_iso3"]).to_pylist()
        # As a version of the table of all countries, one country's would take away all others.
        only = f"-{countries[0]}" if len(countries) == 1 else ""
        return f"hapi-{pc.min(pc.year(table['from_on'])).as_py()}{only}"
    if {"Cluster", "In Need", "Targeted"} <= names:
        return f"plans-{_named(file, YEAR) or UNNAMED}"
    head = file.head(1 << 16).removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"{") and b'"caseloads"' in head and b'"locations"' in head:
        return f"plan-{_named(file, PLAN) or UNNAMED}"
    return None


YEAR = r"(?<!\d)(20\d\d)(?!\d)"
PLAN = r"^(\d{1,6})(?!\d)"


def _named(file: RawFile, pattern: str) -> int:
    """The number that a file's name says; 0 when it says none."""
    found = re.search(pattern, file.name)
    return int(found[1]) if found else 0


def _year(file: RawFile) -> int:
    if year := _named(file, YEAR):
        return year
    raise BadInput(
        "these are people in need by plan, but neither the table nor its name says of which year",
        file=file.name,
        remedy="name the file by the year of its plans, as HDX does: hpc_hno_2024.csv for those of 2024",
    )


def _plan(file: RawFile) -> int:
    if plan := _named(file, PLAN):
        return plan
    raise BadInput(
        "this is a plan's monitoring answer, but neither the answer nor its name says of which plan",
        file=file.name,
        remedy="let the name begin with the plan's number in FTS, which stands in the answer's address: "
        "1185-responsemonitoring.json for …/plan/1185/responseMonitoring",
    )


def read(files: Sequence[RawFile]) -> Reading:
    """Read one table of all countries, or the monitoring answer of one plan."""
    [file] = files
    names = header(file)
    if "location_code" in names:
        return _hapi(file)
    return _table(file) if names else _answer(file)


def _hapi(file: RawFile) -> Reading:
    table = rows_of(file, OWN)
    known = table.filter(pc.is_valid(table["people"]))
    every = pc.fill_null(pc.equal(known["sector"], "Intersectoral"), fill_value=False)
    known = known.set_column(known.schema.get_field_index("sector"), "sector", pc.if_else(every, ALL, known["sector"]))
    name = pc.if_else(every, ALL, known["caseload"])
    known = known.set_column(known.schema.get_field_index("caseload"), "caseload", name)
    known = known.append_column("year", pc.year(known["from_on"]))
    known = known.append_column("plan_id", pa.nulls(known.num_rows, pa.int64()))
    left = table.num_rows - known.num_rows
    return Reading(
        tables={"hno__needs": known.select(list(SCHEMA.columns)).cast(SCHEMA.arrow())},
        rows=table.num_rows,
        ignored={"no number of people": left} if left else {},
    )


def _table(file: RawFile) -> Reading:
    if "Country ISO3" not in header(file):
        raise BadInput(
            "one country's table does not name its country",
            file=file.name,
            remedy="import the table of all countries, hpc_hno_YEAR.csv, or HDX's own table of the country (HAPI)",
        )
    year = _year(file)
    table = placed(file, read_csv(file, PLAN_TABLE, skip_after_header=tags(file), line_number="line"), "Country ISO3")
    rows = []
    empty = 0
    for row in table.to_pylist():
        level = 2 if row["admin2_code"] or row["admin2_name"] else int(bool(row["admin1_code"] or row["admin1_name"]))
        every = row["sector"] == ALL
        same = {"year": year, "admin_level": level, "caseload": ALL if every else row["caseload"]}
        counted = [
            row | same | {"status": COLUMNS[name], "people": row[name]} for name in COLUMNS if row[name] is not None
        ]
        rows += counted
        empty += not counted
    return Reading(
        tables={"hno__needs": pa.Table.from_pylist(rows, schema=SCHEMA.arrow())},
        rows=table.num_rows,
        ignored={"no number of people": empty} if empty else {},
    )


def _answer(file: RawFile) -> Reading:
    plan = _plan(file)
    top = Item(read_json(file), file, "answer")
    top.ignore("status", "meta")
    data = top.inner("data")
    top.done()
    data.ignore("lastPublishedVersion", "lastPublishedDate", "planGlobalClusters")
    places = {place["id"]: place for place in _places(data.items("locations"))}
    countries = [place["id"] for place in places.values() if place["level"] == 0]
    if len(countries) != 1:
        raise BadInput(f"a plan for {len(countries)} countries", file=file.name, field="locations")
    try:
        iso3 = by_code("fts", str(countries[0])).iso3
    except PlaceRefused as error:
        raise BadInput(str(error), file=file.name, field="locations") from error
    rows, met, empty = [], 0, 0
    for load in data.items("caseloads"):
        for admin, row in _caseload(load, places):
            counted = [
                {"country_iso3": iso3, "plan_id": plan, **admin, **row["of"], "status": status, "people": people}
                for status, people in row["people"].items()
                if people is not None
            ]
            met += 1
            empty += not counted
            rows += counted
    data.done()
    return Reading(
        tables={"hno__needs": pa.Table.from_pylist(rows, schema=SCHEMA.arrow())},
        rows=met,
        ignored={"no number of people": empty} if empty else {},
        remarks=("the year is known only together with FTS's plans of that year (`forlik import fts`)",),
    )


def _places(items: Sequence[Item]) -> Iterator[dict[str, Any]]:
    for item in items:
        item.ignore("latitude", "longitude")
        yield {
            "id": item.take("id", int),
            "level": item.take("adminLevel", int),
            "code": item.take("pcode", str),
            "name": item.take("name", str),
            "parent": item.take("parentLocationId", int),
        }
        item.done()


def _caseload(load: Item, places: dict[int, dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    load.ignore("caseloadId", "caseloadCustomRef", "entityId")
    everyone = load.take("caseloadType", str) == "plan"
    sector = load.take("availableGlobalClusterCode", str)
    named = load.take("caseloadDescription", str)
    of = {"sector": ALL if everyone else None if sector == "n/a" else sector, "caseload": ALL if everyone else named}
    people = {status: _people(load, name) for name, status in STATUSES.items()}
    yield {"admin_level": 0}, {"of": of, "people": people}
    for group in load.items("disaggregatedAttachments", default=[]):
        label = {"category": group.take("categoryLabel", str)}
        group.ignore("categoryName")
        admin = _admin(group, places)
        matrix = {}
        for entry in group.items("dataMatrix"):
            kind = entry.take("metricType", str)
            if kind not in STATUSES:
                raise BadInput(f"“{kind}” is no known status", file=load.file.name, field=f"{entry.path}.metricType")
            matrix[STATUSES[kind]] = _people(entry, "value")
            entry.done()
        group.done()
        yield admin, {"of": of | label, "people": matrix}
    load.done()


def _people(item: Item, name: str) -> Decimal | None:
    value = item.take(name, Decimal, default=None)
    if value is None:
        return None
    if not 0 <= value < Decimal(10) ** 11:
        raise BadInput(f"{value!s:.40} is no number of people", file=item.file.name, field=f"{item.path}.{name}")
    return Decimal(value).quantize(Decimal("0.000001"))


def _admin(group: Item, places: dict[int, dict[str, Any]]) -> dict[str, Any]:
    number = group.take("locationId", int)
    found: dict[str, Any] = {}
    place = places.get(number)
    if place is None or not 0 <= place["level"] <= DEEPEST:
        raise BadInput(f"place {number} is not in the list", file=group.file.name, field=f"{group.path}.locationId")
    found["admin_level"] = place["level"]
    while place is not None and place["level"] > 0:
        level = place["level"]
        found |= {f"admin{level}_code": place["code"], f"admin{level}_name": place["name"]}
        parent = places.get(place["parent"])
        place = parent if parent is not None and parent["level"] < level else None
    return found


SOURCE = Source(
    name="hno",
    title="Humanitarian needs (HPC)",
    publisher="United Nations Office for the Coordination of Humanitarian Affairs (OCHA)",
    licence=Licence(
        "CC BY-IGO",
        True,
        "OCHA's dataset settings on the Humanitarian Data Exchange",
        "https://creativecommons.org/licenses/by/3.0/igo/",
    ),
    citation="OCHA, Humanitarian Programme Cycle: people in need (HPC Tools).",
    home="https://data.humdata.org/dataset/global-hpc-hno",
    cadence="yearly",
    schemas={"hno__needs": SCHEMA},
    part_of=part_of,
    read=read,
    bounds=Bounds(years=(2010, 2100), rows=(1, 5_000_000), ahead=1),
    quirks=(
        "HDX names each copy anew, so there is no lasting address: the tables are taken from its page by hand.",
        "A person can need several sectors' help: sectors never add up, only ALL counts each person once.",
        "Neither the plans' table nor a plan's answer states its year; the name of the file does, or FTS's plans.",
        "Targets can have fractions of people.",
        "Plans are published before the year they are for begins: rows may speak of the year to come.",
    ),
)
