"""PA-X Peace Agreements Database: agreements since 1990 with their stage and place. Own use only."""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import BadInput
from forlik.core.schema import Column, Schema
from forlik.core.source import Address, Bounds, Coverage, Licence, RawFile, Reading, Source
from forlik.places import resolve_column
from forlik.sources._bodies import named_in
from forlik.store.read import day, flag, ignored, line_of, read_csv, sniff, text, whole

DAYS = ("%d/%m/%Y", "%Y-%m-%d")
"""The slim table has days day first, PA-X's other files as ISO; a file has one form throughout."""
FREE = "free text of the agreement, which may name persons; PA-X is the place to read it"
LABEL = "a label of a code that is kept"
FIELDS = {
    "Con": text("conflict_name", required=True),
    "Contp": text("conflict_type", required=True),
    "PP": whole("process_pax_id", low=1, required=True),
    "PPName": text("process_name", required=True),
    "Reg": text("region", required=True),
    "AgtId": whole("agreement_pax_id", low=1, required=True),
    "Ver": ignored("version of the coding of this row"),
    "Agt": text("title", required=True),
    "Dat": day("signed_on", formats=DAYS, required=True),
    "Status": text("status", required=True),
    "Lgt": ignored("number of pages"),
    "N_characters": ignored("length of the text"),
    "Agtp": text("type", required=True, one_of=("Inter", "InterIntra", "Intra", "IntraLocal")),
    "Stage": text("stage", required=True, one_of=("Pre", "Cea", "SubPar", "SubComp", "Imp", "Ren", "Oth")),
    "StageSub": text("stage_detail", required=True),
    "Part": ignored(FREE),
    "ThrdPart": text("third_parties"),
    "OthAgr": ignored(FREE),
    "Loc1ISO": text("iso_1"),
    "Loc2ISO": text("iso_2"),
    "Loc1GWNO": whole("gw_1", low=2, high=999),
    "Loc2GWNO": whole("gw_2", low=2, high=999),
    "UcdpCon": whole("conflict_ucdp_id", low=1),
    "UcdpAgr": whole("agreement_ucdp_id", low=1),
    "PamAgr": ignored("number in the Peace Accords Matrix"),
    "CowWar": ignored("number in the Correlates of War lists"),
    "Interim": flag("interim", required=True),
    "description": ignored(FREE),
    "year": whole("year", low=1990, high=2100, required=True),
    "PAX_Hyperlink": text("address", required=True),
    "PDF_Hyperlink": ignored("address of the text, one step from the agreement's page"),
} | {
    name: ignored(LABEL)
    for name in (
        "stage_label", "stage - sort", "stage_short", "agt_type", "agt_dat", "stage_display", "substage_label",
    )
}  # fmt: skip
AGREEMENTS = Schema(
    grain="one agreement",
    key=("agreement_pax_id",),
    columns={
        "agreement_pax_id": Column("int", "PA-X's number of the agreement", required=True),
        "title": Column("text", "title of the agreement", required=True),
        "signed_on": Column("date", "day signed or agreed", required=True),
        "year": Column("int", "year of that day", required=True),
        "status": Column("text", "signed or agreed by several parties, unilateral, unclear …", required=True),
        "type": Column("text", "Inter, InterIntra, Intra or IntraLocal", required=True),
        "stage": Column(
            "text",
            "Pre before negotiation, Cea ceasefire, SubPar and SubComp partial and comprehensive substance, "
            "Imp implementation, Ren renewal, Oth other",
            required=True,
        ),
        "stage_detail": Column("text", "PA-X's code within the stage", required=True),
        "interim": Column("flag", "whether it is an interim arrangement", required=True),
        "process_pax_id": Column("int", "PA-X's number of the peace process", required=True),
        "process_name": Column("text", "name of the peace process", required=True),
        "conflict_name": Column("text", "conflict in PA-X's words", required=True),
        "conflict_type": Column("text", "government, territory, inter-group …", required=True),
        "conflict_ucdp_id": Column("int", "UCDP's number of the conflict"),
        "agreement_ucdp_id": Column("int", "UCDP's number of the agreement"),
        "region": Column("text", "region in PA-X's words", required=True),
        "third_parties": Column(
            "text", "codes of the organisations and states of a fixed list that are named as third parties"
        ),
        "address": Column("text", "the agreement's page", required=True),
    },
)
PLACES = Schema(
    grain="one agreement, one place it concerns (two at most are coded)",
    key=("agreement_pax_id", "country_iso3"),
    columns={
        "agreement_pax_id": Column("int", "PA-X's number of the agreement", required=True),
        "country_iso3": Column("text", "place in today's codes", required=True),
        "year": Column("int", "year of the agreement", required=True),
    },
)
TODAY = {347: "XKX", 345: "SRB"}


