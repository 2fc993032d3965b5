"""How much of what humanitarian response plans ask for they are given."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.store.arithmetic import divide, with_world


def method_1(plans: Any, totals: Any) -> Any:
    """Funding in percent of requirements, over the plans for one country alone; for the world over FTS's own totals."""
    alone = plans.filter(plans.in_totals & plans.country_iso3.notnull() & (plans.requirements_usd > 0))
    sums = alone.group_by(["country_iso3", "year"]).aggregate(
        given=alone.funding_usd.sum().cast("int64"),
        asked=alone.requirements_usd.sum().cast("int64"),
        basis=alone.basis.max(),
    )
    countries = sums.filter(sums.given.notnull()).select(
        "country_iso3", "year", value=divide(sums.given * 100, sums.asked, 1), basis=sums.basis
    )
    whole = totals.filter((totals.requirements_usd > 0) & totals.funding_usd.notnull())
    world = whole.select("year", value=divide(whole.funding_usd * 100, whole.requirements_usd, 1), basis=whole.basis)
    return with_world(countries, world)


def _plan(iso3: str | None, asked: int, given: int) -> dict[str, Any]:
    row = {"year": 2020, "in_totals": True, "country_iso3": iso3}
    return row | {"requirements_usd": asked, "funding_usd": given}


MEASURE = Measure(
    name="plan_coverage",
    title="Share of response plans' requirements that is funded",
    unit="percent",
    grain="country-year",
    direction="higher is better",
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
            {"country_iso3": "AFG", "year": 2020, "value": "35.1"},
            {"country_iso3": "WLD", "year": 2020, "value": "39.9"},
        ],
    ),
    digits=1,
    scaled=True,
    pillar="humanitarian",
    notes="A country's figure counts the plans that are for it alone. A plan for several countries stands in "
    "none of them, because it does not say how much is for each; it is in the World, which is FTS's own "
    "total. Plans without requirements are left out.",
    misuse="A well-funded small plan can leave more people without help than a poorly funded large one.",
)
