"""UCDP Candidate Events: one provisional release a month, which also corrects earlier months."""

import csv
import re
from collections import Counter
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import BadInput
from forlik.core.schema import Column, Schema
from forlik.core.source import Address, Coverage, RawFile, Reading, Source
from forlik.sources import _ged
from forlik.sources._ucdp import HOME, LICENCE, PUBLISHER, UNDER, names_of

RELEASES = Schema(
    grain="one month that a release stands for",
    key=("year", "month"),
    columns={
        "year": Column("int", "year of the release's month", required=True),
        "month": Column("int", "month, 1 to 12", required=True),
        "events": Column("int", "events of the release that ended in its month", required=True),
    },
)
MAJORITY = 0.5


def part_of(file: RawFile) -> str | None:
    """The months a release stands for, by its name, else by where most of its events end."""
    names = names_of(file)
    if not _ged.recognised(names) or "iso3" in names or not _ged.is_release(file):
        return None
    span = _ged.span_named(file.name) or _span_met(file)
    return _words(span) if span else "unknown"


def _span_met(file: RawFile) -> _ged.Span | None:
    """The month most events end in, by a plain reading that also takes what the strict one will refuse."""
    with file.path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        ends = Counter((row.get("date_end") or "")[:7] for row in csv.DictReader(stream))
    found = [month for month, _ in ends.most_common() if re.fullmatch(r"\d{4}-\d\d", month)]
    return (int(found[0][:4]), int(found[0][5:]), int(found[0][5:])) if found else None


def _words(span: _ged.Span) -> str:
    year, first, last = span
    return f"{year}-{first:02d}" if first == last else f"{year}-{first:02d} to {year}-{last:02d}"


def read(files: Sequence[RawFile]) -> Reading:
    """Read one release."""
    [file] = files
    events = _ged.read_events(file)
    named = _ged.span_named(file.name)
    year, first, last = span = named or _span_met(file) or (0, 0, 0)
    months = pc.if_else(pc.equal(events["year"], year), events["month"], 0)
    counts = [pc.sum(pc.equal(months, month)).as_py() for month in range(first, last + 1)]
    later = pc.sum(pc.greater(_count(events["year"], events["month"]), year * 12 + last)).as_py()
    # A named release may hold more corrections than events of its own month, but hardly any of later months; a file
    # without a name must tell its month.
    if not (sum(counts) > (later if named else MAJORITY * events.num_rows)):
        raise BadInput(
            f"only {sum(counts)} of {events.num_rows} events ended in {_words(span)}: it is not that release",
            file=file.name,
            field="date_end",
            remedy="give the file the name it was published under: GEDEvent_v26_0_7.csv is the release of July 2026, "
            "GEDEvent_v25_1.csv a final edition (`forlik import ucdp_ged`)",
        )
    releases = pa.table(
        {"year": [year] * len(counts), "month": list(range(first, last + 1)), "events": counts}, schema=RELEASES.arrow()
    )
    return Reading(
        tables={"ucdp_candidate__events": _ged.shaped(events), "ucdp_candidate__releases": releases},
        rows=events.num_rows,
        covers=(Coverage(f"{year}-{first:02d}", f"{year}-{last:02d}", "gw", provisional=True),),
        edition=f"{year % 100}.0.{last}" if first == last else f"{year % 100}.{first:02d}.{year % 100}.{last:02d}",
    )


def _count(years: pa.ChunkedArray, months: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.add(pc.multiply(years, 12), months)


SOURCE = Source(
    name="ucdp_candidate",
    title="UCDP Candidate Events Dataset",
    publisher=PUBLISHER,
    licence=LICENCE,
    citation="UCDP Candidate Events Dataset version {edition}. Hegre, Croicu, Eck & Högbladh 2020. "
    "Uppsala Conflict Data Program.",
    home=HOME,
    cadence="monthly",
    schemas={"ucdp_candidate__events": _ged.SCHEMA, "ucdp_candidate__releases": RELEASES},
    part_of=part_of,
    read=read,
    counts_under=UNDER,
    bounds=_ged.BOUNDS,
    addresses=tuple(
        Address(
            f"2026-{month:02d}",
            f"https://ucdp.uu.se/downloads/candidateged/GEDEvent_v26_0_{month}.csv",
            f"GEDEvent_v26_0_{month}.csv",
            ("text/csv", "application/octet-stream"),
        )
        for month in range(1, 11)
    ),
    quirks=(
        "A release also corrects earlier months of the year; for each event the latest release stands.",
        "A correction that takes an event back altogether is not in the file: the event then stays.",
        "An event counts in the month it ends in, because only then it is known whole.",
        "Releases of several months (v26_01_26_06) gather and correct those months.",
        "A month is spoken for by its own release only; corrections alone do not make a month known.",
        "The low estimate of a few events lies above the best one, or the high one below.",
    ),
    retired_by="ucdp_ged",
)
