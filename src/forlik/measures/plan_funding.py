"""What humanitarian response plans are given."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.measures._plans import FOR_ONE_COUNTRY, GIVEN, alone
from forlik.store.arithmetic import with_world


def method_1(plans: Any, totals: Any) -> Any:
    """Funding of the plans for one country alone; for the world FTS's own total."""
    ours = alone(plans)
    ours = ours.filter(ours.funding_usd.notnull())
    countries = ours.group_by(["country_iso3", "year"]).aggregate(
        value=ours.funding_usd.sum().cast("int64"), basis=ours.basis.max()
    )
    world = totals.filter(totals.funding_usd.notnull()).select("year", value=totals.funding_usd, basis=totals.basis)
    return with_world(countries, world.select(*[name for name in countries.columns if name != "country_iso3"]))


MEASURE = Measure(
    name="plan_funding",
    title="What response plans are given",
    unit="US dollars",
    grain="country-year",
    direction="higher is better",
    methods=(Method(1, date(2026, 11, 23), method_1),),
    needs=("fts__plans",),
    uses=("fts__plan_totals",),
    example=Example(
        given=GIVEN,
        expect=[
            {"country_iso3": "AFG", "year": 2020, "value": 351},
            {"country_iso3": "JOR", "year": 2020, "value": 40},
            {"country_iso3": "WLD", "year": 2020, "value": 2391},
        ],
    ),
    currency="USD, current prices",
    pillar="humanitarian",
    notes=FOR_ONE_COUNTRY,
    misuse="Only reported money inside plans: a country can be given as much outside them, and reports come late.",
)
