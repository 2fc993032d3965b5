"""Deaths in state-based conflict, by month."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.store.arithmetic import with_world


def method_1(final: Any, views: Any, candidate: Any, releases: Any) -> Any:
    """The final edition, else VIEWS, else candidate months with a release of their own."""
    import ibis

    vintage = 2022
    settled = final.select("year", "month").distinct()
    released = candidate.semi_join(releases, ["year", "month"]).anti_join(settled, ["year", "month"])
    others = views.anti_join(settled, ["year", "month"])
    others = others.select(*["country_iso3", "year", "month"], value=others.deaths_best, basis=others.basis)
    released = released.anti_join(others, ["country_iso3", "year", "month"])
    events = final.mutate(estimated=ibis.literal(False)).union(released.mutate(estimated=ibis.literal(True)))
    kept = events.filter(events.type_of_violence == 1)
    countries = kept.group_by(["country_iso3", "year", "month"]).aggregate(
        estimated=kept.estimated.any(),
        basis=kept.basis.max(),
        **{to: kept[f"deaths_{of}"].sum() for to, of in (("value", "best"), ("low", "low"), ("high", "high"))},
    )
    none, bounds = ibis.null("int64"), ("low", "high")
    others = others.mutate(low=none, high=none, estimated=others.year >= vintage)
    countries = countries.union(others.select(countries.columns))
    world = countries.group_by(["year", "month"]).aggregate(
        value=countries.value.sum(),
        estimated=countries.estimated.any(),
        basis=countries.basis.max(),
        **{one: (countries[one].count() == countries.count()).ifelse(countries[one].sum(), none) for one in bounds},
    )
    return with_world(countries, world)


def _event(iso3: str, year: int, month: int, deaths: int, kind: int = 1) -> dict[str, Any]:
    counts = {"deaths_best": deaths, "deaths_low": deaths - 1, "deaths_high": deaths + 1}
    return {"country_iso3": iso3, "year": year, "month": month, "type_of_violence": kind} | counts


MEASURE = Measure(
    name="deaths_state_based_monthly",
    title="Deaths in state-based conflict, by month",
    unit="deaths",
    grain="country-month",
    direction="higher is worse",
    methods=(Method(1, date(2026, 11, 23), method_1),),
    uses=("ucdp_ged__events", "views__country_months", "ucdp_candidate__events", "ucdp_candidate__releases"),
    silence="zero",
    example=Example(
        given={
            "ucdp_ged__events": [_event("COL", 2020, 3, 5), _event("COL", 2020, 3, 2), _event("COL", 2020, 3, 90, 2)],
            "views__country_months": [
                {"country_iso3": "COL", "year": 2020, "month": 3, "deaths_best": 99},
                {"country_iso3": "UKR", "year": 2023, "month": 10, "deaths_best": 30},
            ],
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
            {"country_iso3": "UKR", "year": 2023, "month": 10, "value": 30},
            {"country_iso3": "MLI", "year": 2023, "month": 10, "value": 6},
            {"country_iso3": "WLD", "year": 2023, "month": 10, "value": 36},
        ],
    ),
    notes="An event counts in the month it ends in. "
    "VIEWS from 2022 and candidate figures are estimates, which later editions mostly raise.",
    misuse="Only fighting in which at least one party is the government of a state. "
    "Deaths by hunger and disease, and deaths that nobody reported, are in no count of this kind.",
)
