"""UCDP Non-State Conflict: fighting between groups none of which is a state; never read from a real file so far."""

from collections.abc import Sequence

from forlik.core.schema import Column, Schema
from forlik.core.source import Address, Bounds, RawFile, Reading, Source
from forlik.sources._ucdp import HOME, LICENCE, PUBLISHER, UNDER, ZIP, names_of, yearly
from forlik.store.read import Field, day, flag, ignored, text, whole

NAMES = "another form of the name"
SUPPORT = "supporting parties are counted in no measure yet"
PRECISION = "precision of a day that no measure uses"
FIELDS: dict[str, Field] = {
    "conflict_id": whole("conflict_ucdp_id", low=1, required=True),
    "dyad_id": whole("dyad_ucdp_id", low=1, required=True),
    "org": whole("organisation", low=1, high=3, required=True),
    "side_a_name": text("side_a", required=True),
    "side_a_name_fulltext": ignored(NAMES, optional=True),
    "side_a_name_mothertongue": ignored(NAMES, optional=True),
    "side_a_id": text("side_a_ucdp_id", required=True),
    "side_a_components": text("side_a_components"),
    "side_a_2nd": ignored(SUPPORT, optional=True),
    "gwno_a_2nd": ignored(SUPPORT, optional=True),
    "side_b_name": text("side_b", required=True),
    "side_b_name_fulltext": ignored(NAMES, optional=True),
    "side_b_name_mothertongue": ignored(NAMES, optional=True),
    "side_b_id": text("side_b_ucdp_id", required=True),
    "side_b_components": text("side_b_components"),
    "side_b_2nd": ignored(SUPPORT, optional=True),
    "gwno_b_2nd": ignored(SUPPORT, optional=True),
    "start_date": day("started_on"),
    "start_prec": ignored(PRECISION),
    "start_date2": day("episode_started_on"),
    "start_prec2": ignored(PRECISION),
    "ep_end": flag("episode_ended"),
    "ep_end_date": day("episode_ended_on"),
    "ep_end_prec": ignored(PRECISION),
    "year": whole(low=1989, high=2100, required=True),
    "best_fatality_estimate": whole("dyad_deaths_best", low=0, required=True),
    "low_fatality_estimate": whole("dyad_deaths_low", low=0, required=True),
    "high_fatality_estimate": whole("dyad_deaths_high", low=0, required=True),
    "location": ignored("gwno_location is read"),
    "gwno_location": text(required=True),
    "region": ignored("regions are taken from the place"),
    "version": text(required=True),
}
SCHEMA = Schema(
    grain="one dyad, one year, one country it is located in; the deaths are those of the whole dyad",
    key=("dyad_ucdp_id", "year", "country_iso3"),
    columns={
        "dyad_ucdp_id": Column("int", "UCDP's number of the dyad", required=True),
        "year": Column("int", "calendar year", required=True),
        "country_iso3": Column("text", "country the fighting took place in (gwno_location)", required=True),
        "conflict_ucdp_id": Column("int", "UCDP's number of the conflict", required=True),
        "organisation": Column("int", "1 organised groups, 2 supporters of parties, 3 communal groups", required=True),
        "side_a": Column("text", "one group", required=True),
        "side_a_ucdp_id": Column("text", "UCDP's number of side A", required=True),
        "side_a_components": Column("text", "UCDP's numbers of the groups side A is made of"),
        "side_b": Column("text", "the other group", required=True),
        "side_b_ucdp_id": Column("text", "UCDP's number of side B", required=True),
        "side_b_components": Column("text", "UCDP's numbers of the groups side B is made of"),
        "dyad_deaths_best": Column("int", "deaths of the whole dyad, best estimate", required=True),
        "dyad_deaths_low": Column("int", "the same, low estimate", required=True),
        "dyad_deaths_high": Column("int", "the same, high estimate", required=True),
        "started_on": Column("date", "first death of the dyad"),
        "episode_started_on": Column("date", "day this episode began"),
        "episode_ended_on": Column("date", "last day of the episode, when it ended"),
    },
)


def part_of(file: RawFile) -> str | None:
    """All editions are versions of one part."""
    return "all" if {"org", "side_a_name", "best_fatality_estimate"} <= names_of(file) else None


def read(files: Sequence[RawFile]) -> Reading:
    """Read the dataset; fighting in several countries gives one row for each."""
    [file] = files
    return yearly(file, FIELDS, "gwno_location", "ucdp_non_state__dyad_years", SCHEMA)


SOURCE = Source(
    name="ucdp_non_state",
    title="UCDP Non-State Conflict Dataset",
    publisher=PUBLISHER,
    licence=LICENCE,
    citation="UCDP Non-State Conflict Dataset version {edition}. Sundberg, Eck & Kreutz 2012; "
    "Davies, Pettersson, Sollenberg & Öberg 2025. Uppsala Conflict Data Program.",
    home=HOME,
    cadence="yearly",
    schemas={"ucdp_non_state__dyad_years": SCHEMA},
    part_of=part_of,
    read=read,
    counts_under=UNDER,
    bounds=Bounds(years=(1989, 2100), rows=(1, 20_000)),
    addresses=(Address("all", "https://ucdp.uu.se/downloads/nsos/ucdp-nonstate-261-csv.zip", "nonstate-csv.zip", ZIP),),
    quirks=("Deaths are those of the whole dyad: never add the rows of its countries.",),
    unverified_layout="UCDP Non-State Conflict Codebook (ucdp.uu.se/downloads/nsos/ucdp-nonstate-251.pdf) and column "
    "lists in public code that reads the file; columns on names and supporters vary between editions.",
)
