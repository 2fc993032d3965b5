"""Deaths in state-based conflict, by year."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.store.arithmetic import with_world


def method_1(final: Any, views: Any, candidate: Any, releases: Any) -> Any:
    """The final edition, else VIEWS, else candidate years of which all months are released."""
    import ibis

    year_of_months, vintage = 12, 2022
    settled = final.select("year").distinct()
    months = releases.group_by("year").aggregate(known=releases.month.nunique())
    released = candidate.semi_join(months.filter(months.known == year_of_months), "year").anti_join(settled, "year")
    months = views.group_by("year").aggregate(known=views.month.nunique())
    others = views.semi_join(months.filter(months.known == year_of_months), "year").anti_join(settled, "year")
    others = others.group_by(["country_iso3", "year"]).aggregate(
        value=others.deaths_best.sum(), basis=others.basis.max()
    )
    released = released.anti_join(others, ["country_iso3", "year"])
    events = final.mutate(estimated=ibis.literal(False)).union(released.mutate(estimated=ibis.literal(True)))
    kept = events.filter(events.type_of_violence == 1)
    countries = kept.group_by(["country_iso3", "year"]).aggregate(
        estimated=kept.estimated.any(),
        basis=kept.basis.max(),
        **{to: kept[f"deaths_{of}"].sum() for to, of in (("value", "best"), ("low", "low"), ("high", "high"))},
    )
    none, bounds = ibis.null("int64"), ("low", "high")
    others = others.mutate(low=none, high=none, estimated=others.year >= vintage)
    countries = countries.union(others.select(countries.columns))
    world = countries.group_by("year").aggregate(
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
    name="deaths_state_based",
    title="Deaths in state-based conflict",
    unit="deaths",
    grain="country-year",
    direction="higher is worse",
    methods=(Method(1, date(2026, 11, 23), method_1),),
    uses=("ucdp_ged__events", "views__country_months", "ucdp_candidate__events", "ucdp_candidate__releases"),
    silence="zero",
    example=Example(
        given={
            "ucdp_ged__events": [_event("COL", 2020, 3, 5), _event("COL", 2020, 3, 2), _event("COL", 2020, 3, 90, 2)],
            "views__country_months": [
                {"country_iso3": "COL", "year": 2020, "month": 3, "deaths_best": 99},
                *({"country_iso3": "UKR", "year": 2022, "month": month, "deaths_best": 9} for month in range(1, 13)),
            ],
            "ucdp_candidate__events": [_event("MLI", 2024, 10, 6), _event("MLI", 2025, 1, 8)],
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
    misuse="Only fighting in which at least one party is the government of a state. "
    "Deaths by hunger and disease, and deaths that nobody reported, are in no count of this kind.",
)
