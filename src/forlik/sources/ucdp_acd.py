"""UCDP/PRIO Armed Conflict Dataset: one row per state-based conflict and year with at least 25 battle deaths."""

from collections.abc import Sequence

from forlik.core.schema import Column, Schema
from forlik.core.source import Address, Bounds, RawFile, Reading, Source
from forlik.sources._ucdp import LICENCE, UNDER, mostly, names_of, yearly
from forlik.store.read import day, ignored, text, whole

DAYS = ("%Y-%m-%d", "%d-%m-%Y")
FIELDS = {
    "conflict_id": whole("conflict_ucdp_id", low=1, required=True),
    "location": text(required=True),
    "side_a": text(required=True),
    "side_a_id": text("side_a_ucdp_ids"),
    "side_a_2nd": ignored("supporting parties are counted in no measure yet"),
    "side_b": text(),
    "side_b_id": text("side_b_ucdp_ids"),
    "side_b_2nd": ignored("supporting parties are counted in no measure yet"),
    "incompatibility": whole(low=1, high=3, required=True),
    "territory_name": text(),
    "year": whole(low=1946, high=2100, required=True),
    "intensity_level": whole(low=1, high=2, required=True),
    "cumulative_intensity": whole(low=0, high=1),
    "type_of_conflict": whole(low=1, high=4, required=True),
    "start_date": day("started_on", formats=DAYS),
    "start_prec": ignored("precision of a day that no measure uses"),
    "start_date2": day("episode_started_on", formats=DAYS),
    "start_prec2": ignored("precision of a day that no measure uses"),
    "ep_end": whole("episode_ended", low=0, high=1),
    "ep_end_date": day("episode_ended_on", formats=DAYS),
    "ep_end_prec": ignored("precision of a day that no measure uses"),
    "gwno_a": ignored("the conflict's place is gwno_loc"),
    "gwno_a_2nd": ignored("the conflict's place is gwno_loc"),
    "gwno_b": ignored("the conflict's place is gwno_loc"),
    "gwno_b_2nd": ignored("the conflict's place is gwno_loc"),
    "gwno_loc": text(required=True),
    "region": ignored("regions are taken from the place, and the field is empty in one known row"),
    "version": text(required=True),
}
SCHEMA = Schema(
    grain="one conflict, one year, one country it is fought over in",
    key=("conflict_ucdp_id", "year", "country_iso3"),
    columns={
        "conflict_ucdp_id": Column("int", "UCDP's number of the conflict", required=True),
        "year": Column("int", "calendar year", required=True),
        "country_iso3": Column("text", "country the conflict is located in (gwno_loc)", required=True),
        "location": Column("text", "location in UCDP's words", required=True),
        "side_a": Column("text", "state side", required=True),
        "side_b": Column("text", "opposing side"),
        "incompatibility": Column("int", "1 territory, 2 government, 3 both", required=True),
        "territory_name": Column("text", "territory fought over"),
        "intensity_level": Column("int", "1 minor (25-999 battle deaths), 2 war (1,000 or more)", required=True),
        "type_of_conflict": Column(
            "int", "1 extrasystemic, 2 interstate, 3 intrastate, 4 internationalised", required=True
        ),
        "started_on": Column("date", "first battle death"),
        "episode_started_on": Column("date", "day this episode reached 25 deaths"),
        "episode_ended_on": Column("date", "last day of the episode, when it ended"),
    },
)


def part_of(file: RawFile) -> str | None:
    """All editions are versions of one part: a new edition replaces the one before."""
    return "all" if mostly(names_of(file), FIELDS) else None


def read(files: Sequence[RawFile]) -> Reading:
    """Read the dataset; a conflict located in several countries gives one row for each."""
    [file] = files
    return yearly(file, FIELDS, "gwno_loc", "ucdp_acd__conflict_years", SCHEMA)


SOURCE = Source(
    name="ucdp_acd",
    title="UCDP/PRIO Armed Conflict Dataset",
    publisher="Uppsala Conflict Data Program and Peace Research Institute Oslo",
    licence=LICENCE,
    citation="UCDP/PRIO Armed Conflict Dataset version {edition}. Gleditsch et al. 2002; "
    "Davies, Pettersson, Sollenberg & Öberg 2025. Uppsala Conflict Data Program.",
    home="https://ucdp.uu.se/downloads/",
    cadence="yearly",
    schemas={"ucdp_acd__conflict_years": SCHEMA},
    part_of=part_of,
    read=read,
    counts_under=UNDER,
    bounds=Bounds(years=(1946, 2100), rows=(1, 20_000)),
    addresses=(
        Address(
            "all",
            "https://ucdp.uu.se/downloads/ucdpprio/ucdp-prio-acd-251-csv.zip",
            "ucdp-prio-acd-csv.zip",
            ("application/zip", "application/octet-stream"),
        ),
    ),
    quirks=(
        "A conflict can be located in several countries; the field then holds several codes.",
        "Copies saved by a spreadsheet program have days as D-M-YYYY; such days are read, their separators refused.",
        "Whether a conflict is active says nothing of how many died beyond 25 and 1,000.",
    ),
)
