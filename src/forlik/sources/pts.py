"""Political Terror Scale: how far states use political violence, scored from three yearly human rights reports."""

import csv
from collections import Counter
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import BadInput
from forlik.core.schema import Column, Schema
from forlik.core.source import Address, Bounds, Coverage, Licence, RawFile, Reading, Source
from forlik.places import resolve_column
from forlik.store.read import ignored, line_of, read_csv, sniff, text, whole

CODE = "another system's code; the name decides, because codes are missing for states that have ended"
FIELDS = {
    "Country": text("pts_name", required=True),
    "Country_OLD": ignored("the name in earlier editions"),
    "Year": whole("year", low=1976, high=2100, required=True),
    "COW_Code_A": ignored(CODE),
    "COW_Code_N": ignored(CODE),
    "WordBank_Code_A": ignored(CODE),
    "UN_Code_N": ignored(CODE),
    "Region": ignored("regions are taken from the place"),
    "PTS_A": whole("score_amnesty", low=1, high=5, missing=("NA",)),
    "PTS_H": whole("score_hrw", low=1, high=5, missing=("NA",)),
    "PTS_S": whole("score_state_department", low=1, high=5, missing=("NA",)),
    "NA_Status_A": whole("status_amnesty", low=0, high=99, required=True),
    "NA_Status_H": whole("status_hrw", low=0, high=99, required=True),
    "NA_Status_S": whole("status_state_department", low=0, high=99, required=True),
}
SCORES = ("score_amnesty", "score_hrw", "score_state_department")
APART = (
    "Crimea",
    "European Union",
    "Gaza (Hamas)",
    "Israel in Occupied Territories",
    "Israel in pre-1967 borders",
    "Russia-Occupied Areas (Ukraine)",
)
STATUS = "PTS's status code: 0 scored, others (66, 77, 88, 99) not scored"
SCHEMA = Schema(
    grain="one state as the Political Terror Scale names it, one year, with at least one score",
    key=("pts_name", "year"),
    columns={
        "country_iso3": Column("text", "country the name means that year", required=True),
        "year": Column("int", "year the reports describe", required=True),
        "pts_name": Column("text", "name in the Political Terror Scale", required=True),
        "score_amnesty": Column("int", "1 (secure) to 5 (terror everywhere), from Amnesty International's report"),
        "score_hrw": Column("int", "1 to 5, from Human Rights Watch's report"),
        "score_state_department": Column("int", "1 to 5, from the US Department of State's report"),
        "status_amnesty": Column("int", STATUS, required=True),
        "status_hrw": Column("int", STATUS, required=True),
        "status_state_department": Column("int", STATUS, required=True),
    },
)


RECOGNISED = {"Country", "PTS_A", "NA_Status_S"}


def part_of(file: RawFile) -> str | None:
    """All editions are versions of one part."""
    # Only the header is looked at: it is plain ASCII in every edition, whatever the names below it are written in.
    first = next(iter(sniff.head(file).decode("latin-1").splitlines()), "").replace("\0", "")
    # Copies saved again with another separator are known too, so that their refusal can say what happened to them.
    return "all" if any(set(next(csv.reader([first], delimiter=mark), [])) >= RECOGNISED for mark in ",;\t|") else None


def _encoding(file: RawFile) -> str:
    """How the file's names are written: the editions so far in latin-1; one that is UTF-8 throughout is that.

    Accented names in latin-1 are never valid UTF-8 by chance; a file without any accent reads the same in both.
    """
    content = file.path.read_bytes()
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "latin-1"
    return "latin-1" if content.isascii() else "utf-8"


def read(files: Sequence[RawFile]) -> Reading:
    """Read the scale's CSV; rows that nobody scored, and parts scored apart, are left out and counted."""
    [file] = files
    encoding = _encoding(file)
    table = read_csv(file, FIELDS, encoding=encoding)
    scored = pc.or_(pc.or_(pc.is_valid(table[SCORES[0]]), pc.is_valid(table[SCORES[1]])), pc.is_valid(table[SCORES[2]]))
    apart = pc.and_(scored, pc.is_in(table["pts_name"], value_set=pa.array(APART)))
    left_out = Counter(
        {
            "no score from any of the three reports": pc.sum(pc.invert(scored)).as_py() or 0,
            "a part of a country, or a union of countries, scored apart": pc.sum(apart).as_py() or 0,
        }
    )
    keep = pc.and_(scored, pc.invert(apart))
    rows = pc.indices_nonzero(keep)
    kept = table.take(rows)
    iso3, strange = resolve_column("pts", kept["pts_name"], kept["year"])
    for row, code, why in strange:
        raise BadInput(
            f"“{code}” {why}",
            file=file.name,
            line=line_of(file, rows[row].as_py(), encoding=encoding),
            field="Country",
            remedy="the file was saved in another encoding, or names a place anew; get the original or report it",
        )
    years = pc.min_max(table["year"]).as_py()
    return Reading(
        tables={
            "pts__scores": kept.append_column("country_iso3", iso3).select(list(SCHEMA.columns)).cast(SCHEMA.arrow())
        },
        rows=table.num_rows,
        covers=(Coverage(str(years["min"]), str(years["max"]), "pts"),),
        edition=str(years["max"] + 1),
        ignored={reason: count for reason, count in left_out.items() if count},
    )


SOURCE = Source(
    name="pts",
    title="Political Terror Scale",
    publisher="Political Terror Scale Project",
    licence=Licence("not stated", False, "no licence was found with the file; the publisher's terms were not read"),
    citation="Gibney, Cornett, Wood, Haschke, Arnon, Pisanò, Barrett and Park: The Political Terror Scale {edition}.",
    home="https://www.politicalterrorscale.org",
    cadence="yearly",
    schemas={"pts__scores": SCHEMA},
    part_of=part_of,
    read=read,
    bounds=Bounds(years=(1976, 2100), rows=(1, 30_000)),
    addresses=(
        Address(
            "all",
            "https://www.politicalterrorscale.org/Data/Files/PTS-2024.csv",
            "PTS.csv",
            ("text/csv", "text/plain", "application/octet-stream"),
        ),
    ),
    quirks=(
        "The file is latin-1, or UTF-8 where it is so throughout.",
        "NA means no score, and a status code beside each score says why.",
        "Every name has a row for every year since 1976, also before and after the state existed; those have no score.",
        "Both Yugoslavias are scored in 1991 and 1992.",
        "Eight rows have a score and a status code that contradict each other; both are kept as they are.",
        "The edition is one year after the last year described.",
    ),
)
