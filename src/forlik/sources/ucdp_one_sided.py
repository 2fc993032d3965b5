"""UCDP One-sided Violence: attacks on civilians by states and organised groups; never read from a real file so far."""

from collections.abc import Sequence

from forlik.core.schema import Column, Schema
from forlik.core.source import Address, Bounds, RawFile, Reading, Source
from forlik.sources._ucdp import HOME, LICENCE, PUBLISHER, UNDER, ZIP, names_of, yearly
from forlik.store.read import Field, flag, ignored, text, whole

NAMES = "another form of the name"
FIELDS: dict[str, Field] = {
    "conflict_id": whole("conflict_ucdp_id", low=1, required=True),
    "dyad_id": whole("dyad_ucdp_id", low=1, required=True),
    "actor_id": whole("actor_ucdp_id", low=1, required=True),
    "coalition_components": text(),
    "actor_name": text("actor", required=True),
    "actor_name_fulltext": ignored(NAMES, optional=True),
    "actor_name_mothertongue": ignored(NAMES, optional=True),
    "year": whole(low=1989, high=2100, required=True),
    "best_fatality_estimate": whole("actor_deaths_best", low=0, required=True),
    "low_fatality_estimate": whole("actor_deaths_low", low=0, required=True),
    "high_fatality_estimate": whole("actor_deaths_high", low=0, required=True),
    "is_government_actor": flag("actor_is_state", required=True),
    "location": ignored("gwno_location is read"),
    "gwno_location": text(required=True),
    "gwnoa": ignored("actors are named by UCDP's numbers"),
    "region": ignored("regions are taken from the place"),
    "version": text(required=True),
}
SCHEMA = Schema(
    grain="one actor, one year, one country it killed civilians in; the deaths are those of all its countries",
    key=("actor_ucdp_id", "year", "country_iso3"),
    columns={
        "actor_ucdp_id": Column("int", "UCDP's number of the actor", required=True),
        "year": Column("int", "calendar year", required=True),
        "country_iso3": Column("text", "country the civilians were killed in (gwno_location)", required=True),
        "conflict_ucdp_id": Column("int", "UCDP's number of the conflict", required=True),
        "dyad_ucdp_id": Column("int", "UCDP's number of the dyad", required=True),
        "actor": Column("text", "who killed civilians", required=True),
        "coalition_components": Column("text", "UCDP's numbers of the actors a coalition is made of"),
        "actor_is_state": Column("flag", "whether the actor is the government of a state", required=True),
        "actor_deaths_best": Column("int", "deaths in all its countries, best estimate", required=True),
        "actor_deaths_low": Column("int", "the same, low estimate", required=True),
        "actor_deaths_high": Column("int", "the same, high estimate", required=True),
    },
)


def part_of(file: RawFile) -> str | None:
    """All editions are versions of one part."""
    return "all" if {"actor_id", "is_government_actor", "best_fatality_estimate"} <= names_of(file) else None


def read(files: Sequence[RawFile]) -> Reading:
    """Read the dataset; an actor that killed civilians in several countries gives one row for each."""
    [file] = files
    return yearly(file, FIELDS, "gwno_location", "ucdp_one_sided__actor_years", SCHEMA)


SOURCE = Source(
    name="ucdp_one_sided",
    title="UCDP One-sided Violence Dataset",
    publisher=PUBLISHER,
    licence=LICENCE,
    citation="UCDP One-sided Violence Dataset version {edition}. Eck & Hultman 2007; "
    "Davies, Pettersson, Sollenberg & Öberg 2025. Uppsala Conflict Data Program.",
    home=HOME,
    cadence="yearly",
    schemas={"ucdp_one_sided__actor_years": SCHEMA},
    part_of=part_of,
    read=read,
    counts_under=UNDER,
    bounds=Bounds(years=(1989, 2100), rows=(1, 20_000)),
    addresses=(Address("all", "https://ucdp.uu.se/downloads/nsos/ucdp-onesided-261-csv.zip", "onesided-csv.zip", ZIP),),
    quirks=("Deaths are those of all the actor's countries: never add the rows of countries.",),
    unverified_layout="UCDP One-sided Violence Codebook (ucdp.uu.se/downloads/nsos/ucdp-onesided-251.pdf) and column "
    "lists in public code that reads the 20.1 and 26.1 files.",
)
