"""Aid paid out to a country for peace and reconciliation, as published under the IATI standard."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.measures._iati import CURRENCY, EXAMPLE, MISUSE, ONCE, PAID, PILLARS, by_country


def method_1(activities: Any, flows: Any) -> Any:
    """Disbursements and expenditures for peace and reconciliation, by country and year, in US dollars."""
    return by_country(activities, flows, PAID, "peace")


MEASURE = Measure(
    name="iati_paid_peace",
    title="Aid paid out for peace and reconciliation, as published (IATI)",
    unit="US dollars",
    grain="country-year",
    direction="neither",
    methods=(Method(1, date(2026, 11, 27), method_1),),
    needs=("iati__activities", "iati__flows"),
    currency=CURRENCY,
    pillar="peace",
    example=Example(given=EXAMPLE, expect=[{"country_iso3": "COL", "year": 2024, "value": 5}]),
    notes=PILLARS + " " + ONCE,
    misuse=MISUSE,
)
