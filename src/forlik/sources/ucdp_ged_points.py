"""A published subset of UCDP GED 20.1: where and how many, without number, kind or day; for maps and grids."""

from collections.abc import Sequence

from forlik.core.schema import Column, Schema
from forlik.core.source import Bounds, RawFile, Reading, Source
from forlik.sources._ucdp import HOME, LICENCE, PUBLISHER, names_of
from forlik.store.read import number, read_csv, text, whole

FIELDS = {
    "year": whole(low=1989, high=2100, required=True),
    "longitude": number(low=-180, high=180, required=True),
    "latitude": number(low=-90, high=90, required=True),
    "where_coordinates": text("place_name"),
    "best": whole("deaths_best", low=0, required=True),
    "deaths_civilians": whole(low=0, required=True),
}
SCHEMA = Schema(
    grain="one event of deadly violence of any kind",
    columns={
        "year": Column("int", "calendar year", required=True),
        "longitude": Column("real", "degrees east (WGS 84)", required=True),
        "latitude": Column("real", "degrees north (WGS 84)", required=True),
        "place_name": Column("text", "what the coordinates stand for"),
        "deaths_best": Column("int", "deaths, best estimate", required=True),
        "deaths_civilians": Column("int", "civilians among the best estimate", required=True),
    },
)


def part_of(file: RawFile) -> str | None:
    """One part; only a file with exactly these columns."""
    return "all" if names_of(file) == set(FIELDS) else None


def read(files: Sequence[RawFile]) -> Reading:
    """Read the points."""
    [file] = files
    points = read_csv(file, FIELDS)
    return Reading(
        tables={"ucdp_ged_points__events": points.select(list(SCHEMA.columns)).cast(SCHEMA.arrow())},
        rows=points.num_rows,
    )


SOURCE = Source(
    name="ucdp_ged_points",
    title="UCDP GED 20.1, points without event numbers",
    publisher=PUBLISHER,
    licence=LICENCE,
    citation="UCDP Georeferenced Event Dataset Global version 20.1 (subset). Sundberg & Melander 2013; "
    "Pettersson & Öberg 2020. Uppsala Conflict Data Program.",
    home=HOME,
    cadence="ended",
    schemas={"ucdp_ged_points__events": SCHEMA},
    part_of=part_of,
    read=read,
    bounds=Bounds(years=(1989, 2100), rows=(1, 1_000_000)),
    quirks=(
        "No number, kind of violence, country or day: for maps and grids, never for a count of one kind.",
        "Rows may be equal to each other without being the same event, so none is left out as a duplicate.",
    ),
)
