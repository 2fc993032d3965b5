"""Lexical Index of Electoral Democracy: seven steps from no elections to competitive ones with full suffrage."""

from collections.abc import Sequence

import pyarrow.compute as pc

from forlik.core.errors import BadInput
from forlik.core.schema import Column, Schema
from forlik.core.source import Address, Bounds, Coverage, Licence, RawFile, Reading, Source
from forlik.places import resolve_column
from forlik.store.read import flag, ignored, line_of, read_csv, sniff, text, whole

CHANGE = "a change between years, which the yearly values show"
FIRST = 1946
FIELDS = {
    "countryn": text("lied_name", required=True),
    "cow": ignored("the V-Dem number also covers states the Correlates of War list leaves out"),
    "vdem": whole("vdem_id", low=1, required=True),
    "year": whole(low=1789, high=2100, required=True),
    "male_suffrage": flag(required=True),
    "female_suffrage": flag(required=True),
    "executive_elections": flag(required=True),
    "legislative_elections": whole(low=0, high=2, required=True),
    "multi-party_legislative_elections": whole("multi_party_elections", low=0, high=2, required=True),
    "competitive_elections": flag(required=True),
    "lexical_index": whole(low=0, high=6, required=True),
    "political_liberties": flag(required=True),
    "lexical_index_plus": whole(low=0, high=7, required=True),
    "democratic_transition": ignored(CHANGE),
    "transition_type": ignored(CHANGE),
    "democratic_breakdown": ignored(CHANGE),
    "breakdown_type": ignored(CHANGE),
    "turnover_period": ignored(CHANGE),
    "turnover_event": ignored(CHANGE),
    "two_turnover_period": ignored(CHANGE),
    "sovereign": flag(required=True),
}
SCHEMA = Schema(
    grain="one country, one year from 1946 on",
    key=("country_iso3", "year"),
    columns={
        "country_iso3": Column("text", "country", required=True),
        "year": Column("int", "calendar year", required=True),
        "lied_name": Column("text", "name in the index", required=True),
        "lexical_index": Column("int", "0 no elections … 6 competitive elections with full suffrage", required=True),
        "lexical_index_plus": Column("int", "the same, with 7 where political liberties hold too", required=True),
        "male_suffrage": Column("flag", "all men may vote", required=True),
        "female_suffrage": Column("flag", "all women may vote", required=True),
        "executive_elections": Column("flag", "the executive is elected", required=True),
        "legislative_elections": Column("int", "1 the legislature is elected; 2 is not explained", required=True),
        "multi_party_elections": Column("int", "1 several parties stand; 2 is not explained", required=True),
        "competitive_elections": Column("flag", "the opposition could win", required=True),
        "political_liberties": Column("flag", "speech, assembly and association are free", required=True),
        "sovereign": Column("flag", "whether the index counts it as a sovereign state that year", required=True),
    },
)


def part_of(file: RawFile) -> str | None:
    """All editions are versions of one part."""
    return "all" if {"countryn", "lexical_index", "lexical_index_plus"} <= sniff.columns(file) else None


def read(files: Sequence[RawFile]) -> Reading:
    """Read the CSV from 1946 on; earlier years and dependencies without a place of their own are counted."""
    [file] = files
    table = read_csv(file, FIELDS)
    rows = pc.indices_nonzero(pc.greater_equal(table["year"], FIRST))
    recent = table.take(rows)
    iso3, strange = resolve_column("vdem", recent["vdem_id"], recent["year"])
    for row, code, why in strange:
        if recent["sovereign"][row].as_py():
            raise BadInput(
                f"“{code}” {why}",
                file=file.name,
                line=line_of(file, rows[row].as_py()),
                field="vdem",
                remedy="report it",
            )
    placed = recent.append_column("country_iso3", iso3).filter(pc.is_valid(iso3))
    ignored_rows = {
        f"years before {FIRST}, before the other sources begin": table.num_rows - recent.num_rows,
        "not sovereign, and no place of its own that year": len(strange),
    }
    last = pc.max(table["year"]).as_py()
    return Reading(
        tables={"lied__country_years": placed.select(list(SCHEMA.columns)).cast(SCHEMA.arrow())},
        rows=table.num_rows,
        covers=(Coverage(str(FIRST), str(last), "vdem"),) if last >= FIRST else (),
        ignored={reason: count for reason, count in ignored_rows.items() if count},
    )


SOURCE = Source(
    name="lied",
    title="Lexical Index of Electoral Democracy",
    publisher="Svend-Erik Skaaning, John Gerring and Henrikas Bartusevičius",
    licence=Licence("not stated", False, "no licence was found with the file; the publisher's terms were not read"),
    citation="Skaaning, Gerring and Bartusevičius: A Lexical Index of Electoral Democracy. "
    "Comparative Political Studies 48(12), 2015. Edition: {edition}.",
    home="https://doi.org/10.7910/DVN/WPKNIT",
    cadence="yearly",
    schemas={"lied__country_years": SCHEMA},
    part_of=part_of,
    read=read,
    bounds=Bounds(years=(1946, 2100), rows=(1, 60_000)),
    addresses=(
        Address(
            "all",
            "https://dataverse.harvard.edu/api/access/dataset/:persistentId/?persistentId=doi:10.7910/DVN/WPKNIT",
            "lied.zip",
            ("application/zip",),
        ),
    ),
    quirks=(
        "Five rows hold 2 for elections to a legislature; the value is not explained and kept.",
        "States before 1946, and the German and Italian states before unification, are not read.",
        "Palestine stands in two halves (the West Bank and Gaza) that have no place of their own, so it has no value.",
    ),
)
