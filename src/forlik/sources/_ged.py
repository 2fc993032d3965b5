"""The layout of UCDP's georeferenced events, shared by the final editions, candidate months and copies of them."""

import csv
import re
from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import BadInput
from forlik.core.schema import Column, Schema
from forlik.core.source import Bounds, RawFile
from forlik.sources._ucdp import mostly, with_country
from forlik.store.read import Field, day, ignored, line_of, number, read_csv, text, whole

SAMPLE = 1 << 20
MOST_DEATHS = 1_000_000
"""Deaths in one event: more than the deadliest ever coded."""
MONTHS = range(1, 13)
LATE, EARLY = range(10, 13), range(1, 4)
"""Months that a release around the turn of a year may speak of."""
Span = tuple[int, int, int]
"""Year, first month, last month."""
RELEASE = re.compile(r"v(\d\d)[._](?:0[._]|(\d\d)[._]\1[._])(\d{1,2})(?!\d)", re.IGNORECASE)
EDITION = re.compile(r"(?:v(?=\d\d[._]1(?!\d))|ged(?=\d\d1(?!\d)))(\d\d)", re.IGNORECASE)
BOUNDS = Bounds(years=(1989, 2100), rows=(1, 2_000_000))

FIELDS: Mapping[str, Field] = {
    "id": whole("event_ucdp_id", low=1, required=True),
    "relid": ignored("the number of the event is its key", optional=True),
    "year": whole("stated_year", low=1989, high=2100, required=True),
    "active_year": ignored("whether the dyad passed 25 deaths that year changes with every correction"),
    "code_status": text("code_status", optional=True),
    "type_of_violence": whole(low=1, high=3, required=True),
    "conflict_dset_id": ignored("UCDP's older number of the conflict", optional=True),
    "conflict_new_id": whole("conflict_ucdp_id", low=1, required=True),
    "conflict_name": text(required=True),
    "dyad_dset_id": ignored("UCDP's older number of the dyad", optional=True),
    "dyad_new_id": whole("dyad_ucdp_id", low=1, required=True),
    "dyad_name": text(required=True),
    "side_a_dset_id": ignored("UCDP's older number of the actor", optional=True),
    "side_a_new_id": whole("side_a_ucdp_id", low=1, required=True),
    "side_a": text(required=True),
    "side_b_dset_id": ignored("UCDP's older number of the actor", optional=True),
    "side_b_new_id": whole("side_b_ucdp_id", low=1, required=True),
    "side_b": text(required=True),
    "number_of_sources": ignored("reports are counted in no measure; -1 means not counted"),
    "source_article": ignored("titles of press articles"),
    "source_office": ignored("names of press offices"),
    "source_date": ignored("days of press articles"),
    "source_headline": ignored("headlines of press articles"),
    "source_original": ignored("who told the press"),
    "where_prec": whole("place_precision", low=1, high=7, required=True),
    "where_coordinates": text("place_name"),
    "where_description": ignored("free text on the place", optional=True),
    "adm_1": text("adm_1_name"),
    "adm_2": ignored("coordinates say more"),
    "latitude": number(low=-90, high=90, required=True),
    "longitude": number(low=-180, high=180, required=True),
    "geom_wkt": ignored("the coordinates again"),
    "priogrid_gid": ignored("the coordinates again, as a cell of a grid"),
    "country": ignored("the number of the country is read"),
    "country_id": whole(low=1, required=True),
    "region": ignored("regions are taken from the place"),
    "event_clarity": whole(low=1, high=2, required=True),
    "date_prec": whole("date_precision", low=1, high=5, required=True),
    "date_start": day("started_on", required=True),
    "date_end": day("ended_on", required=True),
    "deaths_a": ignored("part of best"),
    "deaths_b": ignored("part of best"),
    "deaths_civilians": whole(low=0, high=MOST_DEATHS, required=True),
    "deaths_unknown": ignored("part of best"),
    "best": whole("deaths_best", low=0, high=MOST_DEATHS, required=True),
    "high": whole("deaths_high", low=0, high=MOST_DEATHS, required=True),
    "low": whole("deaths_low", low=0, high=MOST_DEATHS, required=True),
    "gwnoa": ignored("actors are named by UCDP's numbers"),
    "gwnob": ignored("actors are named by UCDP's numbers"),
}

