"""Aid paid out to a country, as published under the IATI standard."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.measures._iati import CURRENCY, EXAMPLE, MISUSE, ONCE, PAID, by_country


def method_1(activities: Any, flows: Any) -> Any:
    """Disbursements and expenditures by country and year of the transaction, in US dollars."""
    return by_country(activities, flows, PAID)


MEASURE = Measure(
    name="iati_paid",
    title="Aid paid out, as published (IATI)",
    unit="US dollars",
    grain="country-year",
    direction="neither",
    methods=(Method(1, date(2026, 11, 27), method_1),),
    needs=("iati__activities", "iati__flows"),
    currency=CURRENCY,
    pillar="development",
    example=Example(given=EXAMPLE, expect=[{"country_iso3": "COL", "year": 2024, "value": 101}]),
    notes="Disbursements and expenditures, less what was paid back. " + ONCE,
    misuse=MISUSE,
)
