"""Aid activities with money for a country, as published under the IATI standard."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.measures._iati import COMMITTED, EXAMPLE, ONCE, PAID, counted, placed


def method_1(activities: Any, flows: Any) -> Any:
    """Activities of which something was committed or paid out in the year, by country."""
    rows = placed(counted(activities, flows, (*COMMITTED, *PAID)))
    return rows.group_by("country_iso3", "year").aggregate(value=rows.activity_key.nunique(), basis=rows.basis.max())


MEASURE = Measure(
    name="iati_activities",
    title="Aid activities with money in the year, as published (IATI)",
    unit="activities",
    grain="country-year",
    direction="neither",
    methods=(Method(1, date(2026, 11, 27), method_1),),
    needs=("iati__activities", "iati__flows"),
    pillar="development",
    example=Example(given=EXAMPLE, expect=[{"country_iso3": "COL", "year": 2024, "value": 3}]),
    notes="An activity counts in each year and country in which it has a commitment, disbursement or expenditure. "
    + ONCE,
    misuse="Publishers cut their work into activities as they like: ten small ones are no more than one large one.",
)
