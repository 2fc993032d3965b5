"""Deaths in non-state conflict, by month."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.store.arithmetic import with_sum


def method_1(final: Any, candidate: Any, releases: Any) -> Any:
    """The final edition, else candidate months with a release of their own."""
    import ibis

    non_state = 2
    settled = final.select("year", "month").distinct()
    released = candidate.semi_join(releases, ["year", "month"]).anti_join(settled, ["year", "month"])
    events = final.mutate(estimated=ibis.literal(False)).union(released.mutate(estimated=ibis.literal(True)))
    kept = events.filter(events.type_of_violence == non_state)
    countries = kept.group_by(["country_iso3", "year", "month"]).aggregate(
        value=kept.deaths_best.sum(),
        low=kept.deaths_low.sum(),
        high=kept.deaths_high.sum(),
        estimated=kept.estimated.any(),
        basis=kept.basis.max(),
    )
    return with_sum(countries, by=("year", "month"))


def _event(iso3: str, year: int, month: int, deaths: int, kind: int = 2) -> dict[str, Any]:
    counts = {"deaths_best": deaths, "deaths_low": deaths - 1, "deaths_high": deaths + 1}
    return {"country_iso3": iso3, "year": year, "month": month, "type_of_violence": kind} | counts


MEASURE = Measure(
    name="deaths_non_state_monthly",
    title="Deaths in non-state conflict, by month",
    unit="deaths",
    grain="country-month",
    direction="higher is worse",
    methods=(Method(1, date(2026, 11, 23), method_1),),
    uses=("ucdp_ged__events", "ucdp_candidate__events", "ucdp_candidate__releases"),
    silence="zero",
    example=Example(
        given={
            "ucdp_ged__events": [_event("COL", 2020, 3, 5), _event("COL", 2020, 3, 2), _event("COL", 2020, 3, 90, 3)],
            "ucdp_candidate__events": [
                _event("UKR", 2023, 10, 44),
                _event("MLI", 2023, 10, 6),
                _event("MLI", 2023, 9, 8),
            ],
            "ucdp_candidate__releases": [{"year": 2023, "month": 10}],
        },
        expect=[
            {"country_iso3": "COL", "year": 2020, "month": 3, "value": 7},
            {"country_iso3": "WLD", "year": 2020, "month": 3, "value": 7},
            {"country_iso3": "MLI", "year": 2023, "month": 10, "value": 6},
            {"country_iso3": "UKR", "year": 2023, "month": 10, "value": 44},
            {"country_iso3": "WLD", "year": 2023, "month": 10, "value": 50},
        ],
    ),
    notes="An event counts in the month it ends in. "
    "Candidate figures are estimates, which later editions mostly raise.",
    misuse="Only fighting between organised groups none of which is a state. "
    "Deaths by hunger and disease, and deaths that nobody reported, are in no count of this kind.",
)
