"""Deaths in state-based conflict, by year."""

from datetime import date
from functools import partial

from forlik.core.measure import Example, Measure, Method
from forlik.measures._violence import NON_STATE, STATE_BASED, UNCOUNTED, YEAR, event, with_views

MEASURE = Measure(
    name="deaths_state_based",
    title="Deaths in state-based conflict",
    unit="deaths",
    grain="country-year",
    direction="higher is worse",
    methods=(Method(1, date(2026, 11, 23), partial(with_views, by=YEAR)),),
    uses=("ucdp_ged__events", "views__country_months", "ucdp_candidate__events", "ucdp_candidate__releases"),
    silence="zero",
    example=Example(
        given={
            "ucdp_ged__events": [
                event("COL", 2020, 3, 5, STATE_BASED),
                event("COL", 2020, 3, 2, STATE_BASED),
                event("COL", 2020, 3, 90, NON_STATE),
            ],
            "views__country_months": [
                {"country_iso3": "COL", "year": 2020, "month": 3, "deaths_best": 99, "provisional": False},
                *(
                    {"country_iso3": "UKR", "year": 2022, "month": month, "deaths_best": 9, "provisional": True}
                    for month in range(1, 13)
                ),
            ],
            "ucdp_candidate__events": [event("MLI", 2024, 10, 6, STATE_BASED), event("MLI", 2025, 1, 8, STATE_BASED)],
            "ucdp_candidate__releases": [{"year": 2024 + one // 12, "month": one % 12 + 1} for one in range(13)],
        },
        expect=[
            {"country_iso3": "COL", "year": 2020, "value": 7},
            {"country_iso3": "WLD", "year": 2020, "value": 7},
            {"country_iso3": "UKR", "year": 2022, "value": 108},
            {"country_iso3": "WLD", "year": 2022, "value": 108},
            {"country_iso3": "MLI", "year": 2024, "value": 6},
            {"country_iso3": "WLD", "year": 2024, "value": 6},
        ],
    ),
    notes="A year counts only when all its months are known. "
    "VIEWS from 2022 and candidate figures are estimates, which later editions mostly raise.",
    misuse=f"Only fighting in which at least one party is the government of a state. {UNCOUNTED}",
)
