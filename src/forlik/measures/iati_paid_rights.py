"""Aid paid out to a country for human rights and democracy, as published under the IATI standard."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.measures._iati import CURRENCY, EXAMPLE, MISUSE, ONCE, PAID, PILLARS, by_country


def method_1(activities: Any, flows: Any) -> Any:
    """Disbursements and expenditures for human rights and democracy, by country and year, in US dollars."""
    return by_country(activities, flows, PAID, "rights_democracy")


MEASURE = Measure(
    name="iati_paid_rights",
    title="Aid paid out for human rights and democracy, as published (IATI)",
    unit="US dollars",
    grain="country-year",
    direction="neither",
    methods=(Method(1, date(2026, 11, 27), method_1),),
    needs=("iati__activities", "iati__flows"),
    currency=CURRENCY,
    pillar="rights",
    example=Example(given=EXAMPLE, expect=[{"country_iso3": "COL", "year": 2024, "value": 2}]),
    notes=PILLARS + " " + ONCE,
    misuse=MISUSE,
)
