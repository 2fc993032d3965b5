"""Deaths of all three kinds of violence by country and month, from UCDP's events; a wide file that undercounts."""

import csv
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import BadInput, PlaceRefused
from forlik.core.schema import Column, Schema
from forlik.core.source import Bounds, Coverage, RawFile, Reading, Source
from forlik.places import by_code, resolve_column
from forlik.sources._ucdp import HOME, LICENCE, UNDER, names_of
from forlik.store.read import day, header_of, ignored, read_csv, whole

MARKS = frozenset({"", "Afghanistan", "eSwatini", "Central African Rep.", "Syria"})
UNNAMED = "Unnamed: "
SCHEMA = Schema(
    grain="one country and month",
    key=("country_iso3", "year", "month"),
    columns={
        "country_iso3": Column("text", "country, by its Natural Earth short name", required=True),
        "year": Column("int", "calendar year", required=True),
        "month": Column("int", "month, 1 to 12", required=True),
        "deaths_best": Column(
            "int", "deaths in state-based, non-state and one-sided violence; events over two months left out", True
        ),
    },
)


def part_of(file: RawFile) -> str | None:
    """Every later copy is a version of one part."""
    return "all" if names_of(file) >= MARKS else None


def read(files: Sequence[RawFile]) -> Reading:
    """Read the wide file, a row a month and a column a country; one cell is one item.

    A column of today's name stands for the state that had its UCDP number then: “Russia” in 1990 is the Soviet Union.
    """
    [file] = files
    header = header_of(file)
    unnamed = [name for name in header if name.startswith(UNNAMED)]
    names = [name for name in header if name and name not in unnamed]
    numbers = [_number(file, name) for name in names]
    fields = {"": day("month_end", required=True), **{name: whole(low=0, required=True) for name in names}}
    fields |= {name: ignored("a column without a country's name; checked to hold no deaths") for name in unnamed}
    table = read_csv(file, fields)
    _check_unnamed(file, header, unnamed)
    ends = table["month_end"].to_pylist()
    cells = pa.table(
        {
            "number": [number for number in numbers for _ in ends],
            "year": pa.array([end.year for end in ends] * len(names), pa.int64()),
            "month": pa.array([end.month for end in ends] * len(names), pa.int64()),
            "deaths_best": pa.chunked_array([chunk for name in names for chunk in table[name].chunks]),
        }
    )
    iso3, nowhere = resolve_column("ucdp", cells["number"], cells["year"], months=cells["month"])
    for row, _, why in nowhere:
        if cells["deaths_best"][row].as_py():
            raise BadInput(
                why,
                file=file.name,
                line=row % len(ends) + 2,
                field=names[row // len(ends)],
                remedy="deaths stand where no state was; report it",
            )
    rows = cells.append_column("country_iso3", iso3).filter(pc.is_valid(iso3)).select(list(SCHEMA.columns))
    return Reading(
        tables={"ucdp_months__country_months": rows.cast(SCHEMA.arrow())},
        rows=len(ends) * (len(names) + len(unnamed)),
        covers=(Coverage(f"{min(ends):%Y-%m}", f"{max(ends):%Y-%m}", tuple(pc.unique(iso3).drop_null().to_pylist())),),
        ignored={
            "zero before the state existed": len(nowhere),
            "cell of a column without a name": len(ends) * len(unnamed),
        },
        remarks=("undercounts: every event that spans two months is left out (2024: about one death in eight)",),
    )


def _number(file: RawFile, name: str) -> str:
    try:
        number = by_code("natural_earth", name).code("ucdp")
    except PlaceRefused as refusal:
        raise BadInput(
            str(refusal), file=file.name, line=1, field=name, remedy="the name is not in the table of places: report it"
        ) from None
    if number is None:
        raise BadInput("the place has no number at UCDP", file=file.name, line=1, field=name, remedy="report it")
    return number


def _check_unnamed(file: RawFile, header: Sequence[str], unnamed: Sequence[str]) -> None:
    """A column that names no country may be left out only while it holds no deaths."""
    places = [header.index(name) for name in unnamed]
    with file.path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.reader(stream):
            for place in places:
                if row and row[place] not in {"0", "", header[place]}:
                    raise BadInput(
                        "deaths stand in a column without a country's name",
                        file=file.name,
                        field=header[place],
                        remedy="the file is damaged; get another copy",
                    )


SOURCE = Source(
    name="ucdp_months",
    title="Deaths in organised violence by country and month, from UCDP GED and Candidate",
    publisher="PaCE, University College Dublin and Trinity College Dublin, from UCDP",
    licence=LICENCE,
    citation="UCDP Georeferenced Event Dataset and Candidate Events Dataset, summed by country and month ({edition}). "
    "Sundberg & Melander 2013; Hegre et al. 2020. Uppsala Conflict Data Program.",
    home=HOME,
    cadence="monthly",
    schemas={"ucdp_months__country_months": SCHEMA},
    part_of=part_of,
    read=read,
    counts_under=UNDER,
    bounds=Bounds(years=(1989, 2100), rows=(1, 200_000)),
    quirks=(
        (
            "It undercounts: every event that spans two months is left out (2024: 139,105 of about 160,000 deaths). "
            "Good for showing where things moved lately, never a measure of record."
        ),
        "Columns are Natural Earth short names. Countries that never had an event have no column: they are unknown.",
        "The last column has no name and holds zeros; it is left out.",
        (
            "Successor states have a column from 1989 on: zeros before they were states are left out, and deaths under "
            "“Russia” and “Serbia” then are the Soviet Union's and Yugoslavia's."
        ),
    ),
)
