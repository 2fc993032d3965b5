"""Stateless people a country reports."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.store.arithmetic import with_world


def method_1(people: Any) -> Any:
    """By the country they live in, from 2004, when reporting began."""
    rows = people.filter(people.year >= 2004)  # noqa: PLR2004 - the column's first year; here the hash sees it
    everywhere = rows.group_by("year").aggregate(
        value=rows.stateless.sum().cast("int64"), estimated=rows.perhaps_mid_year.any(), basis=rows.basis.max()
    )
    placed = rows.filter(rows.asylum_iso3.notnull())
    by_country = placed.group_by(["asylum_iso3", "year"]).aggregate(
        value=placed.stateless.sum().cast("int64"), estimated=placed.perhaps_mid_year.any(), basis=placed.basis.max()
    )
    return with_world(by_country.rename(country_iso3="asylum_iso3"), everywhere)


MEASURE = Measure(
    name="stateless",
    title="Stateless people",
    unit="people at the end of the year",
    grain="country-year",
    direction="higher is worse",
    methods=(Method(1, date(2026, 11, 23), method_1),),
    needs=("unhcr_population__people",),
    pillar="humanitarian",
    example=Example(
        given={
            "unhcr_population__people": [
                {"year": 2024, "origin_iso3": "SYR", "asylum_iso3": "LBN", "stateless": 700, "perhaps_mid_year": False},
                {"year": 2024, "origin_iso3": "SYR", "asylum_iso3": "NOR", "stateless": 30, "perhaps_mid_year": False},
                {"year": 2024, "origin_iso3": None, "asylum_iso3": "NOR", "stateless": 4, "perhaps_mid_year": False},
                {"year": 2024, "origin_iso3": "NAM", "asylum_iso3": "LBN", "stateless": 0, "perhaps_mid_year": False},
            ]
        },
        expect=[
            {"country_iso3": "LBN", "year": 2024, "value": 700},
            {"country_iso3": "NOR", "year": 2024, "value": 34},
            {"country_iso3": "WLD", "year": 2024, "value": 734},
        ],
    ),
    notes="About 100 countries report; a zero may mean that nobody counted. The last year is marked estimated.",
    misuse="Not to be added to refugees: stateless refugees are in both.",
)
