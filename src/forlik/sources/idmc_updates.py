"""IDMC's internal displacement updates (IDU): provisional figures of events, day by day; never to be added."""

import json
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import BadInput
from forlik.core.schema import Column, Schema
from forlik.core.source import Address, Bounds, Licence, RawFile, Reading, Source
from forlik.places import resolve_column
from forlik.store.read import Field, Item, ignored, line_of, number, read_csv, read_json, sniff, text, whole
from forlik.store.read.fields import Fault, cast

INSTANT = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$"
FREE_TEXT = "free text about the figure"
FIELDS: dict[str, Field] = {
    "id": whole("update_idmc_id", low=1, required=True),
    "country": ignored("the code says which country"),
    "iso3": text("country_iso3", required=True),
    "latitude": number(low=-90, high=90),
    "longitude": number(low=-180, high=180),
    "centroid": ignored("latitude and longitude again"),
    "displacement_type": text(required=True, one_of=("Conflict", "Disaster", "Development", "Other")),
    "qualifier": text(),
    "figure": whole("people_provisional", low=0, high=100_000_000),
    "displacement_date": text("displaced_on", required=True),
    "displacement_start_date": text("displaced_from"),
    "displacement_end_date": text("displaced_to"),
    "year": whole(low=2000, high=2100, required=True),
    "event_name": text(),
    "event_start_date": text("event_started_on"),
    "event_end_date": text("event_ended_on"),
    "category": text("hazard_category"),
    "subcategory": text("hazard_sub_category"),
    "type": text("hazard_type"),
    "subtype": text("hazard_sub_type"),
    "standard_popup_text": ignored(FREE_TEXT, optional=True),
    "standard_info_text": ignored(FREE_TEXT, optional=True),
    "description": ignored(FREE_TEXT, optional=True),
    "link": ignored("a page about the figure", optional=True),
    "combined_type": ignored("made of the other types", optional=True),
    "old_id": ignored("a number of an older system"),
    "created_at": text("created_on", required=True),
}
DAYS = ("displaced_on", "displaced_from", "displaced_to", "event_started_on", "event_ended_on", "created_on")
# Days are given as the instant of their midnight in New Zealand, 11:00 or 12:00 UTC of the day before.
AHEAD_HOURS = 13
SCHEMA = Schema(
    grain="one figure of one event, found by one or several methods; figures overlap and must never be added",
    key=("update_idmc_id",),
    columns={
        "update_idmc_id": Column("int", "IDMC's number of the figure", required=True),
        "country_iso3": Column("text", "country", required=True),
        "latitude": Column("real", "degrees north"),
        "longitude": Column("real", "degrees east"),
        "displacement_type": Column("text", "Conflict, Disaster, Development or Other", required=True),
        "qualifier": Column("text", "total, approximately, more than …"),
        "people_provisional": Column("int", "people displaced; provisional, overlapping: never add"),
        "displaced_on": Column("date", "day of displacement", required=True),
        "displaced_from": Column("date", "first day of displacement"),
        "displaced_to": Column("date", "last day of displacement"),
        "year": Column("int", "year of displacement as the file states it", required=True),
        "event_name": Column("text", "name of the event, shared by its figures"),
        "event_started_on": Column("date", "first day of the event"),
        "event_ended_on": Column("date", "last day of the event"),
        "hazard_category": Column("text", "such as Weather related; missing for conflict"),
        "hazard_sub_category": Column("text", "such as Hydrological"),
        "hazard_type": Column("text", "such as Flood"),
        "hazard_sub_type": Column("text", "such as Typhoon/Hurricane/Cyclone"),
        "created_on": Column("date", "day the figure was entered (UTC)", required=True),
    },
)


def part_of(file: RawFile) -> str | None:
    """The world is one part, each country another, told from the rows themselves."""
    wanted = {"displacement_type", "qualifier", "figure", "event_name"}
    if wanted <= sniff.columns(file):
        countries = _countries_of_table(file)
    elif sniff.head(file)[:1] == b"[" and b'"displacement_type"' in sniff.head(file):
        countries = _countries_of_json(file)
    else:
        return None
    return None if not countries else countries.pop() if len(countries) == 1 else "world"


