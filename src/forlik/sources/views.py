"""VIEWS country-months: deaths in state-based conflict as used in the VIEWS prediction challenge."""

from collections.abc import Sequence

import pyarrow.compute as pc

from forlik.core.errors import BadInput
from forlik.core.schema import Column, Schema
from forlik.core.source import Bounds, Coverage, Licence, RawFile, Reading, Source
from forlik.places import resolve_column
from forlik.sources._ucdp import UNDER, names_of
from forlik.store.read import ignored, line_of, read_csv, text, whole

EPOCH = 1980
FIRST_PARTS = 2021
"""Years before are in one file, years from here on in another; each is a part."""
SETTLED = 2021
"""Last year whose counts were final when the files were made; later ones come from candidate events."""
FIELDS = {
    "views_country_id": whole("country_views_id", low=1, required=True),
    "iso3": text("stated_iso3", required=True),
    "gwno": ignored("the VIEWS number is read"),
    "name": ignored("the VIEWS number is read"),
    "year": whole(low=1980, high=2100, required=True),
    "month": whole(low=1, high=12, required=True),
    "month_id": whole(required=True),
    "deaths": whole("deaths_best", low=0),
}
SCHEMA = Schema(
    grain="one country and month",
    key=("country_iso3", "year", "month"),
    columns={
        "country_iso3": Column("text", "country, by its VIEWS number at that time", required=True),
        "year": Column("int", "calendar year", required=True),
        "month": Column("int", "month, 1 to 12", required=True),
        "deaths_best": Column("int", "deaths in state-based conflict, best estimate", required=True),
        "provisional": Column("flag", "counted from candidate events, to be settled by a later edition", required=True),
    },
)


def part_of(file: RawFile) -> str | None:
    """Years to 2020 and years from 2021 are two parts, told apart by the first row."""
    if names_of(file) != set(FIELDS):
        return None
    lines = file.head().decode("utf-8-sig", errors="replace").splitlines()
    year = dict(zip(lines[0].split(","), (lines[1] if len(lines) > 1 else "").split(","), strict=False)).get("year", "")
    return "from 2021" if year.isdecimal() and int(year) >= FIRST_PARTS else "to 2020"


def read(files: Sequence[RawFile]) -> Reading:
    """Read one file; cells the source leaves empty (the state did not exist under that number) are left out."""
    [file] = files
    table = read_csv(file, FIELDS)
    counted = pc.add(pc.multiply(pc.subtract(table["year"], EPOCH), 12), table["month"])
    _none(file, pc.not_equal(counted, table["month_id"]), "month_id", "the month's number does not fit year and month")
    kept = table.filter(pc.is_valid(table["deaths_best"]))
    iso3, strange = resolve_column("views", kept["country_views_id"], kept["year"], months=kept["month"])
    for _, code, why in strange:
        raise BadInput(f"“{code}” {why}", file=file.name, field="views_country_id", remedy="report it")
    differs = pc.not_equal(iso3, kept["stated_iso3"])
    if pc.any(differs).as_py():
        row = pc.index(differs, value=True).as_py()
        raise BadInput(
            f"number {kept['country_views_id'][row]} is {iso3[row]}, but the file says {kept['stated_iso3'][row]}",
            file=file.name,
            field="iso3",
            remedy="get the original file; if it is the original, report it",
        )
    months = pc.min_max(table["month_id"]).as_py()
    first, last = (f"{EPOCH + (one - 1) // 12}-{(one - 1) % 12 + 1:02d}" for one in (months["min"], months["max"]))
    return Reading(
        tables={
            "views__country_months": kept.append_column("country_iso3", iso3)
            .append_column("provisional", pc.greater(kept["year"], SETTLED))
            .select(list(SCHEMA.columns))
            .cast(SCHEMA.arrow())
        },
        rows=table.num_rows,
        covers=_covers(first, last),
        ignored={"no figure: the state did not exist under that VIEWS number": table.num_rows - kept.num_rows},
    )


def _covers(first: str, last: str) -> tuple[Coverage, ...]:
    """What the file speaks for; the settled years and the others apart."""
    settled, begun = f"{SETTLED}-12", f"{SETTLED + 1}-01"
    whole = (
        Coverage(first, min(last, settled), "views"),
        Coverage(max(first, begun), last, "views", provisional=True),
    )
    return tuple(one for one in whole if one.first <= one.last)


def _none(file: RawFile, wrong: object, field: str, why: str) -> None:
    row = pc.index(wrong, value=True).as_py()
    if row >= 0:
        raise BadInput(why, file=file.name, line=line_of(file, row), field=field, remedy="get the original file")


SOURCE = Source(
    name="views",
    title="VIEWS prediction challenge 2023/24, deaths in state-based conflict by country and month",
    publisher="VIEWS (Uppsala University and Peace Research Institute Oslo), from UCDP",
    licence=Licence(
        "CC BY 4.0 (UCDP)",
        True,
        "none stated in the copy; the death counts are UCDP's, whose licence is recorded by Our World in Data",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
    citation="VIEWS prediction challenge 2023/24 ({edition}). Hegre et al. 2025; counts from the Uppsala Conflict Data "
    "Program, Georeferenced Event Dataset. Sundberg & Melander 2013.",
    home="https://viewsforecasting.org/",
    cadence="ended",
    schemas={"views__country_months": SCHEMA},
    part_of=part_of,
    read=read,
    counts_under=UNDER,
    bounds=Bounds(years=(1980, 2100), rows=(1, 200_000)),
    quirks=(
        "The publisher's own label of each month was one year too early; the files read here have it put right.",
        "2018, 2019 and 2020 equal the challenge's official actuals.",
        "Years up to 2021 are final; 2022 and 2023 are an early vintage that later editions raise.",
        "State-based violence only. Places without a VIEWS number, such as Palestine, are not spoken for.",
    ),
)
