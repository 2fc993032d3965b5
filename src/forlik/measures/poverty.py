"""Population below the national poverty line."""

from datetime import date
from decimal import Decimal
from typing import Any

from forlik.core.measure import Example, Measure, Method


def method_1(indicators: Any) -> Any:
    """The Factbook's figure, in the year its text states."""
    stated = indicators.filter(indicators.indicator == "poverty_percent")
    stated = stated.mutate(estimated=stated.value.notnull())
    return stated.select("country_iso3", "year", "value", "estimated", "basis")


MEASURE = Measure(
    name="poverty",
    title="Population below the national poverty line",
    unit="percent of population",
    grain="country-year",
    direction="higher is worse",
    methods=(Method(1, date(2026, 11, 23), method_1),),
    needs=("world_factbook__indicators",),
    digits=1,
    pillar="development",
    example=Example(
        given={
            "world_factbook__indicators": [
                {"country_iso3": "COL", "year": 2021, "indicator": "poverty_percent", "value": Decimal("36.3")},
                {"country_iso3": "COL", "year": 2025, "indicator": "population", "value": 49000000},
            ]
        },
        expect=[
            {"country_iso3": "COL", "year": 2021, "value": Decimal("36.3")},
        ],
    ),
    notes="The World Factbook's latest figure, shown for the year its text states; there is no figure for the world.",
    misuse="Every country draws its own line: never rank countries by it, and never read the gap between two "
    "years as a trend.",
)
