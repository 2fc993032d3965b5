"""Freedom in the World: Freedom House's yearly scores of political rights and civil liberties. Own use only."""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import BadInput
from forlik.core.schema import Column, Schema
from forlik.core.source import Bounds, Coverage, Licence, RawFile, Reading, Source
from forlik.places import resolve_column
from forlik.store.read import header_of, ignored, read_csv, sniff, text, whole

QUESTION = "one question's score; the sums are kept"
QUESTIONS = "a1 a2 a3 a b1 b2 b3 b4 b c1 c2 c3 c d1 d2 d3 d4 d e1 e2 e3 e f1 f2 f3 f4 f g1 g2 g3 g4 g".split()  # noqa: SIM905 - a list of 33 strings would hide the order
FIELDS = {
    "country": text("freedom_house_name", required=True),
    "year": whole("edition", low=1973, high=2100, required=True),
    "status": text(required=True, one_of=("F", "PF", "NF")),
    "pr_rating": whole("political_rights_rating", low=1, high=7, required=True),
    "cl_rating": whole("civil_liberties_rating", low=1, high=7, required=True),
    "pr": whole("political_rights", low=-4, high=40, required=True),
    "cl": whole("civil_liberties", low=0, high=60, required=True),
    "total": whole("score", low=-4, high=100, required=True),
} | {name: ignored(QUESTION) for name in QUESTIONS}
MEANT = {"Guinea": "Guinea (GIN)"}
SCHEMA = Schema(
    grain="one country, one year described",
    key=("country_iso3", "year"),
    columns={
        "country_iso3": Column("text", "country", required=True),
        "year": Column("int", "year described: the one before the edition's", required=True),
        "edition": Column("int", "year of the edition", required=True),
        "freedom_house_name": Column("text", "name in the report", required=True),
        "status": Column("text", "F free, PF partly free, NF not free", required=True),
        "political_rights_rating": Column("int", "1 (most free) to 7", required=True),
        "civil_liberties_rating": Column("int", "1 (most free) to 7", required=True),
        "political_rights": Column("int", "points, 40 at most", required=True),
        "civil_liberties": Column("int", "points, 60 at most", required=True),
        "score": Column("int", "sum of both, 100 at most", required=True),
    },
)


def part_of(file: RawFile) -> str | None:
    """All editions stand in one file; the snapshot of one edition is another part, and refused when read."""
    names = sniff.columns(file)
    if not {"country", "pr_rating", "cl_rating", "total"} <= names:
        return None
    return "snapshot" if "iso3" in names else "all"


def read(files: Sequence[RawFile]) -> Reading:
    """Read the long file of all editions."""
    [file] = files
    if "iso3" in header_of(file):
        raise BadInput(
            "this is one edition that does not say which year it is of",
            file=file.name,
            field="year",
            remedy="import the file with all editions, which has a column “year”",
        )
    table = read_csv(file, FIELDS, line_number="line")
    off = pc.not_equal(table["score"], pc.add(table["political_rights"], table["civil_liberties"]))
    row = pc.index(off, value=True).as_py()
    if row >= 0:
        raise BadInput(
            f"“{table['score'][row]}” is not the sum of pr and cl",
            file=file.name,
            line=table["line"][row].as_py(),
            field="total",
        )
    names = pa.array([MEANT.get(name, name) for name in table["freedom_house_name"].to_pylist()])
    year = pc.subtract(table["edition"], 1)
    iso3, strange = resolve_column("name", names, year)
    for at, name, why in strange:
        raise BadInput(f"“{name}”: {why}", file=file.name, line=table["line"][at].as_py(), field="country")
    whole_table = table.append_column("country_iso3", iso3).append_column("year", year)
    years = pc.min_max(year).as_py()
    return Reading(
        tables={"freedom_house__scores": whole_table.select(list(SCHEMA.columns)).cast(SCHEMA.arrow())},
        rows=table.num_rows,
        covers=(Coverage(str(years["min"]), str(years["max"]), tuple(sorted(set(iso3.to_pylist())))),),
        edition=str(years["max"] + 1),
    )


SOURCE = Source(
    name="freedom_house",
    title="Freedom in the World",
    publisher="Freedom House",
    licence=Licence("own terms", False, "Freedom House's terms restrict redistribution (from memory)"),
    citation="Freedom House, Freedom in the World {edition}.",
    home="https://freedomhouse.org/report/freedom-world",
    cadence="yearly",
    schemas={"freedom_house__scores": SCHEMA},
    part_of=part_of,
    read=read,
    bounds=Bounds(years=(1972, 2100), rows=(1, 20_000)),
    quirks=(
        "For your own use only: scores and figures made from them may not be published.",
        "The year of an edition is one after the year it describes; here the year described counts.",
        "Territories are not in the file. It is downloaded by hand: the publisher gives a workbook.",
        "“Guinea” is the Republic of Guinea.",
    ),
)
