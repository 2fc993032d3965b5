"""What humanitarian response plans ask for."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.store.arithmetic import with_world


def method_1(plans: Any, totals: Any) -> Any:
    """Requirements, as last revised, of the plans for one country alone; for the world FTS's own total."""
    alone = plans.filter(plans.in_totals & plans.country_iso3.notnull() & (plans.requirements_usd > 0))
    countries = alone.group_by(["country_iso3", "year"]).aggregate(
        value=alone.requirements_usd.sum().cast("int64"), basis=alone.basis.max()
    )
    world = totals.filter(totals.requirements_usd.notnull()).select(
        "year", value=totals.requirements_usd, basis=totals.basis
    )
    return with_world(countries, world.select(*[name for name in countries.columns if name != "country_iso3"]))


def _plan(iso3: str | None, asked: int, given: int) -> dict[str, Any]:
    row = {"year": 2020, "in_totals": True, "country_iso3": iso3}
    return row | {"requirements_usd": asked, "funding_usd": given}


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
        given={
            "fts__plans": [
                _plan("AFG", 700, 350),
                _plan("AFG", 300, 1),
                _plan(None, 5000, 2000),
                _plan("JOR", 0, 40),
                _plan("AFG", 9, 9) | {"in_totals": False},
            ],
            "fts__plan_totals": [{"year": 2020, "requirements_usd": 6000, "funding_usd": 2391}],
        },
        expect=[
            {"country_iso3": "AFG", "year": 2020, "value": 1000},
            {"country_iso3": "WLD", "year": 2020, "value": 6000},
        ],
    ),
    currency="USD, current prices",
    pillar="humanitarian",
    notes="A country's figure counts the plans that are for it alone. A plan for several countries stands in "
    "none of them, because it does not say how much is for each; it is in the World, which is FTS's own "
    "total.",
    misuse="What is asked for is not what is needed: plans set their own scope, and no plan is not no need.",
)
