"""Aid committed to a country, as published under the IATI standard."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.measures._iati import COMMITTED, CURRENCY, EXAMPLE, MISUSE, ONCE, by_country


def method_1(activities: Any, flows: Any) -> Any:
    """Outgoing commitments by country and year of the transaction, in US dollars."""
    return by_country(activities, flows, COMMITTED)


MEASURE = Measure(
    name="iati_committed",
    title="Aid committed, as published (IATI)",
    unit="US dollars",
    grain="country-year",
    direction="neither",
    methods=(Method(1, date(2026, 11, 27), method_1),),
    needs=("iati__activities", "iati__flows"),
    currency=CURRENCY,
    pillar="development",
    example=Example(given=EXAMPLE, expect=[{"country_iso3": "COL", "year": 2024, "value": 540}]),
    notes="Outgoing commitments, in the year they were made, less what was taken back. " + ONCE,
    misuse=MISUSE + " A commitment of many years stands whole in its first.",
)
