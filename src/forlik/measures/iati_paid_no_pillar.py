"""Aid paid out to a country that is in none of the four pillars, as published under the IATI standard."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method
from forlik.measures._iati import (
    CURRENCY,
    DONOR_SIDE,
    EXAMPLE,
    MISUSE,
    ONCE,
    PAID,
    PILLARS,
    counted,
    in_dollars,
    placed,
)


def method_1(activities: Any, flows: Any) -> Any:
    """Disbursements and expenditures whose sector tells no pillar, or that are spent on the donor's side."""
    rows = placed(counted(activities, flows, PAID))
    return in_dollars(rows.filter(rows.pillar.isnull() | (rows.pillar == DONOR_SIDE)))


MEASURE = Measure(
    name="iati_paid_no_pillar",
    title="Aid paid out without a pillar, as published (IATI)",
    unit="US dollars",
    grain="country-year",
    direction="neither",
    methods=(Method(1, date(2026, 11, 27), method_1),),
    needs=("iati__activities", "iati__flows"),
    currency=CURRENCY,
    pillar="development",
    example=Example(given=EXAMPLE, expect=[{"country_iso3": "COL", "year": 2024, "value": 24}]),
    notes=PILLARS + " " + ONCE,
    misuse=MISUSE,
)
