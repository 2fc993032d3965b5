"""Refugees a country gives asylum to."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.store.arithmetic import with_world


def method_1(people: Any) -> Any:
    """By country of asylum, whatever the origin; the world also holds those in an unknown place."""
    everywhere = people.group_by("year").aggregate(
        value=people.refugees.sum().cast("int64"), estimated=people.perhaps_mid_year.any(), basis=people.basis.max()
    )
    placed = people.filter(people.asylum_iso3.notnull())
    by_country = placed.group_by(["asylum_iso3", "year"]).aggregate(
        value=placed.refugees.sum().cast("int64"), estimated=placed.perhaps_mid_year.any(), basis=placed.basis.max()
    )
    return with_world(by_country.rename(country_iso3="asylum_iso3"), everywhere)


MEASURE = Measure(
    name="refugees_hosted",
    title="Refugees hosted",
    unit="people at the end of the year",
    grain="country-year",
    direction="neither",
    methods=(Method(1, date(2026, 11, 23), method_1),),
    needs=("unhcr_population__people",),
    pillar="humanitarian",
    example=Example(
        given={
            "unhcr_population__people": [
                {"year": 2024, "origin_iso3": "SYR", "asylum_iso3": "LBN", "refugees": 700, "perhaps_mid_year": False},
                {"year": 2024, "origin_iso3": "SYR", "asylum_iso3": "NOR", "refugees": 30, "perhaps_mid_year": False},
                {"year": 2024, "origin_iso3": None, "asylum_iso3": "NOR", "refugees": 4, "perhaps_mid_year": False},
                {"year": 2024, "origin_iso3": "NAM", "asylum_iso3": "LBN", "refugees": 0, "perhaps_mid_year": False},
            ]
        },
        expect=[
            {"country_iso3": "LBN", "year": 2024, "value": 700},
            {"country_iso3": "NOR", "year": 2024, "value": 34},
            {"country_iso3": "WLD", "year": 2024, "value": 734},
        ],
    ),
    notes="Refugees under UNHCR's mandate. The file's last year is marked estimated: it may stand at mid-year.",
    misuse="Not in it: Palestine refugees under UNRWA (5.9 million in 2024) and others in need of protection.",
)
