"""UCDP Peace Agreement Dataset: one row per agreement signed between parties to an armed conflict since 1975."""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.schema import Column, Schema
from forlik.core.source import Bounds, Coverage, RawFile, Reading, Source
from forlik.sources._ucdp import HOME, LICENCE, PUBLISHER, UNDER, edition_of, names_of, spread
from forlik.store.read import Field, day, flag, ignored, read_csv, text, whole

STAGES = {1: "full", 2: "partial", 3: "process"}
PROVISIONS = {
    "cease": ("ceasefire", "ceasefire or cessation of hostilities"),
    "ddr": ("disarmament", "disarmament of warring parties"),
    "elections": ("elections", "elections or electoral reform"),
    "shagov": ("power_sharing", "sharing of power in government"),
    "aut": ("autonomy", "regional autonomy"),
    "amn": ("amnesty", "amnesty"),
    "pris": ("prisoners", "release of prisoners"),
    "recon": ("reconciliation", "national reconciliation"),
    "return ": ("refugees_return", "return of refugees"),
    "pko": ("peacekeepers", "deployment of peacekeepers"),
    "gender": ("gender", "gender provisions"),
    "co_impl": ("implementation_commission", "commission to oversee implementation"),
}
CODED = (
    "intarmy withd mil_prov pp intgov intciv interim natalks pol_prov fed ind shaloc regdev cul demarcation locgov "
    "terr_prov justice_prov reaffirm outlin"
)
FIELDS: dict[str, Field] = {
    "paid": whole("agreement_ucdp_id", low=1, required=True),
    "gwno": text(required=True),
    "conflict_id": text("conflict_ucdp_ids", required=True),
    "conflict_name": text(required=True),
    "dyad_id": text("dyad_ucdp_ids", required=True),
    "dyad_name": text(),
    "actor_id": text("actor_ucdp_ids", required=True),
    "actor_name": text("actor_names"),
    "pa_name": text("agreement", required=True),
    "year": whole(low=1975, high=2100, required=True),
    "pa_date": day("signed_on", required=True),
    "pa_type": whole("type", low=1, high=3, required=True),
    "pa_sign": text("signatories"),
    "pa_3rd": text("third_parties"),
    "c_3rd": text("third_party_notes"),
    "pa_comment": text("comment"),
    "c_sign": text("signature_notes"),
    "ended": flag(),
    "procID": whole("process_ucdp_id", low=1, required=True),
    "version": text(required=True),
    **{column: flag(to, required=True) for column, (to, _) in PROVISIONS.items()},
    **{column: ignored("a provision that no measure uses") for column in (*CODED.split(), "ref ")},
    "region": ignored("regions are taken from the place"),
    "incompatibility": ignored("belongs to the conflict"),
    "duration": ignored("a day or free text"),
    "c_duration": ignored("free text on how it ended"),
    "termdur": ignored("years the end held, as of an earlier edition"),
    "noconf17": ignored("one value in all rows"),
    "txt": ignored("whether UCDP holds the text"),
    "linktofulltextagreement": text("text_url"),
    "inclusive": ignored("whether all dyads of the conflict signed"),
    "no_dyad": ignored("the number of dyads is in dyad_id"),
    "out_iss": ignored("outstanding issues, no measure uses them"),
    "frame": ignored("kind of negotiation, no measure uses it"),
    "dateintervalstart_meta": day("covered_from", required=True),
    "dateintervalend_meta": day("covered_to", required=True),
    "": ignored("an empty column at the end of the copy that was read", optional=True),
}
SCHEMA = Schema(
    grain="one agreement and one country of its conflict",
    key=("agreement_ucdp_id", "country_iso3"),
    columns={
        "agreement_ucdp_id": Column("int", "UCDP's number of the agreement", required=True),
        "country_iso3": Column("text", "country of the conflict (gwno)", required=True),
        "year": Column("int", "year of signature", required=True),
        "signed_on": Column("date", "day of signature", required=True),
        "agreement": Column("text", "name of the agreement", required=True),
        "stage": Column("text", "full, partial or process (UCDP pa_type 1, 2, 3)", required=True),
        "conflict_ucdp_ids": Column("text", "UCDP's numbers of the conflicts", required=True),
        "conflict_name": Column("text", "names of the conflicts", required=True),
        "dyad_ucdp_ids": Column("text", "UCDP's numbers of the dyads", required=True),
        "actor_ucdp_ids": Column("text", "UCDP's numbers of the signing actors", required=True),
        "actor_names": Column("text", "the signing actors"),
        "signatories": Column("text", "who signed, free text"),
        "signature_notes": Column("text", "notes on the signatures, free text"),
        "third_parties": Column("text", "third parties, free text"),
        "third_party_notes": Column("text", "notes on the third parties, free text"),
        "comment": Column("text", "UCDP's account of the agreement"),
        "ended": Column("flag", "whether the agreement has ended"),
        "process_ucdp_id": Column("int", "UCDP's number of the peace process", required=True),
        "text_url": Column("text", "where UCDP keeps the text"),
        **{name: Column("flag", f"provides for {words}", required=True) for name, words in PROVISIONS.values()},
    },
)


def part_of(file: RawFile) -> str | None:
    """All editions are versions of one part."""
    return "all" if {"paid", "pa_name", "pa_type", "procID"} <= names_of(file) else None


def read(files: Sequence[RawFile]) -> Reading:
    """Read the dataset; an agreement on conflicts in several countries gives one row for each."""
    [file] = files
    table = read_csv(file, FIELDS)
    first, last = pc.min(table["covered_from"]).as_py(), pc.max(table["covered_to"]).as_py()
    stages = pa.array([STAGES[one] for one in table["type"].to_pylist()], pa.string())
    rows = spread(file, table.append_column("stage", stages), "gwno")
    return Reading(
        tables={"ucdp_peace_agreements__agreements": rows.select(list(SCHEMA.columns)).cast(SCHEMA.arrow())},
        rows=table.num_rows,
        covers=(Coverage(str(first.year), str(last.year), "gw"),),
        edition=edition_of(file, table),
    )


SOURCE = Source(
    name="ucdp_peace_agreements",
    title="UCDP Peace Agreement Dataset",
    publisher=PUBLISHER,
    licence=LICENCE,
    citation="UCDP Peace Agreement Dataset version {edition}. Pettersson, Högbladh & Öberg 2019; "
    "Davies, Pettersson & Öberg 2022. Uppsala Conflict Data Program.",
    home=HOME,
    cadence="irregular",
    schemas={"ucdp_peace_agreements__agreements": SCHEMA},
    part_of=part_of,
    read=read,
    counts_under=UNDER,
    bounds=Bounds(years=(1975, 2100), rows=(1, 5_000)),
    quirks=(
        "The publisher gives a workbook; the CSV copy is what is read.",
        "Two columns have a space after their name (“ref ”, “return ”).",
        "Third parties are free text in three columns; facilitators are often named in the notes only.",
        "An agreement can settle conflicts in several countries; the field then holds several codes.",
    ),
)
