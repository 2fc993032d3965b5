"""Deaths in state-based conflict, by month."""

from datetime import date
from functools import partial

from forlik.core.measure import Example, Measure, Method
from forlik.measures._violence import MONTH, NON_STATE, STATE_BASED, UNCOUNTED, event, with_views

MEASURE = Measure(
    name="deaths_state_based_monthly",
    title="Deaths in state-based conflict, by month",
    unit="deaths",
    grain="country-month",
    direction="higher is worse",
    methods=(Method(1, date(2026, 11, 23), partial(with_views, by=MONTH)),),
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
                {"country_iso3": "UKR", "year": 2023, "month": 10, "deaths_best": 30, "provisional": True},
            ],
            "ucdp_candidate__events": [
                event("UKR", 2023, 10, 44, STATE_BASED),
                event("MLI", 2023, 10, 6, STATE_BASED),
                event("MLI", 2023, 9, 8, STATE_BASED),
            ],
            "ucdp_candidate__releases": [{"year": 2023, "month": 10}],
        },
        expect=[
            {"country_iso3": "COL", "year": 2020, "month": 3, "value": 7},
            {"country_iso3": "WLD", "year": 2020, "month": 3, "value": 7},
            {"country_iso3": "UKR", "year": 2023, "month": 10, "value": 30},
            {"country_iso3": "MLI", "year": 2023, "month": 10, "value": 6},
            {"country_iso3": "WLD", "year": 2023, "month": 10, "value": 36},
        ],
    ),
    notes="An event counts in the month it ends in. "
    "VIEWS from 2022 and candidate figures are estimates, which later editions mostly raise.",
    misuse=f"Only fighting in which at least one party is the government of a state. {UNCOUNTED}",
)
