"""Wars: state-based conflicts with at least 1,000 battle deaths in a year."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.store.arithmetic import by_place


def method_1(conflict_years: Any) -> Any:
    """Distinct conflicts of intensity 2 a year in each country they are located in, and in the world."""
    wars = conflict_years.filter(conflict_years.intensity_level == 2)  # noqa: PLR2004 - UCDP's code for war
    return by_place(wars, lambda rows: {"value": rows.conflict_ucdp_id.nunique()})


MEASURE = Measure(
    name="wars",
    title="Wars",
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
                {"conflict_ucdp_id": 2, "year": 1968, "country_iso3": "ISR", "intensity_level": 1},
            ]
        },
        expect=[
            {"country_iso3": "EGY", "year": 1967, "value": 1},
            {"country_iso3": "ISR", "year": 1967, "value": 1},
            {"country_iso3": "WLD", "year": 1967, "value": 1},
        ],
    ),
    notes="A war is a state-based conflict with at least 1,000 battle deaths that year, wherever in it they died. "
    "One fought over in two countries counts in each, and once in the world: never add countries.",
    misuse="The threshold holds for the conflict as a whole: a country may be in a war and see few of its deaths.",
)
