"""Deaths in organised violence of all three kinds, by month, from the wide file that undercounts."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.store.arithmetic import with_sum


def method_1(months: Any) -> Any:
    """The file's own figures, all estimated, and their sum for the world."""
    import ibis

    countries = months.select("country_iso3", "year", "month", value=months.deaths_best, basis=months.basis)
    return with_sum(countries.mutate(estimated=ibis.literal(True)), by=("year", "month"))


MEASURE = Measure(
    name="deaths_all_violence_monthly",
    title="Deaths in organised violence, by month",
    unit="deaths",
    grain="country-month",
    direction="higher is worse",
    methods=(Method(1, date(2026, 11, 23), method_1),),
    needs=("ucdp_months__country_months",),
    silence="unknown",
    example=Example(
        given={
            "ucdp_months__country_months": [
                {"country_iso3": "SDN", "year": 2024, "month": 5, "deaths_best": 40},
                {"country_iso3": "UKR", "year": 2024, "month": 5, "deaths_best": 60},
                {"country_iso3": "UKR", "year": 2024, "month": 6, "deaths_best": 0},
            ]
        },
        expect=[
            {"country_iso3": "SDN", "year": 2024, "month": 5, "value": 40},
            {"country_iso3": "UKR", "year": 2024, "month": 5, "value": 60},
            {"country_iso3": "UKR", "year": 2024, "month": 6, "value": 0},
            {"country_iso3": "WLD", "year": 2024, "month": 5, "value": 100},
            {"country_iso3": "WLD", "year": 2024, "month": 6, "value": 0},
        ],
    ),
    notes="Undercounted: every event that spans two months is left out (2024: 139,105 of about 160,000 deaths). "
    "State-based, non-state and one-sided violence together; good for showing where things moved lately.",
    misuse="Never a measure of record, and never compared with the yearly figures: those count every event.",
)
