"""Asylum-seekers whose claim is pending in a country."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.store.arithmetic import with_world


def method_1(people: Any) -> Any:
    """By country of asylum from 2000; before, the file has them in an unknown place only."""
    rows = people.filter(people.year >= 2000)  # noqa: PLR2004 - the column's first year; here the hash sees it
    everywhere = rows.group_by("year").aggregate(
        value=rows.asylum_seekers.sum().cast("int64"), estimated=rows.perhaps_mid_year.any(), basis=rows.basis.max()
    )
    placed = rows.filter(rows.asylum_iso3.notnull())
    by_country = placed.group_by(["asylum_iso3", "year"]).aggregate(
        value=placed.asylum_seekers.sum().cast("int64"),
        estimated=placed.perhaps_mid_year.any(),
        basis=placed.basis.max(),
    )
    return with_world(by_country.rename(country_iso3="asylum_iso3"), everywhere)


MEASURE = Measure(
    name="asylum_seekers_hosted",
    title="Asylum-seekers hosted",
    unit="people at the end of the year",
    grain="country-year",
    direction="neither",
    methods=(Method(1, date(2026, 11, 23), method_1),),
    needs=("unhcr_population__people",),
    pillar="humanitarian",
    example=Example(
        given={
            "unhcr_population__people": [
                {
                    "year": 2024,
                    "origin_iso3": "SYR",
                    "asylum_iso3": "LBN",
                    "asylum_seekers": 700,
                    "perhaps_mid_year": False,
                },
                {
                    "year": 2024,
                    "origin_iso3": "SYR",
                    "asylum_iso3": "NOR",
                    "asylum_seekers": 30,
                    "perhaps_mid_year": False,
                },
                {
                    "year": 2024,
                    "origin_iso3": None,
                    "asylum_iso3": "NOR",
                    "asylum_seekers": 4,
                    "perhaps_mid_year": False,
                },
                {
                    "year": 2024,
                    "origin_iso3": "NAM",
                    "asylum_iso3": "LBN",
                    "asylum_seekers": 0,
                    "perhaps_mid_year": False,
                },
            ]
        },
        expect=[
            {"country_iso3": "LBN", "year": 2024, "value": 700},
            {"country_iso3": "NOR", "year": 2024, "value": 34},
            {"country_iso3": "WLD", "year": 2024, "value": 734},
        ],
    ),
    notes="Claims still open. The last year of the file is marked estimated: it may stand at mid-year.",
    misuse="Not the applications of the year: slow authorities have high figures.",
)
