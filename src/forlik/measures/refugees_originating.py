"""Refugees from a country."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.store.arithmetic import with_world


def method_1(people: Any) -> Any:
    """By country of origin; the world also holds the stateless, Tibetans and those of unknown origin."""
    everywhere = people.group_by("year").aggregate(
        value=people.refugees.sum().cast("int64"), estimated=people.perhaps_mid_year.any(), basis=people.basis.max()
    )
    placed = people.filter(people.origin_iso3.notnull())
    by_country = placed.group_by(["origin_iso3", "year"]).aggregate(
        value=placed.refugees.sum().cast("int64"), estimated=placed.perhaps_mid_year.any(), basis=placed.basis.max()
    )
    return with_world(by_country.rename(country_iso3="origin_iso3"), everywhere)


MEASURE = Measure(
    name="refugees_originating",
    title="Refugees from the country",
    unit="people at the end of the year",
    grain="country-year",
    direction="higher is worse",
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
            {"country_iso3": "SYR", "year": 2024, "value": 730},
            {"country_iso3": "NAM", "year": 2024, "value": 0},
            {"country_iso3": "WLD", "year": 2024, "value": 734},
        ],
    ),
    notes="The world's figure equals that of refugees hosted. The last year of the file is marked estimated.",
    misuse="Codes are today's: Serbia's holds Yugoslavia before 2006. Palestine refugees under UNRWA are not in it.",
)
