"""Humanitarian money reported to a country, inside and outside response plans."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method


def method_1(flows: Any) -> Any:
    """Paid and committed money coming in for that country and year alone; this is FTS's own funding total."""
    counted = flows.filter((flows.boundary == "incoming") & (flows.status != "pledge") & ~flows.shared)
    return counted.group_by(["country_iso3", "year"]).aggregate(
        value=counted.amount_usd.sum().cast("int64"), basis=counted.basis.max()
    )


MEASURE = Measure(
    name="humanitarian_funding",
    title="Humanitarian funding reported",
    unit="US dollars",
    grain="country-year",
    direction="neither",
    methods=(Method(1, date(2026, 11, 23), method_1),),
    needs=("fts__flows",),
    silence="zero",
    example=Example(
        given={
            "fts__flows": [
                _flow | {"flow_id": number, "country_iso3": "AFG", "year": 2020}
                for number, _flow in enumerate(
                    [
                        {"boundary": "incoming", "status": "paid", "shared": False, "amount_usd": 100},
                        {"boundary": "incoming", "status": "commitment", "shared": False, "amount_usd": 20},
                        {"boundary": "incoming", "status": "pledge", "shared": False, "amount_usd": 7000},
                        {"boundary": "incoming", "status": "paid", "shared": True, "amount_usd": 900},
                        {"boundary": "internal", "status": "paid", "shared": False, "amount_usd": 60},
                        {"boundary": "outgoing", "status": "paid", "shared": False, "amount_usd": 5},
                    ]
                )
            ]
        },
        expect=[{"country_iso3": "AFG", "year": 2020, "value": 120}],
    ),
    currency="USD, current prices",
    pillar="humanitarian",
    notes="Paid and committed, by the year of its use. Pledges are not counted; money passed on inside the country "
    "was counted when it came in; money shared with other countries or years is left out, as FTS itself does. There is "
    "no figure for the World: flows are held only for the countries that were asked for.",
    misuse="Reporting is voluntary and late: a running year is a lower bound, and a fall can be a gap in reporting.",
)
