"""Disasters that displaced people inside a country."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.measures._disasters import ROWS
from forlik.store.arithmetic import with_sum


def method_1(disasters: Any) -> Any:
    """Rows as published, for disasters have no number of their own; a few repeat another in every column."""
    displacing = disasters.filter(disasters.new_displacement > 0)
    return with_sum(
        displacing.group_by(["country_iso3", "year"]).aggregate(value=displacing.count(), basis=displacing.basis.max())
    )


MEASURE = Measure(
    name="disaster_events",
    title="Disasters with displacement",
    unit="disasters",
    grain="country-year",
    direction="higher is worse",
    methods=(Method(1, date(2026, 11, 23), method_1),),
    needs=("idmc__disaster",),
    pillar="humanitarian",
    example=Example(
        given={"idmc__disaster": ROWS},
        expect=[
            {"country_iso3": "FJI", "year": 2020, "value": 2},
            {"country_iso3": "TON", "year": 2020, "value": 2},
            {"country_iso3": "NOR", "year": 2020, "value": 1},
            {"country_iso3": "WLD", "year": 2020, "value": 5},
        ],
    ),
    notes="A disaster that strikes two countries counts in each, and twice in the world.",
    misuse="From 120 in 2009 to 4,955 in 2024 is better reporting, not forty times the disasters.",
)
