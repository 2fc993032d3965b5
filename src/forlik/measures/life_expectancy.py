"""Life expectancy at birth."""

from datetime import date
from decimal import Decimal
from typing import Any

from forlik.core.measure import Example, Measure, Method


def method_1(indicators: Any) -> Any:
    """The Factbook's figure, in the year its text states."""
    stated = indicators.filter(indicators.indicator == "life_expectancy_years")
    stated = stated.mutate(estimated=stated.value.notnull())
    return stated.select("country_iso3", "year", "value", "estimated", "basis")


MEASURE = Measure(
    name="life_expectancy",
    title="Life expectancy at birth",
    unit="years",
    grain="country-year",
    direction="higher is better",
    methods=(Method(1, date(2026, 11, 23), method_1),),
    needs=("world_factbook__indicators",),
    digits=1,
    pillar="development",
    example=Example(
        given={
            "world_factbook__indicators": [
                {"country_iso3": "COL", "year": 2021, "indicator": "life_expectancy_years", "value": Decimal("77.9")},
                {"country_iso3": "COL", "year": 2025, "indicator": "population", "value": 49000000},
            ]
        },
        expect=[
            {"country_iso3": "COL", "year": 2021, "value": Decimal("77.9")},
        ],
    ),
    notes="The World Factbook's latest figure for the year its text states; the World is its own row, of another year.",
    misuse="Mostly a model's estimate; one figure a country, so it shows no trend.",
)
