"""Gross domestic product per inhabitant in current US dollars."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.store.arithmetic import divide


def method_1(indicators: Any) -> Any:
    """GDP (whole dollars, the fraction cut off) divided by population, rounded half up to whole dollars."""
    is_product = indicators.indicator == "NY.GDP.MKTP.CD"
    is_people = indicators.indicator == "SP.POP.TOTL"
    both = indicators.filter(is_product | is_people).group_by(["country_iso3", "year"])
    pairs = both.aggregate(
        product=indicators.value.max(where=is_product),
        people=indicators.value.max(where=is_people),
        basis=indicators.basis.max(),
    )
    known = pairs.filter(pairs["product"].notnull() & (pairs.people > 0))
    value = divide(known["product"].floor().cast("int64"), known.people.floor().cast("int64"), 0)
    return known.mutate(value=value).select("country_iso3", "year", "value", "basis")


MEASURE = Measure(
    name="income_per_head",
    title="Income per head (GDP)",
    unit="US dollars per inhabitant",
    grain="country-year",
    direction="higher is better",
    methods=(Method(1, date(2026, 11, 23), method_1),),
    needs=("world_bank__indicators",),
    parts=("NY.GDP.MKTP.CD", "SP.POP.TOTL"),
    scaled=True,
    currency="USD, current prices and exchange rates",
    pillar="development",
    example=Example(
        given={
            "world_bank__indicators": [
                {"country_iso3": "NOR", "year": 2023, "indicator": "NY.GDP.MKTP.CD", "value": 1001},
                {"country_iso3": "NOR", "year": 2023, "indicator": "SP.POP.TOTL", "value": 2},
                {"country_iso3": "SWE", "year": 2023, "indicator": "SP.POP.TOTL", "value": 3},
            ]
        },
        expect=[
            {"country_iso3": "NOR", "year": 2023, "value": 501},
        ],
    ),
    notes="Both figures come from the World Bank, its World rows too; a country without one of them has no value.",
    misuse="An average: it says nothing of how income is shared, and current dollars move with exchange rates.",
)
