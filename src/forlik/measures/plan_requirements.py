"""What humanitarian response plans ask for."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.measures._plans import FOR_ONE_COUNTRY, GIVEN, alone
from forlik.store.arithmetic import with_world


def method_1(plans: Any, totals: Any) -> Any:
    """Requirements, as last revised, of the plans for one country alone; for the world FTS's own total."""
    ours = alone(plans)
    ours = ours.filter(ours.requirements_usd > 0)
    countries = ours.group_by(["country_iso3", "year"]).aggregate(
        value=ours.requirements_usd.sum().cast("int64"), basis=ours.basis.max()
    )
    world = totals.filter(totals.requirements_usd.notnull()).select(
        "year", value=totals.requirements_usd, basis=totals.basis
    )
    return with_world(countries, world.select(*[name for name in countries.columns if name != "country_iso3"]))


MEASURE = Measure(
    name="plan_requirements",
    title="What response plans ask for",
    unit="US dollars",
    grain="country-year",
    direction="higher is worse",
    methods=(Method(1, date(2026, 11, 23), method_1),),
    needs=("fts__plans",),
    uses=("fts__plan_totals",),
    example=Example(
        given=GIVEN,
        expect=[
            {"country_iso3": "AFG", "year": 2020, "value": 1000},
            {"country_iso3": "WLD", "year": 2020, "value": 6000},
        ],
    ),
    currency="USD, current prices",
    pillar="humanitarian",
    notes=FOR_ONE_COUNTRY,
    misuse="What is asked for is not what is needed: plans set their own scope, and no plan is not no need.",
)
