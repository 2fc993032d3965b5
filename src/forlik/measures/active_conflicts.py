"""Active state-based armed conflicts."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.store.arithmetic import by_place


def method_1(conflict_years: Any) -> Any:
    """Distinct conflicts a year in each country they are located in, and distinct conflicts in the world."""
    return by_place(conflict_years, lambda rows: {"value": rows.conflict_ucdp_id.nunique()})


MEASURE = Measure(
    name="active_conflicts",
    title="Active state-based conflicts",
    unit="conflicts",
    grain="country-year",
    direction="higher is worse",
    methods=(Method(1, date(2026, 11, 23), method_1),),
    needs=("ucdp_acd__conflict_years",),
    silence="zero",
    example=Example(
        given={
            "ucdp_acd__conflict_years": [
                {"conflict_ucdp_id": 1, "year": 1967, "country_iso3": "EGY", "intensity_level": 2},
                {"conflict_ucdp_id": 1, "year": 1967, "country_iso3": "ISR", "intensity_level": 2},
                {"conflict_ucdp_id": 2, "year": 1967, "country_iso3": "ISR", "intensity_level": 1},
            ]
        },
        expect=[
            {"country_iso3": "EGY", "year": 1967, "value": 1},
            {"country_iso3": "ISR", "year": 1967, "value": 2},
            {"country_iso3": "WLD", "year": 1967, "value": 2},
        ],
    ),
    notes="A conflict fought over in two countries counts in each, and once in the world: never add countries.",
    misuse="A count says nothing of how many died: 25 deaths make a conflict active as 25,000 do.",
)
