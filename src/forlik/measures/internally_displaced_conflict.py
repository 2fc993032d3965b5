"""People internally displaced by conflict at the end of the year."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.store.arithmetic import with_sum


def method_1(displacement: Any) -> Any:
    """The exact figure where IDMC has one; the world is the sum of what is known."""
    known = displacement.filter(displacement.total_displacement.notnull())
    return with_sum(known.select(known.country_iso3, known.year, known.basis, value=known.total_displacement))


MEASURE = Measure(
    name="internally_displaced_conflict",
    title="People internally displaced by conflict and violence",
    unit="people at the end of the year",
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
            {"country_iso3": "COL", "year": 2024, "value": 700},
            {"country_iso3": "SDN", "year": 2024, "value": 900},
            {"country_iso3": "WLD", "year": 2024, "value": 1600},
        ],
    ),
    notes="A stock: people still displaced on 31 December, whenever they fled. No figure means unknown, not zero.",
    misuse="Never add years. It falls when people go home, die, or are no longer counted, and IDMC cannot tell which.",
)
