"""Norway's publicly documented engagements, as compiled for Forlik and carried with it."""

import re
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import BadInput
from forlik.core.schema import Column, Schema
from forlik.core.source import Address, Bounds, Licence, RawFile, Reading, Source
from forlik.places import resolve_column
from forlik.store.read import ignored, read_csv, sniff, text

NORWEGIAN = "the same in Norwegian"
STATED = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
STATUS = ("ongoing", "implementation", "suspended", "completed", "ended", "unknown")
FIELDS = {
    "id": text("engagement_id", required=True),
    "title_en": text("title", required=True),
    "title_nb": ignored(NORWEGIAN),
    "places": text(required=True),
    "pillar": text(required=True),
    "mode": text(required=True),
    "role": text(required=True),
    "requested": text(required=True, one_of=("documented", "own initiative", "undocumented")),
    "start": text("started"),
    "end": text("ended"),
    "status": text(required=True, one_of=STATUS),
    "status_en": ignored("status in words"),
    "status_nb": ignored(NORWEGIAN),
    "status_date": text("status_on"),
    "newest_source_date": text("newest_source_on"),
}
DATES = ("started", "ended", "status_on", "newest_source_on")
STATED_AS = "as stated: YYYY, YYYY-MM or YYYY-MM-DD; empty means unknown"
SCHEMA = Schema(
    grain="one engagement, one place it concerns",
    key=("engagement_id", "country_iso3"),
    columns={
        "engagement_id": Column("text", "Forlik's name of the engagement", required=True),
        "country_iso3": Column("text", "place it concerns", required=True),
        "title": Column("text", "what it is", required=True),
        "pillar": Column("text", "leading pillar", required=True),
        "mode": Column("text", "how Norway takes part", required=True),
        "role": Column("text", "Norway's role", required=True),
        "requested": Column("text", "whether a party's request is documented", required=True),
        "started": Column("text", f"earliest documented beginning, {STATED_AS}"),
        "ended": Column("text", f"latest documented end, {STATED_AS}, not ongoing"),
        "status": Column("text", "ongoing, implementation, suspended, completed, ended or unknown", required=True),
        "status_on": Column("text", f"day, month or year for which the source states the status, {STATED_AS}"),
        "newest_source_on": Column("text", f"newest dated source of a verified fact, {STATED_AS}"),
        "start_year": Column("int", "year of the beginning; empty when unknown"),
        "end_year": Column("int", "year of the end; empty when unknown"),
        "status_year": Column("int", "year for which the status is stated; empty when unknown"),
    },
)


def part_of(file: RawFile) -> str | None:
    """The list is one part."""
    return "all" if {"title_en", "title_nb", "requested", "newest_source_date"} <= sniff.columns(file) else None


def read(files: Sequence[RawFile]) -> Reading:
    """Read the list of engagements; one that concerns several places gives one row for each."""
    [file] = files
    table = read_csv(file, FIELDS, line_number="line")
    for name in DATES:
        for stated, line in zip(table[name].to_pylist(), table["line"].to_pylist(), strict=True):
            if stated is not None and not STATED.fullmatch(stated):
                raise BadInput(f"“{stated}” is not a stated date", file=file.name, line=line, field=name)
    codes = pc.split_pattern(table["places"], " ").combine_chunks()
    spread = table.take(pc.list_parent_indices(codes))
    iso3, strange = resolve_column("iso3", pc.list_flatten(codes))
    for row, code, why in strange:
        raise BadInput(f"“{code}” {why}", file=file.name, line=spread["line"][row].as_py(), field="places")
    result = spread.append_column("country_iso3", iso3)
    for name, stated in (("start_year", "started"), ("end_year", "ended"), ("status_year", "status_on")):
        result = result.append_column(name, pc.cast(pc.utf8_slice_codeunits(result[stated], 0, 4), pa.int64()))
    return Reading(
        tables={"norway_engagements__engagements": result.select(list(SCHEMA.columns)).cast(SCHEMA.arrow())},
        rows=table.num_rows,
        edition=pc.max(table["newest_source_on"]).as_py() or "",
    )


SOURCE = Source(
    name="norway_engagements",
    title="Norway's publicly documented engagements",
    publisher="Forlik, from public pages and datasets cited fact by fact",
    licence=Licence("facts with citation", True, "facts in our own words; every fact carries its source in the list"),
    citation="Forlik, Norway's publicly documented engagements since 1993, newest source {edition}.",
    home="https://www.regjeringen.no/en/topics/foreign-affairs/peace-and-reconciliation-efforts/",
    cadence="irregular",
    schemas={"norway_engagements__engagements": SCHEMA},
    part_of=part_of,
    read=read,
    bounds=Bounds(years=(1990, 2100), rows=(1, 1_000)),
    addresses=(Address("all", "package:forlik.starter/engagements.csv", "engagements.csv"),),
    verified=False,
    quirks=(
        "Not an official register, and no view of the ministry: what public sources document, with their citation.",
        "An empty end means that no end is documented, not that the engagement goes on; the status says more.",
        "Discreet engagements are by nature missing.",
    ),
)
