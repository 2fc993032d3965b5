"""Population."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method


def method_1(indicators: Any) -> Any:
    """The World Bank's total population; its own World row is the world."""
    people = indicators.filter(indicators.indicator == "SP.POP.TOTL")
    return people.select("country_iso3", "year", "value", "basis")


MEASURE = Measure(
    name="population",
    title="Population",
    unit="people",
    grain="country-year",
    direction="neither",
    methods=(Method(1, date(2026, 11, 23), method_1),),
    needs=("world_bank__indicators",),
    parts=("SP.POP.TOTL",),
    pillar="development",
    example=Example(
        given={
            "world_bank__indicators": [
                {"country_iso3": "NOR", "year": 2023, "indicator": "SP.POP.TOTL", "value": 5519594},
                {"country_iso3": "NOR", "year": 2023, "indicator": "NY.GDP.MKTP.CD", "value": 482949731776},
                {"country_iso3": "WLD", "year": 2023, "indicator": "SP.POP.TOTL", "value": 8064976601},
            ]
        },
        expect=[
            {"country_iso3": "NOR", "year": 2023, "value": 5519594},
            {"country_iso3": "WLD", "year": 2023, "value": 8064976601},
        ],
    ),
    notes="Midyear estimates by the World Bank; the World is the World Bank's own aggregate, not a sum of the "
    "countries.",
    misuse="Estimates are revised back in time: say which edition; where no census was held for long they are weak.",
)