def _countries_of_table(file: RawFile) -> set[str]:
    return set(pc.unique(read_csv(file, FIELDS)["country_iso3"]).to_pylist())


def _countries_of_json(file: RawFile) -> set[str]:
    try:
        rows = json.loads(file.path.read_bytes())
    except ValueError:
        return {"world"}
    return {str(row.get("iso3")) for row in rows if isinstance(row, dict)}


def read(files: Sequence[RawFile]) -> Reading:
    """Read the interface's answer, or a table of it."""
    [file] = files
    answer = sniff.head(file)[:1] == b"["
    table = _answer(file) if answer else read_csv(file, FIELDS)
    for name in DAYS:
        table = table.set_column(table.column_names.index(name), name, _day(file, table, name))
    iso3, strange = resolve_column("iso3", table["country_iso3"], table["year"])
    for row, code, why in strange:
        raise BadInput(f"“{code}” {why}", file=file.name, line=0 if answer else line_of(file, row), field="iso3")
    placed = table.set_column(table.column_names.index("country_iso3"), "country_iso3", iso3)
    return Reading(
        tables={"idmc_updates__events": placed.select(list(SCHEMA.columns)).cast(SCHEMA.arrow())},
        rows=table.num_rows,
    )


def _answer(file: RawFile) -> pa.Table:
    kept = [name for name, field in FIELDS.items() if field.type != "ignored"]
    items = [Item(row, file, f"[{at}]") for at, row in enumerate(read_json(file))]
    columns: dict[str, list[str | None]] = {name: [] for name in kept}
    for item in items:
        for name, values in columns.items():
            value = item.take(name)
            values.append(None if value is None else str(value))
        item.ignore(*(name for name in FIELDS if name not in columns))
        item.done()
    try:
        return cast(
            {name: pa.chunked_array([pa.array(values, pa.string())]) for name, values in columns.items()},
            {name: FIELDS[name] for name in kept},
        )
    except Fault as fault:
        raise BadInput(
            f"“{fault.value:.80}” {fault.why}", file=file.name, field=f"{items[fault.row].path}.{fault.column}"
        ) from fault


def _day(file: RawFile, table: pa.Table, name: str) -> pa.ChunkedArray:
    stated = table[name]
    wrong = pc.fill_null(pc.invert(pc.match_substring_regex(stated, INSTANT)), fill_value=False)
    row = pc.index(wrong, value=True).as_py()
    if row >= 0:
        raise BadInput(f"“{stated[row]}” is no instant of UTC", file=file.name, field=f"row {row + 1}, {name}")
    instants = pc.strptime(pc.utf8_slice_codeunits(stated, 0, 19), format="%Y-%m-%dT%H:%M:%S", unit="s")
    if name != "created_on":
        instants = pc.add(instants, pa.scalar(AHEAD_HOURS * 3600, pa.duration("s")))
    return pc.cast(pc.floor_temporal(instants, unit="day"), pa.date32())


SOURCE = Source(
    name="idmc_updates",
    title="Internal Displacement Updates",
    publisher="Internal Displacement Monitoring Centre",
    licence=Licence(
        "CC BY-IGO",
        True,
        "the dataset's settings on the Humanitarian Data Exchange",
        "https://creativecommons.org/licenses/by/3.0/igo/",
    ),
    citation="Internal Displacement Monitoring Centre (IDMC), Internal Displacement Updates, {edition}.",
    home="https://www.internal-displacement.org/internal-displacement-updates/",
    cadence="daily",
    schemas={"idmc_updates__events": SCHEMA},
    part_of=part_of,
    read=read,
    bounds=Bounds(years=(2000, 2100), rows=(1, 1_000_000)),
    addresses=(
        Address(
            "world",
            "https://helix-tools-api.idmcdb.org/external-api/idus/all/?format=json",
            "idmc_idu.json",
            ("application/json",),
        ),
    ),
    quirks=(
        "Provisional, and retired year by year when the yearly database speaks.",
        "Figures of one event overlap (triangulation): adding them counts people several times, so no measure does.",
        "Days are written as the instant of midnight in New Zealand; read as UTC days they would be one too early.",
        "The interface wants a client id in its address, which is not sent here: get the table from the HDX instead.",
    ),
    retired_by="idmc",
)
