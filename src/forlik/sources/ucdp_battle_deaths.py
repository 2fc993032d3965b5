"""UCDP Battle-Related Deaths: deaths in each state-based conflict and year, never read from a real file so far."""

from collections.abc import Sequence

from forlik.core.schema import Column, Schema
from forlik.core.source import Address, Bounds, RawFile, Reading, Source
from forlik.sources._ucdp import HOME, LICENCE, PUBLISHER, UNDER, ZIP, names_of, yearly
from forlik.store.read import Field, ignored, text, whole

FIELDS: dict[str, Field] = {
    "conflict_id": whole("conflict_ucdp_id", low=1, required=True),
    "dyad_id": ignored("several dyads in one field of the file by conflict", optional=True),
    "location_inc": text("location"),
    "side_a": text(required=True),
    "side_a_id": text("side_a_ucdp_ids", required=True),
    "side_a_2nd": ignored("supporting parties are counted in no measure yet"),
    "side_b": text(required=True),
    "side_b_id": text("side_b_ucdp_ids", required=True),
    "side_b_2nd": ignored("supporting parties are counted in no measure yet"),
    "incompatibility": whole(low=1, high=3, required=True),
    "territory_name": text(),
    "year": whole(low=1989, high=2100, required=True),
    "bd_best": whole("conflict_deaths_best", low=0, required=True),
    "bd_low": whole("conflict_deaths_low", low=0, required=True),
    "bd_high": whole("conflict_deaths_high", low=0, required=True),
    "type_of_conflict": whole(low=1, high=4, required=True),
    "battle_location": ignored("gwno_battle is read"),
    "gwno_a": ignored("the conflict's place is gwno_loc"),
    "gwno_a_2nd": ignored("the conflict's place is gwno_loc"),
    "gwno_b": ignored("the conflict's place is gwno_loc"),
    "gwno_b_2nd": ignored("the conflict's place is gwno_loc"),
    "gwno_loc": text(required=True),
    "gwno_battle": text("battle_countries_gw"),
    "region": ignored("regions are taken from the place"),
    "version": text(required=True),
}
SCHEMA = Schema(
    grain="one conflict, one year, one country it is located in; the deaths are those of the whole conflict",
    key=("conflict_ucdp_id", "year", "country_iso3"),
    columns={
        "conflict_ucdp_id": Column("int", "UCDP's number of the conflict", required=True),
        "year": Column("int", "calendar year", required=True),
        "country_iso3": Column("text", "country the conflict is located in (gwno_loc)", required=True),
        "side_a": Column("text", "state side", required=True),
        "side_a_ucdp_ids": Column("text", "UCDP's numbers of side A", required=True),
        "side_b": Column("text", "opposing sides", required=True),
        "side_b_ucdp_ids": Column("text", "UCDP's numbers of side B", required=True),
        "incompatibility": Column("int", "1 territory, 2 government, 3 both", required=True),
        "territory_name": Column("text", "territory fought over"),
        "type_of_conflict": Column("int", "1 extrasystemic, 2 interstate, 3 intrastate, 4 internationalised", True),
        "conflict_deaths_best": Column(
            "int", "battle-related deaths of the whole conflict, best estimate", required=True
        ),
        "conflict_deaths_low": Column("int", "the same, low estimate", required=True),
        "conflict_deaths_high": Column("int", "the same, high estimate", required=True),
        "battle_countries_gw": Column("text", "Gleditsch-Ward numbers of the countries fought in"),
    },
)


def part_of(file: RawFile) -> str | None:
    """All editions of the file by conflict are versions of one part."""
    return "all" if {"conflict_id", "bd_best", "gwno_battle"} <= names_of(file) else None


def read(files: Sequence[RawFile]) -> Reading:
    """Read the file by conflict; the file by dyad has a conflict twice and is refused."""
    [file] = files
    return yearly(file, FIELDS, "gwno_loc", "ucdp_battle_deaths__conflict_years", SCHEMA)


SOURCE = Source(
    name="ucdp_battle_deaths",
    title="UCDP Battle-Related Deaths Dataset, by conflict",
    publisher=PUBLISHER,
    licence=LICENCE,
    citation="UCDP Battle-Related Deaths Dataset version {edition}. "
    "Davies, Pettersson, Sollenberg & Öberg 2025. Uppsala Conflict Data Program.",
    home=HOME,
    cadence="yearly",
    schemas={"ucdp_battle_deaths__conflict_years": SCHEMA},
    part_of=part_of,
    read=read,
    counts_under=UNDER,
    bounds=Bounds(years=(1989, 2100), rows=(1, 20_000)),
    addresses=(Address("all", "https://ucdp.uu.se/downloads/brd/ucdp-brd-conf-261-csv.zip", "brd-conf-csv.zip", ZIP),),
    quirks=("Deaths are those of the whole conflict: never add the rows of its countries.",),
    unverified_layout="UCDP Battle-Related Deaths Dataset Codebook (ucdp.uu.se/downloads/brd/ucdp-brd-codebook.pdf) "
    "and column lists in public code that reads the 24.1 file by conflict.",
)
