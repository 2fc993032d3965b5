"""Refugees who returned to their country in the year."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.store.arithmetic import with_world


def method_1(people: Any) -> Any:
    """By the country returned to, from 1965, when the column began."""
    rows = people.filter(people.year >= 1965)  # noqa: PLR2004 - the column's first year; here the hash sees it
    everywhere = rows.group_by("year").aggregate(
        value=rows.returned_refugees.sum().cast("int64"), estimated=rows.perhaps_mid_year.any(), basis=rows.basis.max()
    )
    placed = rows.filter(rows.origin_iso3.notnull())
    by_country = placed.group_by(["origin_iso3", "year"]).aggregate(
        value=placed.returned_refugees.sum().cast("int64"),
        estimated=placed.perhaps_mid_year.any(),
        basis=placed.basis.max(),
    )
    return with_world(by_country.rename(country_iso3="origin_iso3"), everywhere)


MEASURE = Measure(
    name="refugees_returned",
    title="Refugees returned",
    unit="people in the year",
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
                    "returned_refugees": 700,
                    "perhaps_mid_year": False,
                },
                {
                    "year": 2024,
                    "origin_iso3": "SYR",
                    "asylum_iso3": "NOR",
                    "returned_refugees": 30,
                    "perhaps_mid_year": False,
                },
                {
                    "year": 2024,
                    "origin_iso3": None,
                    "asylum_iso3": "NOR",
                    "returned_refugees": 4,
                    "perhaps_mid_year": False,
                },
                {
                    "year": 2024,
                    "origin_iso3": "NAM",
                    "asylum_iso3": "LBN",
                    "returned_refugees": 0,
                    "perhaps_mid_year": False,
                },
            ]
        },
        expect=[
            {"country_iso3": "SYR", "year": 2024, "value": 730},
            {"country_iso3": "NAM", "year": 2024, "value": 0},
            {"country_iso3": "WLD", "year": 2024, "value": 734},
        ],
    ),
    notes="A flow. The last year of the file is marked estimated: it may stand at mid-year.",
    misuse="Returns that UNHCR knows of; whether people could stay is not said.",
)
