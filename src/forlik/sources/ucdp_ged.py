"""UCDP Georeferenced Event Dataset, the final edition of each year: every event since 1989."""

from collections.abc import Sequence

import pyarrow.compute as pc

from forlik.core.errors import BadInput
from forlik.core.source import Address, Coverage, RawFile, Reading, Source
from forlik.sources import _ged
from forlik.sources._ucdp import HOME, LICENCE, PUBLISHER, UNDER, ZIP, names_of


def part_of(file: RawFile) -> str | None:
    """All editions are versions of one part; a candidate release is not one of them, nor is a copy with iso3."""
    names = names_of(file)
    return "all" if _ged.recognised(names) and "iso3" not in names and not _ged.is_release(file) else None


def read(files: Sequence[RawFile]) -> Reading:
    """Read one edition; it speaks for every year from its first event to its last."""
    [file] = files
    events = _ged.read_events(file)
    years = pc.min_max(events["stated_year"]).as_py()
    edition = _ged.edition_named(file.name)
    if edition and years["max"] >= 2000 + int(edition[:2]):
        raise BadInput(
            f"holds events of {years['max']}; edition {edition} ends with the year before its own",
            file=file.name,
            field="year",
            remedy="give the file the name it was published under: GEDEvent_v26_0_7.csv is the candidate release of "
            "July 2026 (`forlik import ucdp_candidate`)",
        )
    moved = pc.sum(pc.not_equal(events["stated_year"], events["year"])).as_py()
    return Reading(
        tables={"ucdp_ged__events": _ged.shaped(events)},
        rows=events.num_rows,
        covers=(Coverage(str(years["min"]), str(years["max"]), "gw"),),
        edition=edition,
        remarks=(f"{moved} events end in another year than the one they stand under",) if moved else (),
    )


SOURCE = Source(
    name="ucdp_ged",
    title="UCDP Georeferenced Event Dataset (GED) Global",
    publisher=PUBLISHER,
    licence=LICENCE,
    citation="UCDP Georeferenced Event Dataset Global version {edition}. Sundberg & Melander 2013; "
    "Davies, Pettersson, Sollenberg & Öberg 2025. Uppsala Conflict Data Program.",
    home=HOME,
    cadence="yearly",
    schemas={"ucdp_ged__events": _ged.SCHEMA},
    part_of=part_of,
    read=read,
    counts_under=UNDER,
    bounds=_ged.BOUNDS,
    addresses=(Address("all", "https://ucdp.uu.se/downloads/ged/ged261-csv.zip", "ged-csv.zip", ZIP),),
    quirks=(
        "The same columns as the candidate releases: the file's name tells them apart, else its years.",
        "An event counts in the month and year it ends in.",
        "Syria was not in the editions before 20.1 for its years since 2011; what an edition leaves out is not zero.",
        "The rows do not name their edition; it is taken from the file's name (GEDEvent_v25_1.csv, ged251.csv).",
    ),
    unverified_layout="UCDP GED Codebook version 25.1 (ucdp.uu.se/downloads/ged/ged251.pdf); the columns are those of "
    "the candidate release 23.0.10, which was read. Editions before 20.1 have fewer columns.",
)
