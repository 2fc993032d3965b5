"""Lexical Index of Electoral Democracy."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method


def method_1(country_years: Any) -> Any:
    """The seven-step index of states the index counts as sovereign that year."""
    states = country_years.filter(country_years.sovereign)
    return states.select("country_iso3", "year", "basis", value=states.lexical_index)


MEASURE = Measure(
    name="electoral_democracy",
    title="Electoral democracy (Lexical Index)",
    unit="step of the index, 0 to 6",
    grain="country-year",
    direction="higher is better",
    methods=(Method(1, date(2026, 11, 23), method_1),),
    needs=("lied__country_years",),
    pillar="rights",
    example=Example(
        given={
            "lied__country_years": [
                {"country_iso3": "COL", "year": 2023, "lexical_index": 6, "lexical_index_plus": 7, "sovereign": True},
                {"country_iso3": "DZA", "year": 1950, "lexical_index": 1, "lexical_index_plus": 1, "sovereign": False},
            ]
        },
        expect=[
            {"country_iso3": "COL", "year": 2023, "value": 6},
        ],
    ),
    notes="0 no elections, 1 one-party or no-party elections, then several parties for the legislature, for the"
    " executive, competition, male and full suffrage (6). Dependencies are left out. The seventh step, "
    "political liberties, is in the table.",
    misuse="Steps are an order, not a distance: no averages. It says whether elections are competitive, not "
    "whether they are good.",
)
