"""IDMC's yearly database (GIDD): people newly displaced inside their country, and still displaced at the year's end."""

import re
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import BadInput
from forlik.core.schema import Column, Schema
from forlik.core.source import Address, Bounds, Coverage, Licence, Paging, RawFile, Reading, Source
from forlik.places import resolve_column
from forlik.store.read import Field, Item, day, ignored, line_of, read_csv, read_json, sniff, text, whole
from forlik.store.read.fields import Fault, cast

ROUNDED = "the same figure rounded; the exact one is kept"
PEOPLE = whole(low=0, high=100_000_000)
COMMON = {
    "iso3": text("country_iso3", required=True),
    "country_name": ignored("the code says which country; the table leaves the name empty in some rows"),
    "year": whole(low=2000, high=2100, required=True),
    "new_displacement": PEOPLE,
    "new_displacement_rounded": ignored(ROUNDED),
    "total_displacement": PEOPLE,
    "total_displacement_rounded": ignored(ROUNDED),
}
FIELDS: dict[str, dict[str, Field]] = {
    "conflict": COMMON,
    "disaster": COMMON
    | {
        "start_date": day("started_on", required=True),
        "start_date_accuracy": text("started_on_precise_to"),
        "end_date": day("ended_on"),
        "end_date_accuracy": text("ended_on_precise_to"),
        "event_name": text(required=True),
        "hazard_category": ignored("the number of the name that is kept"),
        "hazard_category_name": text("hazard_category", required=True),
        "hazard_sub_category": ignored("the number of the name that is kept"),
        "hazard_sub_category_name": text("hazard_sub_category", required=True),
        "hazard_type": ignored("the number of the name that is kept"),
        "hazard_type_name": text("hazard_type", required=True),
        "hazard_sub_type": whole("hazard_sub_type_idmc_id"),
        "hazard_subtype_name": ignored("always empty in the table; named in the answers only", optional=True),
        "hazard_sub_type_name": ignored("named in the answers only, so that both forms give one table", optional=True),
        "event_codes": text(missing=("", "[]")),
        "event_codes_type": ignored("the codes begin with their kind", optional=True),
    },
}
STOCK_AND_FLOW = {
    "new_displacement": Column("int", "people newly displaced in the year (flow, movements; exact); missing unknown"),
    "total_displacement": Column("int", "people displaced at the end of the year (stock; exact); missing unknown"),
}
PLACE = {
    "country_iso3": Column("text", "country people were displaced in", required=True),
    "year": Column("int", "calendar year", required=True),
}
SCHEMAS = {
    "conflict": Schema(
        grain="one country, one year: displacement by conflict and violence",
        key=("country_iso3", "year"),
        columns=PLACE | STOCK_AND_FLOW,
    ),
    "disaster": Schema(
        grain="one disaster of one country and year as published; a few rows are equal in every column",
        columns=PLACE
        | {
            "event_name": Column("text", "name of the event; not unique", required=True),
            "started_on": Column("date", "first day, as precise as the next column says", required=True),
            "started_on_precise_to": Column("text", "Day, Week, Month or Year"),
            "ended_on": Column("date", "last day, as precise as the next column says"),
            "ended_on_precise_to": Column("text", "Day, Week, Month or Year"),
            "hazard_category": Column("text", "Weather related, Geophysical or Mixed disasters", required=True),
            "hazard_sub_category": Column("text", "such as Hydrological", required=True),
            "hazard_type": Column("text", "such as Flood", required=True),
            "hazard_sub_type_idmc_id": Column("int", "IDMC's number of the kind of hazard"),
            "event_codes": Column("text", "GLIDE and appeal codes, separated by “; ”"),
        }
        | STOCK_AND_FLOW,
    ),
}


def part_of(file: RawFile) -> str | None:
    """Conflict and disaster displacement are two parts, each as pages of the interface or as one table."""
    for part, key in (("disaster", "hazard_type"), ("conflict", "total_displacement_rounded")):
        if sniff.holds(file, "last_updated", "results", "new_displacement", key):
            return part
        if {"iso3", "year", "new_displacement", key} <= sniff.columns(file):
            return part
    return None


def read(files: Sequence[RawFile]) -> Reading:
    """Read all pages of one answer, or one table; both give the same rows."""
    part = part_of(files[0])
    if part is None:
        raise BadInput("is neither conflict nor disaster displacement", file=files[0].name)
    tables = [file for file in files if sniff.head(file)[:1] != b"{"]
    if tables and len(files) > 1:
        raise BadInput(
            "is one of several files of the same part: only pages of one answer are read together",
            file=tables[0].name,
            remedy="import one table at a time",
        )
    table, published = (read_csv(tables[0], FIELDS[part]), "") if tables else _pages(files, FIELDS[part])
    if len(pc.unique(table["country_iso3"])) == 1 and table.num_rows > 1:
        raise BadInput(
            f"holds {table['country_iso3'][0]} only: it would replace the figures of all other countries",
            file=files[0].name,
            remedy="import the global file",
        )
    iso3, strange = resolve_column("iso3", table["country_iso3"], table["year"])
    for row, code, why in strange:
        line = line_of(files[0], row) if not published else 0
        raise BadInput(
            f"“{code}” {why}", file=files[0].name, line=line, field="iso3", remedy="the code is not in the table"
        )
    placed = table.set_column(table.column_names.index("country_iso3"), "country_iso3", iso3)
    if part == "disaster":
        codes = pc.replace_substring_regex(placed["event_codes"], r"^\['|'\]$", "")
        codes = pc.replace_substring(codes, "', '", "; ")
        placed = placed.set_column(placed.column_names.index("event_codes"), "event_codes", codes)
    schema = SCHEMAS[part].arrow()
    years = pc.min_max(table["year"]).as_py()
    return Reading(
        tables={f"idmc__{part}": placed.select(schema.names).cast(schema)},
        rows=table.num_rows,
        covers=(Coverage(str(years["min"]), str(years["max"]), tuple(sorted(set(iso3.to_pylist())))),),
        published=published,
    )


