"""Troops and police in UN missions."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.measures._peacekeepers import AT_WORK, COUNTED, GIVEN, TABLE, personnel


def method_1(contributions: Any) -> Any:
    """All personnel of a month, in each country and in the world."""
    return personnel(contributions)


MEASURE = Measure(
    name="peacekeepers_deployed",
    title="Troops and police in UN missions",
    unit="people",
    grain="country-month",
    direction="neither",
    methods=(Method(1, date(2026, 11, 27), method_1),),
    needs=(TABLE,),
    pillar="peace",
    example=Example(
        given=GIVEN,
        expect=[
            {"country_iso3": "SDN", "year": 2020, "month": 5, "value": 402},
            {"country_iso3": "SSD", "year": 2020, "month": 5, "value": 417},
            {"country_iso3": "SSD", "year": 2020, "month": 6, "value": 14},
            {"country_iso3": "WLD", "year": 2020, "month": 5, "value": 417},
            {"country_iso3": "WLD", "year": 2020, "month": 6, "value": 14},
        ],
    ),
    notes=COUNTED,
    misuse=f"Never add countries: a mission in two of them stands in both. {AT_WORK}",
)
