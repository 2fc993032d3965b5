"""Varieties of Democracy: indices of kinds of democracy with their uncertainty, by country and year."""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import BadInput
from forlik.core.schema import Column, Schema
from forlik.core.source import Address, Bounds, Coverage, Licence, RawFile, Reading, Source
from forlik.places import resolve_column
from forlik.store.read import header_of, ignored, line_of, number, read_csv, sniff, text, whole

FIRST = 1946
HALVES = (128, 138)
INDICES = {
    "v2x_polyarchy": "electoral_democracy",
    "v2x_libdem": "liberal_democracy",
    "v2x_partipdem": "participatory_democracy",
    "v2x_delibdem": "deliberative_democracy",
    "v2x_egaldem": "egalitarian_democracy",
}
ENDS = {"": "", "_codelow": "_low", "_codehigh": "_high"}
FIELDS = {
    "country_name": text("vdem_name", required=True),
    "country_text_id": ignored("V-Dem's number says which country"),
    "country_id": whole("vdem_id", low=1, required=True),
    "year": whole("year", low=1789, high=2100, required=True),
    "v2x_regime": whole("regime", low=0, high=3, missing=("", "NA")),
} | {
    code + end: number(name + ending, low=0, high=1, missing=("", "NA"), exact=True)
    for code, name in INDICES.items()
    for end, ending in ENDS.items()
}
SCHEMA = Schema(
    grain="one country, one year from 1946 on",
    key=("country_iso3", "year"),
    columns={
        "country_iso3": Column("text", "country", required=True),
        "year": Column("int", "calendar year", required=True),
        "vdem_name": Column("text", "name in V-Dem", required=True),
        "regime": Column(
            "int", "0 closed autocracy, 1 electoral autocracy, 2 electoral democracy, 3 liberal democracy"
        ),
    }
    | {
        name + ending: Column("decimal", f"{name.replace('_', ' ')}, 0 to 1{', bound of uncertainty' * bool(ending)}")
        for name in INDICES.values()
        for ending in ENDS.values()
    },
)


def part_of(file: RawFile) -> str | None:
    """Core and full country-year files are versions of one part."""
    return "country-year" if {"country_id", "v2x_polyarchy", "v2x_regime", "year"} <= sniff.columns(file) else None


def read(files: Sequence[RawFile]) -> Reading:
    """Read the country-year CSV; the hundreds of other indicators are left out."""
    [file] = files
    others = {name: ignored("an indicator no measure uses") for name in header_of(file) if name not in FIELDS}
    table = read_csv(file, FIELDS | others)
    wanted = pc.and_(
        pc.greater_equal(table["year"], FIRST), pc.invert(pc.is_in(table["vdem_id"], value_set=pa.array(HALVES)))
    )
    early = pc.sum(pc.less(table["year"], FIRST)).as_py()
    rows = pc.indices_nonzero(wanted)
    kept = table.take(rows)
    iso3, strange = resolve_column("vdem", kept["vdem_id"], kept["year"])
    for row, code, why in strange:
        line = line_of(file, rows[row].as_py())
        raise BadInput(f"“{code}” {why}", file=file.name, line=line, field="country_id")
    left_out = {
        f"years before {FIRST}, before the other sources begin": early,
        "half of a place (the West Bank, Gaza)": table.num_rows - early - kept.num_rows,
    }
    return Reading(
        tables={
            "vdem__country_years": kept.append_column("country_iso3", iso3)
            .select(list(SCHEMA.columns))
            .cast(SCHEMA.arrow())
        },
        rows=table.num_rows,
        covers=(Coverage(str(FIRST), str(pc.max(table["year"])), "vdem"),),
        ignored={reason: count for reason, count in left_out.items() if count},
    )


SOURCE = Source(
    name="vdem",
    title="Varieties of Democracy, country-year dataset",
    publisher="V-Dem Institute, University of Gothenburg",
    licence=Licence(
        "CC BY-SA 4.0",
        False,
        "the V-Dem Institute's data page, from memory",
        "https://creativecommons.org/licenses/by-sa/4.0/",
    ),
    citation="Coppedge et al.: V-Dem Country-Year Dataset, Varieties of Democracy Project. Edition: {edition}.",
    home="https://v-dem.net/data/the-v-dem-dataset/",
    cadence="yearly",
    schemas={"vdem__country_years": SCHEMA},
    part_of=part_of,
    read=read,
    bounds=Bounds(years=(FIRST, 2100), rows=(1, 60_000)),
    addresses=(
        Address(
            "country-year",
            "https://v-dem.net/media/datasets/V-Dem-CY-Core_csv_v15.zip",
            "V-Dem-CY-Core_csv.zip",
            ("application/zip", "application/octet-stream"),
        ),
    ),
    quirks=(
        "The bounds are V-Dem's _codelow and _codehigh: about one standard deviation of the coders' disagreement.",
        "The West Bank and Gaza are coded apart and have no place of their own here.",
    ),
    unverified_layout="V-Dem Codebook v15 (identifiers country_id, year; indices v2x_* with _codelow and _codehigh)",
)
