"""Deaths in non-state conflict, by year."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.store.arithmetic import with_sum


def method_1(final: Any, candidate: Any, releases: Any) -> Any:
    """The final edition, else candidate years of which all months are released."""
    import ibis

    non_state, year_of_months = 2, 12
    settled = final.select("year").distinct()
    months = releases.group_by("year").aggregate(known=releases.month.nunique())
    released = candidate.semi_join(months.filter(months.known == year_of_months), "year").anti_join(settled, "year")
    events = final.mutate(estimated=ibis.literal(False)).union(released.mutate(estimated=ibis.literal(True)))
    kept = events.filter(events.type_of_violence == non_state)
    countries = kept.group_by(["country_iso3", "year"]).aggregate(
        value=kept.deaths_best.sum(),
        low=kept.deaths_low.sum(),
        high=kept.deaths_high.sum(),
        estimated=kept.estimated.any(),
        basis=kept.basis.max(),
    )
    return with_sum(countries)


def _event(iso3: str, year: int, month: int, deaths: int, kind: int = 2) -> dict[str, Any]:
    counts = {"deaths_best": deaths, "deaths_low": deaths - 1, "deaths_high": deaths + 1}
    return {"country_iso3": iso3, "year": year, "month": month, "type_of_violence": kind} | counts


MEASURE = Measure(
    name="deaths_non_state",
    title="Deaths in non-state conflict",
    unit="deaths",
    grain="country-year",
    direction="higher is worse",
    methods=(Method(1, date(2026, 11, 23), method_1),),
    uses=("ucdp_ged__events", "ucdp_candidate__events", "ucdp_candidate__releases"),
    silence="zero",
    example=Example(
        given={
            "ucdp_ged__events": [_event("COL", 2020, 3, 5), _event("COL", 2020, 3, 2), _event("COL", 2020, 3, 90, 3)],
            "ucdp_candidate__events": [_event("MLI", 2024, 10, 6), _event("MLI", 2025, 1, 8)],
            "ucdp_candidate__releases": [
                {"year": 2025, "month": 1},
                *({"year": 2024, "month": month} for month in range(1, 13)),
            ],
        },
        expect=[
            {"country_iso3": "COL", "year": 2020, "value": 7},
            {"country_iso3": "WLD", "year": 2020, "value": 7},
            {"country_iso3": "MLI", "year": 2024, "value": 6},
            {"country_iso3": "WLD", "year": 2024, "value": 6},
        ],
    ),
    notes="A year counts only when all its months are known. "
    "Candidate figures are estimates, which later editions mostly raise.",
    misuse="Only fighting between organised groups none of which is a state. "
    "Deaths by hunger and disease, and deaths that nobody reported, are in no count of this kind.",
)
