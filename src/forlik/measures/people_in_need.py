"""People in need of humanitarian help, as response plans state them."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method


def method_1(needs: Any, plans: Any) -> Any:
    """The plan's own total, in need of anything; the year from the table, else from FTS's list of plans."""
    import ibis

    whole = needs.filter(
        (needs.admin_level == 0)
        & (needs.sector == "ALL")
        & (needs.status == "INN")
        & (needs.category.isnull() | (needs.category == "total"))
    )
    stated = whole.filter(whole.year.notnull()).select("country_iso3", "year", "people", "basis")
    listed = plans.select(plan_id=plans.plan_id, listed_year=plans.year, listed_basis=plans.basis)
    joined = whole.filter(whole.year.isnull()).drop("year").inner_join(listed, "plan_id")
    dated = joined.select(
        "country_iso3", "people", year=joined.listed_year, basis=ibis.greatest(joined.basis, joined.listed_basis)
    )
    other = dated.anti_join(stated, ["country_iso3", "year"]).select("country_iso3", "year", "people", "basis")
    every = stated.union(other)
    return every.group_by(["country_iso3", "year"]).aggregate(value=every.people.max(), basis=every.basis.max())


def _row(**given: Any) -> dict[str, Any]:
    return {"country_iso3": "AFG", "admin_level": 0, "sector": "ALL", "status": "INN"} | given


MEASURE = Measure(
    name="people_in_need",
    title="People in need",
    unit="people",
    grain="country-year",
    direction="higher is worse",
    methods=(Method(1, date(2026, 11, 23), method_1),),
    needs=("hno__needs",),
    uses=("fts__plans",),
    example=Example(
        given={
            "hno__needs": [
                _row(year=2024, people=100),
                _row(year=2024, people=90, sector="HEA"),
                _row(year=2024, people=60, status="TGT"),
                _row(year=2024, people=40, admin_level=1),
                _row(year=2024, people=30, category="Children"),
                _row(plan_id=7, people=555),
                _row(plan_id=8, people=70, country_iso3="SDN"),
                _row(plan_id=9, people=1, country_iso3="SOM"),
            ],
            "fts__plans": [{"plan_id": 7, "year": 2024}, {"plan_id": 8, "year": 2024}],
        },
        expect=[
            {"country_iso3": "AFG", "year": 2024, "value": 100},
            {"country_iso3": "SDN", "year": 2024, "value": 70},
        ],
    ),
    pillar="humanitarian",
    notes="The total a plan states for its country: each person once, whatever the sectors. Of several plans "
    "for a country the largest stands. There is no World: plans for refugees count people of other plans once more.",
    misuse="Only countries with a plan have a figure: none is not zero. How needs are counted changed over the years.",
)