SCHEMA = Schema(
    grain="one event of deadly violence",
    key=("event_ucdp_id",),
    columns={
        "event_ucdp_id": Column("int", "UCDP's number of the event", required=True),
        "year": Column("int", "year the event ended in", required=True),
        "month": Column("int", "month the event ended in: only then it is known whole", required=True),
        "country_iso3": Column("text", "country the event took place in (country_id)", required=True),
        "type_of_violence": Column("int", "1 state-based, 2 non-state, 3 one-sided", required=True),
        "conflict_ucdp_id": Column("int", "UCDP's number of the conflict", required=True),
        "conflict_name": Column("text", "name of the conflict", required=True),
        "dyad_ucdp_id": Column("int", "UCDP's number of the dyad", required=True),
        "dyad_name": Column("text", "name of the dyad", required=True),
        "side_a_ucdp_id": Column("int", "UCDP's number of the actor on side A", required=True),
        "side_a": Column("text", "actor on side A", required=True),
        "side_b_ucdp_id": Column("int", "UCDP's number of the actor on side B", required=True),
        "side_b": Column("text", "actor on side B", required=True),
        "deaths_best": Column("int", "deaths, best estimate", required=True),
        "deaths_low": Column("int", "deaths, low estimate", required=True),
        "deaths_high": Column("int", "deaths, high estimate", required=True),
        "deaths_civilians": Column("int", "civilians among the best estimate", required=True),
        "latitude": Column("real", "degrees north (WGS 84)", required=True),
        "longitude": Column("real", "degrees east (WGS 84)", required=True),
        "place_name": Column("text", "what the coordinates stand for"),
        "adm_1_name": Column("text", "first-level division in UCDP's words"),
        "place_precision": Column("int", "1 exact, 2 near, 3 district, 4 province, 5 and 6 country, 7 sea or air"),
        "started_on": Column("date", "first day the event may have taken place", required=True),
        "ended_on": Column("date", "last day the event may have taken place", required=True),
        "date_precision": Column("int", "1 exact day, 2 two to six days, 3 week, 4 month, 5 more than a month"),
        "event_clarity": Column("int", "1 reports tell events apart, 2 they sum several up", required=True),
        "code_status": Column("text", "whether UCDP has still to check the event"),
    },
)


def recognised(names: frozenset[str]) -> bool:
    """Whether a header is that of georeferenced events, one renamed column or two notwithstanding."""
    return mostly(names, [name for name, field in FIELDS.items() if not field.optional])


def column_in(file: RawFile, name: str) -> frozenset[str]:
    """The values of one column in the beginning of a file, by a reading that forgives everything."""
    head = file.head(SAMPLE)
    lines = head.decode("utf-8-sig", errors="replace").splitlines(keepends=True)
    if len(head) == SAMPLE:
        lines.pop()
    return frozenset(row[name] for row in csv.DictReader(lines) if row.get(name))


def span_named(name: str) -> Span | None:
    """The months a candidate release names: ``v23_0_10`` is October 2023, ``v26_01_26_06`` January to June 2026."""
    found = RELEASE.search(name)
    if not found:
        return None
    first, last = int(found[2] or found[3]), int(found[3])
    return (2000 + int(found[1]), first, last) if first in MONTHS and last in MONTHS and first <= last else None


def edition_named(name: str) -> str:
    """The final edition a file names: ``GEDEvent_v25_1.csv`` and ``ged251.csv`` are 25.1; empty when it names none."""
    found = None if span_named(name) else EDITION.search(name)
    return f"{found[1]}.1" if found else ""


def is_release(file: RawFile) -> bool:
    """Whether a file is a candidate release rather than a final edition: by its name, else by its years.

    A release has the events of one year; one of January also corrects December. A final edition has many years.
    """
    if span_named(file.name) or edition_named(file.name):
        return span_named(file.name) is not None
    years = sorted(years_in(file))
    months = {end[:7] for end in column_in(file, "date_end")}
    turn = len(years) == 2 and months <= {f"{years[0]}-{month:02d}" for month in LATE} | {  # noqa: PLR2004 - two years
        f"{years[1]}-{month:02d}" for month in EARLY
    }
    return len(years) <= 1 or turn


def years_in(file: RawFile) -> frozenset[str]:
    """The years named in the beginning of a file."""
    # A damaged year must not make a release look like an edition: the reader shall name the damage.
    return frozenset(year for year in column_in(file, "year") if re.fullmatch(r"(19|20)\d\d", year))


def read_events(file: RawFile, fields: Mapping[str, Field] = FIELDS, *, skip_after_header: int = 0) -> pa.Table:
    """Read events, each with its country and the year and month it ended in.

    Returns:
        The columns of :data:`SCHEMA`, and ``stated_year``.

    Raises:
        BadInput: The file breaks the layout, or an event ends before it begins.
    """
    table = read_csv(file, fields, skip_after_header=skip_after_header)
    backward = pc.index(pc.less(table["ended_on"], table["started_on"]), value=True).as_py()
    if backward >= 0:
        raise BadInput(
            f"the event ends before it begins ({table['started_on'][backward]})",
            file=file.name,
            line=line_of(file, backward, skip=skip_after_header),
            field="date_end",
            remedy="get the original file; if it is the original, report the row to the publisher",
        )
    table = table.append_column("year", pc.year(table["ended_on"])).append_column("month", pc.month(table["ended_on"]))
    return with_country(file, table, "country_id")


def shaped(events: pa.Table) -> pa.Table:
    """The declared columns, in the declared types."""
    return events.select(list(SCHEMA.columns)).cast(SCHEMA.arrow())
