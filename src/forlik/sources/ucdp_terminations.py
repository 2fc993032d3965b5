"""UCDP Conflict Termination Dataset, dyads: how and when the fighting between two parties ended."""

from collections.abc import Sequence
from datetime import date, datetime

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.schema import Column, Schema
from forlik.core.source import Bounds, Coverage, RawFile, Reading, Refusal, Source
from forlik.sources._ucdp import HOME, LICENCE, PUBLISHER, UNDER, edition_of, names_of, spread
from forlik.store.read import Field, flag, ignored, read_csv, text, whole

BEFORE = 20
NO_DAY = ("", ".", "0", "9")
OUTCOMES = {
    1: "peace agreement",
    2: "ceasefire agreement",
    3: "victory of side A",
    4: "victory of side B",
    5: "low activity",
    6: "an actor ceased to exist",
}
EPISODES = "of the dyad's first fighting"
FIELDS: dict[str, Field] = {
    "dyadep_id": ignored("large numbers were rounded to 1.2e+06 by a spreadsheet program"),
    "dyadepisode": whole("episode", low=1, required=True),
    "type_of_conflict2": ignored("belongs to the conflict"),
    "dyadcount": ignored("number of active dyads of the conflict"),
    "dyadterm": flag("ended"),
    "ependdate": text("ended_on"),
    "ependprec": ignored("precision of a day that no measure uses"),
    "outcome": whole(low=1, high=6),
    "cfiredate": text("ceasefire_on"),
    "peagdate": text("agreement_on"),
    "recur": flag("recurred", required=True),
    "version": text(required=True),
    "conflict_id": whole("conflict_ucdp_id", low=1, required=True),
    "dyad_id": whole("dyad_ucdp_id", low=1, required=True),
    "year": whole(low=1946, high=2100, required=True),
    "location": ignored("gwno_loc is read"),
    "side_a": text(required=True),
    "side_a_id": text("side_a_ucdp_ids", required=True),
    "side_a_2nd": ignored("supporting parties are counted in no measure yet"),
    "side_b": text(required=True),
    "side_b_id": text("side_b_ucdp_ids", required=True),
    "side_b_2nd": ignored("supporting parties are counted in no measure yet"),
    "incompatibility": whole(low=1, high=3, required=True),
    "territory_name": text(),
    "intensity_level": whole(low=1, high=2, required=True),
    "type_of_conflict": whole(low=1, high=4, required=True),
    "start_date": ignored(f"day {EPISODES}"),
    "start_prec": ignored(f"precision of the day {EPISODES}"),
    "start_date2": ignored("two digits do not tell the century of an episode's beginning"),
    "start_prec2": ignored("precision of an ignored day"),
    "gwno_loc": text(required=True),
    "region": ignored("regions are taken from the place"),
}
SCHEMA = Schema(
    grain="one dyad, one year, one country it is fought over in",
    key=("dyad_ucdp_id", "year", "country_iso3"),
    columns={
        "dyad_ucdp_id": Column("int", "UCDP's number of the dyad", required=True),
        "year": Column("int", "calendar year", required=True),
        "country_iso3": Column("text", "country the conflict is located in (gwno_loc)", required=True),
        "conflict_ucdp_id": Column("int", "UCDP's number of the conflict", required=True),
        "episode": Column("int", "number of the dyad's episode of fighting", required=True),
        "side_a": Column("text", "state side", required=True),
        "side_a_ucdp_ids": Column("text", "UCDP's number of side A", required=True),
        "side_b": Column("text", "opposing side", required=True),
        "side_b_ucdp_ids": Column("text", "UCDP's number of side B", required=True),
        "incompatibility": Column("int", "1 territory, 2 government, 3 both", required=True),
        "territory_name": Column("text", "territory fought over"),
        "intensity_level": Column("int", "1 minor, 2 war", required=True),
        "type_of_conflict": Column("int", "1 extrasystemic, 2 interstate, 3 intrastate, 4 internationalised"),
        "ended": Column("flag", "whether the episode ended this year; empty in the last year, not yet known"),
        "ended_on": Column("date", "day of the last known activity of the episode"),
        "outcome": Column("text", "how it ended, in words for UCDP's codes 1 to 6"),
        "ceasefire_on": Column("date", "day of the ceasefire agreement, the first where several are named"),
        "agreement_on": Column("date", "day of the peace agreement"),
        "recurred": Column("flag", "whether the dyad fights again in this episode after an earlier one", required=True),
    },
)


def part_of(file: RawFile) -> str | None:
    """All editions are versions of one part."""
    return "all" if {"dyadep_id", "dyadterm", "ependdate"} <= names_of(file) else None


def day_near(written: str | None, year: int) -> date | None:
    """A day written ``7/21/46`` (month, day, two digits of the year), at most 20 years before its row.

    Agreements came up to 39 years after the fighting, never long before it.
    Several days in one field (``1995-12-23 (unilateral); …``) give the first.

    Raises:
        ValueError: It is not a day.
    """
    if written is None or written in NO_DAY:
        return None
    if ";" in written:
        return date.fromisoformat(written.split()[0])
    found = datetime.strptime(written, "%m/%d/%y").date()  # noqa: DTZ007 - a day has no time zone
    return found.replace(year=year - BEFORE + (found.year - year + BEFORE) % 100)


def read(files: Sequence[RawFile]) -> Reading:
    """Read the dataset; a conflict located in several countries gives one row for each."""
    [file] = files
    table = read_csv(file, FIELDS, line_number="line")
    years, lines, refused = table["year"].to_pylist(), table["line"].to_pylist(), []
    for name in ("ended_on", "ceasefire_on", "agreement_on"):
        days: list[date | None] = []
        for written, year, line in zip(table[name].to_pylist(), years, lines, strict=True):
            try:
                days.append(day_near(written, year))
            except ValueError:
                refused.append(Refusal(file.name, line, name, written, "is not a day written M/D/YY"))
                days.append(None)
        table = table.set_column(table.column_names.index(name), name, pa.array(days, pa.date32()))
    outcomes = [OUTCOMES.get(one) for one in table["outcome"].to_pylist()]
    table = table.set_column(table.column_names.index("outcome"), "outcome", pa.array(outcomes, pa.string()))
    span = pc.min_max(table["year"]).as_py()
    rows = spread(file, table, "gwno_loc").select(list(SCHEMA.columns)).cast(SCHEMA.arrow())
    return Reading(
        tables={"ucdp_terminations__dyad_years": rows},
        rows=table.num_rows,
        covers=(Coverage(str(span["min"]), str(span["max"]), "gw"),),
        edition=edition_of(file, table),
        refused=tuple(refused),
    )


SOURCE = Source(
    name="ucdp_terminations",
    title="UCDP Conflict Termination Dataset, dyad level",
    publisher=PUBLISHER,
    licence=LICENCE,
    citation="UCDP Conflict Termination Dataset version {edition}. Kreutz 2010. Uppsala Conflict Data Program.",
    home=HOME,
    cadence="irregular",
    schemas={"ucdp_terminations__dyad_years": SCHEMA},
    part_of=part_of,
    read=read,
    counts_under=UNDER,
    bounds=Bounds(years=(1946, 2100), rows=(1, 20_000)),
    quirks=(
        "The copy at hand was saved by a spreadsheet program: days have two digits for the year.",
        "The century is the one with the day at most 20 years before the row's year; beginnings are not read.",
        "“.”, “0” and “9” stand where there is no day.",
        "In the last year of an edition it is not yet known whether an episode ended.",
    ),
)
