"""New internal displacements by conflict in the year."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.store.arithmetic import with_sum


def method_1(displacement: Any) -> Any:
    """The exact figure where IDMC has one; the world is the sum of what is known."""
    known = displacement.filter(displacement.new_displacement.notnull())
    return with_sum(known.select(known.country_iso3, known.year, known.basis, value=known.new_displacement))


MEASURE = Measure(
    name="new_displacements_conflict",
    title="New internal displacements by conflict and violence",
    unit="movements in the year",
    grain="country-year",
    direction="higher is worse",
    methods=(Method(1, date(2026, 11, 23), method_1),),
    needs=("idmc__conflict",),
    pillar="humanitarian",
    example=Example(
        given={
            "idmc__conflict": [
                {"country_iso3": "COL", "year": 2024, "new_displacement": 10, "total_displacement": 700},
                {"country_iso3": "SDN", "year": 2024, "new_displacement": None, "total_displacement": 900},
                {"country_iso3": "ERI", "year": 2024, "new_displacement": 0, "total_displacement": None},
            ]
        },
        expect=[
            {"country_iso3": "COL", "year": 2024, "value": 10},
            {"country_iso3": "ERI", "year": 2024, "value": 0},
            {"country_iso3": "WLD", "year": 2024, "value": 10},
        ],
    ),
    notes="A flow: movements, not people; who flees twice counts twice. Zeros up to 2014 are as published; since then"
    " such years have no figure, which is unknown here.",
    misuse="Never subtract it from the stock or add it to it.",
)