def part_of(file: RawFile) -> str | None:
    """The agreements, and the Gender and Local datasets, which are recognised and refused when read."""
    names = sniff.columns(file)
    if not {"AgtId", "PPName", "Stage", "StageSub"} <= names:
        return None
    return "gender" if "WggPar" in names else "local" if "LocaleName" in names else "agreements"


def read(files: Sequence[RawFile]) -> Reading:
    """Read the slim table of agreements; its free text stays behind, but for the bodies that are named in it."""
    [file] = files
    part = part_of(file)
    if part != "agreements":
        raise BadInput(
            f"this is PA-X {part}, a dataset of its own that is not read yet",
            file=file.name,
            remedy="import the table of all agreements (pax.csv)",
        )
    table = read_csv(file, FIELDS)
    third = [" ".join(named_in(one)) or None for one in table["third_parties"].to_pylist()]
    table = table.set_column(table.column_names.index("third_parties"), "third_parties", pa.array(third, pa.string()))
    off = pc.index(pc.not_equal(pc.cast(pc.year(table["signed_on"]), pa.int64()), table["year"]), value=True).as_py()
    if off >= 0:
        raise BadInput(
            f"“{table['year'][off]}” is not the year of “{table['signed_on'][off]}”",
            file=file.name,
            line=line_of(file, off),
            field="year",
            remedy="days and months were exchanged when the file was saved again; get the original",
        )
    first, second = (_places(file, table, number) for number in (1, 2))
    rows = [
        {"agreement_pax_id": agreement, "country_iso3": place, "year": year}
        for agreement, year, *both in zip(
            table["agreement_pax_id"].to_pylist(), table["year"].to_pylist(), first, second, strict=True
        )
        for place in dict.fromkeys(one for one in both if one)
    ]
    nowhere = sum(not (one or other) for one, other in zip(first, second, strict=True))
    years = pc.min_max(table["year"]).as_py()
    return Reading(
        tables={
            "pax__agreements": table.select(list(AGREEMENTS.columns)).cast(AGREEMENTS.arrow()),
            "pax__agreement_places": pa.Table.from_pylist(rows, PLACES.arrow()),
        },
        rows=table.num_rows,
        covers=(Coverage(str(years["min"]), str(years["max"]), "gw"),),
        remarks=(f"{nowhere} agreements are coded for no single country; they count in the world only",),
    )


def _places(file: RawFile, table: pa.Table, number: int) -> list[str | None]:
    """Today's place of each row: by ISO code, else by Gleditsch-Ward number (Kosovo has no ISO code)."""
    iso3, strange = resolve_column("iso3", table[f"iso_{number}"])
    for row, code, why in strange:
        raise BadInput(f"“{code}” {why}", file=file.name, line=line_of(file, row), field=f"Loc{number}ISO")
    places: list[str | None] = []
    for row, (place, gw) in enumerate(zip(iso3.to_pylist(), table[f"gw_{number}"].to_pylist(), strict=True)):
        if place is None and gw is not None and gw not in TODAY:
            raise BadInput(
                f"“{gw}” stands without an ISO code", file=file.name, line=line_of(file, row), field=f"Loc{number}GWNO"
            )
        places.append(place or TODAY.get(gw))
    return places


SOURCE = Source(
    name="pax",
    title="PA-X Peace Agreements Database",
    publisher="University of Edinburgh",
    licence=Licence("own terms", False, "the site's terms of use were not read; CC BY-NC-SA 4.0 from memory"),
    citation="PA-X Peace Agreements Database (www.peaceagreements.org), University of Edinburgh. Edition: {edition}.",
    home="https://www.peaceagreements.org",
    cadence="irregular",
    schemas={"pax__agreements": AGREEMENTS, "pax__agreement_places": PLACES},
    part_of=part_of,
    read=read,
    bounds=Bounds(years=(1990, 2100), rows=(1, 20_000)),
    addresses=(
        Address(
            "agreements",
            "https://www.peaceagreements.org/files/pax_all_agreements_data.csv",
            "pax.csv",
            ("text/csv", "application/octet-stream"),
        ),
    ),
    quirks=(
        "For your own use until the terms are read. There is a byte-order mark.",
        "Days are written DD/MM/YYYY or YYYY-MM-DD, in one form throughout a file.",
        "Of the third parties only organisations and states of a fixed list are taken; persons stay behind.",
        "Places are coded in today's codes: agreements of 1992 can concern South Sudan.",
        "Kosovo has no ISO code; its Gleditsch-Ward number says so.",
        "The edition is not stated in the file. The address is from memory; this slim table is PA-X's explorer's.",
    ),
)