def _pages(files: Sequence[RawFile], fields: dict[str, Field]) -> tuple[pa.Table, str]:
    """All rows of an answer in the order of its pages, and the day it was last updated."""
    pages: dict[int, tuple[RawFile, list[Item]]] = {}
    counts, days = set(), set()
    for file in files:
        page = Item(read_json(file), file, "")
        counts.add(count := page.take("count", int))
        days.add(page.take("last_updated", str))
        following = page.take("next", str)
        page.ignore("previous")
        rows = page.items("results")
        page.done()
        offset = re.search(r"[?&]offset=(\d+)", following or "")
        if following and not offset:
            raise BadInput("the address of the next page names no offset", file=file.name, field="next")
        start = (int(offset[1]) if offset else count) - len(rows)
        if start in pages:
            raise BadInput(f"is the same page as {pages[start][0].name}", file=file.name, remedy="give each page once")
        pages[start] = (file, rows)
    if len(counts) > 1 or len(days) > 1:
        raise BadInput("the pages are not of one answer: their counts or days differ", file=files[0].name)
    missing, at = [], 0
    for start in sorted(pages):
        if start != at:
            missing.append(f"{at + 1} to {start}")
        at = start + len(pages[start][1])
    if missing or at != max(counts):
        gaps = ", ".join(missing) or f"{at + 1} to {max(counts)}"
        raise BadInput(
            f"pages are missing: rows {gaps} of {max(counts)}",
            file=files[0].name,
            remedy="give all pages of the answer together, or the whole table",
        )
    return _typed([row for start in sorted(pages) for row in pages[start][1]], fields), max(days)


def _typed(rows: Sequence[Item], fields: dict[str, Field]) -> pa.Table:
    columns: dict[str, list[str | None]] = {name: [] for name, field in fields.items() if field.type != "ignored"}
    left_out = [name for name, field in fields.items() if field.type == "ignored"]
    for row in rows:
        for name, values in columns.items():
            value = row.take(name)
            values.append(None if value is None else str(value))
        row.ignore(*left_out)
        row.done()
    present = {name: pa.chunked_array([pa.array(values, pa.string())]) for name, values in columns.items()}
    try:
        return cast(present, {name: field for name, field in fields.items() if name in present})
    except Fault as fault:
        raise BadInput(
            f"“{fault.value:.80}” {fault.why}",
            file=rows[fault.row].file.name,
            field=f"{rows[fault.row].path}.{fault.column}",
            remedy="get the original file from the publisher; if it is the original, its layout has changed",
        ) from fault


SOURCE = Source(
    name="idmc",
    title="Global Internal Displacement Database",
    publisher="Internal Displacement Monitoring Centre",
    licence=Licence(
        "CC BY-IGO",
        True,
        "the dataset's settings on the Humanitarian Data Exchange",
        "https://creativecommons.org/licenses/by/3.0/igo/",
    ),
    citation="Internal Displacement Monitoring Centre (IDMC), Global Internal Displacement Database, {edition}.",
    home="https://www.internal-displacement.org/database/displacement-data/",
    cadence="yearly",
    schemas={f"idmc__{part}": schema for part, schema in SCHEMAS.items()},
    part_of=part_of,
    read=read,
    bounds=Bounds(years=(2000, 2100), rows=(1, 500_000)),
    addresses=tuple(
        Address(
            part,
            f"https://helix-tools-api.idmcdb.org/external-api/gidd/{part}s/?format=json&limit=100",
            f"idmc_{part}.json",
            ("application/json",),
            Paging("link", "next", "results"),
        )
        for part in SCHEMAS
    ),
    quirks=(
        "“New” counts movements in the year (flow), “total” people at its end (stock); null is unknown, never zero.",
        "Up to 2014 new displacement is 0 where later years have null; zeros are kept as the publisher wrote them.",
        "Disasters have no number of their own: each row is an event as published, even twelve that repeat another.",
        "The stock of a disaster row is of that event only; people displaced by events of earlier years are not in it.",
        "The interface wants a client id in its address, which is not sent here: get the table from the HDX instead.",
        "AB9 is Abyei. Files of one country are refused: they would replace the figures of all others.",
    ),
    merges=True,
)
