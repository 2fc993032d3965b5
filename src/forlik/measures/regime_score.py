"""Polity score of a regime."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method


def method_1(country_years: Any) -> Any:
    """The combined Polity score; years with a special code have none."""
    scored = country_years.filter(country_years.polity.notnull())
    return scored.select("country_iso3", "year", "basis", value=scored.polity)


MEASURE = Measure(
    name="regime_score",
    title="Regime score (Polity5)",
    unit="points, -10 to 10",
    grain="country-year",
    direction="higher is better",
    methods=(Method(1, date(2026, 11, 23), method_1),),
    needs=("polity__country_years",),
    pillar="rights",
    example=Example(
        given={
            "polity__country_years": [
                {"country_iso3": "COL", "year": 2018, "polity": 7},
                {"country_iso3": "AFG", "year": 2005, "special_code": -66},
            ]
        },
        expect=[
            {"country_iso3": "COL", "year": 2018, "value": 7},
        ],
    ),
    notes="From -10 (autocracy) to 10 (democracy). Years of interruption, interregnum and transition have no "
    "score. The series ended with 2018.",
    misuse="It ended in 2018: never show it as the present. It measures institutions, not freedoms.",
)
