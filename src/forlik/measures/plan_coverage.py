"""How much of what humanitarian response plans ask for they are given."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.measures._plans import FOR_ONE_COUNTRY, GIVEN, alone
from forlik.store.arithmetic import divide, with_world


def method_1(plans: Any, totals: Any) -> Any:
    """Funding in percent of requirements, over the plans for one country alone; for the world over FTS's own totals."""
    ours = alone(plans)
    ours = ours.filter(ours.requirements_usd > 0)
    sums = ours.group_by(["country_iso3", "year"]).aggregate(
        given=ours.funding_usd.sum().cast("int64"),
        asked=ours.requirements_usd.sum().cast("int64"),
        basis=ours.basis.max(),
    )
    countries = sums.filter(sums.given.notnull()).select(
        "country_iso3", "year", value=divide(sums.given * 100, sums.asked, 1), basis=sums.basis
    )
    whole = totals.filter((totals.requirements_usd > 0) & totals.funding_usd.notnull())
    world = whole.select("year", value=divide(whole.funding_usd * 100, whole.requirements_usd, 1), basis=whole.basis)
    return with_world(countries, world)


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
        given=GIVEN,
        expect=[
            {"country_iso3": "AFG", "year": 2020, "value": "35.1"},
            {"country_iso3": "WLD", "year": 2020, "value": "39.9"},
        ],
    ),
    digits=1,
    scaled=True,
    pillar="humanitarian",
    notes=FOR_ONE_COUNTRY + " Plans without requirements are left out.",
    misuse="A well-funded small plan can leave more people without help than a poorly funded large one.",
)
