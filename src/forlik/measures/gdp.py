"""Gross domestic product in current US dollars."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method


def method_1(indicators: Any) -> Any:
    """The World Bank's GDP in current dollars; its own World row is the world."""
    product = indicators.filter(indicators.indicator == "NY.GDP.MKTP.CD")
    return product.select("country_iso3", "year", "value", "basis")


MEASURE = Measure(
    name="gdp",
    title="Gross domestic product",
    unit="US dollars",
    grain="country-year",
    direction="higher is better",
    methods=(Method(1, date(2026, 11, 23), method_1),),
    needs=("world_bank__indicators",),
    parts=("NY.GDP.MKTP.CD",),
    currency="USD, current prices and exchange rates",
    pillar="development",
    example=Example(
        given={
            "world_bank__indicators": [
                {"country_iso3": "NOR", "year": 2023, "indicator": "NY.GDP.MKTP.CD", "value": 482949731776},
                {"country_iso3": "NOR", "year": 2023, "indicator": "SP.POP.TOTL", "value": 5519594},
            ]
        },
        expect=[
            {"country_iso3": "NOR", "year": 2023, "value": 482949731776},
        ],
    ),
    notes="Rounded to whole dollars; the World is the World Bank's own aggregate, not a sum of the countries.",
    misuse="Current dollars: a change can be prices or the exchange rate, not output.",
)
