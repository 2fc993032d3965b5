"""Returned refugees and returned internally displaced people, by sex and age (HDX HAPI, from UNHCR)."""

from collections.abc import Sequence

import pyarrow.compute as pc

from forlik.core.errors import BadInput
from forlik.core.schema import Column, Schema
from forlik.core.source import Bounds, Coverage, Licence, RawFile, Reading, Source
from forlik.places import resolve_column
from forlik.store.read import day, ignored, line_of, read_csv, sniff, text, whole

STATELESS = "STA"
PLAN = "whether a plan exists is taken from the plans themselves"
FIELDS = {
    "origin_location_code": text("origin_hapi", required=True),
    "origin_has_hrp": ignored(PLAN),
    "origin_in_gho": ignored(PLAN),
    "asylum_location_code": text("asylum_hapi", required=True),
    "asylum_has_hrp": ignored(PLAN),
    "asylum_in_gho": ignored(PLAN),
    "population_group": text(required=True, one_of=("RET", "RDP")),
    "gender": text(required=True, one_of=("f", "m", "all")),
    "age_range": text(required=True),
    "min_age": whole("age_from", low=0, high=120),
    "max_age": whole("age_to", low=0, high=120),
    "population": whole("people", low=0, high=100_000_000, required=True),
    "reference_period_start": day("starts_on", required=True),
    "reference_period_end": day("ends_on", required=True),
    "dataset_hdx_id": ignored("names the dataset, the same in every row"),
    "resource_hdx_id": ignored("names the resource, the same in every row"),
    "warning": ignored("a remark of the pipeline that made the file"),
    "error": ignored("a remark of the pipeline that made the file: codes it did not know are looked up here"),
}
SCHEMA = Schema(
    grain="one origin, one asylum, one group, one sex, one range of ages, one year; sums stand beside their parts",
    key=("origin_hapi", "asylum_hapi", "population_group", "gender", "age_range", "year"),
    columns={
        "origin_hapi": Column("text", "code of the origin as in the file; STA stateless", required=True),
        "origin_iso3": Column("text", "country of origin, to which people returned; missing for STA"),
        "asylum_hapi": Column("text", "code of the asylum as in the file", required=True),
        "asylum_iso3": Column("text", "country of asylum; in all known rows the same as the origin"),
        "population_group": Column("text", "RET returned refugees, RDP returned displaced people", required=True),
        "gender": Column("text", "f, m, or all", required=True),
        "age_range": Column("text", "years of age, or all", required=True),
        "age_from": Column("int", "youngest age in years"),
        "age_to": Column("int", "oldest age in years"),
        "people": Column("int", "people who returned in the year (flow)", required=True),
        "year": Column("int", "calendar year", required=True),
    },
)


def part_of(file: RawFile) -> str | None:
    """All years are in one file: one part."""
    wanted = {"origin_location_code", "asylum_location_code", "population_group", "reference_period_start"}
    return "all" if wanted <= sniff.columns(file) else None


def read(files: Sequence[RawFile]) -> Reading:
    """Read the global file."""
    [file] = files
    table = read_csv(file, FIELDS)
    years = pc.year(table["starts_on"])
    for row, (starts, ends) in enumerate(
        zip(table["starts_on"].to_pylist(), table["ends_on"].to_pylist(), strict=True)
    ):
        if (starts.month, starts.day, ends.month, ends.day, ends.year) != (1, 1, 12, 31, starts.year):
            raise BadInput(
                f"{starts} to {ends} is no calendar year",
                file=file.name,
                line=line_of(file, row),
                field="reference_period_end",
            )
    placed = table.append_column("year", years)
    for side in ("origin", "asylum"):
        iso3, strange = resolve_column("iso3", table[f"{side}_hapi"], years)
        for row, code, why in strange:
            if code != STATELESS:
                raise BadInput(
                    f"“{code}” {why}", file=file.name, line=line_of(file, row), field=f"{side}_location_code"
                )
        placed = placed.append_column(f"{side}_iso3", iso3)
    span = pc.min_max(years).as_py()
    spoken = tuple(sorted(set(placed["origin_iso3"].to_pylist()) - {None}))
    return Reading(
        tables={"unhcr_returnees__groups": placed.select(list(SCHEMA.columns)).cast(SCHEMA.arrow())},
        rows=table.num_rows,
        covers=(Coverage(str(span["min"]), str(span["max"]), spoken),),
    )


SOURCE = Source(
    name="unhcr_returnees",
    title="Returnees (HDX HAPI, affected people)",
    publisher="UNHCR, through the Humanitarian Data Exchange",
    licence=Licence(
        "CC BY",
        True,
        "the dataset's settings on the Humanitarian Data Exchange",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
    citation="UNHCR, returnees, through the Humanitarian Data Exchange (HDX HAPI), {edition}.",
    home="https://data.humdata.org/dataset/hdx-hapi-returnees",
    cadence="yearly",
    schemas={"unhcr_returnees__groups": SCHEMA},
    part_of=part_of,
    read=read,
    bounds=Bounds(years=(1951, 2100), rows=(1, 1_000_000)),
    quirks=(
        "Only the row of gender all and age all holds everybody: sex and age are often unknown, so parts do not sum.",
        "Zero in a part may mean that sex or age is unknown, not that nobody of it returned.",
        "Ukraine 2022 and 2023 differ from the Refugee Population Statistics; all other countries agree.",
    ),
)
